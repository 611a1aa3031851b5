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
mod copies;
mod derived;
mod generate;
mod inputs;
mod measure;
mod options;
mod place;
mod row;
mod rows;
mod sample;
mod services;
mod table;
mod work;

use std::path::Path;

use crate::console;
use crate::error::{Error, Outcome};
use crate::workspace::Workspace;

pub(crate) use options::Options;
use place::Place;

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
    place.build(place::RUN)?;
    for candidate in rows.iter().flat_map(row::Row::candidates) {
        candidate.work.prepare(&place)?;
    }
    let counts = work::has_valgrind();
    if !counts {
        console::print("SKIPPED: instructions are not counted, because valgrind is missing");
    }
    for row in &rows {
        let candidates: Vec<_> = row.candidates().map(|candidate| (candidate, &place)).collect();
        let measured = measure::measure(row, &candidates, counts)?;
        table::lines(row, &measured).iter().for_each(|line| console::print(line));
    }
    Ok(Outcome::Success)
}
