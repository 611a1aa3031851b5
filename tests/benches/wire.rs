//! The speed of decoding and encoding a list response, compared with hand-written structs with serde's
//! derive and, in binary, with prost.
//!
//! The response is a page of 100 projects with every field set, about 144 kB of JSON and 76 kB in binary.
//! The candidates take turns. In JSON: the engine, `serde_json` on the generated messages, and
//! `serde_json` on the structs in `by_hand`. In binary: the engine, and prost on the structs in
//! `with_prost`. Because they take turns and the best time counts, load on the machine affects all of
//! them alike. Dropping the result is not timed.
//!
//! ```text
//! cargo bench --package gitpod-tests --bench wire
//! ```
//!
//! Prints times, throughput and the speed relative to the structs or to prost. Exits with 1 if a ratio is below
//! its target.

#[path = "wire/by_hand.rs"]
mod by_hand;
#[path = "wire/sample.rs"]
mod sample;
#[path = "wire/with_prost.rs"]
mod with_prost;

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

/// The target speed of the binary codec, relative to prost.
const BINARY_TARGET: f64 = 0.9;

fn main() -> ExitCode {
    let response = sample::response();
    let [json, binary] = [json(&response), binary(&response)];
    if json && binary { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures JSON. Returns `false` if a target is missed.
fn json(response: &ListProjectsResponse) -> bool {
    let document = response.to_json();
    let by_hand: by_hand::ListProjectsResponse = from_slice(document.as_bytes());
    assert_same_content(response, &by_hand, &document);

    let [engine, serde, derive] = best([
        &mut || {
            timed(|| ListProjectsResponse::from_json(black_box(&document)).expect("it decodes"))
        },
        &mut || timed(|| from_slice::<ListProjectsResponse>(black_box(document.as_bytes()))),
        &mut || {
            timed(|| from_slice::<by_hand::ListProjectsResponse>(black_box(document.as_bytes())))
        },
    ]);
    println!("JSON: {} bytes, {ROUNDS} rounds", document.len());
    let bytes = document.len();
    let mut decoded = report("decode", bytes, "engine", engine, Some((ENGINE_TARGET, derive)));
    decoded &= report("decode", bytes, "serde_json", serde, Some((SERDE_READ_TARGET, derive)));
    report("decode", bytes, "hand-written structs", derive, None);
    let [engine, serde, derive] = best([
        &mut || timed(|| json::encode_to_vec(black_box(response))),
        &mut || timed(|| serde_json::to_vec(black_box(response)).expect("it encodes")),
        &mut || timed(|| serde_json::to_vec(black_box(&by_hand)).expect("it encodes")),
    ]);
    let mut encoded = report("encode", bytes, "engine", engine, Some((ENGINE_TARGET, derive)));
    encoded &= report("encode", bytes, "serde_json", serde, Some((SERDE_WRITE_TARGET, derive)));
    report("encode", bytes, "hand-written structs", derive, None);
    decoded && encoded
}

/// Measures binary. Returns `false` if a target is missed.
fn binary(response: &ListProjectsResponse) -> bool {
    let encoded = response.to_binary().expect("every enum value has a number");
    let with_prost = from_binary(&encoded);
    // Both decode the whole response, and write it in the same size.
    let written = prost::Message::encode_to_vec(&with_prost);
    assert_eq!(written.len(), encoded.len());
    assert_eq!(from_binary(&written), with_prost);
    assert_eq!(ListProjectsResponse::from_binary(&written).as_ref(), Ok(response));

    println!("binary: {} bytes, {ROUNDS} rounds", encoded.len());
    let bytes = encoded.len();
    let mut met = true;
    let [engine, prost] = best([
        &mut || {
            timed(|| ListProjectsResponse::from_binary(black_box(&encoded)).expect("it decodes"))
        },
        &mut || timed(|| from_binary(black_box(&encoded))),
    ]);
    met &= report("decode", bytes, "engine", engine, Some((BINARY_TARGET, prost)));
    report("decode", bytes, "prost", prost, None);
    let [engine, prost] =
        best([&mut || timed(|| black_box(response).to_binary().expect("it encodes")), &mut || {
            timed(|| prost::Message::encode_to_vec(black_box(&with_prost)))
        }]);
    met &= report("encode", bytes, "engine", engine, Some((BINARY_TARGET, prost)));
    report("encode", bytes, "prost", prost, None);
    met
}

fn from_binary(bytes: &[u8]) -> with_prost::ListProjectsResponse {
    prost::Message::decode(bytes).expect("it decodes")
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

/// Prints the time of a candidate and, if it has a target, its speed relative to the time of another one.
/// Returns `false` if the target is missed.
fn report(
    direction: &str,
    bytes: usize,
    candidate: &str,
    time: Duration,
    target: Option<(f64, Duration)>,
) -> bool {
    let micros = time.as_secs_f64() * 1e6;
    let throughput = bytes as f64 / micros;
    print!("{direction}  {candidate:<20}  {micros:>6.0} µs  {throughput:>5.0} MB/s");
    let mut met = true;
    if let Some((target, other)) = target {
        let ratio = other.as_secs_f64() / time.as_secs_f64();
        met = ratio >= target;
        let verdict = if met { "met" } else { "MISSED" };
        print!("  ratio {ratio:.2}, at least {target:.1}: {verdict}");
    }
    println!();
    met
}
