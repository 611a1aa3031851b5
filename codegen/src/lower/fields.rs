//! Lowers fields and oneofs.
//!
//! Used by [`super::messages`]. Types, rules and sensitivity have modules of their own.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::collect::{self, Collected, bad_name};
use super::deprecation::Siblings;
use super::index::Names;
use super::naming::Form;
use super::scope::{RustScope, Scope};
use super::types::Declared;
use super::{deprecation, docs, names, paths, rules, secrets, types};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Encoding, Field, FieldId, FieldType, MessageId, Oneof, OneofId, Presence, RustPath, Table, Type,
};
use crate::protobuf::{self, FIELD_NUMBERS, INTERNAL_FIELD_NUMBERS};
use crate::raw;
use crate::source::{Span, Spanned};

pub(super) struct FieldLowering<'a, 'p> {
    collected: &'a Collected<'a>,
    id: MessageId,
    found: &'a collect::Message<'a>,
    siblings: Siblings<'a>,
    names: Scope<String>,
    rust_names: RustScope,
    problems: &'p mut Diagnostics,
}

impl<'a, 'p> FieldLowering<'a, 'p> {
    pub(super) fn new(
        collected: &'a Collected<'a>,
        id: MessageId,
        found: &'a collect::Message<'a>,
        problems: &'p mut Diagnostics,
    ) -> Self {
        let siblings =
            found.body.fields.iter().map(|field| {
                (field.name.value.clone(), names::field(&field.name.value).to_string())
            });
        let siblings = Siblings::new(siblings, collected.symbols.lost());
        Self {
            collected,
            id,
            found,
            siblings,
            names: Scope::new(Code::DuplicateName, "field or oneof"),
            rust_names: RustScope::default(),
            problems,
        }
    }

    /// Lowers the oneofs. Also returns the span of each one's name.
    pub(super) fn oneofs(&mut self) -> (Table<OneofId, Oneof>, Table<OneofId, Span>) {
        let mut modules = None;
        let (mut oneofs, mut spans) = (Table::default(), Table::default());
        for raw in &self.found.body.oneofs {
            let name = &raw.name;
            if !self.names.claim(name, self.problems) {
                continue;
            }
            self.collected.naming.check("oneof", name, Form::Snake, self.problems);
            let rust = names::field(&name.value);
            self.rust_names.claim(&rust, &name.value, name.span, self.problems);
            let modules = modules
                .get_or_insert_with(|| paths::inner_modules(self.collected, self.id))
                .clone();
            oneofs.push(Oneof {
                name: name.value.clone(),
                setter: names::setter(&rust),
                rust,
                path: RustPath {
                    file: names::module(&self.found.module),
                    modules,
                    name: names::type_name(&name.value),
                },
                required: raw.required.as_ref().is_some_and(|required| required.value),
                doc: docs::lower(raw, "oneof", name, self.problems),
                arms: Vec::new(),
            });
            spans.push(name.span);
        }
        (oneofs, spans)
    }

    pub(super) fn fields(
        &mut self,
        mut oneofs: Table<OneofId, Oneof>,
        oneof_spans: &Table<OneofId, Span>,
    ) -> (Table<OneofId, Oneof>, Table<FieldId, Field>) {
        let mut scopes = FieldScopes::new(self.found.body, &oneofs);
        let mut fields = Table::default();
        let mut used = oneofs.filled(&false);
        let mut arms = oneofs.filled(&Vec::new());
        let names: Names<'_, OneofId> =
            oneofs.enumerate().map(|(id, oneof)| (oneof.name.as_str(), id)).collect();
        for raw in &self.found.body.fields {
            let oneof = self.oneof_of(raw, &names);
            if let Some(oneof) = oneof {
                used[oneof] = true;
            }
            let Some(field) = self.field(raw, oneof, &mut scopes) else { continue };
            let id = fields.push(field);
            if let Some(oneof) = oneof {
                arms[oneof].push(id);
            }
        }
        for (oneof, arms) in oneofs.iter_mut().zip(arms) {
            oneof.arms = arms;
        }
        // An arm that could not be read may belong to any oneof.
        let arms_are_lost = self.found.body.broken.has("fields")
            || self.found.body.fields.iter().any(|field| field.broken.has("oneof"));
        for (id, oneof) in oneofs.enumerate().filter(|(id, _)| !used[*id] && !arms_are_lost) {
            let (name, span) = (&oneof.name, oneof_spans[id]);
            self.problems.push(
                Diagnostic::new(Code::EmptyOneof, format!("oneof `{name}` has no arms"))
                    .at(span, "no field belongs to this oneof"),
            );
        }
        (oneofs, fields)
    }

