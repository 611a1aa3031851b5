//! Round trips of sampled messages, and the handler that checks them.

use gitpod_api::runtime::binary::WriteOptions;
use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::message::Value;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::types::message_type;
use gitpod_api::{BoxFuture, Client, Error, Message, Sampler};

use super::services::{Behaviour, CallSpec, Rpc};
use crate::same;

/// The header with the seed, from which the handler derives the expected request.
const SEED: &str = "x-seed";

/// Messages that client and handler make from the same seed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sampled {
    /// Every field is set.
    Filled(u64),
    /// Any valid value.
    Arbitrary(u64),
    /// Any valid value that binary can express: without enum values that have only a name.
    Numbered(u64),
}

impl Sampled {
    fn request(self, message: &mut dyn Message) {
        match self {
            Self::Filled(seed) => Sampler::new(seed).fill(message),
            Self::Arbitrary(seed) => Sampler::new(seed).vary(message),
            Self::Numbered(seed) => {
                let of = message_type(message.descriptor().name()).expect("it is registered");
                let mut with_names = of.new_message();
                Sampler::new(seed).vary(&mut *with_names);
                let options = WriteOptions::new().omit_enum_names(true);
                let binary = options.encode_to_vec(&*with_names).expect("names are omitted");
                let decoded = ReadOptions::new().decode_into(Codec::Binary, &binary, message);
                decoded.expect("it was just encoded");
            }
        }
    }

    /// Differs from the request, even if both have the same fields.
    fn response(self, message: &mut dyn Message) {
        match self {
            Self::Filled(seed) => Self::Filled(!seed).request(message),
            Self::Arbitrary(seed) => Self::Arbitrary(!seed).request(message),
            Self::Numbered(seed) => Self::Numbered(!seed).request(message),
        }
    }

    fn to_header(self) -> String {
        match self {
            Self::Filled(seed) => format!("filled {seed}"),
            Self::Arbitrary(seed) => format!("arbitrary {seed}"),
            Self::Numbered(seed) => format!("numbered {seed}"),
        }
    }

    fn from_header(context: &Context) -> Self {
        let header = context.metadata().get(SEED).expect("the header");
        let (kind, seed) = header.split_once(' ').expect("kind and seed");
        let seed = seed.parse().expect("a number");
        match kind {
            "filled" => Self::Filled(seed),
            "arbitrary" => Self::Arbitrary(seed),
            _ => Self::Numbered(seed),
        }
    }
}

/// Answers with the sampled response. Rejects requests that differ from the sampled one.
pub(crate) struct Sampling;

impl Behaviour for Sampling {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        request: &'a dyn Message,
        response: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let sampled = Sampled::from_header(context);
            let method = context.method().expect("over a socket there is one");
            let mut expected = method.request().new_message();
            sampled.request(&mut *expected);
            if !same::values(Value::Message(request), Value::Message(&*expected)) {
                let difference = format!("got {request:?} in place of {expected:?}");
                return Err(Error::invalid_argument(difference));
            }
            sampled.response(response);
            Ok(())
        })
    }
}

/// Calls an RPC with a sampled request, by its documented name or its trait method, and compares the
/// response.
pub(crate) async fn round_trip(rpc: &Rpc, client: &Client, sampled: Sampled, documented: bool) {
    let (path, seed) = (rpc.method.path(), sampled.to_header());
    let fill = |request: &mut dyn Message| sampled.request(request);
    let spec = CallSpec::with(&fill).header(SEED, &seed).by_documented_name(documented);
    let response = rpc.call(client, spec).await.unwrap_or_else(|error| panic!("{error}"));
    let mut expected = rpc.method.response().new_message();
    sampled.response(&mut *expected);
    assert!(
        same::values(Value::Message(&*response), Value::Message(&*expected)),
        "{path}, {sampled:?}: got {response:?} in place of {expected:?}"
    );
}
