//! Documents of every message type, sound and corrupted, with the verdict of the runtime.
//!
//! A line holds tab-separated columns: the message's full name, `valid` or the reason why not, the
//! document, and its canonical form if it is valid. The same file runs in the crate of the golden
//! fixtures, whose types have what the API lacks.

use fastrand::Rng;
use gitpod_api::runtime::codec::{Codec, ReadOptions, Unknown};
use gitpod_api::runtime::json::{self};
use gitpod_api::runtime::rpc::MessageType;
use gitpod_api::runtime::validate::validate;
use gitpod_api::types::MESSAGES;
use gitpod_api::{Message, Sampler};
use serde_json::Value;

use crate::mutate::mutate;

/// Corrupted copies of each sample.
const COPIES: usize = 5;

/// Calls `line` with the documents of this many seeds for each message type.
pub(crate) fn each(seeds: u64, mut line: impl FnMut(&str)) {
    for of in MESSAGES {
        for seed in 0..seeds {
            let mut rng = Rng::with_seed(seed);
            let samples = [filled(of, seed), varied(of, seed)];
            for sample in &samples {
                line(&judged(of, sample));
                for _ in 0..COPIES {
                    let mut copy = sample.clone();
                    for _ in 0..rng.usize(1..3) {
                        mutate(&mut copy, &filled(of, seed + 1), of, &mut rng);
                    }
                    line(&judged(of, &copy));
                }
            }
        }
    }
}

fn filled(of: &MessageType, seed: u64) -> Value {
    let mut message = of.new_message();
    Sampler::new(seed).fill(&mut *message);
    tree(&*message)
}

fn varied(of: &MessageType, seed: u64) -> Value {
    let mut message = of.new_message();
    Sampler::new(seed).vary(&mut *message);
    tree(&*message)
}

fn tree(message: &dyn Message) -> Value {
    serde_json::from_str(&json::encode_to_string(message)).expect("canonical JSON is JSON")
}

/// The line of a document.
fn judged(of: &MessageType, document: &Value) -> String {
    let text = spelled(document);
    let (verdict, canonical) = match verdict(of, &text) {
        Ok(canonical) => ("valid".to_owned(), spelled(&canonical)),
        Err(reason) => (reason, String::new()),
    };
    let verdict = verdict.replace(['\t', '\n'], " ");
    format!("{}\t{verdict}\t{text}\t{canonical}", of.name())
}

/// The canonical form of a document that the runtime accepts in every respect: nothing in it is
/// unknown, and it is valid.
fn verdict(of: &MessageType, document: &str) -> Result<Value, String> {
    let mut message = of.new_message();
    let mut unknown = Vec::new();
    let mut observer = |found: &Unknown<'_>| unknown.push(found.to_string());
    ReadOptions::new()
        .observe(&mut observer)
        .decode_into(Codec::Json, document.as_bytes(), &mut *message)
        .map_err(|error| format!("decode: {error}"))?;
    if let Some(found) = unknown.first() {
        return Err(format!("unknown: {found}"));
    }
    validate(&*message).map_err(|violations| format!("rules: {violations}"))?;
    Ok(tree(&*message))
}

/// JSON in which YAML reads the same: characters that YAML does not allow are escaped.
fn spelled(document: &Value) -> String {
    let mut text = String::new();
    for letter in document.to_string().chars() {
        match u32::from(letter) {
            code @ (0x7f..=0x9f | 0x2028 | 0x2029 | 0xfeff | 0xfffe | 0xffff) => {
                text.push_str(&format!("\\u{code:04x}"));
            }
            _ => text.push(letter),
        }
    }
    text
}
