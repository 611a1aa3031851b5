//! Decides what a draft leaves to its author, so that the schema of a whole package can be lowered.
//!
//! The mistakes of the draft tell what there is to decide, so that the same is decided in every version.
//! Used by `history`. Depends on `error`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gitpod_codegen::compare::State;
use gitpod_codegen::raw::{Enum, Message, MessageBody, Schema};
use gitpod_codegen::{Code, Diagnostics, Sources, Span, Spanned, lower, parse};

use crate::error::Error;

/// Writes `api.yaml` for the files of a folder.
pub(super) fn write_api(package: &str, folder: &Path) -> Result<(), Error> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder).map_err(Error::disk("read", folder))? {
        let file = file.map_err(Error::disk("read", folder))?;
        files.push(format!("- {}\n", file.file_name().to_string_lossy()));
    }
    files.sort();
    let text = format!(
        "package: {package}\ntitle: {package}\ndoc: A draft.\nnames: any\nfiles:\n{}",
        files.concat()
    );
    let path = folder.join("api.yaml");
    fs::write(&path, text).map_err(Error::disk("write", &path))
}

/// Lowers a draft. Returns the full names of the enums that it leaves out, too.
///
/// Fields that look like secrets are secrets, a oneof with the Rust name of a nested type gets another
/// name, which no encoding has, and enums that nothing uses are left out.
pub(super) fn state(sources: Sources) -> Result<(State, Vec<String>), Error> {
    let mut schema = parse(&sources);
    let mut left_out = Vec::new();
    loop {
        let problems = match lower(&schema) {
            Ok(api) => return Ok((State { sources, schema, api }, left_out)),
            Err(problems) => problems,
        };
        let mut decisions = Decisions::of(&problems);
        decisions.schema(&mut schema);
        if decisions.made == 0 {
            return Err(Error::Schema { problems, sources });
        }
        let package = &schema.api.package.value;
        left_out.extend(decisions.left_out.iter().map(|name| format!("{package}.{name}")));
    }
}

/// The places where something is decided.
struct Decisions {
    secret: BTreeSet<Span>,
    ambiguous: BTreeSet<Span>,
    unused: BTreeSet<Span>,
    /// The number of changes of the schema.
    made: usize,
    /// The names of the enums that are left out.
    left_out: Vec<String>,
}

impl Decisions {
    fn of(problems: &Diagnostics) -> Self {
        let places = |code| {
            let with_code = problems.iter().filter(move |problem| problem.code == code);
            with_code.flat_map(|problem| &problem.labels).map(|label| label.span).collect()
        };
        Self {
            secret: places(Code::SensitiveUnstated),
            ambiguous: places(Code::RustNameCollision),
            unused: places(Code::UnusedType),
            made: 0,
            left_out: Vec::new(),
        }
    }

    fn schema(&mut self, schema: &mut Schema) {
        for file in &mut schema.files {
            let definitions = &mut file.definitions;
            for resource in &mut definitions.resources {
                for rpc in &mut resource.rpcs {
                    for message in [&mut rpc.request, &mut rpc.response].into_iter().flatten() {
                        self.body(&mut message.body, &rpc.name.value);
                    }
                }
            }
            self.messages(&mut definitions.messages, "");
            self.enums(&mut definitions.enums, "");
        }
    }

    fn messages(&mut self, messages: &mut [Message], scope: &str) {
        for message in messages {
            let name = format!("{scope}{}", message.name.value);
            self.body(&mut message.body, &name);
        }
    }

    fn enums(&mut self, enums: &mut Vec<Enum>, scope: &str) {
        enums.retain(|of| {
            let is_unused = self.unused.contains(&of.name.span);
            if is_unused {
                self.made += 1;
                self.left_out.push(format!("{scope}{}", of.name.value));
            }
            !is_unused
        });
    }

    fn body(&mut self, body: &mut MessageBody, name: &str) {
        for field in &mut body.fields {
            let span = field.name.span;
            if self.secret.contains(&span) {
                field.sensitive = Some(Spanned { value: true, span });
                self.made += 1;
            }
        }
        for oneof in &mut body.oneofs {
            if !self.ambiguous.contains(&oneof.name.span) {
                continue;
            }
            let other = format!("{}_arm", oneof.name.value);
            let arms = body.fields.iter_mut().filter_map(|field| field.oneof.as_mut());
            for arm in arms.filter(|arm| arm.value == oneof.name.value) {
                arm.value.clone_from(&other);
            }
            oneof.name.value = other;
            self.made += 1;
        }
        let scope = format!("{name}.");
        self.messages(&mut body.messages, &scope);
        self.enums(&mut body.enums, &scope);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = "package: a\ntitle: A\ndoc: About.\nfiles:\n- b.yaml\n";

    const MESSAGE: &str = "messages:\n- name: B\n  standalone: true\n  doc: One.\n  oneofs:\n  - name: \
                           input\n    doc: Two.\n  fields:\n  - name: token\n    number: 1\n    type: \
                           string\n    doc: Three.\n  - name: text\n    number: 2\n    type: string\n    \
                           oneof: input\n    doc: Four.\n  - name: other\n    number: 3\n    type: \
                           B.Input\n    doc: Five.\n  messages:\n  - name: Input\n    doc: Six.\n";

    const ENUM: &str = "enums:\n- name: E\n  doc: One.\n  values:\n  - {name: E_NONE, number: 0, doc: \
                        Two.}\n";

    fn decided(text: &str) -> Result<(State, Vec<String>), Error> {
        state(Sources::from_texts([("api.yaml", API), ("b.yaml", text)]))
    }

    #[test]
    fn a_draft_is_decided() {
        let (state, left_out) = decided(&format!("{MESSAGE}{ENUM}")).unwrap();
        assert_eq!(left_out, ["a.E"]);
        let message = state.api.messages.iter().next().unwrap();
        assert!(message.fields.iter().next().unwrap().sensitive);
        assert_eq!(message.oneofs.iter().next().unwrap().name, "input_arm");
        assert_eq!(state.api.enums.iter().count(), 0);
    }

    #[test]
    fn other_mistakes_stay() {
        let error = decided(&MESSAGE.replace("B.Input", "C")).err().unwrap();
        let is_left = |problems: &Diagnostics| {
            problems.iter().any(|problem| problem.code == Code::UnknownType)
        };
        assert!(matches!(&error, Error::Schema { problems, .. } if is_left(problems)), "{error:?}");
    }
}
