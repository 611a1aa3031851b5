//! Pages in Markdown, whose line breaks may be lost: the text is read by its marks alone.
//!
//! A heading of the first level names a resource, one of the second an RPC, and those of the third
//! its sections and the resource's models. Lists have their types in backticks. Code between fences
//! is skipped.

use super::page::{DocField, DocRpc, Entry, EntryKind, Model, Page, Signature, push_value};
use super::shape::{Shape, is_field_name, is_type_name};

/// The heading of the models of a resource.
const MODELS: &str = "Domain Types";

/// A section of an RPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Parameters,
    Returns,
    /// Examples in code.
    Skipped,
}

/// The headings of the sections. One that another begins with comes after it.
const SECTIONS: [(&str, Section); 7] = [
    ("Examples", Section::Skipped),
    ("Example", Section::Skipped),
    ("Response", Section::Skipped),
    ("Path Parameters", Section::Parameters),
    ("Query Parameters", Section::Parameters),
    ("Body Parameters", Section::Parameters),
    ("Parameters", Section::Parameters),
];

const RETURNS: &str = "Returns";

/// Whether a page is in Markdown.
pub(super) fn is_markdown(text: &str) -> bool {
    text.trim_start().starts_with("# ")
}

/// Reads a page.
pub(super) fn read(path: String, text: String) -> Page {
    let mut page = Page { path, text: text.clone(), ..Page::default() };
    let mut reader = Reader { text: &text, at: 0, within: Within::Nothing, page: &mut page };
    reader.run();
    page
}

/// Where list items belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Rpc(Section),
    Models,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    within: Within,
    page: &'a mut Page,
}

