//! Whole runs of the generator.

use super::super::generate::{Generator, Schema};
use super::super::row::{Candidate, Row};
use super::super::sample::Metric;
use super::super::work::Work;

const PROST: &str =
    "protoc, prost and tonic; unformatted, without docs of rules, JSON, tests or examples";
const BUFFA: &str = "protoc, buffa and connectrpc, with JSON and views";

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(
            "gen",
            "generate the crate from the schema, all output recomputed",
            Schema::Project,
            11,
        ),
        row("gen-large", "generate from 50 times the schema", Schema::Large, 3),
        Row {
            peers: Vec::new(),
            ..row(
                "gen-wrong",
                "report 2,000 unknown types in 50 times the schema",
                Schema::Wrong,
                3,
            )
        },
    ]
}

fn row(name: &'static str, title: &'static str, schema: Schema, rounds: usize) -> Row {
    let candidate =
        |name, note, generator| Candidate { name, note, work: Work::Generate(schema, generator) };
    Row {
        name,
        group: "Generator",
        title,
        headline: Metric::Cpu,
        rounds,
        ours: candidate("ours", "", Generator::Ours),
        peers: vec![
            candidate("prost", PROST, Generator::Peer("prost")),
            candidate("buffa", BUFFA, Generator::Peer("buffa")),
        ],
    }
}
