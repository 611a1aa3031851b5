//! Reads examples as ProtoJSON into values, and reports what does not fit the schema.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::value::{MessageValue, Placed, Value};
use super::{Known, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, EnumId, Field, FieldType, MessageId, OneofId, Presence, Table, Type};
use crate::lower::index::Index;
use crate::node::{Key, Kind, Node};
use crate::raw::Lost;
use crate::source::Span;

/// Reads a message. Returns `None` if it is not a mapping, which has been reported.
pub(super) fn message<'n>(
    known: &Known<'_>,
    id: MessageId,
    node: &'n Node,
    problems: &mut Diagnostics,
) -> Option<MessageValue<'n>> {
    let Known { api, complete, lost, index } = known;
    Reader { api, complete, lost, index, unread: 0, problems }.message(id, node, node.span, None)
}

pub(super) struct Reader<'k, 'a> {
    api: &'a Api,
    complete: &'a Table<MessageId, bool>,
    lost: &'a Lost,
    index: &'k Index<'a>,
    /// The number of values that could not be read because of a mistake reported elsewhere.
    unread: usize,
    problems: &'k mut Diagnostics,
}

impl Reader<'_, '_> {
    /// The message with a full name.
    pub(super) fn message_named(&self, name: &str) -> Option<MessageId> {
        let mut messages = self.api.messages.iter();
        messages.find(|message| message.full_name == name).map(|message| message.id)
    }

