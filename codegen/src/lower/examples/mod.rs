//! Checks the schema's examples: each is ProtoJSON of its message and valid under the rules.
//!
//! An example that the runtime would reject is a diagnostic. Examples are also in canonical form,
//! because they show how messages are written.
//!
//! | file | purpose |
//! | --- | --- |
//! | `read`, `scalar` | read ProtoJSON into values, and report what does not fit the schema |
//! | `well_known` | reads the types that come with protobuf |
//! | `value` | values of examples with their spans |
//! | `rules` | walks a value and reports the rules that it violates |
//! | `constraints`, `condition` | one value against its rules, and against a CEL condition |
//! | `json` | writes examples as JSON for the documentation |

mod condition;
mod constraints;
mod json;
mod read;
mod rules;
mod scalar;
mod value;
mod well_known;

use std::collections::HashMap;

use super::collect::Collected;
use super::docs;
use super::index::Index;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Example, MessageId, Rpc, Table};
use crate::node::Node;
use crate::parallel;
use crate::raw::{self, Lost};

/// The number of RPCs whose examples are checked at once.
const PART: usize = 32;

/// Checks the examples of every RPC and adds them to it.
///
/// `complete` says for each message whether all of its fields were lowered.
pub(super) fn lower(
    api: &mut Api,
    collected: &Collected<'_>,
    complete: &Table<MessageId, bool>,
    problems: &mut Diagnostics,
) {
    let mut found: HashMap<String, Vec<Example>> = HashMap::new();
    let rpcs = api.rpcs().map(|(of, rpc)| ((of.name.as_str(), rpc.name.as_str()), rpc));
    let rpcs: HashMap<(&str, &str), &Rpc> = rpcs.collect();
    let lost = collected.symbols.lost();
    let known = Known { api, complete, lost, index: Index::new(api) };
    let raw_rpcs: Vec<_> = raw_rpcs(collected).collect();
    // Many at once, because most have few examples.
    let parts: Vec<_> = raw_rpcs.chunks(PART).collect();
    let parts = parallel::map(&parts, |part| {
        let mut problems = Diagnostics::default();
        let lowered = part.iter().filter_map(|(service, raw)| {
            let rpc = rpcs.get(&(*service, raw.name.value.as_str()))?;
            Some((rpc.path.clone(), examples(&known, raw, rpc, &mut problems)))
        });
        (lowered.collect::<Vec<_>>(), problems)
    });
    for (lowered, reported) in parts {
        problems.extend(reported);
        for (path, examples) in lowered {
            // The first of two RPCs with the same name, which has been reported.
            found.entry(path).or_insert(examples);
        }
    }
    let rpcs = api.services.iter_mut().flat_map(|service| service.rpcs.iter_mut());
    for rpc in rpcs {
        rpc.examples = found.remove(&rpc.path).unwrap_or_default();
    }
}

/// Checks the examples of an RPC, and writes them as JSON.
fn examples(
    known: &Known<'_>,
    raw: &raw::Rpc,
    rpc: &Rpc,
    problems: &mut Diagnostics,
) -> Vec<Example> {
    let examples = raw.examples.iter().map(|example| {
        docs::check_line(&example.title, problems);
        message(known, rpc.request, &example.request, problems);
        message(known, rpc.response, &example.response, problems);
        Example {
            title: docs::prose(&example.title.value).markdown.join(" "),
            request: json::pretty(&example.request),
            response: json::pretty(&example.response),
        }
    });
    examples.collect()
}

/// Checks a document as an example of a message.
pub(crate) fn check(api: &Api, id: MessageId, document: &Node, problems: &mut Diagnostics) {
    let (complete, lost) = (api.messages.filled(&true), Lost::default());
    let known = Known { api, complete: &complete, lost: &lost, index: Index::new(api) };
    message(&known, id, document, problems);
}

/// What is known of the schema.
struct Known<'a> {
    api: &'a Api,
    /// For each message, whether all of its fields were lowered. In other messages, unknown keys are
    /// not reported and no rule is checked.
    complete: &'a Table<MessageId, bool>,
    /// The names of items that could not be read.
    lost: &'a Lost,
    index: Index<'a>,
}

fn message(known: &Known<'_>, id: MessageId, node: &Node, problems: &mut Diagnostics) {
    if let Some(message) = read::message(known, id, node, problems) {
        rules::check(known.api, &message, problems);
    }
}

/// Every RPC as written, with the name of its service.
fn raw_rpcs<'a>(collected: &Collected<'a>) -> impl Iterator<Item = (&'a str, &'a raw::Rpc)> {
    let services = collected.files.iter().filter_map(|file| Some((file.service?, &file.groups)));
    services.flat_map(|(service, groups)| {
        let rpcs = groups.iter().flat_map(|group| &group.rpcs);
        rpcs.map(move |rpc| (service.name.value.as_str(), rpc.raw))
    })
}
