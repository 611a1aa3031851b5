//! Checks messages against the rules of the schema, as the [protovalidate] specification means
//! and words them.
//!
//! The rules are data beside the table of fields ([`Rules`]); one walk over
//! [`Message::get`] checks any message and collects every violation.
//!
//! | file | holds |
//! | --- | --- |
//! | `rules` | the rules of a field as generated tables hold them |
//! | `walk` | the way through a message: presence, `ignore`, lists, maps, nested messages |
//! | `check`, `bounds`, `unique`, `pattern` | one value against one rule |
//! | `path`, `violation` | what is reported |
//! | `detail`, `wire` | the report as a `buf.validate.Violations` detail of an error |
//!
//! [protovalidate]: https://protovalidate.com

mod bounds;
mod check;
mod detail;
mod path;
mod pattern;
mod rules;
mod unique;
mod violation;
mod walk;
mod wire;

pub use pattern::Pattern;
pub use rules::{Bound, CelRule, Ignore, Kind, Lower, Rule, Rules, Upper};
pub use violation::{Violation, Violations};

#[cfg(feature = "sample")]
pub(crate) use unique::is_unique;

use crate::message::Message;

/// Checks a message and everything in it against the rules of the schema.
///
/// [`Message::validate`] is the same for a message whose type is known.
///
/// # Errors
///
/// Every rule that is broken, not only the first.
pub fn validate(message: &dyn Message) -> Result<(), Violations> {
    let violations = walk::violations(message);
    if violations.is_empty() { Ok(()) } else { Err(Violations::new(violations)) }
}

/// Whether a value breaks none of the rules; what is in lists and maps is not looked at.
#[cfg(feature = "sample")]
pub(crate) fn holds(rules: &Rules, value: crate::message::Value<'_>) -> bool {
    rules.rules().iter().all(|rule| check::check(rule, rules.kind(), value).is_none())
}
