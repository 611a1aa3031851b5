//! Compiles conditions of the Common Expression Language (CEL) to typed expressions.
//!
//! Used by [`super::rules`]. Supports the subset that compiles to a short Rust function: constants,
//! `this`, comparisons, `&&`,
//! `||`, `!`, `in` a list of constants, `size`, `matches`, `startsWith`, `endsWith`, `contains`,
//! `duration('…')` and `timestamp('…')`. Anything else is a diagnostic.

mod literal;
mod typed;
mod types;

use cel_core_parser::SpannedExpr;

use super::docs;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{CelRule, Condition, FieldType};
use crate::raw;
use typed::Typing;
use types::{CelType, Typed};

/// The maximum length of an expression. The syntax tree of a longer one could be too deep to walk.
const MAX_LENGTH: usize = 1000;

/// The maximum number of characters that can open a level of nesting.
const MAX_NESTING: usize = 100;

/// The reason why an expression cannot be compiled, and the part of it that is to blame.
#[derive(Debug)]
struct Rejection {
    span: std::ops::Range<usize>,
    reason: String,
}

impl Rejection {
    fn new(at: &SpannedExpr, reason: impl Into<String>) -> Self {
        Self { span: at.span.clone(), reason: reason.into() }
    }
}

/// Lowers a rule for values of type `ty`. Returns `None` if it is invalid, which has been reported.
pub(super) fn lower(
    raw: &raw::CelRule,
    ty: FieldType,
    problems: &mut Diagnostics,
) -> Option<CelRule> {
    let (text, message) = (&raw.expression.value, message(raw));
    match condition(text, ty) {
        Ok(condition) => Some(CelRule {
            id: raw.id.value.clone(),
            doc: docs::prose(&message).markdown.join(" "),
            message,
            expression: text.clone(),
            condition,
        }),
        Err(Rejection { span, reason }) => {
            let part = text.get(span).filter(|part| !part.is_empty()).unwrap_or(text);
            problems.push(
                Diagnostic::new(Code::CelExpression, "invalid CEL expression")
                    .at(raw.expression.span, format!("`{part}`: {reason}")),
            );
            None
        }
    }
}

/// The message of violations. Without one, the default of the protovalidate specification.
fn message(raw: &raw::CelRule) -> String {
    match raw.message.value.as_str() {
        "" => format!("\"{}\" returned false", raw.expression.value),
        message => message.to_owned(),
    }
}

fn condition(text: &str, ty: FieldType) -> Result<Condition, Rejection> {
    let whole = |reason: &str| Rejection { span: 0..text.len(), reason: reason.to_owned() };
    if text.len() > MAX_LENGTH || text.matches(['(', '[', '{', '!', '-', '?']).count() > MAX_NESTING
    {
        return Err(whole("too long or too deeply nested"));
    }
    let tree = cel_core_parser::parse(text).into_result().map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or_else(
            || whole("syntax error"),
            |error| Rejection { span: error.span, reason: "syntax error".to_owned() },
        )
    })?;
    let typing = Typing { this: CelType::of(ty) };
    match typing.expression(&tree)? {
        Typed::Bool(condition) if condition.mentions_this() => Ok(condition),
        Typed::Bool(_) => Err(whole("a condition must refer to `this`")),
        other => Err(whole(&format!("expected {}, found {}", CelType::Bool, other.ty()))),
    }
}

#[cfg(test)]
mod tests;
