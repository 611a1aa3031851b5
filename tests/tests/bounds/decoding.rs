//! The memory that decoding allocates.

use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::sample::Sampler;
use gitpod_api::types::MESSAGES;

use crate::amplifiers::amplifiers;
use crate::limit::assert_bounded;

const LIMIT: usize = 64 << 10;

/// The default memory limit of clients and servers, as a multiple of the limit on bytes.
const DEFAULT_MULTIPLE: usize = 6;

#[test]
fn no_repeated_field_of_any_type_exceeds_the_limit() {
    let (mut documents, mut highest) = (0, 0);
    for of in MESSAGES {
        for document in amplifiers(&mut *of.new_message(), 16 << 10) {
            let needed = assert_bounded(&|| of.new_message(), &document, LIMIT);
            documents += 1;
            highest = highest.max(needed / document.len());
        }
    }
    // Otherwise, the documents cover little or amplify nothing.
    assert!(documents > 500 && highest > 50, "{documents} documents, at most by {highest}");
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