impl Reader<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            let rest = self.rest();
            if rest.starts_with("```") {
                self.fence();
            } else if self.is_at_mark() && rest.starts_with('#') {
                self.heading();
            } else if self.is_at_mark() && rest.starts_with("- `") {
                self.item();
            } else if self.is_at_mark() && rest.starts_with("**") {
                self.route();
            } else if self.is_at_mark() && rest.starts_with('`') {
                self.signature();
            } else {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether a mark can begin here: at the start of the text or after a space.
    fn is_at_mark(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.chars().next_back().is_none_or(char::is_whitespace)
    }

    fn fault(&mut self, what: impl Into<String>) {
        self.page.faults.push((self.at, what.into()));
    }

    fn fence(&mut self) {
        match self.rest().get(3..).and_then(|rest| rest.find("```")) {
            Some(length) => self.at += length + 6,
            None => {
                self.fault("code that is not closed");
                self.at = self.text.len();
            }
        }
    }

    fn heading(&mut self) {
        let level = self.rest().chars().take_while(|c| *c == '#').count();
        let Some(text) = self.rest().get(level..).and_then(|rest| rest.strip_prefix(' ')) else {
            self.at += level;
            return;
        };
        let text = text.trim_start().to_owned();
        match level {
            1 => self.resource(&text),
            2 => self.rpc(&text),
            3 if self.within == Within::Models => self.model(&text),
            3 | 4 => self.section(&text),
            _ => self.fault("a heading of an unknown level"),
        }
        self.at += level;
    }

    /// A heading of the first level stands directly before one of the second. Others belong to
    /// descriptions.
    fn resource(&mut self, text: &str) {
        let name = text.split('#').next().unwrap_or(text);
        let is_resource = text.get(name.len()..).is_some_and(|rest| rest.starts_with("## "));
        if is_resource && name.len() < 80 {
            if self.page.title.is_empty() {
                self.page.title = name.trim().to_owned();
            }
            self.within = Within::Nothing;
        }
    }

    fn rpc(&mut self, text: &str) {
        if text.starts_with(MODELS) {
            self.within = Within::Models;
            return;
        }
        let name = text.split_whitespace().next().unwrap_or_default();
        if !is_type_name(name) {
            self.fault(format!("`{}` is no RPC", start(text)));
        }
        self.within = Within::Rpc(Section::Skipped);
        let (parameters, returns) = (Some(Vec::new()), Some(Vec::new()));
        let rpc =
            DocRpc { name: name.to_owned(), at: self.at, parameters, returns, ..DocRpc::default() };
        self.page.rpcs.push(rpc);
    }

    fn model(&mut self, text: &str) {
        // The name is in the first list item, and enums have it in the heading alone.
        let heading = text.split("- `").next().unwrap_or(text);
        let name = heading.split_whitespace().collect::<String>();
        if !is_type_name(&name) {
            self.fault(format!("`{}` is no model", start(text)));
        }
        self.page.models.push(Model { name: Some(name), at: self.at, entries: Vec::new() });
    }

    fn section(&mut self, text: &str) {
        let known = SECTIONS.iter().chain([&(RETURNS, Section::Returns)]);
        let section = known.copied().find(|(heading, _)| text.starts_with(heading));
        match (section, self.within) {
            (Some((_, section)), Within::Rpc(_)) => self.within = Within::Rpc(section),
            _ => {
                // What follows cannot be attributed.
                self.within = Within::Nothing;
                self.fault(format!("unknown section `{}`", start(text)));
            }
        }
    }

    fn route(&mut self) {
        const POST: &str = "**post** `/";
        if let Some(path) = self.rest().strip_prefix(POST) {
            let path = path.split('`').next().unwrap_or_default().to_owned();
            if let Some(rpc) = self.page.rpcs.last_mut() {
                rpc.route = Some(path);
            }
        }
        self.at += 2;
    }

    /// The signature stands between the heading and the route. Other code belongs to descriptions.
    fn signature(&mut self) {
        let code = self.rest().get(1..).and_then(|rest| rest.split_once('`'));
        let Some((code, _)) = code else {
            self.fault("code that is not closed");
            self.at = self.text.len();
            return;
        };
        let (length, signature) = (code.len() + 2, Signature::parse(code));
        if let Some(rpc) = self.page.rpcs.last_mut().filter(|rpc| rpc.route.is_none()) {
            rpc.signature = rpc.signature.take().or(signature);
        }
        self.at += length;
    }

    fn item(&mut self) {
        let code = self.rest().get(3..).and_then(|rest| rest.split_once('`'));
        let Some((code, _)) = code else {
            self.fault("a list item that is not closed");
            self.at = self.text.len();
            return;
        };
        let (code, end) = (code.to_owned(), self.at + 3 + code.len() + 1);
        let at = self.at;
        let entries = match self.within {
            Within::Nothing | Within::Rpc(Section::Skipped) => None,
            Within::Rpc(Section::Parameters) => {
                self.page.rpcs.last_mut().and_then(|rpc| rpc.parameters.as_mut())
            }
            Within::Rpc(Section::Returns) => {
                self.page.rpcs.last_mut().and_then(|rpc| rpc.returns.as_mut())
            }
            Within::Models => self.page.models.last_mut().map(|model| &mut model.entries),
        };
        let is_read = entries.is_some_and(|entries| add(entries, at, &code));
        if !is_read {
            self.fault(format!("`{}` is in no known form or place", start(&code)));
        }
        self.at = end;
    }
}

/// Adds a list item. Returns whether it is in a known form.
fn add(entries: &mut Vec<Entry>, at: usize, code: &str) -> bool {
    if let Some(value) = code.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        push_value(entries, at, value.to_owned());
        return true;
    }
    if let Some((name, ty)) = code.split_once(": ")
        && is_field_name(name)
        && let Some((shape, optional)) = Shape::parse(ty)
    {
        let field = DocField {
            name: name.to_owned(),
            shape,
            required: !optional,
            deprecated: None,
            limits: None,
        };
        entries.push(Entry { at, kind: EntryKind::Field(field) });
        return true;
    }
    is_head(code)
}

/// Whether a list item names the type whose contents follow.
fn is_head(code: &str) -> bool {
    let class = code.strip_prefix("class ").and_then(|rest| rest.strip_suffix(": …"));
    let object = code.split_once(" object {").map(|(name, _)| name);
    let alias = code.split_once(" = ").map(|(name, _)| name);
    let name = class.or(object).or(alias);
    name.is_some_and(is_type_name) || code == "object" || code.starts_with("Literal[\"")
}

/// The start of a text, for messages.
fn start(text: &str) -> String {
    text.chars().take(40).collect()
}