    /// Reads a message; `place` is where to report missing fields if the message is empty. The key
    /// `besides` is not a field.
    pub(super) fn message<'n>(
        &mut self,
        id: MessageId,
        node: &'n Node,
        place: Span,
        besides: Option<&str>,
    ) -> Option<MessageValue<'n>> {
        let message = &self.api[id];
        let Kind::Mapping(entries) = &node.kind else {
            self.misfit(node, format!("expected a mapping with the fields of `{}`", message.name));
            return None;
        };
        let complete = self.complete[id];
        let place = entries.first().map_or(place, |(key, _)| key.span);
        let mut fields = message.fields.map(|_, _| None);
        let names = self.index.fields(id);
        let mut arms: HashMap<OneofId, &Key> = HashMap::new();
        let before = self.missed();
        for (key, node) in entries.iter().filter(|(key, _)| Some(key.text.as_str()) != besides) {
            let Some(field_id) = names.by_json_name.get(&key.text) else {
                if complete {
                    self.unknown_field(id, key);
                }
                continue;
            };
            let field = &message[field_id];
            if let Presence::Oneof(oneof) = field.presence {
                match arms.entry(oneof) {
                    Entry::Occupied(first) => {
                        self.second_arm(&message[oneof].name, key, first.get());
                    }
                    Entry::Vacant(entry) => _ = entry.insert(key),
                }
            }
            let value = self.field(field, node, key.span);
            fields[field_id] = value.map(|value| Placed { span: node.span, value });
        }
        let is_sound = complete && self.missed() == before;
        Some(MessageValue { id, place, fields, is_sound })
    }

    /// The number of values that could not be read so far, and of other mistakes.
    fn missed(&self) -> usize {
        self.problems.iter().len() + self.unread
    }

    /// Reads the value of a field. Returns `None` if it does not fit, which has been reported.
    fn field<'n>(&mut self, field: &Field, node: &'n Node, place: Span) -> Option<Value<'n>> {
        match (field.ty, &node.kind) {
            (ty, Kind::Null) if !is_nullable(ty) => {
                self.misfit_at(
                    node.span,
                    "expected a value, found null; omit unset fields".to_owned(),
                );
                None
            }
            (FieldType::Single(ty), _) => self.single(ty, node, place),
            (FieldType::Repeated(ty), Kind::List(nodes)) => {
                let values = nodes.iter().filter_map(|node| {
                    let value = self.single(ty, node, node.span)?;
                    Some(Placed { span: node.span, value })
                });
                Some(Value::List(values.collect()))
            }
            (FieldType::Map(key, ty), Kind::Mapping(entries)) => {
                let values = entries.iter().filter_map(|(name, node)| {
                    let key = scalar::map_key(key, &name.text);
                    if key.is_none() {
                        let label = format!("invalid map key `{}`", name.text);
                        self.misfit_at(name.span, label);
                    }
                    let value = self.single(ty, node, name.span)?;
                    let value = Placed { span: node.span, value };
                    Some((Placed { span: name.span, value: key? }, value))
                });
                Some(Value::Map(values.collect()))
            }
            (FieldType::Repeated(_), _) => {
                self.misfit(node, format!("expected a list for `{}`", field.json_name));
                None
            }
            (FieldType::Map(..), _) => {
                self.misfit(node, format!("expected a mapping for `{}`", field.json_name));
                None
            }
        }
    }

    pub(super) fn single<'n>(
        &mut self,
        ty: Type,
        node: &'n Node,
        place: Span,
    ) -> Option<Value<'n>> {
        match ty {
            Type::Message(id) => self.message(id, node, place, None).map(Value::Message),
            Type::Enum(id) => self.enumeration(id, node),
            Type::WellKnown(known) => self.well_known(known, node, place),
            Type::Scalar(ty) => match scalar::scalar(ty, &node.kind) {
                Ok(value) => Some(value),
                Err(expected) => {
                    self.misfit(node, format!("expected {expected}"));
                    None
                }
            },
        }
    }

    fn enumeration<'n>(&mut self, id: EnumId, node: &'n Node) -> Option<Value<'n>> {
        let (of, values) = (&self.api[id], self.index.values(id));
        let Kind::Text(text) = &node.kind else {
            self.misfit(node, format!("expected the name of a value of `{}`", of.name));
            return None;
        };
        if let Some(number) = values.get(text) {
            return Some(Value::Enum(number));
        }
        if self.lost.contains(text) {
            self.unread += 1;
            return None;
        }
        let message = format!("unknown value `{text}` of enum `{}`", of.name);
        self.problems.push(
            Diagnostic::new(Code::ExampleMisfit, message)
                .at(node.span, "not a value of this enum")
                .maybe_help(values.did_you_mean(text)),
        );
        None
    }

    fn second_arm(&mut self, oneof: &str, second: &Key, first: &Key) {
        let message = format!("multiple arms of oneof `{oneof}` are set");
        self.problems.push(
            Diagnostic::new(Code::ExampleMisfit, message)
                .at(second.span, "second arm")
                .at(first.span, "first arm"),
        );
    }

    fn unknown_field(&mut self, id: MessageId, key: &Key) {
        let (message, names) = (&self.api[id], self.index.fields(id));
        let help = match names.by_name.get(&key.text) {
            Some(field) => Some(format!("use its JSON name `{}`", message[field].json_name)),
            None => names.by_json_name.did_you_mean(&key.text),
        };
        let words = format!("unknown field `{}` of message `{}`", key.text, message.name);
        self.problems.push(
            Diagnostic::new(Code::ExampleUnknownField, words)
                .at(key.span, "not the JSON name of a field")
                .maybe_help(help),
        );
    }

    pub(super) fn misfit(&mut self, node: &Node, expected: String) {
        let found = match &node.kind {
            Kind::Text(text) if text.len() <= 40 => format!("\"{text}\""),
            kind => kind.describe().to_owned(),
        };
        self.misfit_at(node.span, format!("{expected}, found {found}"));
    }

    pub(super) fn misfit_at(&mut self, span: Span, label: String) {
        self.problems.push(
            Diagnostic::new(Code::ExampleMisfit, "example does not match the schema")
                .at(span, label),
        );
    }
}

/// Whether `null` is a value of a field of this type.
const fn is_nullable(ty: FieldType) -> bool {
    matches!(ty, FieldType::Single(Type::WellKnown(known)) if known.is_nullable())
}
