//! Conditions of the Common Expression Language: from text to typed expressions.
//!
//! Supported is what compiles to a short Rust function: constants, `this`, comparisons, `&&`,
//! `||`, `!`, `in` a list of constants, `size`, `matches`, `startsWith`, `endsWith`, `contains`,
//! `duration('…')` and `timestamp('…')`. Anything else is a diagnostic.

mod literal;
mod typed;

use cel_core_parser::SpannedExpr;

use super::docs;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{CelRule, FieldType};
use crate::raw;
use typed::{CelType, Typing};

/// Longest expression: the syntax tree of a longer one could be too deep to walk.
const MAX_LENGTH: usize = 1000;

/// Most characters that could open a level of nesting.
const MAX_NESTING: usize = 100;

/// Why an expression cannot be compiled, and the part of it that this is about.
#[derive(Debug)]
struct Refusal {
    span: std::ops::Range<usize>,
    reason: String,
}

impl Refusal {
    fn new(at: &SpannedExpr, reason: impl Into<String>) -> Self {
        Self { span: at.span.clone(), reason: reason.into() }
    }
}

/// Lowers a rule about a value of this type; `None` where it was refused.
pub(super) fn lower(
    raw: &raw::CelRule,
    ty: FieldType,
    problems: &mut Diagnostics,
) -> Option<CelRule> {
    let (text, message) = (&raw.expression.value, message(raw));
    match condition(text, ty) {
        Ok(condition) => Some(CelRule {
            id: raw.id.value.clone(),
            doc: docs::new(&message).markdown.join(" "),
            message,
            expression: text.clone(),
            condition,
        }),
        Err(Refusal { span, reason }) => {
            let part = text.get(span).filter(|part| !part.is_empty()).unwrap_or(text);
            problems.push(
                Diagnostic::new(Code::CelExpression, "the CEL expression cannot be compiled")
                    .at(raw.expression.span, format!("`{part}`: {reason}")),
            );
            None
        }
    }
}

/// What violations say; of a rule without a message, what the specification says of it.
fn message(raw: &raw::CelRule) -> String {
    match raw.message.value.as_str() {
        "" => format!("\"{}\" returned false", raw.expression.value),
        message => message.to_owned(),
    }
}

fn condition(text: &str, ty: FieldType) -> Result<crate::ir::Expression, Refusal> {
    let whole = |reason: &str| Refusal { span: 0..text.len(), reason: reason.to_owned() };
    if text.len() > MAX_LENGTH || text.matches(['(', '[', '{', '!', '-', '?']).count() > MAX_NESTING
    {
        return Err(whole("this is longer or deeper than a rule should be"));
    }
    let tree = cel_core_parser::parse(text).into_result().map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or_else(
            || whole("this is not CEL"),
            |error| Refusal { span: error.span, reason: "this is not CEL".to_owned() },
        )
    })?;
    let typing = Typing { this: CelType::of(ty) };
    match typing.expression(&tree)? {
        (condition, CelType::Bool) if condition.mentions_this() => Ok(condition),
        (_, CelType::Bool) => Err(whole("a condition looks at `this`")),
        (_, other) => Err(whole(&format!("a condition is true or false, and this is {other}"))),
    }
}

#[cfg(test)]
mod tests;
