//! The fields of messages and the values of enums by name, so that a lookup does not walk all of them.
//!
//! Used where examples and RPCs refer to lowered messages.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::paging::repeated_fields;
use crate::diagnostics::Similar;
use crate::ir::{Api, Enum, EnumId, FieldId, Message, MessageId, Table};

/// The names of an API. Those of a message or enum are collected with its first lookup.
pub(super) struct Index<'a> {
    api: &'a Api,
    messages: Table<MessageId, OnceCell<Fields<'a>>>,
    enums: Table<EnumId, OnceCell<Values<'a>>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            messages: api.messages.map(|_, _| OnceCell::new()),
            enums: api.enums.map(|_, _| OnceCell::new()),
        }
    }

    pub(super) fn fields(&self, id: MessageId) -> &Fields<'a> {
        self.messages[id].get_or_init(|| Fields::new(&self.api[id]))
    }

    pub(super) fn values(&self, id: EnumId) -> &Values<'a> {
        self.enums[id].get_or_init(|| Values::new(&self.api[id]))
    }
}

/// The fields of a message by name.
pub(super) struct Fields<'a> {
    message: &'a Message,
    names: HashMap<&'a str, FieldId>,
    json_names: HashMap<&'a str, FieldId>,
    similar_json_names: OnceCell<Similar>,
    similar_repeated: OnceCell<Similar>,
}

impl<'a> Fields<'a> {
    fn new(message: &'a Message) -> Self {
        let (mut names, mut json_names) = (HashMap::new(), HashMap::new());
        for (id, field) in message.fields.enumerate() {
            names.entry(field.name.as_str()).or_insert(id);
            json_names.entry(field.json_name.as_str()).or_insert(id);
        }
        let (similar_json_names, similar_repeated) = Default::default();
        Self { message, names, json_names, similar_json_names, similar_repeated }
    }

    pub(super) fn by_name(&self, name: &str) -> Option<FieldId> {
        self.names.get(name).copied()
    }

    pub(super) fn by_json_name(&self, name: &str) -> Option<FieldId> {
        self.json_names.get(name).copied()
    }

    pub(super) fn did_you_mean_json_name(&self, name: &str) -> Option<String> {
        let names = || self.message.fields.iter().map(|field| field.json_name.as_str());
        self.similar_json_names.get_or_init(|| Similar::new(names())).did_you_mean(name)
    }

    pub(super) fn did_you_mean_repeated(&self, name: &str) -> Option<String> {
        let names = || repeated_fields(self.message);
        self.similar_repeated.get_or_init(|| Similar::new(names())).did_you_mean(name)
    }
}

/// The values of an enum by name.
pub(super) struct Values<'a> {
    of: &'a Enum,
    numbers: HashMap<&'a str, i32>,
    similar: OnceCell<Similar>,
}

impl<'a> Values<'a> {
    fn new(of: &'a Enum) -> Self {
        let mut numbers = HashMap::new();
        for value in &of.values {
            numbers.entry(value.name.as_str()).or_insert(value.number);
        }
        Self { of, numbers, similar: OnceCell::new() }
    }

    pub(super) fn number(&self, name: &str) -> Option<i32> {
        self.numbers.get(name).copied()
    }

    pub(super) fn did_you_mean(&self, name: &str) -> Option<String> {
        let names = || self.of.values.iter().map(|value| value.name.as_str());
        self.similar.get_or_init(|| Similar::new(names())).did_you_mean(name)
    }
}
