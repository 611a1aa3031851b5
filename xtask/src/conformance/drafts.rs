//! Drafts the schema back from the exported proto files, and compares its types.
//!
//! Used by `conformance`. Depends on `console`, `draft`, `error`, `export` and `workspace`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gitpod_codegen::export::ProtoRules;
use gitpod_codegen::raw::{Enum, Message, MessageBody, Schema};
use gitpod_codegen::{load, parse};

use crate::draft::{Draft, draft};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use crate::{console, export};

/// The maximum number of differences that are printed.
const SHOWN: usize = 20;

/// Drafts into a folder and compares.
pub(super) fn compare(folder: &Path, workspace: &Workspace) -> Result<Outcome, Error> {
    let (protos, out) = (folder.join("plain"), folder.join("draft"));
    let files = export::proto_quietly(&protos, ProtoRules::LeftOut, workspace)?;
    if out.exists() {
        fs::remove_dir_all(&out).map_err(Error::disk("delete", &out))?;
    }
    let request = Draft { protos: files, include: vec![protos], out: out.clone() };
    if draft(&request, Some(workspace.root()))? != Outcome::Success {
        return Ok(Outcome::Failure);
    }
    let (_, schema) = workspace.schema()?;
    let drafted = load(&out).map_err(|problems| Error::Schema {
        problems,
        sources: gitpod_codegen::Sources::default(),
    })?;
    let (wanted, found) = (Lines::of(&schema), Lines::of(&parse(&drafted)));
    let differences = wanted.differences(&found);
    for difference in differences.iter().take(SHOWN) {
        console::print_error(&format!("error: {difference}"));
    }
    console::print(&format!(
        "drafts: {} fields and values, {} differences",
        wanted.0.len(),
        differences.len()
    ));
    Ok(if differences.is_empty() { Outcome::Success } else { Outcome::Failure })
}

/// What a schema says about each field and each enum value, by its full name.
#[derive(Debug, Default)]
struct Lines(BTreeMap<String, String>);

impl Lines {
    fn of(schema: &Schema) -> Self {
        let mut lines = Self::default();
        for file in &schema.files {
            let definitions = &file.definitions;
            for resource in &definitions.resources {
                for rpc in &resource.rpcs {
                    for (message, suffix) in
                        [(&rpc.request, "Request"), (&rpc.response, "Response")]
                    {
                        let inline = message.iter().filter(|message| message.reference.is_none());
                        for message in inline {
                            lines.body(&format!("{}{suffix}", rpc.name.value), &message.body);
                        }
                    }
                }
                lines.types("", &resource.messages, &resource.enums);
            }
            lines.types("", &definitions.messages, &definitions.enums);
        }
        lines
    }

    fn types(&mut self, scope: &str, messages: &[Message], enums: &[Enum]) {
        for message in messages {
            self.body(&format!("{scope}{}", message.name.value), &message.body);
        }
        for of in enums {
            for value in &of.values {
                let name = format!("{scope}{}.{}", of.name.value, value.name.value);
                let number = value.number.as_ref().map(|number| number.value);
                self.0.insert(name, format!("{number:?} {}", value.deprecated.is_some()));
            }
        }
    }

    fn body(&mut self, name: &str, body: &MessageBody) {
        for field in &body.fields {
            let number = field.number.as_ref().map(|number| number.value);
            let text = |text: &Option<gitpod_codegen::raw::Text>| {
                text.as_ref().map_or("-", |text| text.value.as_str()).to_owned()
            };
            let line = format!(
                "{number:?} {} json {} oneof {} deprecated {}",
                text(&field.kind),
                text(&field.json),
                text(&field.oneof),
                field.deprecated.is_some()
            );
            self.0.insert(format!("{name}.{}", field.name.value), line);
        }
        self.types(&format!("{name}."), &body.messages, &body.enums);
    }

    /// The fields and values that differ, or that only one side has.
    fn differences(&self, other: &Self) -> Vec<String> {
        let ours = self.0.iter().filter(|(name, line)| other.0.get(*name) != Some(line));
        let mut differences: Vec<String> = ours
            .map(|(name, line)| {
                let found = other.0.get(name).map_or("nothing", String::as_str);
                format!("{name} is {line}, but {found} in the draft")
            })
            .collect();
        let only = other.0.keys().filter(|name| !self.0.contains_key(*name));
        differences.extend(only.map(|name| format!("{name} is only in the draft")));
        differences
    }
}
