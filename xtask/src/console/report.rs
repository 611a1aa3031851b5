//! Results and errors of commands.
//!
//! Text goes to standard output, and errors to standard error. JSON goes to standard output, errors
//! included: an object has `event`, or `severity` if it is an error.

use std::io;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use gitpod_codegen::{Change, Diagnostics, Inferred, Sources, render_json, render_text};
use serde_json::{Map, Value, json};

use super::diff::Diff;
use super::paint::{Color, Paint};
use super::{print, print_error};
use crate::disk::Plan;
use crate::error::{Error, Refusal};

/// The output format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Json => "json",
        }))
    }
}

/// The number of files of each kind.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    created: usize,
    updated: usize,
    deleted: usize,
    unchanged: usize,
}

impl Counts {
    /// Counts the changes of a plan.
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut counts = Self { unchanged: plan.unchanged, ..Self::default() };
        for change in &plan.changes {
            match change {
                Change::Create { .. } => counts.created += 1,
                Change::Update { .. } => counts.updated += 1,
                Change::Delete { .. } => counts.deleted += 1,
            }
        }
        counts
    }

    /// Counts files of which none changes.
    pub(crate) fn unchanged(files: usize) -> Self {
        Self { unchanged: files, ..Self::default() }
    }
}

/// Prints results and errors.
#[derive(Debug)]
pub(crate) struct Report {
    format: Format,
    out: Paint,
    err: Paint,
}

impl Report {
    /// Decides on colours, separately for each stream.
    pub(crate) fn new(format: Format, color: Color) -> Self {
        Self { format, out: color.on(&io::stdout()), err: color.on(&io::stderr()) }
    }

    /// Prints a change of a file.
    pub(crate) fn written(&self, change: &Change) {
        let (event, paint): (_, fn(Paint, &str) -> String) = match change {
            Change::Create { .. } => ("created", Paint::green),
            Change::Update { .. } => ("updated", Paint::yellow),
            Change::Delete { .. } => ("deleted", Paint::red),
        };
        match self.format {
            Format::Text => print(&format!("{} {}", paint(self.out, event), change.path())),
            Format::Json => print_json(&json!({ "event": event, "path": change.path() })),
        }
    }

    /// Prints a file of a new project.
    pub(crate) fn created(&self, path: &str) {
        print(&format!("{} {path}", self.out.green("created")));
    }

    /// Prints the commands to run next.
    pub(crate) fn next(&self, commands: &[String]) {
        print("\nNext:");
        for command in commands {
            print(&format!("  {}", self.out.bold(command)));
        }
    }

    /// Prints the summary of a run that wrote files.
    pub(crate) fn summary(&self, counts: &Counts) {
        let Counts { created, updated, deleted, unchanged } = counts;
        match self.format {
            Format::Text => print(&format!(
                "{created} created, {updated} updated, {deleted} deleted, {unchanged} unchanged"
            )),
            Format::Json => print_json(&json!({
                "event": "written",
                "created": created,
                "updated": updated,
                "deleted": deleted,
                "unchanged": unchanged,
            })),
        }
    }

    /// Prints a file that differs from the generated one.
    pub(crate) fn differs(&self, change: &Change) {
        let diff = &Diff::new(change);
        let event = match change {
            Change::Create { .. } => "missing",
            Change::Update { .. } => "stale",
            Change::Delete { .. } => "orphan",
        };
        match self.format {
            Format::Text => {
                print(&format!("{} {}", self.out.red(event), self.out.bold(change.path())));
                print(&self.diff(diff));
            }
            Format::Json => print_json(&json!({
                "event": event,
                "path": change.path(),
                "diff": diff.lines.join("\n"),
                "hidden_lines": diff.hidden,
            })),
        }
    }

    fn diff(&self, diff: &Diff) -> String {
        let mut text = String::new();
        for line in &diff.lines {
            let line = match line.chars().next() {
                Some('+') => self.out.green(line),
                Some('-') => self.out.red(line),
                Some('@') => self.out.cyan(line),
                _ => line.clone(),
            };
            text.push_str(&line);
            text.push('\n');
        }
        if diff.hidden > 0 {
            text.push_str(&self.out.cyan(&format!("... {} more lines", diff.hidden)));
            text.push('\n');
        }
        text
    }

