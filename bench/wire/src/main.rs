//! Decodes and encodes a page of 100 projects with every field set, with the bindings and with the peers.
//!
//! `cargo xtask bench` runs it with a case, a candidate and a number of iterations; see `bench_support`.

mod candidates;

use bench_support::Arguments;

fn main() {
    let arguments = Arguments::parse();
    let page = bench_sample::list(bench_sample::PROJECTS);
    match arguments.case.as_str() {
        "json-decode" => candidates::json_decode(&page, &arguments),
        "json-encode" => candidates::json_encode(&page, &arguments),
        "binary-decode" => candidates::binary_decode(&page, &arguments),
        "binary-encode" => candidates::binary_encode(&page, &arguments),
        unknown => panic!("unknown case: {unknown}"),
    }
}
