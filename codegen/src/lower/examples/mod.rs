//! Examples: every one is ProtoJSON of its message and valid under the message's rules.

mod constraints;
mod json;
mod value;

use super::collect::Collected;
use super::docs;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{
    Api, Enum, Example, Field, FieldId, FieldType, Message, MessageId, OneofId, Presence, Table,
    Type,
};
use crate::node::{Key, Kind, Node};
use crate::raw;
use crate::source::Span;
use value::Value;

/// Checks the examples of every RPC and adds them to it.
///
/// `complete` says of each message whether all its fields were lowered; where not, a key that is
/// not found is no news.
pub(super) fn lower(
    api: &mut Api,
    collected: &Collected<'_>,
    complete: &Table<MessageId, bool>,
    problems: &mut Diagnostics,
) {
    let mut found = Vec::new();
    for (service, raw) in raw_rpcs(collected) {
        let rpc = api.rpcs().find(|(of, rpc)| of.name == service && rpc.name == raw.name.value);
        let Some((_, rpc)) = rpc else { continue };
        let mut checker = Checker { api, complete, problems };
        let examples: Vec<Example> = raw
            .examples
            .iter()
            .map(|example| checker.example(example, rpc.request, rpc.response))
            .collect();
        found.push((rpc.path.clone(), examples));
    }
    let rpcs = api.services.iter_mut().flat_map(|service| service.rpcs.iter_mut());
    for rpc in rpcs {
        if let Some((_, examples)) = found.iter_mut().find(|(path, _)| *path == rpc.path) {
            rpc.examples = std::mem::take(examples);
        }
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

struct Checker<'a> {
    api: &'a Api,
    complete: &'a Table<MessageId, bool>,
    problems: &'a mut Diagnostics,
}

/// A field of an example that fits its type.
struct Entry<'a> {
    span: Span,
    value: Value<'a>,
}

