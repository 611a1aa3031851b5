//! The budget: instructions of fixed work, and the size of the code, compared with committed figures.
//!
//! The figures are in `bench/budget.txt` with the compiler that they hold for. Another compiler makes other code, so
//! there the comparison is skipped.

mod figures;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use super::{copies, work};
use crate::console;
use crate::error::{Error, Outcome};
use crate::workspace::{BUDGET, Workspace};
use figures::{Budget, Figure, Unit};

/// The committed figures.
const FILE: &str = "bench/budget.txt";

/// The cases of the program, with few iterations, after which three times as many are counted.
const CASES: [(&str, u32); 6] = [
    ("json-decode", 5),
    ("json-encode", 5),
    ("binary-decode", 5),
    ("binary-encode", 5),
    ("call-in-process", 100),
    ("call-http", 100),
];

/// The suite that is generated: protobuf's test messages.
const SUITE: &str = "protobuf";

/// The crates whose code is measured, with their names in symbols.
const CRATES: [(&str, &str); 2] = [("code-api", "gitpod_api"), ("code-runtime", "gitpod_runtime")];

/// Compares with the budget, or writes it.
pub(super) fn budget(workspace: &Workspace, save: bool) -> Result<Outcome, Error> {
    let compiler = compiler()?;
    let path = workspace.root().join(FILE);
    let budget = match save {
        true => Budget::default(),
        false => Budget::parse(&fs::read_to_string(&path).map_err(Error::disk("read", &path))?)?,
    };
    if !save && budget.compiler != compiler {
        console::print(&format!(
            "SKIPPED: the budget holds for {}, and this is {compiler}; write it with \
             `cargo xtask bench --budget --save`",
            budget.compiler
        ));
        return Ok(Outcome::Success);
    }
    if !work::has_valgrind() {
        console::print("SKIPPED: the budget is not checked, because valgrind is missing");
        return Ok(Outcome::Success);
    }
    let figures = measure(workspace)?;
    if save {
        let text = Budget { compiler, figures }.to_string();
        fs::write(&path, text).map_err(Error::disk("write", &path))?;
        console::print(&format!("written: {FILE}"));
        return Ok(Outcome::Success);
    }
    let verdicts = budget.verdicts(&figures);
    verdicts.iter().for_each(|verdict| console::print(&verdict.line));
    let is_kept = verdicts.iter().all(|verdict| verdict.is_kept);
    if !is_kept {
        console::print_error(
            "error: the budget is exceeded; make the work cheaper, or write the new figures with \
             `cargo xtask bench --budget --save` and say why in the commit",
        );
    }
    Ok(if is_kept { Outcome::Success } else { Outcome::Failure })
}

fn measure(workspace: &Workspace) -> Result<Vec<Figure>, Error> {
    let program = BUDGET.build_release(workspace.root())?;
    let mut figures = Vec::new();
    for (case, few) in CASES {
        let count = |iterations: u32| {
            work::instructions(&program, &[case.into(), iterations.to_string().into()])
        };
        let per_iteration = (count(4 * few)? - count(few)?) / f64::from(3 * few);
        figures.push(Figure::new(case, per_iteration, Unit::Instructions));
    }
    figures.push(Figure::new("gen", generator(workspace)?, Unit::Instructions));
    figures.extend(code(&program)?);
    Ok(figures)
}

/// The instructions of this program as it generates a suite, whose schema seldom changes, into an empty folder.
fn generator(workspace: &Workspace) -> Result<f64, Error> {
    let folder = workspace.root().join("target/bench/budget");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::disk("remove", &folder))?;
    }
    copies::write(&workspace.suite(SUITE), 1, 0, &folder)?;
    let program = env::current_exe().map_err(Error::disk("find", Path::new("xtask")))?;
    work::instructions(&program, &["gen".into(), "--root".into(), folder.into()])
}

/// The size of the code of each crate in a program. A symbol belongs to the crate that its name mentions first.
fn code(program: &Path) -> Result<Vec<Figure>, Error> {
    let mut nm = Command::new("nm");
    let symbols = work::output(nm.args(["--print-size", "--defined-only"]).arg(program))?;
    let mut sizes = CRATES.map(|_| 0_u64);
    for (size, name) in symbols.lines().filter_map(code_symbol) {
        let places = CRATES.iter().zip(&mut sizes);
        let mentions = places.filter_map(|((_, krate), total)| Some((name.find(krate)?, total)));
        if let Some((_, total)) = mentions.min_by_key(|(place, _)| *place) {
            *total += size;
        }
    }
    let figures = CRATES.iter().zip(sizes);
    Ok(figures.map(|((name, _), size)| Figure::new(name, size as f64, Unit::Bytes)).collect())
}

/// The size and the name of a function in a line of `nm`.
fn code_symbol(line: &str) -> Option<(u64, &str)> {
    let mut words = line.split_whitespace().skip(1);
    let size = u64::from_str_radix(words.next()?, 16).ok()?;
    matches!(words.next()?, "t" | "T").then_some(())?;
    Some((size, words.next()?))
}

/// The version of the compiler, with its host.
fn compiler() -> Result<String, Error> {
    let text = work::output(Command::new("rustc").arg("-vV"))?;
    let version = text.lines().next().unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(format!("{version} on {host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_functions_count() {
        let line = "0000000000001000 00000000000000ff t _ZN10gitpod_api3new17h01E";
        assert_eq!(code_symbol(line), Some((255, "_ZN10gitpod_api3new17h01E")));
        assert_eq!(code_symbol("0000000000001000 00000000000000ff d DATA"), None);
        assert_eq!(code_symbol("0000000000001000 t without_size"), None);
    }
}
