//! Edits schemas in every way, and compares what `cargo xtask diff` says of each edit with others.
//!
//! | judge | says |
//! | --- | --- |
//! | `buf breaking` | which rules of its categories an edit violates |
//! | protobuf for Python | whether old and new programs read each other's messages |
//! | the edit itself | how many entries it has, and whether rules become tighter |
//!
//! Used by `conformance`. Depends on `console`, `environment`, `error` and `workspace`.

mod comparison;
mod crates;
mod document;
mod downstream;
mod edits;
pub(super) mod evolution;
mod exports;
mod judges;
mod mutants;
mod places;
mod reasons;
mod report;
pub(super) mod semver;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, thread};

use gitpod_codegen::compare::State;
use gitpod_codegen::{Sources, load};
use serde_json::json;

use crate::environment::{Node, Python};
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;
use comparison::Said;
use document::Document;
use judges::Verdict;
use mutants::{Mutant, Numbers};
use report::Report;

/// The schema with every construct, relative to the scripts.
const SMALL: &str = "evolution/schema";

/// The expected numbers of edits of the small schema, relative to the scripts.
const COUNTS: &str = "evolution/counts.txt";

/// The number of pairs of edits, of the small schema and of the project's.
const PAIRS: [usize; 2] = [250, 20];

/// The maximum number of edits of each kind of the project's schema.
const OF_PROJECT: usize = 1;

/// A schema that is edited.
struct Base {
    name: &'static str,
    document: Document,
    state: State,
    protos: BTreeMap<String, String>,
    mutants: Vec<Mutant>,
}

/// A mutant without mistakes and what the comparison says of it.
struct Case {
    id: usize,
    base: usize,
    mutant: Mutant,
    said: Said,
    /// Whether its proto files differ from those of the base.
    is_exported: bool,
}

/// A mutant with mistakes.
struct Discard {
    base: usize,
    kind: &'static str,
    code: String,
}

/// Runs the comparison on all mutants.
pub(super) fn run(
    seed: u64,
    scripts: &Path,
    folder: &Path,
    python: &Python,
    node: &Node,
    workspace: &Workspace,
) -> Result<Outcome, Error> {
    let folder = folder.join("mutations");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::disk("delete", &folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::disk("create", &folder))?;
    let bases = bases(seed, scripts, workspace)?;
    let (cases, discards) = mutate(&bases, &folder)?;
    describe(&bases, &cases, &folder)?;
    let verdicts = judges::run(python, &node.program("buf"), scripts, &folder)?;
    let counts = scripts.join(COUNTS);
    let counts = fs::read_to_string(&counts).map_err(Error::disk("read", &counts))?;
    let mut report = Report::new(&bases);
    for case in &cases {
        let none = Verdict::default();
        let verdict = match verdicts.get(&case.id) {
            Some(verdict) => verdict,
            None if case.is_exported => {
                let message = format!("there is no verdict on {}", exports::mutant(case.id));
                return Err(Error::Tool {
                    message,
                    help: "the script `evolution/main.py` writes it",
                });
            }
            None => &none,
        };
        report.case(case, verdict);
    }
    Ok(report.finish(&discards, &counts))
}

fn bases(seed: u64, scripts: &Path, workspace: &Workspace) -> Result<[Base; 2], Error> {
    let small = base(0, "small", load_schema(&scripts.join(SMALL))?)?;
    let project = base(1, "project", document(&workspace.sources()?)?)?;
    let mut bases = [small, project];
    let mut numbers = Numbers(seed);
    for (of, pairs) in bases.iter_mut().zip(PAIRS) {
        let singles = mutants::singles(&of.document);
        let pairs = mutants::pairs(&singles, pairs, &mut numbers);
        of.mutants = match of.name {
            "project" => mutants::sampled(singles, OF_PROJECT, &mut numbers),
            _ => singles,
        };
        of.mutants.extend(pairs);
    }
    Ok(bases)
}

/// Reads a schema.
fn load_schema(folder: &Path) -> Result<Document, Error> {
    document(&load(folder).map_err(Error::unlisted)?)
}

fn document(sources: &Sources) -> Result<Document, Error> {
    Document::of(sources).ok_or_else(|| Error::Tool {
        message: "a schema is not in the style of the others".to_owned(),
        help: "write mappings and lists in block style, or mappings of one line in flow style",
    })
}

