//! The verdicts of other programs: `buf breaking`, and protobuf for Python.
//!
//! Used by `mod`. Depends on `environment` and `error`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use super::reasons::Judge;
use crate::environment::Python;
use crate::error::Error;

/// The rules of `buf breaking`.
const CONFIG: &str = "version: v2\nbreaking: {use: [WIRE, WIRE_JSON, FILE]}\n";

/// Rules of `buf breaking` that are in the category `FILE` alone, not in those of the wire.
const FILE_ONLY: [&str; 11] = [
    "ENUM_NO_DELETE",
    "ENUM_VALUE_NO_DELETE",
    "FIELD_NO_DELETE",
    "FIELD_SAME_CARDINALITY",
    "FIELD_SAME_TYPE",
    "FIELD_SAME_UTF8_VALIDATION",
    "FILE_NO_DELETE",
    "MESSAGE_NO_DELETE",
    "ONEOF_NO_DELETE",
    "RPC_NO_DELETE",
    "SERVICE_NO_DELETE",
];

/// Rules that are in the category `WIRE_JSON`, but not in `WIRE`.
const JSON_ONLY: [&str; 7] = [
    "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
    "ENUM_VALUE_SAME_NAME",
    "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
    "FIELD_SAME_JSON_NAME",
    "FIELD_SAME_NAME",
    "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
    "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
];

/// Rules that are in the category `WIRE`, but not in `WIRE_JSON`.
const WIRE_ONLY: [&str; 2] = ["FIELD_WIRE_COMPATIBLE_CARDINALITY", "FIELD_WIRE_COMPATIBLE_TYPE"];

/// Rules that are not in the category `FILE`, which has stricter ones in their place.
const NOT_FILE: [&str; 8] = [
    "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
    "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
    "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
    "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED",
    "FIELD_WIRE_COMPATIBLE_CARDINALITY",
    "FIELD_WIRE_COMPATIBLE_TYPE",
    "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
    "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
];

impl Verdict {
    /// What a judge complains about.
    pub(super) fn of(&self, judge: Judge) -> Option<&str> {
        let in_category = |without: &[&[&str]]| {
            let found = self
                .buf
                .iter()
                .find(|(rule, _)| !without.iter().any(|rules| rules.contains(&rule.as_str())));
            found.map(|(_, message)| message.as_str())
        };
        match judge {
            Judge::Binary => self.binary.as_deref(),
            Judge::Json => self.json.as_deref(),
            Judge::Wire => in_category(&[&FILE_ONLY, &JSON_ONLY]),
            Judge::WireJson => in_category(&[&FILE_ONLY, &WIRE_ONLY]),
            Judge::File => in_category(&[&NOT_FILE]),
            // They have parts of their own.
            Judge::Compiler | Judge::Semver => None,
        }
    }
}

/// What other programs say about a mutant: the first complaint of each judge.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    /// The rules of `buf breaking` that it violates, with messages.
    pub(super) buf: BTreeMap<String, String>,
    /// What is not understood in binary.
    pub(super) binary: Option<String>,
    /// What is not understood in JSON.
    pub(super) json: Option<String>,
}

/// Runs the judges on the exported files in a folder. Returns the verdicts by the number of the mutant.
pub(super) fn run(
    python: &Python,
    buf: &Path,
    scripts: &Path,
    folder: &Path,
) -> Result<BTreeMap<usize, Verdict>, Error> {
    let mut script = python.script(&scripts.join("evolution/main.py"));
    script.arg("--folder").arg(folder);
    crate::environment::run(&mut script, "protobuf does not take the exported files")?;
    let mut verdicts = BTreeMap::new();
    let mut chunks = 0;
    while let Ok(text) = fs::read_to_string(folder.join(format!("peers-{chunks}.jsonl"))) {
        chunks += 1;
        for line in text.lines() {
            peers(line, &mut verdicts);
        }
    }
    for line in breaking(buf, folder, chunks)?.iter().flat_map(|text| text.lines()) {
        violation(line, &mut verdicts);
    }
    Ok(verdicts)
}

fn peers(line: &str, verdicts: &mut BTreeMap<usize, Verdict>) {
    let Ok(line) = serde_json::from_str::<Value>(line) else { return };
    let text = |key: &str| line.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(id) = line.get("id").and_then(Value::as_u64) else { return };
    let verdict = Verdict { buf: BTreeMap::new(), binary: text("binary"), json: text("json") };
    verdicts.insert(id as usize, verdict);
}

/// Reads a violation of `buf breaking`. Its path or its message has the prefix of the mutant.
fn violation(line: &str, verdicts: &mut BTreeMap<usize, Verdict>) {
    let Ok(line) = serde_json::from_str::<Value>(line) else { return };
    let text = |key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default();
    let (rule, message) = (text("type"), text("message"));
    let id = [text("path"), message].into_iter().find_map(|text| {
        text.match_indices('m').find_map(|(at, _)| {
            let digits = text.get(at + 1..at + 6)?;
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| digits.parse::<usize>().ok())?
        })
    });
    if let Some(verdict) = id.and_then(|id| verdicts.get_mut(&id)) {
        verdict.buf.entry(rule.to_owned()).or_insert_with(|| format!("{rule}: {message}"));
    }
}

/// Runs `buf breaking` on the images of each chunk, as many at a time as there are processors.
fn breaking(buf: &Path, folder: &Path, chunks: usize) -> Result<Vec<String>, Error> {
    let config = folder.join("buf.yaml");
    fs::write(&config, CONFIG).map_err(Error::disk("write", &config))?;
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<String>, Error> {
        let mut texts = Vec::new();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                return Ok(texts);
            }
            let image = |side: &str| PathBuf::from(format!("{side}-{chunk}.binpb"));
            let mut command = Command::new(buf);
            command.arg("breaking").arg(image("new")).arg("--against").arg(image("old"));
            command.args(["--config", "buf.yaml", "--error-format", "json"]);
            let output = command.current_dir(folder).output().map_err(Error::disk("run", buf))?;
            if !output.stderr.is_empty() {
                let message = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(Error::Tool {
                    message,
                    help: "`buf breaking` does not take the images",
                });
            }
            texts.push(String::from_utf8_lossy(&output.stdout).into_owned());
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        let mut texts = Vec::new();
        for thread in threads {
            match thread.join() {
                Ok(found) => texts.extend(found?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(texts)
    })
}
