//! Reserved numbers and names of messages and enums.
//!
//! Their docs become descriptions in the JSON Schemas. Numbers are read here; whether they fit their
//! message or enum is checked by `lower`.

use serde_json::{Value, json};

use super::Text;
use super::declare::record;
use super::shape::{JsonSchemas, wrong_kind};
use crate::diagnostics::{Code, Diagnostic};
use crate::node::{Kind, Node};
use crate::raw::{Findings, Shape};
use crate::source::Span;

record! {
    /// Numbers and names that are no longer used, so that nothing may use them again. At least one of `numbers` and `names` is needed.
    pub struct Reserved as "an entry of `reserved`" written "`{numbers: [3, 5-9], names: [old_name]}`" {
        /// Numbers and inclusive ranges, e.g. `[3, 5-9, 20-max]`. `max` is the largest number of a message or enum.
        list numbers: NumberRange,
        /// Names of former fields or values. A reserved field name reserves the JSON name that follows from it, too.
        list names: Text,
        /// Why they are reserved, e.g. the version that removed them. Becomes a comment in proto files.
        optional reason: Text,
    }
}

/// A number, or an inclusive range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    /// The first number.
    pub first: i64,
    /// The last number, `None` for `max`.
    pub last: Option<i64>,
    /// The span.
    pub span: Span,
}

impl Shape for NumberRange {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        let expected = "a number or a range such as `5-9` or `5-max`";
        let bounds = match &node.kind {
            Kind::Integer(number) => {
                i64::try_from(*number).ok().map(|number| (number, Some(number)))
            }
            Kind::Text(text) => bounds(text),
            _ => None,
        };
        let Some((first, last)) = bounds else {
            findings.push(match &node.kind {
                Kind::Text(text) => {
                    let message = format!("expected {expected}, found `{text}`");
                    Diagnostic::new(Code::WrongKind, message)
                        .at(node.span, "not a range of integers")
                }
                Kind::Integer(number) => {
                    let message = format!("expected {expected}, found {number}");
                    Diagnostic::new(Code::WrongKind, message).at(node.span, "out of range")
                }
                _ => wrong_kind(node, expected),
            });
            return None;
        };
        Some(Self { first, last, span: node.span })
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": ["integer", "string"], "pattern": "^-?[0-9]+-(-?[0-9]+|max)$" })
    }
}

/// The bounds of a range such as `5-9`, `-9--5` or `5-max`.
fn bounds(text: &str) -> Option<(i64, Option<i64>)> {
    // The hyphen of a negative first number is not the one between the bounds.
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (_, last) = digits.split_once('-')?;
    let first = text.strip_suffix(last)?.strip_suffix('-')?;
    let last = if last == "max" { None } else { Some(integer(last)?) };
    Some((integer(first)?, last))
}

/// An integer in decimal, without the `+` that Rust accepts.
fn integer(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::bounds;

    #[test]
    fn ranges_have_two_bounds() {
        assert_eq!(bounds("5-9"), Some((5, Some(9))));
        assert_eq!(bounds("5-max"), Some((5, None)));
        assert_eq!(bounds("-9--5"), Some((-9, Some(-5))));
        assert_eq!(bounds("-9-5"), Some((-9, Some(5))));
        assert_eq!(bounds("9-5"), Some((9, Some(5))));
        for text in [
            "",
            "-",
            "5",
            "-5",
            "5-",
            "-5-",
            "--5",
            "5-9-12",
            "5 - 9",
            "+5-9",
            "max",
            "max-5",
            "5-MAX",
            "a-b",
            "5-99999999999999999999",
        ] {
            assert_eq!(bounds(text), None, "{text}");
        }
    }
}
