//! Compares two states of a schema: each edit is one change, with a verdict for the binary encoding, for
//! JSON, for code that uses the crate, and for validation.
//!
//! `pairs` finds the items that continue others. The modules that are named after items compare the two
//! of a pair, `wire` judges whether a reader understands a writer, and `rust` which implementations a
//! type loses. Used by `xtask`. Depends on `raw`, for places, and on `ir`, and not on `emit` or `export`.

mod change;
mod context;
mod deprecation;
mod enums;
mod field;
mod fields;
mod messages;
mod oneofs;
mod pairs;
mod prose;
mod reserved;
mod rpcs;
mod rule;
mod rules;
mod rust;
mod services;
mod settings;
#[cfg(test)]
mod tests;
mod uses;
mod version;
mod view;
mod wire;

pub use change::{
    Aspect, Change, Comparison, Compatibility, Effect, Kind, Prose, Side, Strictness, Verdict,
};
pub use rule::Rule;
pub use version::Step;
pub use view::State;

use context::Context;

/// Compares two states of a schema.
#[must_use]
pub fn compare(old: &State, new: &State) -> Comparison {
    let context = Context::new(old, new);
    let mut found = Comparison::default();
    settings::compare(&context, &mut found);
    services::compare(&context, &mut found);
    rpcs::compare(&context, &mut found);
    messages::compare(&context, &mut found);
    enums::compare(&context, &mut found);
    found.sort(&old.sources, &new.sources);
    found
}
