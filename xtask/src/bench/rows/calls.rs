//! Calls over loopback sockets: the CPU time of the client's process, or of the server's.

use super::super::row::{Candidate, Row};
use super::super::sample::Metric;
use super::super::work::Work;

/// The sizes of calls, with the number of calls of a sample.
const SMALL: u32 = 2000;
const LIST: u32 = 100;

pub(super) fn rows() -> Vec<Row> {
    vec![
        clients(
            "client-small-json",
            "a small call in JSON over HTTP/1.1, CPU of the client",
            SMALL,
        ),
        clients("client-list-json", "a call that returns 100 projects, CPU of the client", LIST),
        binary_clients("client-small-binary", "a small call in binary, CPU of the client", SMALL),
        binary_clients(
            "client-list-binary",
            "the call of the list in binary, CPU of the client",
            LIST,
        ),
        servers(
            "server-small-json",
            "a small call in JSON over HTTP/1.1, CPU of the server",
            SMALL,
        ),
        servers("server-list-json", "a call that returns 100 projects, CPU of the server", LIST),
        grpc_servers("server-small-grpc", "a small call in gRPC, CPU of the server", SMALL),
        grpc_servers("server-list-grpc", "the call of the list in gRPC, CPU of the server", LIST),
    ]
}

fn clients(name: &'static str, title: &'static str, calls: u32) -> Row {
    let peers = [
        ("reqwest", "with derive, times stay text; no deadline, retries, limits or typed errors"),
        ("reqwest-bytes", "decodes nothing"),
        (
            "hyper",
            "one connection without a pool; with derive, times stay text; no deadline, retries or limits",
        ),
        ("hyper-bytes", "one connection without a pool; decodes nothing"),
        ("connectrpc", "decodes views, then copies them"),
    ];
    row(name, "Clients", title, calls, "ours", &peers)
}

fn binary_clients(name: &'static str, title: &'static str, calls: u32) -> Row {
    let peers = [
        ("connectrpc-binary", "decodes views, then copies them; Connect over HTTP/1.1"),
        ("tonic", "gRPC over HTTP/2; drops unknown fields"),
    ];
    row(name, "Clients", title, calls, "ours-binary", &peers)
}

fn servers(name: &'static str, title: &'static str, calls: u32) -> Row {
    let peers = [
        ("axum", "with derive on bytes, times stay text; no protocol errors, deadlines or limits"),
        ("connectrpc", ""),
    ];
    row(name, "Servers", title, calls, "ours", &peers)
}

fn grpc_servers(name: &'static str, title: &'static str, calls: u32) -> Row {
    let peers = [("tonic", "drops unknown fields"), ("connectrpc-grpc", "")];
    row(name, "Servers", title, calls, "ours-grpc", &peers)
}

fn row(
    name: &'static str,
    group: &'static str,
    title: &'static str,
    calls: u32,
    ours: &'static str,
    peers: &[(&'static str, &'static str)],
) -> Row {
    let candidate = |(candidate, note)| Candidate {
        name: candidate,
        note,
        work: Work::Program { package: "bench-calls", case: name, candidate, iterations: calls },
    };
    Row {
        name,
        group,
        title,
        headline: Metric::Cpu,
        rounds: 11,
        ours: candidate((ours, "")),
        peers: peers.iter().copied().map(candidate).collect(),
    }
}
