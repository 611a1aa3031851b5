//! Decoding and encoding a list of 100 projects.

use super::super::row::{Candidate, Row};
use super::super::sample::Metric;
use super::super::work::Work;

const GROUP: &str = "Encodings";

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            peers: vec![
                candidate("json-decode", "derive-text", "times stay text"),
                candidate("json-decode", "derive", "times are parsed; no paths in errors"),
                candidate("json-decode", "sonic-rs", "on derive; times stay text"),
                candidate(
                    "json-decode",
                    "simd-json",
                    "on derive; times stay text; copies the input first",
                ),
                candidate("json-decode", "pbjson", "on prost; drops unknown fields"),
                candidate("json-decode", "buffa", "of connectrpc, with serde_json"),
                candidate("json-decode", "ours-serde", "serde_json on our messages"),
            ],
            ..row("json-decode", "decode a list of 100 full projects from JSON")
        },
        Row {
            peers: vec![
                candidate("json-encode", "derive-text", "times stay text"),
                candidate("json-encode", "derive", "times are formatted"),
                candidate("json-encode", "sonic-rs", "on derive; times stay text"),
                candidate("json-encode", "simd-json", "on derive; times stay text"),
                candidate("json-encode", "pbjson", "on prost"),
                candidate("json-encode", "buffa", "of connectrpc, with serde_json"),
                candidate("json-encode", "ours-serde", "serde_json on our messages"),
            ],
            ..row("json-encode", "encode the list in JSON")
        },
        Row {
            peers: vec![
                candidate("binary-decode", "prost", "drops unknown fields"),
                candidate("binary-decode", "buffa", ""),
                candidate("binary-decode", "buffa-view", "borrows from the input"),
            ],
            ..row("binary-decode", "decode the list from binary")
        },
        Row {
            peers: vec![
                candidate("binary-encode", "prost", ""),
                candidate("binary-encode", "buffa", ""),
            ],
            ..row("binary-encode", "encode the list in binary")
        },
        memory(),
    ]
}

fn row(name: &'static str, title: &'static str) -> Row {
    Row {
        name,
        group: GROUP,
        title,
        headline: Metric::Cpu,
        rounds: 15,
        ours: candidate(name, "ours", ""),
        peers: Vec::new(),
    }
}

fn candidate(case: &'static str, name: &'static str, note: &'static str) -> Candidate {
    let work = Work::Program { package: "bench-wire", case, candidate: name, iterations: 200 };
    Candidate { name, note, work }
}

/// About 100 MB of JSON.
const PROJECTS: u32 = 70_000;

fn memory() -> Row {
    let candidate = |candidate, note| Candidate {
        name: candidate,
        note,
        work: Work::Once { package: "bench-memory", candidate, size: PROJECTS },
    };
    Row {
        name: "decoded-size",
        group: GROUP,
        title: "memory of a decoded list of 100 MB, as a multiple of its JSON",
        headline: Metric::Factor,
        rounds: 1,
        ours: candidate("ours", ""),
        peers: vec![
            candidate("derive-text", "times stay text"),
            candidate("derive", "times are parsed"),
            candidate("pbjson", "on prost"),
            candidate("buffa", ""),
        ],
    }
}
