//! Schemas from the items of cases.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::{State, read};

const DOC: &str = "doc: 'An item of a case, for tests.'";

/// A message that has a field for each enum, because an enum that nothing contains is a mistake.
pub(super) const HOLDER: &str = "Holder";

/// Reads items as a schema. `enums` has the names of the outer enums of both states.
pub(super) fn state(items: &[&str], enums: &BTreeSet<&str>) -> State {
    let schema = Schema { items: items.iter().map(|line| Item::new(line)).collect() };
    let mut files = vec![("types.yaml".to_owned(), schema.types(enums))];
    files.extend(
        schema.of("service").map(|service| {
            (format!("{}.yaml", service.name.to_lowercase()), schema.service(service))
        }),
    );
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let package = schema.of("package").next().map_or("test.v1", |item| item.name);
    let api = format!(
        "package: {package}\ntitle: Test\n{DOC}\nbase_url: https://test.example\n\
         crate: {{name: test-api}}\nfiles: [{}]\n",
        names.join(", ")
    );
    files.insert(0, ("api.yaml".to_owned(), api));
    read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// The names of the enums outside of messages.
pub(super) fn outer_enums<'a>(items: &[&'a str]) -> BTreeSet<&'a str> {
    let items = items.iter().map(|line| Item::new(line));
    items.filter(|item| item.kind == "enum" && !item.name.contains('.')).map(|of| of.name).collect()
}

struct Item<'a> {
    kind: &'a str,
    /// The name with those of the messages that the item is nested in.
    name: &'a str,
    members: Vec<&'a str>,
    reserved: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn new(line: &'a str) -> Self {
        let (head, members) = line.split_once(": ").unwrap_or((line, ""));
        let (kind, name) = head.split_once(' ').unwrap();
        let members: Vec<&str> = members.split("; ").filter(|member| !member.is_empty()).collect();
        let reserved = members.iter().find_map(|member| member.strip_prefix("reserved "));
        let members = members.into_iter().filter(|member| !member.starts_with("reserved "));
        Self { kind, name, members: members.collect(), reserved }
    }

    /// The name without those of outer messages.
    fn short_name(&self) -> &'a str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
}

struct Schema<'a> {
    items: Vec<Item<'a>>,
}

