//! How a value of the file becomes a Rust value, and how a JSON Schema describes it.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::node::{Key, Kind, Node};
use crate::source::{Span, Spanned};

/// Named schemas that others refer to.
pub(crate) type JsonSchemas = Map<String, Value>;

/// Something that stands in a schema file.
pub trait Shape: Sized {
    /// Reads it; `None` means that what is wrong has been reported.
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self>;

    /// Its JSON Schema, with records put into `definitions`.
    fn json_schema(definitions: &mut JsonSchemas) -> Value;
}

/// A mapping with fixed keys, which can also be a part of a larger one.
pub(crate) trait Record: Sized {
    /// The keys it reads.
    fn keys() -> Vec<&'static str>;

    /// Reads them from a mapping; keys of others are not its business.
    fn fill(entries: &Entries<'_>, problems: &mut Diagnostics) -> Option<Self>;

    /// Adds its keys to a JSON Schema's `properties` and `required`.
    fn properties(
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
        definitions: &mut JsonSchemas,
    );
}

/// The entries of a mapping with the place to blame for a missing one.
pub(crate) struct Entries<'a> {
    span: Span,
    entries: &'a [(Key, Node)],
    /// The keys that the record has.
    known: &'a [&'static str],
}

impl<'a> Entries<'a> {
    /// The place of the first entry, or of the mapping if it is empty.
    pub(crate) fn span(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// The value under a key. An explicit nothing counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Node> {
        let (_, node) = self.entries.iter().find(|(key, _)| key.text == name)?;
        (node.kind != Kind::Null).then_some(node)
    }

    /// Whether a key that is not this one was likely meant to be it.
    fn has_slip_of(&self, name: &str) -> bool {
        let slip = |key: &Key| did_you_mean(&key.text, [name]).is_some();
        self.entries.iter().any(|(key, _)| !self.known.contains(&key.text.as_str()) && slip(key))
    }

    /// Reads the value under a key that must be there.
    pub(crate) fn required<T: Shape>(
        &self,
        name: &str,
        record: &str,
        problems: &mut Diagnostics,
    ) -> Option<T> {
        let Some(node) = self.get(name) else {
            if self.has_slip_of(name) {
                return None; // The unknown key has been reported, with this one as its help.
            }
            problems.push(
                Diagnostic::new(Code::MissingKey, format!("{record} has no `{name}`"))
                    .at(self.span(), format!("`{name}` is missing here")),
            );
            return None;
        };
        T::read(node, problems)
    }

    /// Reads the value under a key that may be there. `None` means a reported mistake.
    #[allow(clippy::option_option, reason = "absent and wrong are different answers")]
    pub(crate) fn optional<T: Shape>(
        &self,
        name: &str,
        problems: &mut Diagnostics,
    ) -> Option<Option<T>> {
        match self.get(name) {
            Some(node) => T::read(node, problems).map(Some),
            None => Some(None),
        }
    }

    /// Reads the list under a key; absent is empty. `None` means a reported mistake.
    pub(crate) fn list<T: Shape>(&self, name: &str, problems: &mut Diagnostics) -> Option<Vec<T>> {
        self.optional(name, problems).map(Option::unwrap_or_default)
    }
}

/// Reads a record from a node: it must be a mapping, and every key one of the record's.
pub(crate) fn read_record<T: Record>(
    node: &Node,
    record: &str,
    problems: &mut Diagnostics,
) -> Option<T> {
    let Kind::Mapping(entries) = &node.kind else {
        let keys = T::keys().join(", ");
        problems.push(
            wrong_kind(node, &format!("{record}, which is a mapping"))
                .help(format!("its keys are {keys}")),
        );
        return None;
    };
    let keys = T::keys();
    for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&key.text.as_str())) {
        let help = did_you_mean(&key.text, keys.iter().copied())
            .unwrap_or_else(|| format!("the keys of {record} are {}", keys.join(", ")));
        problems.push(
            Diagnostic::new(Code::UnknownKey, format!("{record} has no key `{}`", key.text))
                .at(key.span, "unknown key")
                .help(help),
        );
    }
    T::fill(&Entries { span: node.span, entries, known: &keys }, problems)
}

/// The JSON Schema of a record, by reference into `definitions`.
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

/// A schema with a description beside it.
pub(crate) fn described(schema: Value, doc: &str) -> Value {
    match schema {
        Value::Object(mut schema) => {
            schema.insert("description".to_owned(), doc.into());
            Value::Object(schema)
        }
        other => other,
    }
}

/// "expected a list, found text".
pub(crate) fn wrong_kind(node: &Node, expected: &str) -> Diagnostic {
    let found = node.kind.describe();
    Diagnostic::new(Code::WrongKind, format!("expected {expected}, found {found}"))
        .at(node.span, format!("this is {found}"))
}

/// "expected `bearer`, found `baerer`".
pub(crate) fn wrong_word(node: &Node, word: &str, words: &[&str]) -> Diagnostic {
    let expected: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    let expected = expected.join(" or ");
    if word.is_empty() {
        return wrong_kind(node, &expected);
    }
    Diagnostic::new(Code::WrongKind, format!("expected {expected}, found `{word}`"))
        .at(node.span, "not one of these words")
        .maybe_help(did_you_mean(word, words.iter().copied()))
}

impl Shape for Spanned<String> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        if let Kind::Text(text) = &node.kind {
            return Some(Self { value: text.clone(), span: node.span });
        }
        problems.push(wrong_kind(node, "text").help("put quotes around it if text is meant"));
        None
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "string" })
    }
}

impl Shape for Spanned<i64> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        if let Kind::Integer(integer) = node.kind
            && let Ok(value) = i64::try_from(integer)
        {
            return Some(Self { value, span: node.span });
        }
        problems.push(wrong_kind(node, "a whole number of 64 bits"));
        None
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "integer" })
    }
}

impl Shape for Spanned<bool> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        if let Kind::Bool(value) = node.kind {
            return Some(Self { value, span: node.span });
        }
        problems.push(wrong_kind(node, "`true` or `false`"));
        None
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!({ "type": "boolean" })
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        let Kind::List(nodes) = &node.kind else {
            problems.push(wrong_kind(node, "a list"));
            return None;
        };
        // Every element is read before one failure fails the list, so that all are reported.
        let elements: Vec<_> = nodes.iter().map(|node| T::read(node, problems)).collect();
        elements.into_iter().collect()
    }

    fn json_schema(definitions: &mut JsonSchemas) -> Value {
        json!({ "type": "array", "items": T::json_schema(definitions) })
    }
}

impl<T: Shape> Shape for Box<T> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        T::read(node, problems).map(Self::new)
    }

    fn json_schema(definitions: &mut JsonSchemas) -> Value {
        T::json_schema(definitions)
    }
}

/// Anything at all: examples are checked against the messages, not against the format.
impl Shape for Node {
    fn read(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        Some(node.clone())
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!(true)
    }
}
