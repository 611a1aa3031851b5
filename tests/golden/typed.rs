//! Properties of serde's traits for every message type of the fixtures. Runs beside the properties of
//! messages whose type is known at run time only. The golden tests write the list of types.

#![allow(deprecated)]

use gitpod_api::{Message, Sampler};

mod list;

/// The number of seeds for each type.
const SEEDS: u64 = 8;

/// A message serializes alike with and without its type. That both equal the output of the engine is
/// another property.
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
