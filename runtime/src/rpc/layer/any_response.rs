//! [`AnyResponse`]: the response as interceptors see it. Calls and services convert it to and from
//! their own forms.

use std::any::Any;
use std::fmt;

use crate::json::WriteOptions;
use crate::message::Message;
use crate::rpc::{EncodedResponse, Error, Metadata, MethodDescriptor, Response};

/// A response of any RPC, with its headers and trailers.
#[non_exhaustive]
pub struct AnyResponse {
    body: Body,
    /// The headers.
    pub headers: Metadata,
    /// The trailers.
    pub trailers: Metadata,
    /// The limit on the memory of the message, if the body is to be decoded.
    memory_limit: Option<usize>,
    http_status: Option<u16>,
}

enum Body {
    Message(Box<dyn Message>),
    Json(Vec<u8>),
}

impl AnyResponse {
    /// A response with a message, without headers and trailers. The message must have the RPC's
    /// response type.
    #[must_use]
    pub fn new(message: Box<dyn Message>) -> Self {
        Self::with_body(Body::Message(message))
    }

    /// A response with JSON, without headers and trailers.
    #[must_use]
    pub fn json(json: Vec<u8>) -> Self {
        Self::with_body(Body::Json(json))
    }

    const fn with_body(body: Body) -> Self {
        Self {
            body,
            headers: Metadata::new(),
            trailers: Metadata::new(),
            memory_limit: None,
            http_status: None,
        }
    }

    /// The message. `None` for the response of a raw call, which is JSON.
    #[must_use]
    pub fn message(&self) -> Option<&(dyn Message + 'static)> {
        match &self.body {
            Body::Message(message) => Some(&**message),
            Body::Json(_) => None,
        }
    }

    /// The message, if it is an `R`.
    #[must_use]
    pub fn message_as<R: Message>(&self) -> Option<&R> {
        let message: &dyn Any = self.message()?;
        message.downcast_ref()
    }

    pub(in crate::rpc) fn from_encoded(response: EncodedResponse) -> Self {
        let EncodedResponse { headers, body, trailers, memory_limit, http_status } = response;
        Self { body: Body::Json(body), headers, trailers, memory_limit, http_status }
    }

    pub(in crate::rpc) fn from_response(response: Response<Box<dyn Message>>) -> Self {
        let Response { message, headers, trailers } = response;
        Self { headers, trailers, ..Self::new(message) }
    }

    /// The response as a message. JSON is decoded as the response type of `method`.
    pub(in crate::rpc) fn into_response(
        self,
        method: &MethodDescriptor,
    ) -> Result<Response<Box<dyn Message>>, Error> {
        let message = match self.body {
            Body::Message(message) => message,
            Body::Json(json) => {
                let decoded = method.response().decode(&json, self.memory_limit);
                decoded.map_err(Error::undecodable_response).map_err(|error| {
                    self.http_status.into_iter().fold(error, Error::with_http_status)
                })?
            }
        };
        Ok(Response { message, headers: self.headers, trailers: self.trailers })
    }

    /// The response as JSON. A message is encoded.
    pub(in crate::rpc) fn into_encoded(self, options: WriteOptions) -> EncodedResponse {
        let body = match self.body {
            Body::Message(message) => options.encode_to_vec(&*message),
            Body::Json(json) => json,
        };
        EncodedResponse {
            headers: self.headers,
            body,
            trailers: self.trailers,
            memory_limit: self.memory_limit,
            http_status: self.http_status,
        }
    }
}

impl fmt::Debug for AnyResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("AnyResponse");
        match &self.body {
            Body::Message(message) => out.field("message", message),
            Body::Json(json) => out.field("json", &format_args!("{} bytes", json.len())),
        };
        out.field("headers", &self.headers).field("trailers", &self.trailers).finish()
    }
}
