//! The fields of messages, their oneofs and the values of enums by name, so that a lookup does not walk
//! all of them.
//!
//! Used where fields, examples and RPCs refer to them by name.

use std::sync::OnceLock;

use indexmap::IndexMap;

use crate::diagnostics::Similar;
use crate::ir::{Api, EnumId, FieldId, FieldType, Message, MessageId, Table};

/// The names of an API. Those of a message or enum are collected with its first lookup.
pub(super) struct Index<'a> {
    api: &'a Api,
    messages: Table<MessageId, OnceLock<Fields<'a>>>,
    enums: Table<EnumId, OnceLock<Names<'a, i32>>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            messages: api.messages.map(|_, _| OnceLock::new()),
            enums: api.enums.map(|_, _| OnceLock::new()),
        }
    }

    pub(super) fn fields(&self, id: MessageId) -> &Fields<'a> {
        self.messages[id].get_or_init(|| Fields::new(&self.api[id]))
    }

    /// The numbers of the values of an enum.
    pub(super) fn values(&self, id: EnumId) -> &Names<'a, i32> {
        let values = || self.api[id].values.iter().map(|value| (value.name.as_str(), value.number));
        self.enums[id].get_or_init(|| values().collect())
    }
}

/// The fields of a message by name.
pub(super) struct Fields<'a> {
    pub(super) by_name: Names<'a, FieldId>,
    pub(super) by_json_name: Names<'a, FieldId>,
    /// The repeated ones by name.
    pub(super) repeated: Names<'a, FieldId>,
}

impl<'a> Fields<'a> {
    fn new(message: &'a Message) -> Self {
        let fields = || message.fields.enumerate();
        let repeated = fields().filter(|(_, field)| matches!(field.ty, FieldType::Repeated(_)));
        Self {
            by_name: fields().map(|(id, field)| (field.name.as_str(), id)).collect(),
            by_json_name: fields().map(|(id, field)| (field.json_name.as_str(), id)).collect(),
            repeated: repeated.map(|(id, field)| (field.name.as_str(), id)).collect(),
        }
    }
}

/// What names stand for. The first of two equal names counts.
pub(super) struct Names<'a, T> {
    by_name: IndexMap<&'a str, T>,
    /// Built with the first suggestion.
    similar: OnceLock<Similar>,
}

impl<'a, T> FromIterator<(&'a str, T)> for Names<'a, T> {
    fn from_iter<I: IntoIterator<Item = (&'a str, T)>>(names: I) -> Self {
        let mut by_name = IndexMap::new();
        for (name, of) in names {
            by_name.entry(name).or_insert(of);
        }
        Self { by_name, similar: OnceLock::new() }
    }
}

impl<T: Copy> Names<'_, T> {
    pub(super) fn get(&self, name: &str) -> Option<T> {
        self.by_name.get(name).copied()
    }

    /// The names, in order.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.by_name.keys().copied()
    }

    pub(super) fn did_you_mean(&self, name: &str) -> Option<String> {
        self.similar.get_or_init(|| Similar::new(self.iter())).did_you_mean(name)
    }
}
