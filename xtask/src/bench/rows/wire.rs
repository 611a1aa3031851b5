//! Decoding and encoding a list of 100 projects.

use super::super::row::{Candidate, Row};
use super::super::sample::Metric;
use super::super::work::Work;

const GROUP: &str = "Encodings";

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "json-decode",
            "decode a list of 100 full projects from JSON",
            &[
                ("derive-text", "times stay text"),
                ("derive", "times are parsed; no paths in errors"),
                ("sonic-rs", "on derive; times stay text"),
                ("simd-json", "on derive; times stay text; copies the input first"),
                ("pbjson", "on prost; drops unknown fields"),
                ("buffa", "of connectrpc, with serde_json"),
                ("ours-serde", "serde_json on our messages"),
            ],
        ),
        row(
            "json-encode",
            "encode the list in JSON",
            &[
                ("derive-text", "times stay text"),
                ("derive", "times are formatted"),
                ("sonic-rs", "on derive; times stay text"),
                ("simd-json", "on derive; times stay text"),
                ("pbjson", "on prost"),
                ("buffa", "of connectrpc, with serde_json"),
                ("ours-serde", "serde_json on our messages"),
            ],
        ),
        row(
            "binary-decode",
            "decode the list from binary",
            &[
                ("prost", "drops unknown fields"),
                ("buffa", ""),
                ("buffa-view", "borrows from the input"),
            ],
        ),
        row("binary-encode", "encode the list in binary", &[("prost", ""), ("buffa", "")]),
        memory(),
    ]
}

fn row(name: &'static str, title: &'static str, peers: &[(&'static str, &'static str)]) -> Row {
    let candidate = |(candidate, note)| Candidate {
        name: candidate,
        note,
        work: Work::Program { package: "bench-wire", case: name, candidate, iterations: 200 },
    };
    Row {
        name,
        group: GROUP,
        title,
        headline: Metric::Cpu,
        rounds: 15,
        ours: candidate(("ours", "")),
        peers: peers.iter().copied().map(candidate).collect(),
    }
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
