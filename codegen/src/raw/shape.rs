//! Conversion of YAML nodes to Rust values, and the JSON Schema of each shape.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::diagnostics::{
    Code, Diagnostic, Diagnostics, control_character, did_you_mean, unsafe_character,
};
use crate::node::{Key, Kind, Node};
use crate::source::{Span, Spanned};

/// Named schemas, referenced with `$ref`.
pub(crate) type JsonSchemas = Map<String, Value>;

/// A type that can be read from a schema file.
pub trait Shape: Sized {
    /// Reads a value. Returns `None` after reporting the error.
    fn read(node: &Node, findings: &mut Findings) -> Option<Self>;

    /// Returns the JSON Schema, and adds the schemas of records to `definitions`.
    fn json_schema(definitions: &mut JsonSchemas) -> Value;
}

/// A mapping with fixed keys, which can be merged into a larger one.
pub(crate) trait Record: Sized {
    /// The keys of the record.
    fn keys() -> Vec<&'static str>;

    /// Whether it is a key of the record.
    fn has_key(key: &str) -> bool;

    /// How the record is written, if that says more than its keys.
    fn form() -> Option<&'static str> {
        None
    }

    /// Reads the keys from a mapping. Other keys are ignored.
    fn fill(entries: &Entries<'_>, findings: &mut Findings) -> Option<Self>;

    /// Adds the keys to `properties` and `required` of a JSON Schema.
    fn properties(
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
        definitions: &mut JsonSchemas,
    );
}

/// The keys of a record whose values could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken(Vec<&'static str>);

impl Broken {
    /// The given keys.
    pub(crate) fn new(keys: &[&'static str]) -> Self {
        Self(keys.to_vec())
    }

    /// Whether the value of a key could not be read, or an element of its list.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.contains(&key)
    }

    /// Whether every value was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The names of items that could not be read. References to them are not reported again.
#[derive(Debug, Clone, Default)]
pub struct Lost {
    names: BTreeSet<String>,
    /// Whether a whole file could not be read, so that any name can be lost.
    any: bool,
}

impl Lost {
    /// Whether a name, or the path of a type, can be that of an item that could not be read.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        let of_rpc = |name: &str| {
            let rpc = name.strip_suffix("Request").or_else(|| name.strip_suffix("Response"));
            rpc.is_some_and(|rpc| self.names.contains(rpc))
        };
        self.any || path.split('.').any(|name| self.names.contains(name) || of_rpc(name))
    }

    /// Adds names.
    pub(crate) fn extend(&mut self, names: impl IntoIterator<Item = String>) {
        self.names.extend(names);
    }

    /// Adds the names of another file.
    fn append(&mut self, other: Self) {
        self.names.extend(other.names);
        self.any |= other.any;
    }

    /// Adds every name, because a whole file could not be read.
    pub(crate) fn extend_with_any(&mut self) {
        self.any = true;
    }

    /// Adds the name of an item that could not be read, and those of the items in it. If its name is
    /// unclear, any of its texts may be the name.
    fn item(&mut self, node: &Node) {
        match &node.kind {
            Kind::Mapping(entries) => {
                let is_named = entries.iter().any(|(key, _)| key.text == "name");
                for (key, node) in entries {
                    match &node.kind {
                        Kind::Text(text) if !is_named || key.text == "name" => {
                            self.names.insert(text.clone());
                        }
                        _ => self.item(node),
                    }
                }
            }
            Kind::List(nodes) => nodes.iter().for_each(|node| self.item(node)),
            _ => {}
        }
    }
}

/// The mistakes found while reading.
#[derive(Debug, Default)]
pub struct Findings {
    /// The mistakes.
    pub(crate) problems: Diagnostics,
    /// The names of items that could not be read.
    pub(crate) lost: Lost,
}

impl Findings {
    /// Adds a mistake.
    pub(crate) fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Adds those of another file.
    pub(crate) fn extend(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.lost.append(other.lost);
    }
}

/// The entries of a mapping, with the span to report for missing keys.
pub(crate) struct Entries<'a> {
    span: Span,
    entries: &'a [(Key, Node)],
    /// The keys that the record does not have.
    unknown: Vec<&'a Key>,
    /// Whether a key could not be read, so that any key may be missing because of it.
    is_partial: bool,
    broken: RefCell<Broken>,
}

impl<'a> Entries<'a> {
    fn of<T: Record>(span: Span, entries: &'a [(Key, Node)]) -> Self {
        let is_partial = entries.iter().any(|(key, _)| key.is_lost);
        let keys = entries.iter().map(|(key, _)| key).filter(|key| !key.is_lost);
        let unknown = keys.filter(|key| !T::has_key(&key.text)).collect();
        Self { span, entries, unknown, is_partial, broken: RefCell::default() }
    }

