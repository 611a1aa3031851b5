//! Decodes a large list of projects and prints the memory that it occupies, divided by the size of the document.
//!
//! The arguments are a case, which is ignored, a candidate, and the number of projects.

use bench_peers::{connect, derived, derived_parsed, prost as with_prost};
use gitpod_api::{ListProjectsResponse, MessageExt};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [_, candidate, projects] = &arguments[..] else { panic!("usage: CASE CANDIDATE PROJECTS") };
    let list = bench_sample::list(projects.parse().expect("a number"));
    let json = list.to_json();
    drop(list);
    let factor = match candidate.as_str() {
        "ours" => factor(&json, |json| ListProjectsResponse::from_json(json).expect("valid")),
        "derive-text" => factor(&json, from_str::<derived::ListProjectsResponse>),
        "derive" => factor(&json, from_str::<derived_parsed::ListProjectsResponse>),
        "pbjson" => factor(&json, from_str::<with_prost::ListProjectsResponse>),
        "buffa" => factor(&json, from_str::<connect::gitpod::v1::ListProjectsResponse>),
        unknown => panic!("unknown candidate: {unknown}"),
    };
    println!("{}", serde_json::json!({ "factor": factor, "bytes": json.len() }));
}

/// The bytes that the decoded document occupies, divided by those of the document.
fn factor<T>(json: &str, decode: impl FnOnce(&str) -> T) -> f64 {
    let mut decoded = None;
    let counted = allocation_counter::measure(|| decoded = Some(decode(json)));
    drop(decoded);
    counted.bytes_current as f64 / json.len() as f64
}

fn from_str<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("valid")
}
