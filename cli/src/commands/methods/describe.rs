//! The description of one RPC: what it does, its messages with types, rules and docs, and an example.
//! Also that of an error detail, with its types.

use gitpod_api::runtime::reference::{Enum, Example, Field, Message};
use gitpod_api::runtime::rpc::MethodDescriptor;

use super::notes;
use super::style::{Look, Style};
use crate::catalog::methods::full_name;
use crate::catalog::reference::{self, Type};
use crate::catalog::short;

/// Describes an RPC.
pub(super) fn describe(of: &MethodDescriptor, look: Look) -> String {
    let mut page = Page { look, lines: Vec::new() };
    page.heading(full_name(of), "");
    let documented = of.documented_name().map(|name| format!("documented as {name}"));
    let notes = Some(notes::in_words(of)).filter(|notes| !notes.is_empty());
    let facts: Vec<String> = documented.into_iter().chain(notes).collect();
    page.text(1, &facts.join("; "));
    let rpc = reference::rpc(of);
    if let Some(rpc) = rpc {
        page.blank();
        page.text(1, rpc.doc);
    }
    page.types(&reference::types(of), &["request ", "response "]);
    for example in rpc.iter().flat_map(|rpc| rpc.examples) {
        page.example(of.documented_name().unwrap_or(full_name(of)), example);
    }
    page.lines.join("\n")
}

/// Describes an error detail.
pub(super) fn describe_detail(of: &Message, look: Look) -> String {
    let mut page = Page { look, lines: Vec::new() };
    page.types(&reference::types_in(vec![of.name]), &["error detail "]);
    page.lines.split_off(1).join("\n")
}

struct Page {
    look: Look,
    lines: Vec<String>,
}

impl Page {
    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    fn heading(&mut self, name: &str, before: &str) {
        self.lines.push(format!("{before}{}", Style::Bold.paint(name, self.look)));
    }

    /// Adds text, indented.
    fn text(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        let lines = text.lines().map(|line| format!("{indent}{line}").trim_end().to_owned());
        self.lines.extend(lines);
    }

    /// Adds types, of which the first ones have a role.
    fn types(&mut self, types: &[Type], roles: &[&str]) {
        for (position, ty) in types.iter().enumerate() {
            match ty {
                Type::Message(message) => {
                    self.message(roles.get(position).copied().unwrap_or_default(), message);
                }
                Type::Enum(of) => self.enumeration(of),
            }
        }
    }

    fn message(&mut self, role: &str, message: &Message) {
        self.blank();
        self.heading(short(message.name), if role.is_empty() { "message " } else { role });
        self.text(1, message.doc);
        for field in message.fields {
            self.field(field);
        }
    }

    fn field(&mut self, field: &Field) {
        let Field { name, ty, refers_to, oneof, rules, doc, deprecated, .. } = field;
        let ty = match refers_to {
            Some(full) => ty.replace(full, short(full)),
            None => (*ty).to_owned(),
        };
        let oneof = oneof.map_or(String::new(), |oneof| format!(", one of `{oneof}`"));
        self.blank();
        self.lines.push(format!("  {}: {ty}{oneof}", Style::Bold.paint(name, self.look)));
        self.text(3, doc);
        self.text(3, rules);
        if let Some(note) = deprecated {
            let note = Style::Warning.paint(format!("Deprecated: {note}."), self.look).to_string();
            self.text(3, &note);
        }
    }

    fn enumeration(&mut self, of: &Enum) {
        self.blank();
        self.heading(short(of.name), "enum ");
        self.text(1, of.doc);
        for value in of.values {
            self.blank();
            self.lines.push(format!("  {}", Style::Bold.paint(value.name, self.look)));
            self.text(3, value.doc);
        }
    }

    /// Adds an example as a command for a shell, and its response.
    fn example(&mut self, name: &str, example: &Example) {
        self.blank();
        self.heading(example.title, "example ");
        let request = example.request.replace('\'', r"'\''");
        self.text(1, &format!("gitpod-api call {name} --data '{request}'"));
        self.blank();
        self.text(1, example.response);
    }
}
