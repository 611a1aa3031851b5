//! `bench`: measures the bindings and other implementations that do the same work.
//!
//! `rows` lists the comparisons. Each candidate is a process: a program of the workspace `bench/`, a build, or the
//! generator. `measure` runs the candidates of a row in turns, `table` prints medians, quartiles and ratios. `inputs`
//! writes what the peers are generated from.
//!
//! Used by `main` and `args`. Depends on `console`, `error`, `export` and `workspace`. It does not depend on the
//! bindings or on a peer: the programs do.

mod budget;
mod builds;
mod compare;
mod copies;
mod derived;
mod generate;
mod inputs;
mod measure;
mod options;
mod page;
mod place;
mod record;
mod row;
mod rows;
mod sample;
mod saved;
mod services;
mod table;
mod work;

use std::path::Path;

use crate::console;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

pub(crate) use options::Options;
use place::Place;
use row::{Candidate, Row};
use saved::Saved;

/// Measures rows and prints their results.
pub(crate) fn bench(options: &Options, root: Option<&Path>) -> Result<Outcome, Error> {
    let rows = row::select(rows::all(), &options.names).map_err(|name| Error::Argument {
        message: format!("no row is called `{name}`"),
        help: "`cargo xtask bench --list` prints the rows",
    })?;
    if options.list {
        for row in &rows {
            console::print(&format!("{:<22} {}", row.name, row.title));
        }
        return Ok(Outcome::Success);
    }
    let workspace = Workspace::find(root)?;
    if options.budget {
        return budget::budget(&workspace, options.save);
    }
    let place = Place::new(&workspace, &workspace.root().join("target/bench"), "current")?;
    let programs = programs(&rows);
    place.build_programs(programs)?;
    let base = options.compare.as_deref().map(|revision| compare::checkout(revision, &place));
    let base = base.transpose()?;
    if let Some(base) = &base {
        base.build_programs(programs)?;
    }
    // What a row compares, and where it is built.
    let candidates = |row: &Row| -> Vec<(Candidate, &Place)> {
        match &base {
            Some(base) => compare::both(row).into_iter().zip([&place, base]).collect(),
            None => row.candidates().map(|candidate| (candidate.clone(), &place)).collect(),
        }
    };
    for (candidate, place) in rows.iter().flat_map(candidates) {
        candidate.work.prepare(place)?;
    }
    let counts = work::has_valgrind();
    if !counts {
        console::print("SKIPPED: instructions are not counted, because valgrind is missing");
    }
    let mut saved = Saved::open(&workspace, options.save)?;
    for row in &rows {
        let measured = measure::measure(row, &candidates(row), counts)?;
        table::lines(row, &measured).iter().for_each(|line| console::print(line));
        saved.add(row, &measured)?;
    }
    Ok(Outcome::Success)
}

/// The programs that rows need. The peers take minutes to compile, and builds are measured without them. Other rows
/// need all programs, because dependencies with the features of one program would be built again for the next.
fn programs(rows: &[Row]) -> &'static [&'static str] {
    let mut candidates = rows.iter().flat_map(Row::candidates);
    match candidates.all(|candidate| candidate.work.is_build()) {
        true => &[place::RUN],
        false => &place::PROGRAMS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_are_measured_without_the_peers() {
        let programs = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            row::select(rows::all(), &names).map(|rows| self::programs(&rows))
        };
        assert_eq!(programs(&["crate", "first-build"]), Ok([place::RUN].as_slice()));
        assert_eq!(programs(&["crate", "gen"]), Ok(place::PROGRAMS.as_slice()));
    }
}
