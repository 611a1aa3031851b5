//! The messages and enums behind the names of models.
//!
//! Client libraries name models after their methods: `PolicyCreateResponse` is the response of
//! `projects.policies.create`. Used by `walk`.

use gitpod_codegen::ir::{Api, Enum, Message, Rpc};

use super::page::Page;

/// What a model is in the schema.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known<'a> {
    Message(&'a Message),
    Enum(&'a Enum),
}

/// The message or enum with the name of a model.
pub(super) fn model<'a>(name: &str, page: &Page, api: &'a Api) -> Option<Known<'a>> {
    let is_named = |short: &str| short.eq_ignore_ascii_case(name);
    // Top-level types precede nested ones.
    let message = api.messages.iter().find(|message| is_named(&message.name));
    let message = message.or_else(|| api.messages.iter().find(|it| is_named(it.short_name())));
    let of = api.enums.iter().find(|of| is_named(of.short_name()));
    message
        .map(Known::Message)
        .or(of.map(Known::Enum))
        .or_else(|| Some(Known::Message(&api[response(name, page, api)?.response])))
}

/// The RPC of the page whose response has the name of a model.
fn response<'a>(name: &str, page: &Page, api: &'a Api) -> Option<&'a Rpc> {
    let on_page = |rpc: &Rpc| page.rpcs.iter().find(|doc| doc.name == rpc.name);
    let rpcs: Vec<&Rpc> =
        api.rpcs().map(|(_, rpc)| rpc).filter(|rpc| on_page(rpc).is_some()).collect();
    let is_returned = |rpc: &Rpc| {
        let signature = on_page(rpc).and_then(|doc| doc.signature.as_ref());
        signature.is_some_and(|signature| signature.returns == name)
    };
    if let Some(rpc) = rpcs.iter().find(|rpc| is_returned(rpc)) {
        return Some(rpc);
    }
    let stem = name.strip_suffix("Response")?;
    let likeness = |rpc: &Rpc| {
        let (resource, method) = rpc.documented.name.rsplit_once('.')?;
        let method = camel(method);
        let singular = stem.strip_suffix(&method)?;
        let resource = camel(resource.rsplit('.').next().unwrap_or(resource));
        let common = singular.chars().zip(resource.chars()).take_while(|(a, b)| a == b).count();
        // The last letters of a plural differ: `Policy` and `Policies`.
        (common + 1 >= singular.chars().count()).then_some((method.len(), common))
    };
    rpcs.into_iter()
        .filter_map(|rpc| Some((likeness(rpc)?, rpc)))
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, rpc)| rpc)
}

/// `bulk_create` becomes `BulkCreate`.
fn camel(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