impl<'a> Schema<'a> {
    fn of(&self, kind: &str) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// The items that are nested in a message, or in none.
    fn inside(&self, kind: &str, outer: Option<&str>) -> impl Iterator<Item = &Item<'a>> {
        self.of(kind).filter(move |item| item.name.rsplit_once('.').map(|of| of.0) == outer)
    }

    fn types(&self, enums: &BTreeSet<&str>) -> String {
        let mut out = format!(
            "messages:\n- name: {HOLDER}\n  standalone: true\n  {DOC}\n  fields:\n  \
             - {{name: always, number: 1, type: bool, {DOC}}}\n"
        );
        for (number, name) in (2..).zip(enums) {
            if self.inside("enum", None).any(|item| item.name == *name) {
                let field = name.to_lowercase();
                let field = format!("{{name: {field}, number: {number}, type: {name}, {DOC}}}");
                writeln!(out, "  - {field}").unwrap();
            }
        }
        for message in self.inside("message", None) {
            self.message(message, "", &mut out);
        }
        self.enums(None, "", &mut out);
        out
    }

    fn message(&self, message: &Item<'_>, indent: &str, out: &mut String) {
        writeln!(out, "{indent}- name: {}", message.short_name()).unwrap();
        let indent = format!("{indent}  ");
        writeln!(out, "{indent}{DOC}").unwrap();
        if !message.name.contains('.') {
            writeln!(out, "{indent}standalone: true").unwrap();
        }
        reserved(message, &indent, out);
        let mut oneofs: Vec<&str> = Vec::new();
        let mut fields = String::new();
        for member in &message.members {
            let (member, json) = member.split_once(" json ").unwrap_or((member, ""));
            let (member, oneof) = member.split_once(" in ").unwrap_or((member, ""));
            let (name, rest) = member.split_once(' ').unwrap();
            let (number, ty) = rest.split_once(' ').unwrap();
            let mut field = format!("name: {name}, number: {number}, type: '{ty}', {DOC}");
            if !json.is_empty() {
                write!(field, ", json: '{json}'").unwrap();
            }
            if !oneof.is_empty() {
                write!(field, ", oneof: {oneof}").unwrap();
                if !oneofs.contains(&oneof) {
                    oneofs.push(oneof);
                }
            }
            writeln!(fields, "{indent}- {{{field}}}").unwrap();
        }
        list("oneofs", &indent, out, |out| {
            for oneof in &oneofs {
                writeln!(out, "{indent}- {{name: {oneof}, {DOC}}}").unwrap();
            }
        });
        list("fields", &indent, out, |out| out.push_str(&fields));
        list("messages", &indent, out, |out| {
            for nested in self.inside("message", Some(message.name)) {
                self.message(nested, &indent, out);
            }
        });
        self.enums(Some(message.name), &indent, out);
    }

    fn enums(&self, outer: Option<&str>, indent: &str, out: &mut String) {
        list("enums", indent, out, |out| {
            for item in self.inside("enum", outer) {
                writeln!(out, "{indent}- name: {}\n{indent}  {DOC}", item.short_name()).unwrap();
                let values: Vec<_> =
                    item.members.iter().filter_map(|member| member.split_once(' ')).collect();
                let numbers: BTreeSet<&str> = values.iter().map(|(_, number)| *number).collect();
                if numbers.len() < values.len() {
                    writeln!(out, "{indent}  allow_alias: true").unwrap();
                }
                reserved(item, &format!("{indent}  "), out);
                writeln!(out, "{indent}  values:").unwrap();
                for (name, number) in values {
                    writeln!(out, "{indent}  - {{name: {name}, number: {number}, {DOC}}}").unwrap();
                }
            }
        });
    }

    fn service(&self, service: &Item<'_>) -> String {
        let name = service.name;
        let resource = name.to_lowercase();
        let mut out = format!("service:\n  name: {name}\n  {DOC}\n");
        writeln!(out, "resources:\n- name: {resource}\n  {DOC}\n  rpcs:").unwrap();
        for member in &service.members {
            let mut words = member.split(' ');
            let mut word = || words.next().unwrap();
            let (rpc, request, response) = (word(), word(), word());
            let method = rpc.to_lowercase();
            writeln!(out, "  - name: {rpc}\n    method: {method}\n    {DOC}").unwrap();
            if let Some(level) = words.next() {
                writeln!(out, "    idempotency: {level}").unwrap();
            }
            writeln!(out, "    request: {{type: {request}}}").unwrap();
            writeln!(out, "    response: {{type: {response}}}").unwrap();
            writeln!(out, "    examples: [{{title: A call, request: {{}}, response: {{}}}}]")
                .unwrap();
        }
        out
    }
}

/// Writes a list with its key, unless it is empty.
fn list(key: &str, indent: &str, out: &mut String, write: impl FnOnce(&mut String)) {
    let mut items = String::new();
    write(&mut items);
    if !items.is_empty() {
        write!(out, "{indent}{key}:\n{items}").unwrap();
    }
}

/// Writes the reservations of an item. Names have a backtick in front.
fn reserved(item: &Item<'_>, indent: &str, out: &mut String) {
    let Some(reserved) = item.reserved else { return };
    let (names, numbers): (Vec<&str>, Vec<&str>) =
        reserved.split(", ").partition(|entry| entry.starts_with('`'));
    let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('`')).collect();
    let (numbers, names) = (numbers.join(", "), names.join(", "));
    let entry = match (numbers.is_empty(), names.is_empty()) {
        (true, _) => format!("names: [{names}]"),
        (_, true) => format!("numbers: [{numbers}]"),
        _ => format!("numbers: [{numbers}], names: [{names}]"),
    };
    writeln!(out, "{indent}reserved: [{{{entry}}}]").unwrap();
}
