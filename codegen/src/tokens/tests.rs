//! `quote!` makes the tokens that a compiler sees, and literals are written as those of proc macros.

use proc_macro2::Literal;

use super::{ByteString, Decimal, Kind, ToTokens, Tokens, Word, append, quote};

impl Tokens {
    /// The same tokens with other words.
    pub(crate) fn with_words(&self, mut rename: impl FnMut(&str) -> String) -> Self {
        let mut out = Self::default();
        for token in &self.tokens {
            let text = self.text(*token);
            match token.kind {
                Kind::Word => out.push(token.kind, &rename(text), token.is_joint),
                kind => out.push(kind, text, token.is_joint),
            }
            out.tokens.last_mut().unwrap().close = token.close;
        }
        out
    }
}

fn texts(tokens: &Tokens) -> Vec<&str> {
    tokens.iter().map(|(_, text)| text).collect()
}

fn text_of(value: impl ToTokens) -> String {
    let mut tokens = Tokens::default();
    value.append_to(&mut tokens);
    texts(&tokens).concat()
}

#[test]
fn code_is_quoted_as_tokens() {
    let tokens = quote! {
        /// A b.
        #[c]
        fn r#d<'e>(&'e self, _: f::G<h<i>>) -> J { k(|| -1 >= 2.0 && l..=m) }
    };
    let expected = "# [ doc = r\" A b.\" ] # [ c ] fn r#d < 'e > ( & 'e self , _ : f :: G < h < i > > ) -> J \
                    { k ( || - 1 > = 2.0 && l ..= m ) }";
    assert_eq!(texts(&tokens).join(" "), expected);
    // In code, the marks of an operator stay together.
    let expected = "# [ doc = r\" A b.\" ] # [ c ] fn r#d < 'e > ( & 'e self , _ : f :: G < h < i >> ) -> J \
                    { k ( || - 1 >= 2.0 && l ..= m ) } ";
    assert_eq!(tokens.to_string(), expected);
    let kinds: Vec<Kind> = quote!(a 'b 1 "c" _ ::).iter().map(|(kind, _)| kind).collect();
    let (word, literal) = (Kind::Word, Kind::Literal);
    assert_eq!(kinds, [word, Kind::Lifetime, literal, literal, word, Kind::Mark]);
}

#[test]
fn values_are_interpolated() {
    let (name, none, inner) = (Word("r#type"), None::<bool>, quote!((a)));
    let tokens = quote!(#name #none [#inner, #inner] #inner * 2);
    assert_eq!(texts(&tokens).join(" "), "r#type [ ( a ) , ( a ) ] ( a ) * 2");
    let (text, number, is) = ("b\"".to_owned(), 3_u32, true);
    assert_eq!(texts(&quote!(#text #number #is)), ["\"b\\\"\"", "3", "true"]);
    assert!(texts(&quote!()).is_empty());
}

#[test]
fn elements_are_interpolated() {
    let list = ["a", "b", "c"];
    let (separated, words, empty) = (list, list.map(Word), list.iter().take(0));
    let tokens = quote!(f(#(#separated),*) [#(#words)*] {#(#empty),*} #!);
    assert_eq!(texts(&tokens).join(" "), "f ( \"a\" , \"b\" , \"c\" ) [ a b c ] { } # !");
}

#[test]
fn groups_know_their_ends() {
    let inner = quote!([a(b)]);
    let mut tokens = quote!(c { #inner });
    append!(tokens #inner);
    for (position, (kind, open)) in tokens.iter().enumerate() {
        if matches!(kind, Kind::Open(_)) {
            let close = tokens.text(tokens.at(tokens.at(position).close()));
            assert!(["()", "[]", "{}"].contains(&format!("{open}{close}").as_str()), "{tokens}");
        }
    }
    assert_eq!(tokens.at(1).close(), 8);
    assert_eq!(tokens.at(tokens.iter().count()).kind, Kind::Close);
}

#[test]
fn literals_are_written_as_those_of_proc_macros() {
    let letters: String = (0..=0x3000).filter_map(char::from_u32).collect();
    let texts =
        ["", "a", "a \"b\" \\c", "\0", "\0\u{31}", "\0a", "'", "ä\u{301}\u{1f600}", &letters];
    for text in texts {
        assert_eq!(text_of(text), Literal::string(text).to_string());
        assert_eq!(
            text_of(ByteString(text.into())),
            Literal::byte_string(text.as_bytes()).to_string()
        );
    }
    for value in [0.0, 0.5, 2.0, 1e300, 1e-7, f64::MAX] {
        assert_eq!(text_of(Decimal(value)), Literal::f64_unsuffixed(value).to_string());
    }
}
