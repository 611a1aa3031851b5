//! `quote!` and the values that it interpolates.

use std::fmt::Write as _;

use super::Tokens;

/// A value that is interpolated as tokens.
pub(crate) trait ToTokens {
    /// Appends the tokens of the value.
    fn append_to(&self, out: &mut Tokens);
}

/// An identifier or a keyword, possibly raw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a>(pub(crate) &'a str);

impl ToTokens for Word<'_> {
    fn append_to(&self, out: &mut Tokens) {
        out.word(self.0);
    }
}

impl ToTokens for Tokens {
    fn append_to(&self, out: &mut Tokens) {
        out.append(self);
    }
}

impl ToTokens for str {
    fn append_to(&self, out: &mut Tokens) {
        out.string([self]);
    }
}

impl ToTokens for String {
    fn append_to(&self, out: &mut Tokens) {
        self.as_str().append_to(out);
    }
}

impl ToTokens for bool {
    fn append_to(&self, out: &mut Tokens) {
        out.word(if *self { "true" } else { "false" });
    }
}

impl<T: ToTokens + ?Sized> ToTokens for &T {
    fn append_to(&self, out: &mut Tokens) {
        (**self).append_to(out);
    }
}

/// `None` is no token.
impl<T: ToTokens> ToTokens for Option<T> {
    fn append_to(&self, out: &mut Tokens) {
        if let Some(value) = self {
            value.append_to(out);
        }
    }
}

/// Integers have no suffix: their type is inferred.
macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl ToTokens for $ty {
            fn append_to(&self, out: &mut Tokens) {
                // Writing to a string does not fail.
                out.write_literal(|text| _ = write!(text, "{self}"));
            }
        }
    )*};
}

integers!(u32, u64, u128, usize);

/// Makes [`Tokens`] of code.
///
/// `#name` is the value of a variable, which implements [`ToTokens`]. `#(#name)*` are the elements of an iterator,
/// and `#(#name),*` the same with commas between them. The variable is moved.
macro_rules! quote {
    () => { $crate::tokens::Tokens::default() };
    ($($tokens:tt)*) => {{
        // Interpolated values are about three times as long.
        let mut out = $crate::tokens::Tokens::with_room(4 * stringify!($($tokens)*).len());
        $crate::tokens::append!(out $($tokens)*);
        out
    }};
}

/// Appends code to [`Tokens`] in a variable, as [`quote!`] makes it: `append!(out pub fn)`.
///
/// Each token is seen with the three before and after it. A macro that takes one token after another would be
/// expanded in quadratic time.
macro_rules! append {
    ($out:ident $($tokens:tt)*) => {
        $crate::tokens::quote_within! { $out
            (@ @ @ @ @ @ $($tokens)*)
            (@ @ @ @ @ $($tokens)* @)
            (@ @ @ @ $($tokens)* @ @)
            (@ @ @ $(($tokens))* @ @ @)
            (@ @ $($tokens)* @ @ @ @)
            (@ $($tokens)* @ @ @ @ @)
            ($($tokens)* @ @ @ @ @ @)
        }
    };
}

macro_rules! quote_within {
    ($out:ident
        ($($b3:tt)*) ($($b2:tt)*) ($($b1:tt)*) ($($this:tt)*) ($($a1:tt)*) ($($a2:tt)*) ($($a3:tt)*)
    ) => {
        $($crate::tokens::quote_in_context! { $out $b3 $b2 $b1 $this $a1 $a2 $a3 })*
    };
}

/// Appends the token in parentheses, or what begins with it. What is a part of something before is skipped.
macro_rules! quote_in_context {
    ($out:ident $b3:tt $b2:tt $b1:tt @ $a1:tt $a2:tt $a3:tt) => {};

    ($out:ident $b3:tt $b2:tt $b1:tt (#) (# $list:ident) * $a3:tt) => {
        for element in $list {
            $crate::tokens::ToTokens::append_to(&element, &mut $out);
        }
    };
    ($out:ident $b3:tt $b2:tt # ((# $list:ident)) * $a2:tt $a3:tt) => {};
    ($out:ident $b3:tt # (# $list:ident) (*) $a1:tt $a2:tt $a3:tt) => {};

    ($out:ident $b3:tt $b2:tt $b1:tt (#) (# $list:ident) , *) => {
        for (index, element) in $list.into_iter().enumerate() {
            if index > 0 {
                $out.mark(",");
            }
            $crate::tokens::ToTokens::append_to(&element, &mut $out);
        }
    };
    ($out:ident $b3:tt $b2:tt # ((# $list:ident)) , * $a3:tt) => {};
    ($out:ident $b3:tt # (# $list:ident) (,) * $a2:tt $a3:tt) => {};
    ($out:ident # (# $list:ident) , (*) $a1:tt $a2:tt $a3:tt) => {};

    ($out:ident $b3:tt $b2:tt $b1:tt (#) $value:ident $a2:tt $a3:tt) => {
        $crate::tokens::ToTokens::append_to(&$value, &mut $out);
    };
    ($out:ident $b3:tt $b2:tt # ($value:ident) $a1:tt $a2:tt $a3:tt) => {};

    ($out:ident $b3:tt $b2:tt $b1:tt ($this:tt) $a1:tt $a2:tt $a3:tt) => {
        $crate::tokens::quote_one! { $out $this }
    };
}

/// Appends a token.
macro_rules! quote_one {
    ($out:ident ($($inner:tt)*)) => { $crate::tokens::quote_group! { $out Parenthesis $($inner)* } };
    ($out:ident [$($inner:tt)*]) => { $crate::tokens::quote_group! { $out Bracket $($inner)* } };
    ($out:ident {$($inner:tt)*}) => { $crate::tokens::quote_group! { $out Brace $($inner)* } };
    // Before literals, which may start with it.
    ($out:ident -) => { $out.mark("-"); };
    ($out:ident _) => { $out.word("_"); };
    ($out:ident $word:ident) => { $out.word(stringify!($word)); };
    ($out:ident $lifetime:lifetime) => { $out.lifetime(stringify!($lifetime)); };
    ($out:ident $literal:literal) => { $out.literal(stringify!($literal)); };
    ($out:ident $mark:tt) => { $out.mark(stringify!($mark)); };
}

/// Appends a group.
macro_rules! quote_group {
    ($out:ident $delimiter:ident $($inner:tt)*) => {
        let open = $out.open($crate::tokens::Delimiter::$delimiter);
        $crate::tokens::append!($out $($inner)*);
        $out.close(open);
    };
}

pub(crate) use {append, quote, quote_group, quote_in_context, quote_one, quote_within};
