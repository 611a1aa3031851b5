//! [`Conformance`]: the service of the suite, which responds as each request says.

use std::time::Duration;

use connect_conformance::model::conformance_payload::{ConnectGetInfo, RequestInfo};
use connect_conformance::model::unary_response_definition;
use connect_conformance::runtime::rpc::Context;
use connect_conformance::runtime::well_known::Any;
use connect_conformance::server::ConformanceService;
use connect_conformance::{
    ConformancePayload, Error, ErrorDetail, Header, IdempotentUnaryRequest,
    IdempotentUnaryResponse, Message, Metadata, Request, Response, UnaryRequest, UnaryResponse,
    UnaryResponseDefinition, model,
};

use crate::convert;
use crate::query::Query;

/// The service. `Unimplemented` stays unimplemented.
pub(crate) struct Conformance;

impl ConformanceService for Conformance {
    async fn unary(
        &self,
        request: Request<UnaryRequest>,
    ) -> Result<Response<UnaryResponse>, Error> {
        let info = request_info(&request)?;
        let definition = request.into_inner().response_definition.unwrap_or_default();
        respond(definition, info, |payload| UnaryResponse::default().with_payload(payload)).await
    }

    async fn idempotent_unary(
        &self,
        request: Request<IdempotentUnaryRequest>,
    ) -> Result<Response<IdempotentUnaryResponse>, Error> {
        let info = request_info(&request)?;
        let definition = request.into_inner().response_definition.unwrap_or_default();
        respond(definition, info, |payload| {
            IdempotentUnaryResponse::default().with_payload(payload)
        })
        .await
    }
}

/// What the server sees of a request.
fn request_info<M: Message>(request: &Request<M>) -> Result<RequestInfo, Error> {
    let message =
        Any::pack(&request.message).map_err(|error| Error::internal(error.to_string()))?;
    let context = request.context();
    let mut info = RequestInfo::default()
        .with_request_headers(convert::to_headers(context.metadata()))
        .with_requests([message]);
    info.timeout_ms = context.timeout().map(milliseconds);
    info.connect_get_info = get_info(context);
    Ok(info)
}

fn milliseconds(timeout: Duration) -> i64 {
    timeout.as_millis().try_into().unwrap_or(i64::MAX)
}

fn get_info(context: &Context) -> Option<ConnectGetInfo> {
    let query: &Query = context.extension()?;
    Some(ConnectGetInfo::default().with_query_params(convert::grouped(query.pairs())))
}

/// Returns the response or the error of a definition.
async fn respond<R>(
    definition: UnaryResponseDefinition,
    info: RequestInfo,
    response: impl FnOnce(ConformancePayload) -> R,
) -> Result<Response<R>, Error> {
    use unary_response_definition::Response as Outcome;
    if definition.raw_response.is_some() {
        return Err(Error::invalid_argument("raw responses are those of the suite's own server"));
    }
    tokio::time::sleep(Duration::from_millis(definition.response_delay_ms.into())).await;
    let mut metadata = metadata(&definition.response_headers)?;
    let trailers = self::metadata(&definition.response_trailers)?;
    let data = match definition.response {
        Some(Outcome::Error(error)) => {
            // An error has one list of headers and trailers.
            append(&mut metadata, &definition.response_trailers)?;
            return Err(to_error(error, &info)?.with_metadata(metadata));
        }
        Some(Outcome::ResponseData(data)) => data,
        _ => connect_conformance::Bytes::default(),
    };
    let payload = ConformancePayload::default().with_data(data).with_request_info(info);
    let message = response(payload);
    Ok(Response { message, headers: metadata, trailers })
}

/// The error to return, with what the server saw of the request among its details.
fn to_error(error: model::Error, info: &RequestInfo) -> Result<Error, Error> {
    let code = convert::from_suite(&error.code)
        .ok_or_else(|| Error::invalid_argument("the error has no code"))?;
    let details = error.details.iter().map(|detail| {
        ErrorDetail::new(detail.type_name().unwrap_or_default(), detail.value.to_vec())
    });
    let converted = Error::new(code, error.message.unwrap_or_default());
    let converted = details.fold(converted, Error::with_detail);
    let info = ErrorDetail::of(info).map_err(|error| Error::internal(error.to_string()))?;
    Ok(converted.with_detail(info))
}

fn metadata(headers: &[Header]) -> Result<Metadata, Error> {
    let mut metadata = Metadata::new();
    append(&mut metadata, headers)?;
    Ok(metadata)
}

fn append(metadata: &mut Metadata, headers: &[Header]) -> Result<(), Error> {
    for (name, value) in convert::entries(headers) {
        let outcome = metadata.append(name, value);
        outcome.map_err(|invalid| Error::invalid_argument(invalid.to_string()))?;
    }
    Ok(())
}
