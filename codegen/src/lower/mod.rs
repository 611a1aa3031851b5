//! Lowers the schema as written to the API that the emitters read, and checks every rule of the
//! format.
//!
//! All rules run, so that one run reports every error. Each error is reported once: what cannot be
//! lowered is left out of the tables, and later rules skip references to it. Depends on `raw`, `node`,
//! `ir`, `parallel`, `protobuf`, `re2`, `source` and `diagnostics`, and not on YAML or on Rust syntax.

mod aliases;
mod api;
mod auth;
mod cel;
mod collect;
mod deprecation;
mod docs;
mod documented;
mod enums;
mod examples;
mod fields;
mod index;
mod manifest;
mod messages;
mod names;
mod naming;
mod paging;
mod paths;
mod pattern;
mod reach;
mod reserved;
mod rules;
mod scope;
mod secrets;
mod services;
mod time;
mod types;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::raw;

pub(crate) use examples::check as check_example;
pub use pattern::compile_pattern;

/// Checks the whole schema and resolves its names.
///
/// # Errors
///
/// Returns the mistakes that parsing found, and every violation of the format's rules.
pub fn lower(schema: &raw::Schema) -> Result<ir::Api, Diagnostics> {
    let mut problems = schema.problems.clone();
    let mut collected = collect::collect(schema, &mut problems);
    enums::note_meant_names(&mut collected);
    let messages = messages::lower(&collected, schema, &mut problems);
    let enums = enums::lower(&collected, schema, &mut problems);
    let complete = messages.map(|_, lowered| lowered.complete);
    let oneof_spans = messages.map(|_, lowered| lowered.oneof_spans.clone());
    let messages = messages.into_iter().map(|lowered| lowered.message).collect();

    let mut api = api::lower(&schema.api, &mut problems);
    api.messages = messages;
    api.enums = enums;
    services::lower(&mut api, &collected, &complete, &mut problems);
    paths::claim_model_names(&api, &collected, &oneof_spans, &mut problems);
    reach::mark(&mut api, &collected, &mut problems);
    reach::box_recursion(&mut api);
    reach::find_floats(&mut api);
    messages::add_response_accessors(&mut api);
    examples::lower(&mut api, &collected, &complete, &mut problems);
    problems.into_result(api)
}
