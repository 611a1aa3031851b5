//! The speed of decoding and encoding a list response, compared with hand-written structs with serde's
//! derive.
//!
//! The response is a page of 100 projects with every field set, about 144 kB of JSON. Three candidates
//! take turns: the engine, `serde_json` on the generated messages, and `serde_json` on the structs in
//! `by_hand`. Because they take turns and the best time counts, load on the machine affects all of them
//! alike. Dropping the result is not timed.
//!
//! ```text
//! cargo bench --package gitpod-tests --bench wire
//! ```
//!
//! Prints times, throughput and the speed relative to the structs. Exits with 1 if a ratio is below
//! its target.

#[path = "wire/by_hand.rs"]
mod by_hand;
#[path = "wire/sample.rs"]
mod sample;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use gitpod_api::runtime::json;
use gitpod_api::{ListProjectsResponse, MessageExt};

/// The number of rounds.
const ROUNDS: usize = 2000;

/// The target speed of the engine, relative to the structs.
const ENGINE_TARGET: f64 = 1.2;

/// The target speed of deserializing the generated messages with `serde_json`, relative to the structs.
const SERDE_READ_TARGET: f64 = 0.9;

/// The target speed of serializing the generated messages with `serde_json`, relative to the structs.
const SERDE_WRITE_TARGET: f64 = 0.75;

fn main() -> ExitCode {
    let response = sample::response();
    let document = response.to_json();
    let by_hand: by_hand::ListProjectsResponse = from_slice(document.as_bytes());
    assert_same_content(&response, &by_hand, &document);

    let [engine, serde, derive] = best([
        &mut || {
            timed(|| ListProjectsResponse::from_json(black_box(&document)).expect("it decodes"))
        },
        &mut || timed(|| from_slice::<ListProjectsResponse>(black_box(document.as_bytes()))),
        &mut || {
            timed(|| from_slice::<by_hand::ListProjectsResponse>(black_box(document.as_bytes())))
        },
    ]);
    println!("{} bytes, {ROUNDS} rounds", document.len());
    let decoded = report("decode", document.len(), SERDE_READ_TARGET, [engine, serde, derive]);
    let [engine, serde, derive] = best([
        &mut || timed(|| json::encode_to_vec(black_box(&response))),
        &mut || timed(|| serde_json::to_vec(black_box(&response)).expect("it encodes")),
        &mut || timed(|| serde_json::to_vec(black_box(&by_hand)).expect("it encodes")),
    ]);
    let encoded = report("encode", document.len(), SERDE_WRITE_TARGET, [engine, serde, derive]);
    if decoded && encoded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn from_slice<'de, T: serde::Deserialize<'de>>(json: &'de [u8]) -> T {
    serde_json::from_slice(json).expect("it decodes")
}

/// Checks that each candidate decodes and encodes the whole response.
fn assert_same_content(
    response: &ListProjectsResponse,
    by_hand: &by_hand::ListProjectsResponse,
    document: &str,
) {
    assert_eq!(ListProjectsResponse::from_json(document).as_ref(), Ok(response));
    assert_eq!(from_slice::<ListProjectsResponse>(document.as_bytes()), *response);
    let whole: serde_json::Value = from_slice(document.as_bytes());
    for written in [
        json::encode_to_vec(response),
        serde_json::to_vec(response).expect("it encodes"),
        serde_json::to_vec(by_hand).expect("it encodes"),
    ] {
        assert_eq!(from_slice::<serde_json::Value>(&written), whole);
    }
}

/// The time of a function, without the time to drop its result.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let time = start.elapsed();
    drop(result);
    time
}

/// The best time of each candidate.
fn best<const N: usize>(mut candidates: [&mut dyn FnMut() -> Duration; N]) -> [Duration; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..ROUNDS {
        for (best, candidate) in best.iter_mut().zip(&mut candidates) {
            *best = (*best).min(candidate());
        }
    }
    best
}

/// Prints the times of one direction. Returns `false` if a target is missed.
fn report(
    direction: &str,
    bytes: usize,
    serde_target: f64,
    [engine, serde, derive]: [Duration; 3],
) -> bool {
    let mut met = true;
    for (candidate, time, target) in [
        ("engine", engine, Some(ENGINE_TARGET)),
        ("serde_json", serde, Some(serde_target)),
        ("hand-written structs", derive, None),
    ] {
        let micros = time.as_secs_f64() * 1e6;
        let throughput = bytes as f64 / micros;
        print!("{direction}  {candidate:<20}  {micros:>6.0} µs  {throughput:>5.0} MB/s");
        if let Some(target) = target {
            let ratio = derive.as_secs_f64() / time.as_secs_f64();
            let verdict = if ratio < target { "MISSED" } else { "met" };
            print!("  ratio {ratio:.2}, at least {target:.1}: {verdict}");
            met &= ratio >= target;
        }
        println!();
    }
    met
}
