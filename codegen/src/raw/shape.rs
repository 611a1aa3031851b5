//! Conversion of YAML nodes to Rust values, and the JSON Schema of each shape.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::node::{Key, Kind, Node};
use crate::source::{Span, Spanned};

/// Named schemas, referenced with `$ref`.
pub(crate) type JsonSchemas = Map<String, Value>;

/// A type that can be read from a schema file.
pub trait Shape: Sized {
    /// Reads a value. Returns `None` after reporting the error.
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self>;

    /// Returns the JSON Schema, and adds the schemas of records to `definitions`.
    fn json_schema(definitions: &mut JsonSchemas) -> Value;
}

/// A mapping with fixed keys, which can be merged into a larger one.
pub(crate) trait Record: Sized {
    /// The keys of the record.
    fn keys() -> Vec<&'static str>;

    /// Reads the keys from a mapping. Other keys are ignored.
    fn fill(entries: &Entries<'_>, problems: &mut Diagnostics) -> Option<Self>;

    /// Adds the keys to `properties` and `required` of a JSON Schema.
    fn properties(
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
        definitions: &mut JsonSchemas,
    );
}

/// The entries of a mapping, with the span to report for missing keys.
pub(crate) struct Entries<'a> {
    span: Span,
    entries: &'a [(Key, Node)],
    /// The keys of the record.
    known: &'a [&'static str],
}

impl<'a> Entries<'a> {
    /// The span of the first entry, or of the mapping if it is empty.
    pub(crate) fn span(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// The value of a key. An explicit null counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Node> {
        let (_, node) = self.entries.iter().find(|(key, _)| key.text == name)?;
        (node.kind != Kind::Null).then_some(node)
    }

    /// Whether an unknown key looks like a misspelling of this one.
    fn has_misspelling_of(&self, name: &str) -> bool {
        let similar = |key: &Key| did_you_mean(&key.text, [name]).is_some();
        self.entries.iter().any(|(key, _)| !self.known.contains(&key.text.as_str()) && similar(key))
    }

    /// Reads the value of a required key.
    pub(crate) fn required<T: Shape>(
        &self,
        name: &str,
        record: &str,
        problems: &mut Diagnostics,
    ) -> Option<T> {
        let Some(node) = self.get(name) else {
            if self.has_misspelling_of(name) {
                return None; // The misspelled key has been reported, with this one as its help.
            }
            problems.push(
                Diagnostic::new(Code::MissingKey, format!("missing key `{name}` in {record}"))
                    .at(self.span(), format!("expected the key `{name}`")),
            );
            return None;
        };
        read(node, problems)
    }

    /// Reads the value of an optional key. Returns `None` after reporting an error.
    #[allow(clippy::option_option, reason = "absent and wrong are different answers")]
    pub(crate) fn optional<T: Shape>(
        &self,
        name: &str,
        problems: &mut Diagnostics,
    ) -> Option<Option<T>> {
        match self.get(name) {
            Some(node) => read(node, problems).map(Some),
            None => Some(None),
        }
    }

    /// Reads the list of a key, empty when absent. Returns `None` after reporting an error.
    pub(crate) fn list<T: Shape>(&self, name: &str, problems: &mut Diagnostics) -> Option<Vec<T>> {
        self.optional(name, problems).map(Option::unwrap_or_default)
    }
}

/// Reads a value. One that is not YAML has been reported.
fn read<T: Shape>(node: &Node, problems: &mut Diagnostics) -> Option<T> {
    if node.kind == Kind::Broken { None } else { T::read(node, problems) }
}

/// Reads a record from a node, which must be a mapping without unknown keys.
pub(crate) fn read_record<T: Record>(
    node: &Node,
    record: &str,
    problems: &mut Diagnostics,
) -> Option<T> {
    let Kind::Mapping(entries) = &node.kind else {
        let keys = T::keys().join("`, `");
        problems.push(
            wrong_kind(node, &format!("a mapping for {record}"))
                .help(format!("its keys are `{keys}`")),
        );
        return None;
    };
    let keys = T::keys();
    for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&key.text.as_str())) {
        let help = did_you_mean(&key.text, keys.iter().copied())
            .unwrap_or_else(|| format!("the keys of {record} are `{}`", keys.join("`, `")));
        problems.push(
            Diagnostic::new(Code::UnknownKey, format!("unknown key `{}` in {record}", key.text))
                .at(key.span, "not a key of this mapping")
                .help(help),
        );
    }
    T::fill(&Entries { span: node.span, entries, known: &keys }, problems)
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
    format!("write `{meant}`: YAML has no other word for it")
}

impl Shape for Spanned<String> {
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        if let Kind::Text(text) = &node.kind {
            return Some(Self { value: text.clone(), span: node.span });
        }
        problems.push(wrong_kind(node, "a string").help("quote it if you mean a string"));
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
        let expected = "an integer in the range of int64";
        problems.push(match node.kind {
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
    fn read(node: &Node, problems: &mut Diagnostics) -> Option<Self> {
        if let Kind::Bool(value) = node.kind {
            return Some(Self { value, span: node.span });
        }
        let word = if let Kind::Text(text) = &node.kind { text.as_str() } else { "" };
        let help = boolean(word).map(no_boolean);
        problems.push(wrong_kind(node, "`true` or `false`").maybe_help(help));
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
        // Reads every element before failing, so that all errors are reported.
        let elements: Vec<_> = nodes.iter().map(|node| read(node, problems)).collect();
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

/// Any value: examples are checked against their messages later, not against the format.
impl Shape for Node {
    fn read(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        node.is_whole().then(|| node.clone())
    }

    fn json_schema(_: &mut JsonSchemas) -> Value {
        json!(true)
    }
}
