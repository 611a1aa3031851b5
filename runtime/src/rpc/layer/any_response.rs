//! [`AnyResponse`]: the response as interceptors see it. Calls and services convert it to and from
//! their own forms.

use std::any::Any;
use std::fmt;

use crate::codec::Codec;
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
    Encoded(Codec, Vec<u8>),
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
    pub const fn json(json: Vec<u8>) -> Self {
        Self::encoded(Codec::Json, json)
    }

    /// A response with an encoded message, without headers and trailers.
    #[must_use]
    pub const fn encoded(codec: Codec, body: Vec<u8>) -> Self {
        Self::with_body(Body::Encoded(codec, body))
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

    /// The message. `None` for the response of a raw call, which is encoded.
    #[must_use]
    pub fn message(&self) -> Option<&(dyn Message + 'static)> {
        match &self.body {
            Body::Message(message) => Some(&**message),
            Body::Encoded(..) => None,
        }
    }

    /// The message, if it is an `R`.
    #[must_use]
    pub fn message_as<R: Message>(&self) -> Option<&R> {
        let message: &dyn Any = self.message()?;
        message.downcast_ref()
    }

    pub(in crate::rpc) fn from_encoded(response: EncodedResponse) -> Self {
        let EncodedResponse { headers, codec, body, trailers, memory_limit, http_status } =
            response;
        Self { body: Body::Encoded(codec, body), headers, trailers, memory_limit, http_status }
    }

    pub(in crate::rpc) fn from_response(response: Response<Box<dyn Message>>) -> Self {
        let Response { message, headers, trailers } = response;
        Self { headers, trailers, ..Self::new(message) }
    }

    /// The response as a message. A body is decoded as the response type of `method`.
    pub(in crate::rpc) fn into_response(
        self,
        method: &MethodDescriptor,
    ) -> Result<Response<Box<dyn Message>>, Error> {
        let message = match self.body {
            Body::Message(message) => message,
            Body::Encoded(codec, body) => {
                let decoded = method.response().decode(codec, &body, self.memory_limit);
                decoded.map_err(Error::undecodable_response).map_err(|error| {
                    self.http_status.into_iter().fold(error, Error::with_http_status)
                })?
            }
        };
        Ok(Response { message, headers: self.headers, trailers: self.trailers })
    }

    /// The response of an RPC in the encoding that its client asked for. A body in another one, which
    /// an interceptor returned, is decoded first.
    pub(in crate::rpc) fn into_encoded_as(
        self,
        codec: Codec,
        method: &MethodDescriptor,
        options: WriteOptions,
    ) -> Result<EncodedResponse, Error> {
        match self.body {
            Body::Encoded(other, _) if other != codec => {
                let response = self.into_response(method)?;
                Self::from_response(response).into_encoded(codec, options)
            }
            Body::Encoded(..) | Body::Message(_) => self.into_encoded(codec, options),
        }
    }

    /// The response as it was received. A message is encoded.
    pub(in crate::rpc) fn into_encoded(
        self,
        codec: Codec,
        options: WriteOptions,
    ) -> Result<EncodedResponse, Error> {
        let (codec, body) = match self.body {
            Body::Message(message) => {
                let encoded = options.encode(codec, &*message);
                (codec, encoded.map_err(Error::unencodable_response)?)
            }
            Body::Encoded(codec, body) => (codec, body),
        };
        Ok(EncodedResponse {
            headers: self.headers,
            codec,
            body,
            trailers: self.trailers,
            memory_limit: self.memory_limit,
            http_status: self.http_status,
        })
    }
}

impl fmt::Debug for AnyResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("AnyResponse");
        match &self.body {
            Body::Message(message) => out.field("message", message),
            Body::Encoded(codec, body) => {
                out.field("codec", codec).field("body", &format_args!("{} bytes", body.len()))
            }
        };
        out.field("headers", &self.headers).field("trailers", &self.trailers).finish()
    }
}
