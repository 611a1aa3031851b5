//! Compares the generator's patterns with RE2.
//!
//! The script `patterns.py` writes patterns and texts with the verdicts of RE2; here are those of the
//! generator. Used by `conformance`. Depends on `environment` and `error`.

use std::collections::BTreeSet;
use std::path::Path;

use gitpod_codegen::compile_pattern;
use serde_json::Value;

use crate::environment::Python;
use crate::error::{Error, Outcome};

/// The number of random patterns, besides the corners.
const COUNT: u32 = 600;

/// The maximum number of differences that are printed.
const SHOWN: usize = 20;

/// The reasons for which the generator rejects patterns that RE2 accepts. Each must occur.
const LEFT_OUT: [&str; 2] =
    ["single bytes are not supported", "only general categories are supported"];

/// Runs the script and compares.
pub(super) fn compare(scripts: &Path, python: &Python, seed: u64) -> Result<Outcome, Error> {
    let mut script = python.script(&scripts.join("patterns.py"));
    script.args(["--count", &COUNT.to_string(), "--seed", &seed.to_string()]);
    let output = script.output().map_err(Error::disk("run", script.get_program().as_ref()))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        return Ok(Outcome::Failure);
    }
    let mut comparison = Comparison::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        comparison.line(line);
    }
    Ok(comparison.finish())
}

/// A line of the script: a pattern with the verdicts of RE2.
struct Verdict {
    pattern: String,
    /// The reason why RE2 rejects the pattern.
    error: Option<String>,
    /// Texts, and whether the pattern occurs in them.
    matches: Vec<(String, bool)>,
}

impl Verdict {
    fn parse(line: &str) -> Option<Self> {
        let line: Value = serde_json::from_str(line).ok()?;
        let matches = line.get("matches").and_then(Value::as_array);
        let matches = matches.into_iter().flatten().map(|matched| {
            let text = matched.get(0)?.as_str()?.to_owned();
            Some((text, matched.get(1)?.as_bool()?))
        });
        Some(Self {
            pattern: line.get("pattern")?.as_str()?.to_owned(),
            error: line.get("error")?.as_str().map(str::to_owned),
            matches: matches.collect::<Option<_>>()?,
        })
    }
}

/// The differences of a run, and what it covered.
#[derive(Debug, Default)]
struct Comparison {
    accepted: usize,
    rejected: usize,
    texts: usize,
    /// The reasons of [`LEFT_OUT`] that occurred.
    left_out: BTreeSet<&'static str>,
    differences: Vec<String>,
}

impl Comparison {
    /// Compares the verdicts on one pattern.
    fn line(&mut self, line: &str) {
        let Some(Verdict { pattern, error, matches }) = Verdict::parse(line) else {
            self.differences.push(format!("not a verdict: {line}"));
            return;
        };
        match (compile_pattern(&pattern), error) {
            (Err(_), Some(_)) => self.rejected += 1,
            (Ok(_), Some(theirs)) => {
                self.differences.push(format!("{pattern:?}: accepted, but RE2 says {theirs:?}"));
            }
            (Err(ours), None) => self.rejected_alone(&pattern, &ours),
            (Ok(ours), None) => {
                self.accepted += 1;
                for (text, theirs) in matches {
                    self.texts += 1;
                    let found = ours.is_match(&text);
                    if found != theirs {
                        let difference = format!("{pattern:?} on {text:?}: {found}, unlike RE2");
                        self.differences.push(difference);
                    }
                }
            }
        }
    }

    fn rejected_alone(&mut self, pattern: &str, reason: &str) {
        match LEFT_OUT.into_iter().find(|known| reason.starts_with(known)) {
            Some(known) => {
                self.left_out.insert(known);
            }
            None => self.differences.push(format!("{pattern:?}: rejected, unlike RE2: {reason}")),
        }
    }

    /// Prints the result.
    fn finish(self) -> Outcome {
        for difference in self.differences.iter().take(SHOWN) {
            println!("difference: pattern {difference}");
        }
        let is_missing = |reason: &&&str| !self.left_out.contains(**reason);
        for reason in LEFT_OUT.iter().filter(is_missing) {
            println!("difference: no pattern is rejected because {reason}");
        }
        let Self { accepted, rejected, texts, differences, .. } = &self;
        let found = differences.len();
        println!(
            "patterns: {accepted} accepted with {texts} texts, {rejected} rejected, {found} differences"
        );
        let is_covered = *accepted > 0 && *rejected > 0 && self.left_out.len() == LEFT_OUT.len();
        if is_covered && found == 0 { Outcome::Success } else { Outcome::Failure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_found() {
        let mut comparison = Comparison::default();
        for line in [
            r#"{"pattern": "a", "error": null, "matches": [["a", true], ["b", true]]}"#,
            r#"{"pattern": "a", "error": "bad"}"#,
            r#"{"pattern": "(", "error": null, "matches": []}"#,
            "nonsense",
        ] {
            comparison.line(line);
        }
        assert_eq!(comparison.differences.len(), 4, "{:?}", comparison.differences);
        assert_eq!(comparison.finish(), Outcome::Failure);
    }

    #[test]
    fn a_run_that_covers_nothing_fails() {
        assert_eq!(Comparison::default().finish(), Outcome::Failure);
    }
}
