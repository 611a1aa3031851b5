//! Checks messages against the rules of the schema, with the semantics, rule ids and messages of
//! the [protovalidate] specification.
//!
//! Rules are data beside the table of fields: see [`message::rules`](crate::message::rules). One
//! walk over [`Message::chunk`] checks any message and collects the violations, up to a limit.
//!
//! The result differs from the specification in one case, so that hostile input is cheap to reject: a
//! string or bytes of more than 4096 bytes, or a list or map of more than 1024 elements, that exceeds
//! the maximum of its own rules is reported for its size only. Its contents are not looked at.
//!
//! Used by `message`, `sample`, `rpc` and `mock`. Depends on `message` and `scalar` only. It must not
//! depend on `json` or `rpc`: `rpc` turns violations into an error.
//!
//! | file | holds |
//! | --- | --- |
//! | `options` | the limit on the number of violations |
//! | `walk` | the walk through a message: presence, `ignore`, lists, maps, nested messages |
//! | `check`, `bounds`, `listed`, `unique` | one value against one rule |
//! | `path`, `violation` | violations and their paths |
//! | `detail`, `wire` | violations as a `buf.validate.Violations` message, in JSON and in binary |
//!
//! [protovalidate]: https://protovalidate.com

mod bounds;
mod check;
mod detail;
mod listed;
mod options;
mod path;
mod unique;
mod violation;
mod walk;
mod wire;

pub use options::ValidateOptions;
pub use violation::{Violation, Violations};

#[cfg(feature = "sample")]
pub(crate) use unique::is_unique;

use crate::message::Message;
#[cfg(feature = "sample")]
use crate::message::{
    Value,
    rules::{Kind, Rule, Rules},
};

/// Checks a message and everything in it against the rules of the schema.
///
/// [`MessageExt::validate`](crate::MessageExt::validate) does the same for a message of a known type.
///
/// # Errors
///
/// The first 100 violations. For another limit, use [`ValidateOptions`].
pub fn validate(message: &dyn Message) -> Result<(), Violations> {
    ValidateOptions::new().validate(message)
}

/// Whether a value satisfies all rules, without looking into lists and maps.
#[cfg(feature = "sample")]
pub(crate) fn holds(rules: &Rules, value: Value<'_>) -> bool {
    hold(rules.rules(), rules.kind(), value)
}

/// Whether a value of this kind satisfies rules, without looking into lists and maps.
#[cfg(feature = "sample")]
pub(crate) fn hold(rules: &[Rule], kind: Kind, value: Value<'_>) -> bool {
    rules.iter().all(|rule| check::check(rule, kind, value).is_none())
}
