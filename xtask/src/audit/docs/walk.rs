//! Follows the flat lists of a page along the messages of the schema.
//!
//! A list shows a message as its fields, each followed by the fields of its own message or the values
//! of its enum. A field belongs to the innermost message that has one of this name and has not shown
//! it yet. If none has it, the field above it may be lost, as in pages whose links are lost.

use std::collections::BTreeSet;

use gitpod_codegen::ir::{Api, Enum, Field, Message, Type};

use super::check;
use super::findings::Findings;
use super::page::{DocField, Entry, EntryKind, Page};
use crate::audit::difference::What;
use crate::audit::facts::Kind;

/// The attribute of a field whose own line a page lacks, although it shows what is in the field.
const LINE: &str = "line";

/// Compares a list with a message. `extra` are parameters beside the fields of a request.
pub(super) fn message(
    message: &Message,
    entries: &[Entry],
    extra: &[&str],
    at: usize,
    (page, api): (&Page, &Api),
    findings: &mut Findings,
) {
    let mut walk = Walk { api, page, findings, levels: Vec::new(), last: None };
    walk.open(message, at);
    for entry in entries {
        match &entry.kind {
            EntryKind::Field(doc) if walk.is_extra(doc, extra) => walk.last = None,
            EntryKind::Field(doc) => walk.field(doc, entry.at),
            EntryKind::Values(values) => walk.values(values, entry.at),
        }
    }
    while walk.levels.len() > 1 {
        walk.close();
    }
    // The list itself is complete even if it is empty.
    walk.close_whole();
}

/// Compares the values that a page lists with those of an enum.
pub(super) fn values(of: &Enum, listed: &[(usize, String)], page: &Page, findings: &mut Findings) {
    findings.see(Kind::Enum, of.name.as_str());
    let at = listed.first().map_or(0, |(at, _)| *at);
    for value in &of.values {
        let name = format!("{}.{}", of.name, value.name);
        if listed.iter().any(|(_, listed)| *listed == value.name) {
            findings.see(Kind::Value, name);
        } else {
            findings.lack(What::Missing, Kind::Value, &name, page, at);
        }
    }
    for (at, listed) in listed {
        if !of.values.iter().any(|value| value.name == *listed) {
            let name = format!("{}.{listed}", of.name);
            findings.lack(What::Added, Kind::Value, &name, page, *at);
        }
    }
}

/// A message whose fields are being listed.
struct Level<'a> {
    message: &'a Message,
    shown: BTreeSet<&'a str>,
    at: usize,
}

impl<'a> Level<'a> {
    /// The field of a name that has not been shown.
    fn open_field(&self, name: &str) -> Option<&'a Field> {
        self.open_fields().find(|field| is_named(field, name))
    }

    fn open_fields(&self) -> impl Iterator<Item = &'a Field> {
        let is_open = |field: &&Field| !self.shown.contains(field.name.as_str());
        self.message.fields.iter().filter(is_open)
    }
}

/// Pages for Python have the protobuf name, those for HTTP the name in JSON.
fn is_named(field: &Field, name: &str) -> bool {
    field.name == name || field.json_name == name
}

struct Walk<'a, 'b> {
    api: &'a Api,
    page: &'b Page,
    findings: &'b mut Findings,
    /// The messages that are being listed, the outermost first.
    levels: Vec<Level<'a>>,
    /// The field that was listed last.
    last: Option<&'a Field>,
}

