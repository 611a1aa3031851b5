//! Lowers messages. Their fields and oneofs are in [`super::fields`].

use indexmap::IndexSet;

use super::collect::{Collected, Message as Found};
use super::deprecation::Siblings;
use super::fields::FieldLowering;
use super::{deprecation, docs, names, paths, reserved};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Message, MessageId, OneofId, Presence, Table, TypeId};
use crate::parallel;
use crate::raw;
use crate::source::{Span, Spanned};

/// A lowered message.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) message: Message,
    /// Whether all of its fields were lowered.
    pub(super) complete: bool,
    /// The spans of the names of its oneofs.
    pub(super) oneof_spans: Table<OneofId, Span>,
}

/// The number of messages that are lowered at once.
const PART: usize = 64;

/// Lowers every message, in the order of the tables.
pub(super) fn lower(
    collected: &Collected<'_>,
    schema: &raw::Schema,
    problems: &mut Diagnostics,
) -> Table<MessageId, Lowered> {
    let types = type_siblings(collected);
    let found: Vec<_> = collected.messages.enumerate().collect();
    // Many at once, because most are small.
    let parts: Vec<_> = found.chunks(PART).collect();
    let parts = parallel::map(&parts, |part| {
        let mut problems = Diagnostics::default();
        let lower = |(id, found): &(MessageId, &Found<'_>)| {
            message(*id, found, collected, schema, &types, &mut problems)
        };
        (part.iter().map(lower).collect::<Vec<_>>(), problems)
    });
    let lowered = parts.into_iter().flat_map(|(lowered, found)| {
        problems.extend(found);
        lowered
    });
    lowered.collect()
}

fn message(
    id: MessageId,
    found: &Found<'_>,
    collected: &Collected<'_>,
    schema: &raw::Schema,
    types: &Siblings<'_>,
    problems: &mut Diagnostics,
) -> Lowered {
    let mut lowering = FieldLowering::new(collected, id, found, problems);
    let (oneofs, oneof_spans) = lowering.oneofs();
    let (oneofs, fields) = lowering.fields(oneofs, &oneof_spans);
    let complete = fields.len() == found.body.fields.len() && is_whole(found.body);
    let name = &found.path;
    let place = Spanned { value: name.clone(), span: found.span };
    let doc = docs::lower(found.body, "message", &place, problems);
    let deprecated = deprecation::lower(found.body.deprecated.as_ref(), name, types, problems);
    let reserved = reserved::of_message(found.body, problems);
    let has_module = !found.nested.is_empty() || !oneofs.is_empty();
    let short_name = names::last_part(name);
    let message = Message {
        id,
        full_name: format!("{}.{name}", schema.api.package.value),
        path: paths::rust_path(collected, TypeId::Message(id)),
        module: has_module.then(|| names::module(short_name)),
        name: name.clone(),
        file: found.file,
        doc,
        fields,
        oneofs,
        reserved,
        nested: found.nested.clone(),
        validated: found.body.validation.is_none(),
        contains_float: false,
        deprecated,
        error_detail: found.error_detail,
        reached_by: Vec::new(),
        in_details: Vec::new(),
    };
    Lowered { message, complete, oneof_spans }
}

/// Adds the accessors of message fields to every response. Pages have none, because their items are a
/// list.
pub(super) fn add_response_accessors(api: &mut Api) {
    let rpcs = api.rpcs().filter(|(_, rpc)| rpc.paging.is_none());
    let responses: IndexSet<MessageId> = rpcs.map(|(_, rpc)| rpc.response).collect();
    for id in responses {
        for field in api.messages[id].fields.iter_mut() {
            if field.presence == Presence::Message && field.required_accessors.is_none() {
                field.required_accessors = Some(names::required_accessors(&field.rust));
            }
        }
    }
}

/// Whether all keys of the fields and oneofs were read.
fn is_whole(body: &raw::MessageBody) -> bool {
    let lists = ["fields", "oneofs"].iter().all(|key| !body.broken.has(key));
    lists && body.fields.iter().all(|field| field.broken.is_empty())
}

/// Returns the possible replacements of a deprecated type.
pub(super) fn type_siblings<'a>(collected: &'a Collected<'_>) -> Siblings<'a> {
    let messages = collected.messages.iter().map(|message| message.path.as_str());
    let enums = collected.enums.iter().map(|found| found.path.as_str());
    let rust = |path: &str| names::type_name(names::last_part(path)).to_string();
    let names = messages.chain(enums).map(move |path| (path.to_owned(), rust(path)));
    Siblings::new(names, collected.symbols.lost())
}
