//! What the user sees: text for people, or one JSON object a line for programs.
//!
//! Text goes to stdout and problems to stderr. JSON goes to stdout, problems among it, so that one
//! stream tells everything: an object has `event`, or `severity` if it is a problem.

use std::io::{self, Write};
use std::str::FromStr;

use gitpod_codegen::{Change, Diagnostics, Sources, render_json, render_text};
use serde_json::{Map, Value, json};

use crate::diff::Diff;
use crate::error::Error;
use crate::paint::{Color, Paint};
use crate::plan::{Plan, Refusal};

/// For whom the output is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl FromStr for Format {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("it is `text` or `json`"),
        }
    }
}

/// How many files there are of each kind.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    created: usize,
    updated: usize,
    deleted: usize,
    unchanged: usize,
}

impl Counts {
    /// Counts what a plan changes.
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

    /// Nothing to do about so many files.
    pub(crate) fn unchanged(files: usize) -> Self {
        Self { unchanged: files, ..Self::default() }
    }
}

/// Where results and problems go.
#[derive(Debug)]
pub(crate) struct Report {
    format: Format,
    out: Paint,
    err: Paint,
}

impl Report {
    /// Decides on colours, for each stream on its own.
    pub(crate) fn new(format: Format, color: Color) -> Self {
        Self { format, out: color.on(&io::stdout()), err: color.on(&io::stderr()) }
    }

    /// Says that a file was changed.
    pub(crate) fn written(&self, change: &Change) {
        let (event, paint): (_, fn(Paint, &str) -> String) = match change {
            Change::Create { .. } => ("created", Paint::green),
            Change::Update { .. } => ("updated", Paint::yellow),
            Change::Delete { .. } => ("deleted", Paint::red),
        };
        match self.format {
            Format::Text => say(&format!("{} {}", paint(self.out, event), change.path())),
            Format::Json => say_json(&json!({ "event": event, "path": change.path() })),
        }
    }

    /// Closes a run that wrote.
    pub(crate) fn written_in_all(&self, counts: &Counts) {
        let Counts { created, updated, deleted, unchanged } = counts;
        match self.format {
            Format::Text => say(&format!(
                "{created} created, {updated} updated, {deleted} deleted, {unchanged} unchanged"
            )),
            Format::Json => say_json(&json!({
                "event": "written",
                "created": created,
                "updated": updated,
                "deleted": deleted,
                "unchanged": unchanged,
            })),
        }
    }

    /// Shows a file that is not as it should be.
    pub(crate) fn differs(&self, change: &Change, diff: &Diff) {
        let event = match change {
            Change::Create { .. } => "missing",
            Change::Update { .. } => "stale",
            Change::Delete { .. } => "orphan",
        };
        match self.format {
            Format::Text => {
                say(&format!("{} {}", self.out.red(event), self.out.bold(change.path())));
                say(&self.diff(diff));
            }
            Format::Json => say_json(&json!({
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

    /// Closes a check.
    pub(crate) fn checked(&self, counts: &Counts) {
        let Counts { created: missing, updated: stale, deleted: orphan, unchanged: fresh } = counts;
        let all_fresh = missing + stale + orphan == 0;
        match self.format {
            Format::Text if all_fresh => {
                say(&format!("{}: {fresh} files are as the schema says", self.out.green("fresh")));
            }
            Format::Text => say(&format!(
                "{stale} stale, {missing} missing, {orphan} orphan, {fresh} fresh; \
                 run `cargo xtask gen` and commit what it writes"
            )),
            Format::Json => say_json(&json!({
                "event": "checked",
                "stale": stale,
                "missing": missing,
                "orphan": orphan,
                "fresh": fresh,
            })),
        }
    }

    /// Shows why a command could not do its work.
    pub(crate) fn error(&self, error: &Error) {
        match error {
            Error::NoWorkspace => self.problem(
                "there is no `schema/api.yaml` here or in a folder around",
                Some("run it inside the workspace, or name the workspace with `--root DIR`"),
            ),
            Error::Schema { problems, sources } => self.diagnostics(problems, sources),
            Error::Bug(bug) => self.problem(
                &bug.to_string(),
                Some("the schema is not at fault: please report it; nothing was written"),
            ),
            Error::Refused(refusals) => self.refusals(refusals),
            Error::Disk { action, path, error } => {
                self.problem(&format!("cannot {action} `{}`: {error}", path.display()), None);
            }
            Error::Tool { message, help } => self.problem(message, Some(help)),
        }
    }

    fn diagnostics(&self, problems: &Diagnostics, sources: &Sources) {
        match self.format {
            Format::Text => {
                let text = render_text(problems, sources, self.err.is_on());
                complain(text.trim_end());
            }
            Format::Json => say(render_json(problems, sources).trim_end()),
        }
    }

    fn refusals(&self, refusals: &[Refusal]) {
        let help = "the tool only touches files that it wrote itself: move or delete these and \
                    run it again; nothing was written";
        for (number, Refusal { path, reason }) in (1..).zip(refusals) {
            let message = format!("`{path}` is in the way and not generated: {reason}");
            let is_last = number == refusals.len();
            match self.format {
                Format::Text => self.problem(&message, is_last.then_some(help)),
                Format::Json => {
                    let mut object = problem_json(&message, Some(help));
                    object.insert("path".to_owned(), path.as_str().into());
                    say_json(&object.into());
                }
            }
        }
    }

    /// A problem without a place in the schema, in the form of those that have one.
    fn problem(&self, message: &str, help: Option<&str>) {
        match self.format {
            Format::Text => {
                complain(&format!("{}: {message}", self.err.red("error")));
                if let Some(help) = help {
                    complain(&format!("{}: {help}", self.err.cyan("help")));
                }
            }
            Format::Json => say_json(&problem_json(message, help).into()),
        }
    }
}

/// A problem in the form of the diagnostics that have a place in the schema.
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

/// Writes a line to stdout. Whoever closes the other end has seen enough; the exit code counts.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Writes a line to stderr.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

fn say_json(object: &Value) {
    say(&object.to_string());
}