impl<'a> Walk<'a, '_> {
    fn open(&mut self, message: &'a Message, at: usize) {
        self.findings.see(Kind::Message, message.name.as_str());
        self.levels.push(Level { message, shown: BTreeSet::new(), at });
    }

    /// Ends the innermost message. One without fields is not expanded at this place.
    fn close(&mut self) {
        if self.levels.last().is_some_and(|level| level.shown.is_empty()) {
            self.levels.pop();
        } else {
            self.close_whole();
        }
    }

    /// Ends the innermost message and reports the fields that are not listed.
    fn close_whole(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        for field in level.open_fields() {
            let name = name_of(level.message, field);
            self.findings.lack(What::Missing, Kind::Field, &name, self.page, level.at);
        }
    }

    /// Ends the messages inside of the one at an index.
    fn close_to(&mut self, index: usize) {
        while self.levels.len() > index + 1 {
            self.close();
        }
    }

    fn is_extra(&self, doc: &DocField, extra: &[&str]) -> bool {
        self.levels.len() == 1 && extra.contains(&doc.name.as_str())
    }

    fn field(&mut self, doc: &DocField, at: usize) {
        let levels = self.levels.iter().enumerate().rev();
        let found =
            levels.filter_map(|(index, it)| Some((index, it.open_field(&doc.name)?))).next();
        if let Some((index, field)) = found {
            self.close_to(index);
            self.show(field, at);
            self.check(field, doc, at);
        } else if let Some((index, lost)) = self.lost(|inner| has_field(inner, &doc.name, self.api))
        {
            self.close_to(index);
            self.lose(lost, at);
            self.field(doc, at);
        } else {
            let level = self.levels.iter().rev().find(|level| level.open_fields().next().is_some());
            if let Some(level) = level.or(self.levels.first()) {
                let name = format!("{}.{}", level.message.name, doc.name);
                self.findings.lack(What::Added, Kind::Field, &name, self.page, at);
            }
            self.last = None;
        }
    }

    fn values(&mut self, listed: &[(usize, String)], at: usize) {
        let has = |ty: Type| match ty {
            Type::Enum(id) => listed
                .iter()
                .any(|(_, listed)| self.api[id].values.iter().any(|value| value.name == *listed)),
            Type::Message(_) | Type::Scalar(_) | Type::WellKnown(_) => false,
        };
        let field = match self.last.filter(|field| has(field.ty.inner())) {
            Some(field) => Some(field),
            None => self.lost(has).map(|(index, lost)| {
                self.close_to(index);
                self.lose(lost, at);
                lost
            }),
        };
        match field.map(|field| field.ty.inner()) {
            Some(Type::Enum(id)) => values(&self.api[id], listed, self.page, self.findings),
            _ => {
                let name = match (self.last, self.levels.last()) {
                    (Some(field), Some(level)) => name_of(level.message, field),
                    (_, level) => {
                        level.map_or_else(String::new, |level| level.message.name.clone())
                    }
                };
                let listed = listed.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>();
                let found = listed.join(" ");
                let mismatch = ("values".to_owned(), "no enum".to_owned(), found);
                self.findings.differ(Kind::Field, &name, mismatch, self.page, at);
            }
        }
        self.last = None;
    }

    /// A field that has not been shown, whose type satisfies a condition, and its level.
    fn lost(&self, is_it: impl Fn(Type) -> bool) -> Option<(usize, &'a Field)> {
        let levels = self.levels.iter().enumerate().rev();
        levels
            .filter_map(|(index, level)| {
                Some((index, level.open_fields().find(|field| is_it(field.ty.inner()))?))
            })
            .next()
    }

    /// Notes a field of the innermost message whose line is lost.
    fn lose(&mut self, field: &'a Field, at: usize) {
        if let Some(level) = self.levels.last() {
            let name = name_of(level.message, field);
            let mismatch = (LINE.to_owned(), "one".to_owned(), "none".to_owned());
            self.findings.differ(Kind::Field, &name, mismatch, self.page, at);
        }
        self.show(field, at);
    }

    /// Notes a field of the innermost message as shown.
    fn show(&mut self, field: &'a Field, at: usize) {
        if let Some(level) = self.levels.last_mut() {
            level.shown.insert(&field.name);
            let name = name_of(level.message, field);
            self.findings.see(Kind::Field, name);
        }
        self.last = Some(field);
        if let Type::Message(id) = field.ty.inner() {
            self.open(&self.api[id], at);
        }
    }

    fn check(&mut self, field: &Field, doc: &DocField, at: usize) {
        let opened = matches!(field.ty.inner(), Type::Message(_));
        let owner = self.levels.iter().rev().nth(usize::from(opened));
        let Some(name) = owner.map(|level| name_of(level.message, field)) else { return };
        for mismatch in check::field(field, doc, self.api) {
            self.findings.differ(Kind::Field, &name, mismatch, self.page, at);
        }
    }
}

/// Whether a type is a message with a field of a name.
fn has_field(ty: Type, name: &str, api: &Api) -> bool {
    match ty {
        Type::Message(id) => api[id].fields.iter().any(|field| is_named(field, name)),
        Type::Enum(_) | Type::Scalar(_) | Type::WellKnown(_) => false,
    }
}

fn name_of(message: &Message, field: &Field) -> String {
    format!("{}.{}", message.name, field.name)
}
