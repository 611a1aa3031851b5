//! Pages as a browser shows them, one line for each item, without parameters.
//!
//! Fields whose names were links are lost, and only what stands under them is there.

use super::page::{DocField, DocRpc, Entry, EntryKind, Model, Page, Signature, push_value};
use super::shape::{Shape, is_field_name, is_type_name};

/// The start of the line with the path of an RPC.
const ROUTE: &str = "POST/";

/// The mark of deprecated fields, which stands directly before the name.
const DEPRECATED: &str = "Deprecated";

/// The names of formats and limits, which stand directly before their values.
const LIMITS: [&str; 9] = [
    "format",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
];

/// The line before the values of an enum.
const VALUES: &str = "One of the following:";

/// Reads a page.
pub(super) fn read(path: String, text: String) -> Page {
    let mut reader = Reader::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(at, line.trim());
        at += line.len();
    }
    let Reader { title, rpcs, models, faults, .. } = reader;
    Page { path, title, text, rpcs, models, faults }
}

#[derive(Default)]
struct Reader {
    title: String,
    rpcs: Vec<DocRpc>,
    models: Vec<Model>,
    faults: Vec<(usize, String)>,
    /// The last two lines that are not empty, the later one first.
    before: [(usize, String); 2],
}

impl Reader {
    fn line(&mut self, at: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some(signature) = Signature::parse(line) {
            self.rpc(signature);
        } else if let Some(path) = line.strip_prefix(ROUTE) {
            match self.rpcs.last_mut().filter(|rpc| rpc.route.is_none()) {
                Some(rpc) => rpc.route = Some(path.to_owned()),
                None => self.faults.push((at, format!("the path `{path}` has no RPC"))),
            }
        } else if let Some(name) = class(line) {
            self.models.push(Model { name: Some(name.to_owned()), at, entries: Vec::new() });
        } else if line.starts_with("Literal[\"") {
            self.models.push(Model { name: None, at, entries: Vec::new() });
        } else if let Some(model) = self.models.last_mut() {
            entry(&mut model.entries, at, line);
        }
        let [last, _] = std::mem::take(&mut self.before);
        self.before = [(at, line.to_owned()), last];
    }

    /// The name of an RPC is on the line before its signature, and before the first one is the title.
    fn rpc(&mut self, signature: Signature) {
        let [(at, name), (_, title)] = &self.before;
        if self.rpcs.is_empty() {
            self.title.clone_from(title);
        }
        if !is_type_name(name) {
            self.faults.push((*at, format!("`{name}` is no RPC")));
        }
        self.rpcs.push(DocRpc {
            name: name.clone(),
            at: *at,
            signature: Some(signature),
            ..DocRpc::default()
        });
    }
}

fn class(line: &str) -> Option<&str> {
    let name = line.strip_prefix("class ")?.strip_suffix(':')?;
    is_type_name(name).then_some(name)
}

/// Adds a line of a model. Lines in no known form are descriptions.
fn entry(entries: &mut Vec<Entry>, at: usize, line: &str) {
    if let Some(field) = field(line) {
        entries.push(Entry { at, kind: EntryKind::Field(field) });
    } else if line == VALUES {
        // Without a field before it, the line of the field is lost.
        entries.push(Entry { at, kind: EntryKind::Values(Vec::new()) });
    } else if let Some(value) = value(line) {
        push_value(entries, at, value.to_owned());
    } else if let Some((name, value)) = limit(line)
        && let Some(Entry { kind: EntryKind::Field(field), .. }) = entries.last_mut()
        && let Some(limits) = &mut field.limits
    {
        limits.push((name.to_owned(), value.to_owned()));
    }
}

fn field(line: &str) -> Option<DocField> {
    let (name, ty) = line.split_once(": ")?;
    let marked = name.strip_prefix(DEPRECATED);
    let name = marked.unwrap_or(name);
    let (shape, optional) = Shape::parse(ty).filter(|_| is_field_name(name))?;
    let (deprecated, limits) = (Some(marked.is_some()), Some(Vec::new()));
    Some(DocField { name: name.to_owned(), shape, required: !optional, deprecated, limits })
}

fn value(line: &str) -> Option<&str> {
    let value = line.strip_prefix('"')?.strip_suffix('"')?;
    let is_value = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!value.is_empty() && value.chars().all(is_value)).then_some(value)
}

fn limit(line: &str) -> Option<(&str, &str)> {
    let with_value = |name: &&'static str| Some((*name, line.strip_prefix(*name)?));
    let (name, value) = LIMITS.iter().find_map(with_value)?;
    let is_word = !value.is_empty() && !value.contains(char::is_whitespace);
    let is_limit = name == "format" || value.parse::<f64>().is_ok();
    (is_word && is_limit).then_some((name, value))
}
