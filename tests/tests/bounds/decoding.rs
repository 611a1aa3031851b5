//! The memory that decoding allocates.

use gitpod_api::runtime::codec::{Codec, DecodeErrorKind, ReadOptions};
use gitpod_api::runtime::sample::Sampler;
use gitpod_api::types::MESSAGES;

use crate::amplifiers::{amplifiers, in_binary, repetitions};
use crate::limit::{assert_bounded, assert_stopped};

const LIMIT: usize = 64 << 10;

/// The default memory limit of clients and servers, as a multiple of the limit on bytes.
const DEFAULT_MULTIPLE: usize = 6;

#[test]
fn no_repeated_field_of_any_type_exceeds_the_limit() {
    let mut documents = 0;
    // By codec.
    let mut highest = [0; 2];
    for of in MESSAGES {
        let new = || of.new_message();
        for json in amplifiers(&mut *new(), 16 << 10) {
            documents += 1;
            let needed = assert_bounded(&new, Codec::Json, &json, LIMIT);
            highest[0] = highest[0].max(needed / json.len());
            if let Some(bytes) = in_binary(&mut *new(), &json) {
                let needed = assert_bounded(&new, Codec::Binary, &bytes, LIMIT);
                highest[1] = highest[1].max(needed / bytes.len());
            }
        }
    }
    // Otherwise, the documents cover little or amplify nothing.
    assert!(documents > 500 && highest.iter().all(|by| *by > 50), "{documents}, by {highest:?}");
}

#[test]
fn no_record_of_any_type_exceeds_the_limit_however_often_it_comes() {
    let (mut accepted, mut stopped) = (0, 0);
    for of in MESSAGES {
        for bytes in repetitions(&*of.new_message(), 4 << 10) {
            let decoded = assert_stopped(&|| of.new_message(), Codec::Binary, &bytes, 4 << 10);
            match decoded {
                Ok(()) => accepted += 1,
                Err(error) => stopped += usize::from(error.kind() == DecodeErrorKind::MemoryLimit),
            }
        }
    }
    assert!(accepted > 1000 && stopped > 1000, "{accepted} {stopped}");
}

#[test]
fn complete_messages_fit_into_the_default() {
    for of in MESSAGES {
        let mut message = of.new_message();
        Sampler::new(7).fill(&mut *message);
        for codec in Codec::ALL {
            let bytes = codec.encode(&*message).expect("samples have both encodings");
            // A tiny message with a list or map may take more, but is far below any limit.
            if bytes.len() >= 1000 {
                let limit = Some(bytes.len() * DEFAULT_MULTIPLE);
                let mut options = ReadOptions::new().memory_limit(limit);
                options.decode_into(codec, &bytes, &mut *of.new_message()).expect("it fits");
            }
        }
    }
}
