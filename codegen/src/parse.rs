//! Parses schema files: YAML into [`Node`]s, and [`Node`]s into the types of [`crate::raw`].
//!
//! The only module that uses a YAML parser. Reports one diagnostic for a file that is not valid YAML,
//! and every wrong key and type in the others. Depends on `raw`, `node`, `source` and `diagnostics`.

use std::fmt;
use std::thread;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::options::MergeKeyPolicy;
use serde_yaml::{Budget, Error, Location, Options};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::node::{Key, Kind, Node};
use crate::raw::{self, Shape};
use crate::source::{SourceFile, SourceId, Sources, Span};

/// The name of the file that describes the API as a whole.
const API_FILE: &str = "api.yaml";

/// The stack size of a thread that parses a file: enough for [`MAX_DEPTH`] in a debug build.
const STACK: usize = 16 << 20;

/// The maximum nesting. It keeps later stages, which recurse, from overflowing the stack.
const MAX_DEPTH: usize = 64;

/// Parses all files into the types of [`crate::raw`].
///
/// # Errors
///
/// Returns the syntax errors, wrong keys and wrong types of all files.
pub fn parse(sources: &Sources) -> Result<raw::Schema, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut api = None;
    let mut files = Vec::new();
    for ((_, file), tree) in sources.iter().zip(trees(sources)) {
        let node = match tree {
            Ok(node) => node,
            Err(problem) => {
                problems.push(*problem);
                continue;
            }
        };
        if file.name == API_FILE {
            api = raw::Api::read(&node, &mut problems);
        } else if let Some(definitions) = raw::Definitions::read(&node, &mut problems) {
            files.push(raw::File { name: file.name.clone(), span: node.span, definitions });
        }
    }
    if !sources.iter().any(|(_, file)| file.name == API_FILE) {
        problems.push(
            Diagnostic::new(Code::MissingApiFile, format!("missing `{API_FILE}`"))
                .help("create it with the package, the base URL and the list of schema files"),
        );
    }
    match api {
        Some(api) => problems.into_result(raw::Schema { api, files }),
        None => Err(problems.into_result(()).err().unwrap_or_default()),
    }
}

/// Parses every file into a tree that need not be a schema. Reports files that are not valid YAML.
pub(crate) fn documents(sources: &Sources, problems: &mut Diagnostics) -> Vec<Node> {
    let mut documents = Vec::new();
    for tree in trees(sources) {
        match tree {
            Ok(node) => documents.push(node),
            Err(problem) => problems.push(*problem),
        }
    }
    documents
}

/// The tree of a file, or its syntax error.
type Parsed = Result<Node, Box<Diagnostic>>;

/// Parses all files in parallel.
fn trees(sources: &Sources) -> Vec<Parsed> {
    thread::scope(|scope| {
        let readers: Vec<_> = sources
            .iter()
            .map(|(id, file)| {
                // Nesting needs stack, and the caller may not have enough left.
                let reader = thread::Builder::new().stack_size(STACK);
                (id, file, reader.spawn_scoped(scope, move || tree(id, file)))
            })
            .collect();
        let trees = readers.into_iter().map(|(id, file, reader)| match reader.map(|r| r.join()) {
            Ok(Ok(tree)) => tree,
            // The parser panicked.
            Ok(Err(_)) => Err(unreadable(id, "the YAML parser failed on this file")),
            // No thread could be spawned.
            Err(_) => tree(id, file),
        });
        trees.collect()
    })
}

fn unreadable(file: SourceId, reason: impl Into<String>) -> Box<Diagnostic> {
    unreadable_at(Span { file, start: 0, end: 0 }, reason)
}

fn unreadable_at(span: Span, reason: impl Into<String>) -> Box<Diagnostic> {
    let problem = Diagnostic::new(Code::Syntax, "invalid YAML");
    Box::new(problem.at(span, reason))
}

/// Parses one file into a tree.
fn tree(file: SourceId, source: &SourceFile) -> Parsed {
    match serde_yaml::from_str_with_options::<Node>(&source.text, options()) {
        Ok(mut node) => {
            node.stamp(file);
            Ok(node)
        }
        Err(error) => {
            let span = error.location().map_or(Span { file, start: 0, end: 0 }, |place| {
                let (start, end) = bytes(place).unwrap_or_else(|| by_column(place, &source.text));
                Span { file, start, end }
            });
            Err(unreadable_at(span, reason(error.without_snippet())))
        }
    }
}

fn options() -> Options {
    let mut budget = Budget::default();
    budget.max_depth = MAX_DEPTH;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.merge_keys = MergeKeyPolicy::Error;
    options.strict_booleans = true;
    options
}

/// Describes a syntax error, without the names of the parser's own options.
fn reason(error: &Error) -> String {
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            format!("nested deeper than {MAX_DEPTH} levels")
        }
        Error::Budget { .. } => "the file is too large; split it".to_owned(),
        Error::DuplicateMappingKey { key: Some(key), .. } => {
            format!("duplicate key `{key}`")
        }
        Error::MergeKeyNotAllowed { .. } => "merge keys are not supported".to_owned(),
        Error::MultipleDocuments { .. } => "expected a single document".to_owned(),
        Error::NullIntoString { .. } => "expected a string as the key".to_owned(),
        Error::NonFiniteFloat { .. } => "expected a finite number".to_owned(),
        other => without_location(&other.to_string()),
    }
}

/// Removes ` at line 3, column 4` from the parser's messages, because diagnostics show the location.
fn without_location(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    match line.rsplit_once(" at line ") {
        Some((reason, place)) if place.contains("column ") => reason.to_owned(),
        _ => line.to_owned(),
    }
}

fn bytes(place: Location) -> Option<(u32, u32)> {
    let start = u32::try_from(place.span().byte_offset()?).ok()?;
    let length = u32::try_from(place.span().byte_len().unwrap_or(0)).ok()?;
    Some((start, start.saturating_add(length)))
}

/// Converts a line and column, counted from 1 and in characters, to byte offsets.
fn by_column(place: Location, text: &str) -> (u32, u32) {
    let line = usize::try_from(place.line()).unwrap_or(1).max(1);
    let column = usize::try_from(place.column()).unwrap_or(1).max(1);
    let before = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let rest = text.get(before..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let within = line.chars().take(column - 1).map(char::len_utf8).sum::<usize>();
    let start = u32::try_from(before + within).unwrap_or(u32::MAX);
    (start, start)
}

/// A placeholder until [`Node::stamp`] sets the file, which the deserializer does not know.
const UNSTAMPED: SourceId = SourceId(u32::MAX);

fn span(place: Location) -> Span {
    let (start, end) = bytes(place).unwrap_or_default();
    Span { file: UNSTAMPED, start, end }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let placed = serde_yaml::Spanned::<Kind>::deserialize(deserializer)?;
        Ok(Self { span: span(placed.referenced), kind: placed.value })
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let placed = serde_yaml::Spanned::<String>::deserialize(deserializer)?;
        Ok(Self { span: span(placed.referenced), text: placed.value })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kind, D::Error> {
        Kind::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Kind, E> {
        Ok(Kind::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Kind, E> {
        Ok(Kind::Integer(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Kind, E> {
        Ok(Kind::Integer(value.into()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Kind, E> {
        Ok(Kind::Integer(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Kind, E> {
        Ok(Kind::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Kind, E> {
        Ok(Kind::Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Kind, E> {
        Ok(Kind::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = access.next_element()? {
            nodes.push(node);
        }
        Ok(Kind::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Kind::Mapping(entries))
    }
}
