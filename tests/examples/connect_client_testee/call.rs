//! A call of the suite and its outcome.

use std::error::Error as StdError;
use std::time::Duration;

use connect_conformance::client::ConformanceServiceClient;
use connect_conformance::model::client_compat_request::cancel::CancelTiming;
use connect_conformance::runtime::well_known::Any;
use connect_conformance::{
    Call, ClientCompatRequest, ClientResponseResult, ConformancePayload, Error, Message, Protocol,
    Response, StreamType, methods, model,
};

use crate::convert;
use crate::http::{self, TEST_NAME};

/// Makes a call and describes its outcome.
///
/// # Errors
///
/// If the call cannot be made. What goes wrong during the call is part of the outcome.
pub(crate) async fn call(
    request: ClientCompatRequest,
) -> Result<ClientResponseResult, Box<dyn StdError>> {
    if request.protocol != Protocol::Connect || request.stream_type != StreamType::Unary {
        return Err("the client makes unary calls over Connect only".into());
    }
    let service = request.service.as_deref().unwrap_or_default();
    let method = request.method.as_deref().unwrap_or_default();
    if service != methods::conformance_service::SERVICE.name() {
        return Err(format!("there is no service {service:?}").into());
    }
    let client = http::client(&request)?;
    match method {
        "Unary" => send(client.unary(message(&request)?), &request, |r| r.payload).await,
        "IdempotentUnary" => {
            send(client.idempotent_unary(message(&request)?), &request, |r| r.payload).await
        }
        "Unimplemented" => send(client.unimplemented(message(&request)?), &request, |_| None).await,
        _ => Err(format!("there is no RPC {method:?}").into()),
    }
}

/// The only message of a request.
fn message<M: Message + Default>(request: &ClientCompatRequest) -> Result<M, Box<dyn StdError>> {
    match request.request_messages.as_slice() {
        [message] => {
            let name = message.type_name().unwrap_or_default();
            let other = || format!("the message is a {name:?}").into();
            message.unpack()?.ok_or_else(other)
        }
        messages => Err(format!("a unary call has one message, not {}", messages.len()).into()),
    }
}

/// Makes a call. `payload` takes the payload from a response.
async fn send<R: Message + Default>(
    mut call: Call<'_, R>,
    request: &ClientCompatRequest,
    payload: impl FnOnce(R) -> Option<ConformancePayload>,
) -> Result<ClientResponseResult, Box<dyn StdError>> {
    let headers = convert::entries(&request.request_headers);
    for (name, value) in headers.filter(|(name, _)| !name.eq_ignore_ascii_case(TEST_NAME)) {
        call = call.header(name, value);
    }
    if let Some(milliseconds) = request.timeout_ms {
        call = call.timeout(Duration::from_millis(milliseconds.into()));
    }
    let outcome = match cancellation(request)? {
        // Dropping the call cancels it.
        Some(after) => tokio::select! {
            outcome = call.send() => outcome,
            () = tokio::time::sleep(after) => Err(Error::canceled("canceled by the caller")),
        },
        None => call.send().await,
    };
    Ok(match outcome {
        Ok(Response { message, headers, trailers }) => ClientResponseResult::default()
            .with_response_headers(convert::to_headers(&headers))
            .with_response_trailers(convert::to_headers(&trailers))
            .with_payloads([payload(message).unwrap_or_default()]),
        Err(error) => failure(&error),
    })
}

/// The time after which to cancel the call.
fn cancellation(request: &ClientCompatRequest) -> Result<Option<Duration>, Box<dyn StdError>> {
    let Some(cancel) = &request.cancel else { return Ok(None) };
    match cancel.cancel_timing {
        None => Ok(Some(Duration::ZERO)),
        Some(CancelTiming::AfterCloseSendMs(ms)) => Ok(Some(Duration::from_millis(ms.into()))),
        ref other => Err(format!("a unary call cannot be canceled {other:?}").into()),
    }
}

/// An error, whose headers and trailers are one list.
fn failure(error: &Error) -> ClientResponseResult {
    let details = error.details().iter().map(|detail| {
        Any::new(format!("type.googleapis.com/{}", detail.type_name()), detail.value())
    });
    let converted = model::Error::default()
        .with_code(convert::to_suite(error.code()))
        .with_message(error.message())
        .with_details(details);
    ClientResponseResult::default()
        .with_response_trailers(convert::to_headers(error.metadata()))
        .with_error(converted)
}
