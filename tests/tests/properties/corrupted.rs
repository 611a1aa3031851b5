//! Corrupted documents: decoded or rejected, and never a panic.

use std::cell::Cell;

use fastrand::Rng;

use crate::case::{Case, Style};
use crate::document::{canonical, check};

/// The number of corrupted documents for each message.
const COPIES: usize = 8;

#[test]
fn corrupted_documents_never_panic() {
    let (read, refused) = (Cell::new(0), Cell::new(0));
    Case::each(|case, message| {
        let json = canonical(&*message).into_bytes();
        let other =
            canonical(&*Case { seed: case.seed + 1, style: Style::Filled, ..case }.message());
        let mut rng = Rng::with_seed(case.seed);
        for _ in 0..COPIES {
            let mut broken = json.clone();
            for _ in 0..rng.usize(1..4) {
                corrupt(&mut rng, &mut broken, other.as_bytes());
            }
            let count = if check(case.of, &broken) { &read } else { &refused };
            count.set(count.get() + 1);
        }
    });
    assert!(read.get() > 100 && refused.get() > 100, "{read:?} {refused:?}");
}

/// Values at the edges of the grammar.
const EDGES: &[&str] = &[
    "null",
    "true",
    "0",
    "-0",
    "1e3",
    "1.0",
    "1e400",
    "-1e-400",
    "9223372036854775808",
    "4294967296",
    "00",
    "+1",
    ".5",
    "NaN",
    "\"NaN\"",
    "\"-Infinity\"",
    "\"1e3\"",
    "\"\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:60Z\"",
    "\"-315576000001s\"",
    "\"====\"",
    "\"_-8=\"",
    "[]",
    "{}",
    "[null]",
    "{\"a\":null}",
    "[[[]]]",
    "\"\u{7f}\u{fffd}\"",
    "'",
    "\\",
    "\u{feff}",
];

fn corrupt(rng: &mut Rng, json: &mut Vec<u8>, other: &[u8]) {
    let at = rng.usize(..=json.len());
    let end = (at + rng.usize(..20)).min(json.len());
    let edge = EDGES[rng.usize(..EDGES.len())].as_bytes();
    match rng.u8(..9) {
        0 if at < json.len() => json[at] ^= 1 << rng.u8(..8),
        1 => drop(json.drain(at..end)),
        2 => {
            let part = json[at..end].to_vec();
            let _ = json.splice(at..at, part);
        }
        3 => {
            let from = rng.usize(..=other.len());
            let to = (from + rng.usize(..60)).min(other.len());
            let _ = json.splice(at..end, other[from..to].iter().copied());
        }
        4 => json.truncate(at),
        5 => {
            let depth = rng.usize(1..300);
            let open = if rng.bool() { &b"["[..] } else { b"{\"a\":" };
            let _ = json.splice(at..end, open.repeat(depth));
        }
        6 => drop(json.splice(at..at, edge.iter().copied())),
        // A whole value for another.
        _ => {
            let (start, end) = value_at(json, at);
            let _ = json.splice(start..end, edge.iter().copied());
        }
    }
}

/// The range of a value near an offset: from after a colon to where a value can end.
fn value_at(json: &[u8], at: usize) -> (usize, usize) {
    let start = json[at..].iter().position(|byte| *byte == b':').map_or(at, |colon| at + colon + 1);
    let length = json[start..].iter().position(|byte| b",}]".contains(byte));
    (start, length.map_or(json.len(), |length| start + length))
}