    /// Prints the summary of a check.
    pub(crate) fn checked(&self, counts: &Counts) {
        let Counts { created: missing, updated: stale, deleted: orphan, unchanged: fresh } = counts;
        let all_fresh = missing + stale + orphan == 0;
        match self.format {
            Format::Text if all_fresh => {
                print(&format!("{}: {fresh} files match the schema", self.out.green("fresh")));
            }
            Format::Text => print(&format!(
                "{stale} stale, {missing} missing, {orphan} orphan, {fresh} fresh; \
                 run `cargo xtask gen` and commit the result"
            )),
            Format::Json => print_json(&json!({
                "event": "checked",
                "stale": stale,
                "missing": missing,
                "orphan": orphan,
                "fresh": fresh,
            })),
        }
    }

    /// Prints an inferred statement on one line.
    pub(crate) fn inferred(&self, statement: &Inferred, sources: &Sources) {
        let Inferred { item, text } = statement;
        let file = sources.get(text.span.file).map_or("", |file| file.path.as_str());
        let (line, _) = sources.line_column(text.span);
        let words: Vec<&str> = text.value.split_whitespace().collect();
        let text = words.join(" ");
        match self.format {
            Format::Text => print(&format!("{file}:{line}: {}: {text}", self.out.bold(item))),
            Format::Json => print_json(&json!({
                "event": "inferred",
                "file": file,
                "line": line,
                "item": item,
                "text": text,
            })),
        }
    }

    /// Whether the output is for programs, which want every detail.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Prints a line as text, or as an object.
    pub(crate) fn line(&self, text: impl FnOnce(Paint) -> String, object: impl FnOnce() -> Value) {
        match self.format {
            Format::Text => print(&text(self.out)),
            Format::Json => print_json(&object()),
        }
    }

    /// Prints the error of a command.
    pub(crate) fn error(&self, error: &Error) {
        match error {
            Error::NoWorkspace => self.problem(
                "there is no `schema/api.yaml` in this folder or its parents",
                Some("run the command inside the workspace, pass `--root DIR`, or start an API with `cargo xtask new DIR`"),
            ),
            Error::Schema { problems, sources } => self.diagnostics(problems, sources),
            Error::Bug(bug) => self.problem(
                &bug.to_string(),
                Some("this is a bug of the generator, not of the schema: please report it; nothing was written"),
            ),
            Error::Refused(refusals) => self.refusals(refusals),
            Error::Disk { action, path, error } => {
                self.problem(&format!("cannot {action} `{}`: {error}", path.display()), None);
            }
            Error::Argument { message, help } | Error::Tool { message, help } => {
                self.problem(message, Some(help));
            }
        }
    }

    fn diagnostics(&self, problems: &Diagnostics, sources: &Sources) {
        match self.format {
            Format::Text => {
                let text = render_text(problems, sources, self.err.is_on());
                print_error(text.trim_end());
            }
            Format::Json => print(render_json(problems, sources).trim_end()),
        }
    }

    fn refusals(&self, refusals: &[Refusal]) {
        let help = "only generated files are overwritten or deleted: move or delete these files and \
                    run the command again; nothing was written";
        for (number, Refusal { path, reason }) in (1..).zip(refusals) {
            let message = format!("`{path}` is in the way and not generated: {reason}");
            let is_last = number == refusals.len();
            match self.format {
                Format::Text => self.problem(&message, is_last.then_some(help)),
                Format::Json => {
                    let mut object = problem_json(&message, Some(help));
                    object.insert("path".to_owned(), path.as_str().into());
                    print_json(&object.into());
                }
            }
        }
    }

    /// Prints an error without a position in the schema, in the form of a diagnostic.
    fn problem(&self, message: &str, help: Option<&str>) {
        match self.format {
            Format::Text => {
                print_error(&format!("{}: {message}", self.err.red("error")));
                if let Some(help) = help {
                    print_error(&format!("{}: {help}", self.err.cyan("help")));
                }
            }
            Format::Json => print_json(&problem_json(message, help).into()),
        }
    }
}

/// An error as JSON, in the form of a diagnostic.
fn problem_json(message: &str, help: Option<&str>) -> Map<String, Value> {
    let members: [(&str, Value); 5] = [
        ("severity", "error".into()),
        ("code", Value::Null),
        ("message", message.into()),
        ("labels", Value::Array(Vec::new())),
        ("help", help.into()),
    ];
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn print_json(object: &Value) {
    print(&object.to_string());
}
