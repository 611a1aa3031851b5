//! The response to a request.

use std::error::Error;

use protobuf_conformance::conformance_request::Payload;
use protobuf_conformance::conformance_response::Result_ as Outcome;
use protobuf_conformance::{
    ConformanceRequest, ConformanceResponse, FailureSet, TestCategory, WireFormat,
};
use protobuf_test_messages::runtime::binary::WriteOptions;
use protobuf_test_messages::runtime::codec::{Codec, DecodeErrorKind, ReadOptions};
use protobuf_test_messages::{DecodeError, Message, TestAllTypesProto3};

/// Decodes the payload of a request and encodes it again.
pub(crate) fn answer(request: &ConformanceRequest) -> ConformanceResponse {
    let outcome = outcome(request).unwrap_or_else(|refusal| refusal);
    ConformanceResponse::default().with_result(outcome)
}

/// The outcome; the error is one, too.
fn outcome(request: &ConformanceRequest) -> Result<Outcome, Outcome> {
    let name = request.message_type.as_str();
    // The first request asks for a list of tests that may fail. There are none.
    if name == FailureSet::default().descriptor().name() {
        return Ok(Outcome::ProtobufPayload(Vec::new().into()));
    }
    if name != TestAllTypesProto3::default().descriptor().name() {
        return Err(Outcome::Skipped(format!("there is no {name}, only proto3")));
    }
    let (input, bytes) = match &request.payload {
        Some(Payload::ProtobufPayload(bytes)) => (Codec::Binary, bytes.as_ref()),
        Some(Payload::JsonPayload(text)) => (Codec::Json, text.as_bytes()),
        Some(_) => return Err(Outcome::Skipped("the payload is neither binary nor JSON".into())),
        None => return Err(Outcome::RuntimeError("the request has no payload".into())),
    };
    let output = match request.requested_output_format {
        WireFormat::Protobuf => Codec::Binary,
        WireFormat::Json => Codec::Json,
        _ => return Err(Outcome::Skipped("the output is neither binary nor JSON".into())),
    };
    // In JSON, unknown fields and enum names are an error, except in the tests that ignore them. In
    // binary, unknown fields are kept.
    let ignores = request.test_category == TestCategory::JsonIgnoreUnknownParsingTest;
    let denies = input == Codec::Json && !ignores;
    let options = ReadOptions::new().deny_unknown_fields(denies).deny_unknown_enum_names(denies);
    let message: TestAllTypesProto3 =
        { options }.decode(input, bytes).map_err(|error| refusal(&error, input, output))?;
    encode(&message, output, ignores).map_err(|error| Outcome::SerializeError(error.to_string()))
}

/// Encodes a message. Unknown enum names have no number, so binary output omits them if they are to be
/// ignored.
fn encode(
    message: &TestAllTypesProto3,
    output: Codec,
    ignores: bool,
) -> Result<Outcome, Box<dyn Error>> {
    Ok(match output {
        Codec::Binary => {
            let options = WriteOptions::new().omit_enum_names(ignores);
            Outcome::ProtobufPayload(options.encode_to_vec(message)?.into())
        }
        Codec::Json => Outcome::JsonPayload(String::from_utf8(output.encode(message)?)?),
    })
}

/// The outcome of a payload that cannot be decoded.
fn refusal(error: &DecodeError, input: Codec, output: Codec) -> Outcome {
    // Our timestamps and durations hold only what JSON can express, so binary input out of range is
    // refused while it is read. The suite expects types that hold any number of seconds and fail when
    // they are written as JSON.
    let is_of_range = error.kind() == DecodeErrorKind::OutOfRange;
    if input == Codec::Binary && output == Codec::Json && is_of_range {
        return Outcome::SerializeError(error.to_string());
    }
    Outcome::ParseError(error.to_string())
}