    /// The span of the first entry, or of the mapping if it is empty.
    pub(crate) fn span(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// The keys whose values could not be read.
    pub(crate) fn broken(&self) -> Broken {
        self.broken.borrow().clone()
    }

    fn mark(&self, key: &'static str) {
        self.broken.borrow_mut().0.push(key);
    }

    /// The value of a key. An explicit null counts as absent.
    fn get(&self, name: &str) -> Option<&'a Node> {
        let (_, node) = self.entries.iter().find(|(key, _)| key.text == name)?;
        (node.kind != Kind::Null).then_some(node)
    }

    /// Whether an unknown key looks like a misspelling of this one, or a key could not be read. Either
    /// has been reported.
    fn may_be_meant(&self, name: &str) -> bool {
        self.is_partial || self.unknown.iter().any(|key| did_you_mean(&key.text, [name]).is_some())
    }

    /// Reads the value of a key without which the record is not read.
    pub(crate) fn required<T: Shape>(
        &self,
        name: &'static str,
        record: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        if self.get(name).is_none() && !self.may_be_meant(name) {
            findings.push(
                Diagnostic::new(Code::MissingKey, format!("missing key `{name}` in {record}"))
                    .at(self.span(), format!("expected the key `{name}`")),
            );
            self.mark(name);
            return None;
        }
        self.optional(name, findings)
    }

    /// Reads the value of a key without which the record is still read.
    pub(crate) fn expected<T: Shape>(
        &self,
        name: &'static str,
        record: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        let value = self.required(name, record, findings);
        if let (None, Some(Kind::Text(name))) = (&value, self.get("name").map(|node| &node.kind)) {
            findings.lost.extend([name.clone()]);
        }
        value
    }

    /// Reads the value of an optional key. `None` if it is absent or could not be read.
    pub(crate) fn optional<T: Shape>(
        &self,
        name: &'static str,
        findings: &mut Findings,
    ) -> Option<T> {
        let Some(node) = self.get(name) else {
            if self.may_be_meant(name) {
                self.mark(name);
            }
            return None;
        };
        let value = read(node, findings);
        if value.is_none() {
            self.mark(name);
            findings.lost.item(node);
        }
        value
    }

    /// Reads the list of a key, empty when absent. Leaves out what could not be read.
    pub(crate) fn list<T: Shape>(&self, name: &'static str, findings: &mut Findings) -> Vec<T> {
        let Some(Elements(elements)) = self.optional(name, findings) else { return Vec::new() };
        let count = elements.len();
        let values: Vec<T> = elements.into_iter().flatten().collect();
        if values.len() < count {
            self.mark(name);
        }
        values
    }
}

/// The elements of a list, `None` for those that could not be read.
pub(crate) struct Elements<T>(Vec<Option<T>>);

impl<T: Shape> Shape for Elements<T> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        let Kind::List(nodes) = &node.kind else {
            findings.push(wrong_kind(node, "a list"));
            return None;
        };
        let elements = nodes.iter().map(|node| {
            let element = read(node, findings);
            if element.is_none() {
                findings.lost.item(node);
            }
            element
        });
        Some(Self(elements.collect()))
    }

    fn json_schema(definitions: &mut JsonSchemas) -> Value {
        json!({ "type": "array", "items": T::json_schema(definitions) })
    }
}

/// Returns what a record is without any of its keys, all of which count as broken. `None` if it has
/// required keys.
pub(crate) fn unreadable<T: Record>(span: Span) -> Option<T> {
    let entries = Entries::of::<T>(span, &[]);
    entries.broken.borrow_mut().0 = T::keys();
    T::fill(&entries, &mut Findings::default())
}

/// Reads a value. One that is not YAML has been reported.
fn read<T: Shape>(node: &Node, findings: &mut Findings) -> Option<T> {
    if node.kind == Kind::Broken { None } else { T::read(node, findings) }
}

/// Reads a record from a node, which must be a mapping without unknown keys.
pub(crate) fn read_record<T: Record>(
    node: &Node,
    record: &str,
    findings: &mut Findings,
) -> Option<T> {
    let Kind::Mapping(entries) = &node.kind else {
        let help = T::form().map_or_else(
            || format!("its keys are `{}`", T::keys().join("`, `")),
            |form| format!("write {form}"),
        );
        findings.push(wrong_kind(node, &format!("a mapping for {record}")).help(help));
        return None;
    };
    let entries = Entries::of::<T>(node.span, entries);
    for key in &entries.unknown {
        let keys = T::keys();
        let help = did_you_mean(&key.text, keys.iter().copied())
            .unwrap_or_else(|| format!("the keys of {record} are `{}`", keys.join("`, `")));
        findings.push(
            Diagnostic::new(Code::UnknownKey, format!("unknown key `{}` in {record}", key.text))
                .at(key.span, "not a key of this mapping")
                .help(help),
        );
    }
    T::fill(&entries, findings)
}