fn base(number: usize, name: &'static str, document: Document) -> Result<Base, Error> {
    let state = mutants::state(&document).map_err(|code| Error::Tool {
        message: format!("the {name} schema, printed again, has the mistake {code}"),
        help: "`mutations/yaml.rs` does not read its style",
    })?;
    let protos = exports::files(&state.api, &exports::base(number));
    Ok(Base { name, document, state, protos, mutants: Vec::new() })
}

/// Applies all edits, compares, and exports the mutants without mistakes.
fn mutate(bases: &[Base], folder: &Path) -> Result<(Vec<Case>, Vec<Discard>), Error> {
    let protos = folder.join("protos");
    for (number, base) in bases.iter().enumerate() {
        exports::write(&base.protos, &exports::base(number), &protos)?;
    }
    let mut work = Vec::new();
    for (base, of) in bases.iter().enumerate() {
        work.extend(of.mutants.iter().map(|mutant| (base, of, mutant)));
    }
    let work: Vec<_> = work.into_iter().enumerate().collect();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    // Neighbours take equally long, so they are dealt out in turn.
    let one = |first: usize| -> Result<Vec<_>, Error> {
        let share = work.iter().skip(first).step_by(processors);
        share.map(|(id, (at, base, mutant))| case(*id, *at, base, mutant, &protos)).collect()
    };
    let one = &one;
    let made = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..processors).map(|first| scope.spawn(move || one(first))).collect();
        let results = threads.into_iter().map(|thread| match thread.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        results.collect::<Result<Vec<_>, Error>>()
    })?;
    let (mut cases, mut discards) = (Vec::new(), Vec::new());
    for made in made.into_iter().flatten() {
        match made {
            Ok(case) => cases.push(case),
            Err(discard) => discards.push(discard),
        }
    }
    cases.sort_by_key(|case| case.id);
    Ok((cases, discards))
}

fn case(
    id: usize,
    at: usize,
    base: &Base,
    mutant: &Mutant,
    protos: &Path,
) -> Result<Result<Case, Discard>, Error> {
    let kind = mutant.kind();
    let Some(edited) = mutant.apply(&base.document) else {
        return Ok(Err(Discard { base: at, kind, code: "no place".to_owned() }));
    };
    let state = match mutants::state(&edited) {
        Ok(state) => state,
        Err(code) => return Ok(Err(Discard { base: at, kind, code })),
    };
    let said = comparison::compare(&base.state, &state);
    let is_exported = exports::files(&state.api, &exports::base(at)) != base.protos;
    if is_exported {
        let prefix = exports::mutant(id);
        exports::write(&exports::files(&state.api, &prefix), &prefix, protos)?;
    }
    Ok(Ok(Case { id, base: at, mutant: mutant.clone(), said, is_exported }))
}

/// Writes what the scripts need to know of the bases and the mutants.
fn describe(bases: &[Base], cases: &[Case], folder: &Path) -> Result<(), Error> {
    let of_bases = bases.iter().enumerate().map(|(number, base)| {
        let messages = || base.state.api.messages.iter();
        let details = messages().filter(|message| message.error_detail);
        // Those that no RPC and no error carries are stored by programs.
        let stored = messages()
            .filter(|message| message.reached_by.is_empty() && message.in_details.is_empty());
        json!({
            "prefix": exports::base(number),
            "details": details.map(|message| &message.name).collect::<Vec<_>>(),
            "stored": stored.map(|message| &message.name).collect::<Vec<_>>(),
        })
    });
    let of_mutants = cases.iter().filter(|case| case.is_exported).map(|case| {
        let renames: Vec<_> = case.mutant.edits.iter().flat_map(|edit| &edit.renames).collect();
        json!({
            "id": case.id,
            "prefix": exports::mutant(case.id),
            "base": exports::base(case.base),
            "renames": renames,
        })
    });
    write_lines(&folder.join("bases.jsonl"), of_bases)?;
    write_lines(&folder.join("mutants.jsonl"), of_mutants)
}

fn write_lines(path: &Path, lines: impl Iterator<Item = serde_json::Value>) -> Result<(), Error> {
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    fs::write(path, text).map_err(Error::disk("write", path))
}
