//! Builds of the generated crate, the runtime and programs.

use super::super::builds::{Build, Home, Profile};
use super::super::row::{Candidate, Row};
use super::super::sample::Metric;
use super::super::work::Work;

const GROUP: &str = "Builds";

/// What the hand-written crate leaves out.
const LESS: &str =
    "by hand with derive: no validation, binary, unknown fields, mock, docs or examples";

pub(super) fn rows() -> Vec<Row> {
    vec![
        api("crate-check", "`cargo check` of the generated crate alone", Profile::Check, 5),
        api("crate-debug", "debug build of the generated crate alone", Profile::Debug, 5),
        api("crate-release", "release build of the generated crate alone", Profile::Release, 3),
        runtime(),
        program(),
        first(),
    ]
}

fn api(name: &'static str, title: &'static str, profile: Profile, rounds: usize) -> Row {
    let ours = Build {
        home: Home::Main,
        package: "gitpod-api",
        features: "",
        compiled: &["gitpod-api"],
        profile,
        is_program: false,
    };
    let serde = Build { features: "serde", ..ours };
    let derived =
        Build { home: Home::Bench, package: "bench-derived", compiled: &["bench-derived"], ..ours };
    row(
        name,
        title,
        rounds,
        ("ours", "", Work::Build(ours)),
        [
            ("derive", LESS, Work::Build(derived)),
            ("ours-serde", "the bindings with the feature `serde`", Work::Build(serde)),
        ],
    )
}

fn runtime() -> Row {
    let ours = Build {
        home: Home::Main,
        package: "gitpod-runtime",
        features: "http-client",
        compiled: &["gitpod-runtime"],
        profile: Profile::Release,
        is_program: false,
    };
    let reqwest = Build {
        home: Home::Bench,
        package: "bench-stack",
        features: "",
        compiled: &["reqwest", "bench-stack"],
        ..ours
    };
    let note = "the crate reqwest alone, another client on hyper";
    row(
        "runtime-release",
        "release build of the runtime with `http-client` alone",
        3,
        ("ours", "", Work::Build(ours)),
        [("reqwest", note, Work::Build(reqwest))],
    )
}

fn program() -> Row {
    let ours = Build {
        home: Home::Bench,
        package: "bench-program-ours",
        features: "",
        compiled: &["gitpod-api", "bench-program-ours"],
        profile: Profile::Release,
        is_program: true,
    };
    let derived = Build {
        package: "bench-program-derived",
        compiled: &["bench-derived", "bench-program-derived"],
        ..ours
    };
    row(
        "program",
        "a program with every call and every handler, with its API crate, release",
        3,
        ("ours", "", Work::Build(ours)),
        [("derive", "on reqwest, rustls and axum; see the crate above", Work::Build(derived))],
    )
}

fn first() -> Row {
    row(
        "first-build",
        "first debug build of a program that lists projects, dependencies included",
        2,
        ("ours", "", Work::FirstBuild("bench-list-ours")),
        [(
            "derive",
            "structs of the whole API, and reqwest",
            Work::FirstBuild("bench-list-derived"),
        )],
    )
}

fn row<const N: usize>(
    name: &'static str,
    title: &'static str,
    rounds: usize,
    ours: (&'static str, &'static str, Work),
    peers: [(&'static str, &'static str, Work); N],
) -> Row {
    let candidate = |(name, note, work)| Candidate { name, note, work };
    let (ours, peers) = (candidate(ours), peers.map(candidate).into());
    Row { name, group: GROUP, title, headline: Metric::Cpu, rounds, ours, peers }
}