/// Adds the JSON Schema of a record to `definitions` and returns a reference to it.
pub(crate) fn record_schema<T: Record>(
    name: &str,
    doc: &str,
    definitions: &mut JsonSchemas,
) -> Value {
    if !definitions.contains_key(name) {
        definitions.insert(name.to_owned(), Value::Null); // stops the recursion of nested messages
        let (mut properties, mut required) = (Map::new(), Vec::new());
        T::properties(&mut properties, &mut required, definitions);
        let mut schema = json!({
            "type": "object",
            "description": doc,
            "properties": properties,
            "additionalProperties": false,
        });
        if let (Value::Object(schema), false) = (&mut schema, required.is_empty()) {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        definitions.insert(name.to_owned(), schema);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Adds a description to a schema.
pub(crate) fn described(schema: Value, doc: &str) -> Value {
    match schema {
        Value::Object(mut schema) => {
            schema.insert("description".to_owned(), doc.into());
            Value::Object(schema)
        }
        other => other,
    }
}

/// A diagnostic such as "expected a list, found a string".
pub(crate) fn wrong_kind(node: &Node, expected: &str) -> Diagnostic {
    let found = node.kind.describe();
    Diagnostic::new(Code::WrongKind, format!("expected {expected}, found {found}"))
        .at(node.span, format!("expected {expected}"))
}

/// A diagnostic such as "expected `bearer`, found `baerer`".
pub(crate) fn wrong_word(node: &Node, word: &str, words: &[&str]) -> Diagnostic {
    let expected: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    let expected = match expected.as_slice() {
        [first, second] => format!("{first} or {second}"),
        [only] => only.clone(),
        all => format!("one of {}", all.join(", ")),
    };
    if word.is_empty() {
        return wrong_kind(node, &expected);
    }
    let help = boolean(word).filter(|boolean| words.contains(boolean)).map(no_boolean);
    Diagnostic::new(Code::WrongKind, format!("expected {expected}, found `{word}`"))
        .at(node.span, "not an allowed value")
        .maybe_help(help.or_else(|| did_you_mean(word, words.iter().copied())))
}

/// The boolean that a word means to a reader, but not in YAML 1.2.
fn boolean(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "on" => Some("true"),
        "no" | "n" | "off" => Some("false"),
        _ => None,
    }
}

fn no_boolean(meant: &str) -> String {
    format!("write `{meant}`")
}

impl Shape for Spanned<String> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        let Kind::Text(text) = &node.kind else {
            findings.push(wrong_kind(node, "a string").help("quote it if you mean a string"));
            return None;
        };
        if let Some(found) = unsafe_character(text) {
            findings.push(control_character(node.span, found));
            return None;
        }
        Some(Self { value: text.clone(), span: node.span })
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "string" })
    }
}

/// A list whose absence differs from an empty list. Not read if an element could not be.
impl<T: Shape> Shape for Spanned<Vec<T>> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        let Elements(elements) = Elements::read(node, findings)?;
        let value = elements.into_iter().collect::<Option<_>>()?;
        Some(Self { value, span: node.span })
    }

    fn json_schema(definitions: &mut JsonSchemas) -> Value {
        Elements::<T>::json_schema(definitions)
    }
}

impl Shape for Spanned<i64> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        if let Kind::Integer(integer) = node.kind
            && let Ok(value) = i64::try_from(integer)
        {
            return Some(Self { value, span: node.span });
        }
        let expected = "an integer in the range of int64";
        findings.push(match node.kind {
            Kind::Integer(value) => {
                let message = format!("expected {expected}, found {value}");
                Diagnostic::new(Code::WrongKind, message).at(node.span, "out of range")
            }
            _ => wrong_kind(node, expected),
        });
        None
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "integer" })
    }
}

impl Shape for Spanned<bool> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        if let Kind::Bool(value) = node.kind {
            return Some(Self { value, span: node.span });
        }
        let word = if let Kind::Text(text) = &node.kind { text.as_str() } else { "" };
        let help = boolean(word).map(no_boolean);
        findings.push(wrong_kind(node, "`true` or `false`").maybe_help(help));
        None
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "boolean" })
    }
}

impl<T: Shape> Shape for Box<T> {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        T::read(node, findings).map(Self::new)
    }

    fn json_schema(definitions: &mut JsonSchemas) -> Value {
        T::json_schema(definitions)
    }
}

/// Reports the texts and keys of a value that have control characters.
fn are_texts_safe(node: &Node, findings: &mut Findings) -> bool {
    let mut is_safe = |text: &str, span: Span| match unsafe_character(text) {
        Some(found) => {
            findings.push(control_character(span, found));
            false
        }
        None => true,
    };
    match &node.kind {
        Kind::Text(text) => is_safe(text, node.span),
        Kind::Mapping(entries) => {
            let keys = entries.iter().filter(|(key, _)| !is_safe(&key.text, key.span)).count();
            let values = entries.iter().filter(|(_, node)| !are_texts_safe(node, findings));
            keys + values.count() == 0
        }
        Kind::List(nodes) => {
            nodes.iter().filter(|node| !are_texts_safe(node, findings)).count() == 0
        }
        _ => true,
    }
}

/// Any value: examples are checked against their messages later, not against the format.
impl Shape for Node {
    fn read(node: &Node, findings: &mut Findings) -> Option<Self> {
        let is_safe = are_texts_safe(node, findings);
        (is_safe && node.is_whole()).then(|| node.clone())
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!(true)
    }
}
