//! What holds for serde's traits of every message of the fixtures; run beside the properties, which
//! know no types. The list of types is written by the golden tests.

#![allow(deprecated)]

use gitpod_api::{Message, Sampler};

mod list;

/// How many messages of each type are written.
const SEEDS: u64 = 8;

/// A message is written as it is when its type is not known; that this is what the engine writes is
/// among the properties.
fn written_alike<M: Message + Default + serde::Serialize>() {
    for seed in 0..SEEDS {
        let (mut filled, mut varied) = (M::default(), M::default());
        Sampler::new(seed).fill(&mut filled);
        Sampler::new(seed).vary(&mut varied);
        for message in [M::default(), filled, varied] {
            let written = serde_json::to_string(&message).expect("it is written");
            let untyped = serde_json::to_string(&Untyped(&message)).expect("it is written");
            assert_eq!(written, untyped);
        }
    }
}

struct Untyped<'a>(&'a dyn Message);

impl serde::Serialize for Untyped<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        gitpod_api::runtime::__private::serialize(self.0, serializer)
    }
}
