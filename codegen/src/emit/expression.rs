//! CEL conditions as Rust functions. Used by the tables of validation rules.

use super::{docs, fields, numbers};
use crate::ir::{
    Comparison, Condition, FieldType, Integer, Membership, Operand, Operands, Pattern, Repr,
    RustName, TextTest, Type, WellKnown,
};
use crate::tokens::{Tokens, quote};

/// A function that returns whether a value satisfies the condition. Values of another kind do.
pub(super) fn function(
    name: &RustName,
    text: &str,
    condition: &Condition,
    ty: FieldType,
) -> Tokens {
    let mut emission = Emission::default();
    let body = emission.condition(condition);
    let patterns = emission
        .patterns
        .iter()
        .enumerate()
        .map(|(index, pattern)| self::pattern(&RustName::pattern(index), pattern));
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

/// The static of a regular expression, with its translation if that differs.
pub(super) fn pattern(name: &RustName, pattern: &Pattern) -> Tokens {
    let (source, translation) = (pattern.as_str(), pattern.translation());
    let new = match source == translation {
        true => quote!(new(#source)),
        false => quote!(translated(#source, #translation)),
    };
    quote!(static #name: rt::Pattern = rt::Pattern::#new;)
}

/// Unwraps the value and converts it to its CEL type.
fn this(ty: FieldType) -> Tokens {
    let (kind, widened) = match ty.unwrapped() {
        FieldType::Repeated(_) => (quote!(List), None),
        FieldType::Map(..) => (quote!(Map), None),
        FieldType::Single(Type::Enum(_) | Type::WellKnown(WellKnown::NullValue)) => {
            // An unknown name has no number to compare.
            let number = quote!(let Some(this) = this.number() else { return true };);
            (quote!(Enum), Some(quote!(#number let this = i64::from(this);)))
        }
        FieldType::Single(inner) => {
            let wide = match inner {
                Type::Scalar(scalar) => match scalar.repr() {
                    Repr::I32 => Some(quote!(i64)),
                    Repr::U32 => Some(quote!(u64)),
                    Repr::F32 => Some(quote!(f64)),
                    _ => None,
                },
                Type::Enum(_) | Type::Message(_) | Type::WellKnown(_) => None,
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
    patterns: Vec<Pattern>,
}

impl Emission {
    fn condition(&mut self, of: &Condition) -> Tokens {
        match of {
            Condition::This => quote!(this),
            Condition::Constant(value) => quote!(#value),
            Condition::Not(inner) => {
                let inner = self.operand(inner, Binding::Not);
                quote!(!#inner)
            }
            Condition::And(left, right) => {
                let left = self.operand(left, Binding::And);
                let right = self.operand(right, Binding::And);
                quote!(#left && #right)
            }
            Condition::Or(left, right) => {
                let left = self.operand(left, Binding::Or);
                let right = self.operand(right, Binding::Or);
                quote!(#left || #right)
            }
            Condition::Compare(comparison, operands) => {
                let (left, right) = self.operands(operands);
                let operator = operator(*comparison);
                quote!(#left #operator #right)
            }
            Condition::In(membership) => self.membership(membership),
            Condition::Matches(text, pattern) => {
                let text = self::text(text);
                let name = RustName::pattern(self.patterns.len());
                self.patterns.push(pattern.clone());
                quote!(#name.is_match(#text))
            }
            Condition::Text(test, text, part) => {
                let (text, part) = (self::text(text), self::text(part));
                let method = match test {
                    TextTest::StartsWith => quote!(starts_with),
                    TextTest::EndsWith => quote!(ends_with),
                    TextTest::Contains => quote!(contains),
                };
                quote!(#text.#method(#part))
            }
        }
    }

    fn operand(&mut self, of: &Condition, around: Binding) -> Tokens {
        let tokens = self.condition(of);
        if binding(of) < around { quote!((#tokens)) } else { tokens }
    }

    fn operands(&mut self, of: &Operands) -> (Tokens, Tokens) {
        match of {
            // Comparisons do not chain in Rust.
            Operands::Bool(left, right) => {
                (self.operand(left, Binding::Not), self.operand(right, Binding::Not))
            }
            Operands::Int(left, right) => (integer(left), integer(right)),
            Operands::Uint(left, right) => (plain(left, unsigned), plain(right, unsigned)),
            Operands::Double(left, right) => (plain(left, double), plain(right, double)),
            Operands::Text(left, right) => (text(left), text(right)),
            Operands::Duration(left, right) => (plain(left, duration), plain(right, duration)),
            Operands::Timestamp(left, right) => (plain(left, timestamp), plain(right, timestamp)),
        }
    }

    fn membership(&mut self, of: &Membership) -> Tokens {
        match of {
            Membership::Bool(of, constants) => {
                let of = self.operand(of, Binding::Not);
                contains(of, constants, |value| quote!(#value))
            }
            Membership::Int(of, constants) => contains(integer(of), constants, signed),
            Membership::Uint(of, constants) => contains(plain(of, unsigned), constants, unsigned),
            Membership::Double(of, constants) => contains(plain(of, double), constants, double),
            Membership::Text(of, constants) => {
                contains(text(of), constants, |value| quote!(#value))
            }
            Membership::Duration(of, constants) => {
                contains(plain(of, duration), constants, duration)
            }
            Membership::Timestamp(of, constants) => {
                contains(plain(of, timestamp), constants, timestamp)
            }
        }
    }
}

fn binding(of: &Condition) -> Binding {
    match of {
        Condition::Or(..) => Binding::Or,
        Condition::And(..) => Binding::And,
        Condition::Compare(..) => Binding::Comparison,
        Condition::Not(_) => Binding::Not,
        _ => Binding::Postfix,
    }
}

fn contains<T>(value: Tokens, constants: &[T], constant: impl Fn(&T) -> Tokens) -> Tokens {
    let constants = constants.iter().map(constant);
    quote!([#(#constants),*].contains(&#value))
}

fn plain<T>(of: &Operand<T>, constant: impl Fn(&T) -> Tokens) -> Tokens {
    match of {
        Operand::This => quote!(this),
        Operand::Constant(value) => constant(value),
    }
}

fn text(of: &Operand<String>) -> Tokens {
    plain(of, |value| quote!(#value))
}

fn integer(of: &Integer) -> Tokens {
    match of {
        Integer::This => quote!(this),
        Integer::Constant(value) => signed(value),
        Integer::Length => quote!(rt::size(this.len())),
        Integer::Characters(of) => {
            let of = text(of);
            quote!(rt::size(#of.chars().count()))
        }
    }
}

fn signed(value: &i64) -> Tokens {
    numbers::integer((*value).into())
}

fn unsigned(value: &u64) -> Tokens {
    numbers::integer((*value).into())
}

fn double(value: &f64) -> Tokens {
    numbers::float(*value)
}

fn duration(nanos: &i128) -> Tokens {
    numbers::duration(*nanos)
}

fn timestamp(nanos: &i128) -> Tokens {
    numbers::timestamp(*nanos)
}

fn operator(comparison: Comparison) -> Tokens {
    match comparison {
        Comparison::Eq => quote!(==),
        Comparison::Ne => quote!(!=),
        Comparison::Lt => quote!(<),
        Comparison::Le => quote!(<=),
        Comparison::Gt => quote!(>),
        Comparison::Ge => quote!(>=),
    }
}