    fn oneof_of(&mut self, raw: &raw::Field, oneofs: &Names<'_, OneofId>) -> Option<OneofId> {
        let name = raw.oneof.as_ref()?;
        let found = oneofs.get(&name.value);
        if found.is_none() && !self.found.body.broken.has("oneofs") {
            self.problems.push(
                Diagnostic::new(Code::UnknownOneof, format!("unknown oneof `{}`", name.value))
                    .at(name.span, "not declared in this message")
                    .maybe_help(oneofs.did_you_mean(&name.value)),
            );
        }
        found
    }

    fn field(
        &mut self,
        raw: &'a raw::Field,
        oneof: Option<OneofId>,
        scopes: &mut FieldScopes<'a>,
    ) -> Option<Field> {
        let name = &raw.name.value;
        let fresh = self.claim_names(raw, oneof, scopes);
        let number = raw.number.as_ref();
        let number = number.and_then(|number| field_number(number, scopes, self.problems));
        let kind = raw.kind.as_ref();
        let declared =
            kind.and_then(|kind| types::lower(kind, &self.collected.symbols, self.problems));
        let doc = docs::lower(raw, "field", &raw.name, self.problems);
        let deprecated =
            deprecation::lower(raw.deprecated.as_ref(), name, &self.siblings, self.problems);
        let declared = declared?;
        self.check_arm(raw, declared);
        let packed = self.packed(raw, declared.ty);
        let sensitive = secrets::lower(raw, declared.ty, self.problems);
        let mut set = rules::lower(raw.rules.as_ref(), declared.ty, self.problems);
        set.required = matches!(raw.required, Some(raw::Required::Both | raw::Required::Rule));
        let field_name = names::field(name);
        let documented_required =
            matches!(raw.required, Some(raw::Required::Both | raw::Required::Docs));
        Some(Field {
            name: name.clone(),
            json_name: json_name(raw),
            number: number.filter(|_| fresh)?,
            rust: if oneof.is_some() { names::variant(name) } else { field_name.clone() },
            setter: names::setter(&field_name),
            required_accessors: (documented_required && declared.is_message())
                .then(|| names::required_accessors(&field_name)),
            ty: declared.ty,
            presence: presence(declared, oneof),
            packed,
            boxed: false,
            documented_required,
            rules: set,
            sensitive,
            deprecated,
            doc,
        })
    }

    /// Claims the field's names in protobuf, JSON and Rust. Returns `false` if the first is taken.
    fn claim_names(
        &mut self,
        raw: &'a raw::Field,
        oneof: Option<OneofId>,
        scopes: &mut FieldScopes<'a>,
    ) -> bool {
        let name = &raw.name;
        self.collected.naming.check("field", name, Form::Snake, self.problems);
        if !self.names.claim(name, self.problems) {
            return false;
        }
        if let Some(json) = raw.json.as_ref().filter(|json| !names::is_json_key(&json.value)) {
            self.problems.push(bad_name("JSON", json, "letters, digits and underscores"));
        }
        self.check_map_entry(raw);
        let span = raw.json.as_ref().map_or(name.span, |json| json.span);
        let json = Spanned { value: json_name(raw), span };
        scopes.json(json, name, self.problems);
        // Arms are variants, but their setters share a scope with those of fields.
        let rust = names::field(&name.value);
        self.rust_names.claim(&rust, &name.value, name.span, self.problems);
        if let Some(oneof) = oneof {
            let variant = names::variant(&name.value);
            scopes.variants[oneof].claim(&variant, &name.value, name.span, self.problems);
        }
        true
    }

    /// Reports a nested type with the name of the entry message that protobuf declares for a map field.
    fn check_map_entry(&mut self, raw: &raw::Field) {
        if !raw.kind.as_ref().is_some_and(|kind| kind.value.starts_with("map<")) {
            return;
        }
        let entry = protobuf::map_entry(&raw.name.value);
        let path = format!("{}.{entry}", self.found.path);
        if self.collected.symbols.get(&path).is_some() {
            let name = &raw.name.value;
            self.problems.push(
                Diagnostic::new(
                    Code::DuplicateName,
                    format!("type name `{entry}` is reserved for the map field `{name}`"),
                )
                .at(raw.name.span, format!("protobuf declares a message `{entry}` for this map"))
                .help(format!("rename the type `{path}`")),
            );
        }
    }

