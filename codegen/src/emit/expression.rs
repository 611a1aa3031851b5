//! CEL conditions as Rust functions. Used by the tables of validation rules.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, fields, numbers};
use crate::ir::{Comparison, Expression, FieldType, Literal, RustName, Scalar, TextTest, Type};

/// A function that returns whether a value satisfies the condition. Values of another kind do.
pub(super) fn function(
    name: &RustName,
    text: &str,
    condition: &Expression,
    ty: FieldType,
) -> TokenStream {
    let mut emission = Emission::default();
    let body = emission.expression(condition);
    let patterns = emission.patterns.iter().enumerate().map(|(index, pattern)| {
        let name = RustName::pattern(index);
        quote!(static #name: rt::Pattern = rt::Pattern::new(#pattern);)
    });
    let this = this(ty);
    // The condition may span several lines in the schema.
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let doc = docs::line(&format!("`{line}`"));
    // The code follows the condition in the schema, which clippy may find too complex.
    quote! {
        #doc
        #[allow(clippy::complexity, clippy::style)]
        fn #name(this: rt::Value<'_>) -> bool {
            #(#patterns)*
            #this
            #body
        }
    }
}

/// Unwraps the value and converts it to its CEL type.
fn this(ty: FieldType) -> TokenStream {
    let (kind, widened) = match ty {
        FieldType::Repeated(_) => (quote!(List), None),
        FieldType::Map(..) => (quote!(Map), None),
        FieldType::Single(Type::Enum(_)) => {
            // An unknown name has no number to compare.
            let number = quote!(let Some(this) = this.number() else { return true };);
            (quote!(Enum), Some(quote!(#number let this = i64::from(this);)))
        }
        FieldType::Single(inner) => {
            let wide = match inner {
                Type::Scalar(Scalar::Int32) => Some(quote!(i64)),
                Type::Scalar(Scalar::Uint32) => Some(quote!(u64)),
                Type::Scalar(Scalar::Float) => Some(quote!(f64)),
                _ => None,
            };
            (fields::kind(inner), wide.map(|wide| quote!(let this = #wide::from(this);)))
        }
    };
    quote! {
        let rt::Value::#kind(this) = this else { return true };
        #widened
    }
}

/// Operator precedence, lowest first. An operand of lower precedence is parenthesized.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Comparison,
    Not,
    Postfix,
}

#[derive(Default)]
struct Emission {
    patterns: Vec<String>,
}

impl Emission {
    fn expression(&mut self, of: &Expression) -> TokenStream {
        match of {
            Expression::This => quote!(this),
            Expression::Literal(literal) => self::literal(literal),
            Expression::Not(inner) => {
                let inner = self.operand(inner, Binding::Not);
                quote!(!#inner)
            }
            Expression::And(left, right) => {
                let left = self.operand(left, Binding::And);
                let right = self.operand(right, Binding::And);
                quote!(#left && #right)
            }
            Expression::Or(left, right) => {
                let left = self.operand(left, Binding::Or);
                let right = self.operand(right, Binding::Or);
                quote!(#left || #right)
            }
            Expression::Compare(comparison, left, right) => {
                // Comparisons do not chain in Rust.
                let left = self.operand(left, Binding::Not);
                let right = self.operand(right, Binding::Not);
                let operator = operator(*comparison);
                quote!(#left #operator #right)
            }
            Expression::In(value, constants) => {
                let value = self.operand(value, Binding::Not);
                let constants = constants.iter().map(literal);
                quote!([#(#constants),*].contains(&#value))
            }
            Expression::Length => quote!(rt::size(this.len())),
            Expression::Characters(text) => {
                let text = self.operand(text, Binding::Postfix);
                quote!(rt::size(#text.chars().count()))
            }
            Expression::Matches(text, pattern) => {
                let text = self.expression(text);
                let name = RustName::pattern(self.patterns.len());
                self.patterns.push(pattern.as_str().to_owned());
                quote!(#name.is_match(#text))
            }
            Expression::Text(test, text, part) => {
                let text = self.operand(text, Binding::Postfix);
                let part = self.expression(part);
                let method = match test {
                    TextTest::StartsWith => quote!(starts_with),
                    TextTest::EndsWith => quote!(ends_with),
                    TextTest::Contains => quote!(contains),
                };
                quote!(#text.#method(#part))
            }
        }
    }

    fn operand(&mut self, of: &Expression, around: Binding) -> TokenStream {
        let tokens = self.expression(of);
        if binding(of) < around { quote!((#tokens)) } else { tokens }
    }
}

fn binding(of: &Expression) -> Binding {
    match of {
        Expression::Or(..) => Binding::Or,
        Expression::And(..) => Binding::And,
        Expression::Compare(..) => Binding::Comparison,
        Expression::Not(_) => Binding::Not,
        _ => Binding::Postfix,
    }
}

fn operator(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Eq => quote!(==),
        Comparison::Ne => quote!(!=),
        Comparison::Lt => quote!(<),
        Comparison::Le => quote!(<=),
        Comparison::Gt => quote!(>),
        Comparison::Ge => quote!(>=),
    }
}

fn literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Bool(value) => quote!(#value),
        Literal::Int(value) => numbers::integer((*value).into()),
        Literal::Uint(value) => numbers::integer((*value).into()),
        Literal::Double(value) => numbers::float(*value),
        Literal::Text(value) => quote!(#value),
        Literal::Duration(nanos) => numbers::duration(*nanos),
        Literal::Timestamp(nanos) => numbers::timestamp(*nanos),
    }
}