impl Checker<'_> {
    fn example(&mut self, raw: &raw::Example, request: MessageId, response: MessageId) -> Example {
        self.message(request, &raw.request, raw.request.span, true);
        self.message(response, &raw.response, raw.response.span, true);
        Example {
            title: docs::new(&raw.title.value).markdown.join(" "),
            request: json::pretty(&raw.request),
            response: json::pretty(&raw.response),
        }
    }

    /// Checks a message; `place` is what to point at for what is missing in it.
    fn message(&mut self, id: MessageId, node: &Node, place: Span, validated: bool) {
        let message = &self.api[id];
        let Kind::Mapping(entries) = &node.kind else {
            self.misfit(node, format!("expected the fields of `{}`", message.name));
            return;
        };
        let complete = self.complete[id];
        let validated = validated && message.validated;
        let place = entries.first().map_or(place, |(key, _)| key.span);
        let mut present: Table<FieldId, Option<Entry<'_>>> = message.fields.map(|_, _| None);
        let mut arms: Table<OneofId, Option<&Key>> = message.oneofs.map(|_, _| None);
        let before = self.problems.iter().len();
        for (key, node) in entries {
            let Some(id) = message.fields.find(|field| field.json_name == key.text) else {
                if complete {
                    self.unknown_field(message, key);
                }
                continue;
            };
            let field = &message[id];
            self.arm(field, key, &mut arms, message);
            let value = self.field(field, node, key.span, validated);
            if let Some(value) = value {
                present[id] = Some(Entry { span: node.span, value });
            }
        }
        // What does not fit would break rules only because it does not fit.
        let fits = self.problems.iter().len() == before;
        if validated && complete && fits {
            self.constraints(message, &present, &arms, place);
        }
    }

    /// At most one arm of a oneof.
    fn arm<'k>(
        &mut self,
        field: &Field,
        key: &'k Key,
        arms: &mut Table<OneofId, Option<&'k Key>>,
        message: &Message,
    ) {
        let Presence::Oneof(oneof) = field.presence else { return };
        if let Some(first) = arms[oneof] {
            let oneof = &message[oneof].name;
            self.problems.push(
                Diagnostic::new(
                    Code::ExampleMisfit,
                    format!("two arms of the oneof `{oneof}` are set"),
                )
                .at(key.span, "the second one")
                .at(first.span, "the first one"),
            );
        }
        arms[oneof] = Some(key);
    }

    /// Checks a field's value; `None` means that it does not fit, which has been reported.
    fn field<'n>(
        &mut self,
        field: &Field,
        node: &'n Node,
        place: Span,
        validated: bool,
    ) -> Option<Value<'n>> {
        match (field.ty, &node.kind) {
            (_, Kind::Null) => {
                self.misfit_at(node.span, "leave the key out for what is not set".to_owned());
                None
            }
            (FieldType::Single(ty), _) => self.single(ty, node, place, validated),
            (FieldType::Repeated(ty), Kind::List(nodes)) => {
                let values: Vec<_> = nodes
                    .iter()
                    .map(|node| {
                        let value = self.single(ty, node, node.span, validated);
                        value.map(|value| (node.span, value))
                    })
                    .collect();
                values.into_iter().collect::<Option<_>>().map(Value::List)
            }
            (FieldType::Map(key, ty), Kind::Mapping(entries)) => {
                let values: Vec<_> = entries
                    .iter()
                    .map(|(name, node)| {
                        let key = value::map_key(key, name);
                        if key.is_none() {
                            let key = format!("`{}` is no key of this map", name.text);
                            self.misfit_at(name.span, key);
                        }
                        let value = self.single(ty, node, name.span, validated);
                        Some(((name.span, key?), (node.span, value?)))
                    })
                    .collect();
                values.into_iter().collect::<Option<_>>().map(Value::Map)
            }
            (FieldType::Repeated(_), _) => {
                self.misfit(node, format!("`{}` is a list", field.json_name));
                None
            }
            (FieldType::Map(..), _) => {
                self.misfit(node, format!("`{}` is a map, which is a mapping", field.json_name));
                None
            }
        }
    }

    fn single<'n>(
        &mut self,
        ty: Type,
        node: &'n Node,
        place: Span,
        validated: bool,
    ) -> Option<Value<'n>> {
        match ty {
            Type::Message(id) => {
                self.message(id, node, place, validated);
                Some(Value::Message)
            }
            Type::Enum(id) => self.enumeration(&self.api[id], node),
            Type::Scalar(scalar) => match value::scalar(scalar, &node.kind) {
                Ok(value) => Some(value),
                Err(expected) => {
                    self.misfit(node, format!("expected {expected}"));
                    None
                }
            },
        }
    }

    fn enumeration<'n>(&mut self, of: &Enum, node: &'n Node) -> Option<Value<'n>> {
        let Kind::Text(text) = &node.kind else {
            self.misfit(node, format!("expected the name of a value of `{}`", of.name));
            return None;
        };
        if let Some(value) = of.values.iter().find(|value| value.name == *text) {
            return Some(Value::Enum(value.number));
        }
        let names = of.values.iter().map(|value| value.name.as_str());
        self.problems.push(
            Diagnostic::new(
                Code::ExampleMisfit,
                format!("`{text}` is no value of the enum `{}`", of.name),
            )
            .at(node.span, "not one of its names")
            .maybe_help(did_you_mean(text, names)),
        );
        None
    }

    fn unknown_field(&mut self, message: &Message, key: &Key) {
        let by_name = message.fields.iter().find(|field| field.name == key.text);
        let help = match by_name {
            Some(field) => Some(format!("its JSON name is `{}`", field.json_name)),
            None => {
                let names = message.fields.iter().map(|field| field.json_name.as_str());
                did_you_mean(&key.text, names)
            }
        };
        self.problems.push(
            Diagnostic::new(
                Code::ExampleUnknownField,
                format!("`{}` has no field `{}` in JSON", message.name, key.text),
            )
            .at(key.span, "not a field of this message")
            .maybe_help(help),
        );
    }

    fn misfit(&mut self, node: &Node, expected: String) {
        let found = match &node.kind {
            Kind::Text(text) if text.len() <= 40 => format!("\"{text}\""),
            kind => kind.describe().to_owned(),
        };
        self.misfit_at(node.span, format!("{expected}, found {found}"));
    }

    fn misfit_at(&mut self, span: Span, label: String) {
        self.problems.push(
            Diagnostic::new(Code::ExampleMisfit, "the example does not fit the schema")
                .at(span, label),
        );
    }
}
