//! Checks messages against the rules of the schema, with the semantics, rule ids and messages of
//! the [protovalidate] specification.
//!
//! Rules are data beside the table of fields: see [`message::rules`](crate::message::rules). One
//! walk over [`Message::get`] checks any message and collects all violations.
//!
//! Used by `message`, `sample`, `rpc` and `mock`. Depends on `message` and `scalar` only. It must not
//! depend on `json` or `rpc`: `rpc` turns violations into an error.
//!
//! | file | holds |
//! | --- | --- |
//! | `walk` | the walk through a message: presence, `ignore`, lists, maps, nested messages |
//! | `check`, `bounds`, `unique` | one value against one rule |
//! | `path`, `violation` | violations and their paths |
//! | `detail`, `wire` | violations as a `buf.validate.Violations` message, in JSON and in binary |
//!
//! [protovalidate]: https://protovalidate.com

mod bounds;
mod check;
mod detail;
mod path;
mod unique;
mod violation;
mod walk;
mod wire;

pub use violation::{Violation, Violations};

#[cfg(feature = "sample")]
pub(crate) use unique::is_unique;

use crate::message::Message;
#[cfg(feature = "sample")]
use crate::message::rules::Rules;

/// Checks a message and everything in it against the rules of the schema.
///
/// [`MessageExt::validate`](crate::MessageExt::validate) does the same for a message of a known type.
///
/// # Errors
///
/// All violations, not only the first.
pub fn validate(message: &dyn Message) -> Result<(), Violations> {
    let violations = walk::violations(message);
    if violations.is_empty() { Ok(()) } else { Err(Violations::new(violations)) }
}

/// Whether a value satisfies all rules, without looking into lists and maps.
#[cfg(feature = "sample")]
pub(crate) fn holds(rules: &Rules, value: crate::message::Value<'_>) -> bool {
    rules.rules().iter().all(|rule| check::check(rule, rules.kind(), value).is_none())
}