    /// Whether a field is packed. Reports `packed` on a field that cannot be.
    fn packed(&mut self, raw: &raw::Field, ty: FieldType) -> bool {
        let Some(packed) = &raw.packed else { return true };
        let packable = match ty {
            FieldType::Repeated(Type::Scalar(scalar)) => scalar.encoding() != Encoding::Length,
            FieldType::Repeated(Type::Enum(_)) => true,
            _ => false,
        };
        if !packable {
            let name = &raw.name.value;
            let message = format!("`packed` does not apply to field `{name}`");
            let kind = raw.kind.as_ref().map(|kind| (kind.span, "field type"));
            let mut problem = Diagnostic::new(Code::PackedMisplaced, message)
                .at(packed.span, "only lists of numbers, booleans and enum values can be packed");
            if let Some((span, label)) = kind {
                problem = problem.at(span, label);
            }
            self.problems.push(problem);
        }
        packed.value || !packable
    }

    /// Checks that an arm is a singular field without `optional` and `required`.
    fn check_arm(&mut self, raw: &raw::Field, declared: Declared) {
        let (Some(oneof), Some(kind)) = (&raw.oneof, &raw.kind) else { return };
        if declared.optional || !matches!(declared.ty, FieldType::Single(_)) {
            let name = &raw.name.value;
            self.problems.push(
                Diagnostic::new(Code::OneofArm, format!("invalid type for oneof arm `{name}`"))
                    .at(kind.span, "expected a singular type without `optional`")
                    .at(oneof.span, "declared as an arm here"),
            );
        }
        if raw.required.is_some() {
            self.problems.push(
                Diagnostic::new(
                    Code::RequiredMisplaced,
                    format!("oneof arm `{}` cannot be required", raw.name.value),
                )
                .at(raw.name.span, "declared with `required`")
                .help(format!("write `required: true` on the oneof `{}` instead", oneof.value)),
            );
        }
    }
}

struct FieldScopes<'a> {
    numbers: Scope<i64>,
    /// JSON names and protobuf names, because decoders accept both.
    keys: IndexMap<Cow<'a, str>, (&'a str, Span)>,
    variants: Table<OneofId, RustScope>,
}

impl<'a> FieldScopes<'a> {
    fn new(body: &'a raw::MessageBody, oneofs: &Table<OneofId, Oneof>) -> Self {
        let keys = body
            .fields
            .iter()
            .rev() // so that labels point at the first of two fields with the same name
            .map(|field| (field.name.value.as_str(), field.name.span))
            .map(|(name, span)| (Cow::Borrowed(name), (name, span)))
            .collect();
        Self {
            numbers: Scope::new(Code::DuplicateNumber, "field number"),
            keys,
            variants: oneofs.map(|_, _| RustScope::default()),
        }
    }

    fn json(&mut self, json: Spanned<String>, field: &'a raw::Text, problems: &mut Diagnostics) {
        match self.keys.get(json.value.as_str()) {
            Some((owner, first)) if *owner != field.value => problems.push(
                Diagnostic::new(
                    Code::DuplicateJsonName,
                    format!(
                        "fields `{owner}` and `{}` share the JSON key `{}`",
                        field.value, json.value
                    ),
                )
                .at(json.span, format!("JSON name of `{}`", field.value))
                .at(*first, format!("`{owner}` is also decoded from this key")),
            ),
            _ => {
                self.keys.insert(Cow::Owned(json.value), (&field.value, json.span));
            }
        }
    }
}

/// The JSON name of a field: the one that it states, or the one that follows from its name.
pub(super) fn json_name(raw: &raw::Field) -> String {
    match &raw.json {
        Some(json) => json.value.clone(),
        None => protobuf::json_name(&raw.name.value),
    }
}

fn field_number(
    raw: &Spanned<i64>,
    scopes: &mut FieldScopes<'_>,
    problems: &mut Diagnostics,
) -> Option<u32> {
    let number = raw.value;
    if !FIELD_NUMBERS.contains(&number) || INTERNAL_FIELD_NUMBERS.contains(&number) {
        problems.push(
            Diagnostic::new(Code::BadNumber, format!("invalid field number `{number}`"))
                .at(raw.span, "expected 1 to 536870911, except 19000 to 19999"),
        );
        return None;
    }
    if !scopes.numbers.claim(raw, problems) {
        return None;
    }
    u32::try_from(number).ok()
}

fn presence(declared: Declared, oneof: Option<OneofId>) -> Presence {
    match (oneof, declared.ty) {
        (Some(oneof), _) => Presence::Oneof(oneof),
        (None, _) if declared.optional => Presence::Optional,
        (None, _) if declared.is_message() => Presence::Message,
        (None, _) => Presence::Implicit,
    }
}
