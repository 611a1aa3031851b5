//! [`Reflection`]: the service `grpc.reflection`, which describes the services of a router to tools.
//!
//! Each request of its stream gets one response, so the service is one of single calls, which
//! `http::server` makes for each message. Used by routers.
//!
//! | module | holds |
//! | --- | --- |
//! | `messages` | the messages of the service |
//! | `files` | the file descriptors, found by name and by symbol |
//! | `nesting` | the types of a file, nested by their names |
//! | `types` | the types that RPCs reach |
//! | `proto` | the encoding of descriptors |

mod files;
mod messages;
mod nesting;
mod proto;
mod types;

use std::future;
use std::sync::{Arc, OnceLock};

use self::files::Files;
use self::messages::{
    Answer, ErrorResponse, FileDescriptorResponse, ListServiceResponse, Query, ReflectionRequest,
    ReflectionResponse, ServiceResponse,
};
use super::{HandlerOptions, Request, Service, unary, unknown_method};
use crate::rpc::{
    BoxFuture, EncodedRequest, EncodedResponse, Error, MessageType, MethodDescriptor, Response,
    ServiceDescriptor,
};
use crate::scalar::Bytes;

/// The gRPC code `NOT_FOUND`.
const NOT_FOUND: i32 = 5;
/// The gRPC code `INVALID_ARGUMENT`.
const INVALID_ARGUMENT: i32 = 3;

const V1: &str = "grpc.reflection.v1.ServerReflection";
const V1_ALPHA: &str = "grpc.reflection.v1alpha.ServerReflection";

static V1_INFO: MethodDescriptor =
    method(V1, "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");

// The messages of the two versions differ in their package only, which is not encoded.
static V1_ALPHA_INFO: MethodDescriptor =
    method(V1_ALPHA, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");

static SERVICES: [ServiceDescriptor; 2] =
    [ServiceDescriptor::new(V1, &[&V1_INFO]), ServiceDescriptor::new(V1_ALPHA, &[&V1_ALPHA_INFO])];

const fn method(service: &'static str, path: &'static str) -> MethodDescriptor {
    MethodDescriptor::new(
        service,
        "ServerReflectionInfo",
        path,
        MessageType::of::<ReflectionRequest>(ReflectionRequest::NAME),
        MessageType::of::<ReflectionResponse>(ReflectionResponse::NAME),
    )
    .streaming()
}

/// A version of the reflection service of a router; see
/// [`Router::reflection`](super::Router::reflection).
pub(super) struct Reflection {
    version: &'static ServiceDescriptor,
    schema: Arc<Schema>,
}

/// What is described.
struct Schema {
    services: Vec<&'static ServiceDescriptor>,
    /// Built at the first request.
    files: OnceLock<Files>,
}

impl Reflection {
    /// The versions of the service. They describe these services and themselves.
    pub(super) fn versions(
        services: impl Iterator<Item = &'static ServiceDescriptor>,
    ) -> [Self; 2] {
        let own = |service: &&ServiceDescriptor| [V1, V1_ALPHA].contains(&service.name());
        let services = services.filter(|service| !own(service)).chain(&SERVICES).collect();
        let schema = Arc::new(Schema { services, files: OnceLock::new() });
        SERVICES.each_ref().map(|version| Self { version, schema: Arc::clone(&schema) })
    }
}

impl Schema {
    fn files(&self) -> &Files {
        self.files.get_or_init(|| Files::new(&self.services))
    }

    fn respond(&self, request: ReflectionRequest) -> ReflectionResponse {
        ReflectionResponse {
            valid_host: request.host.clone(),
            answer: self.answer(&request.query),
            original_request: Some(request),
        }
    }

    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::None => error(INVALID_ARGUMENT, "the request asks for nothing".to_owned()),
            Query::FileByFilename(name) => file(self.files().by_name(name), "file", name),
            Query::FileContainingSymbol(symbol) => {
                file(self.files().of_symbol(symbol), "symbol", symbol)
            }
            Query::FileContainingExtension(extension) => no_extensions(&extension.containing_type),
            Query::AllExtensionNumbersOfType(name) => no_extensions(name),
            Query::ListServices(_) => {
                let services = self.services.iter();
                let service =
                    services.map(|service| ServiceResponse { name: service.name().to_owned() });
                Answer::Services(ListServiceResponse { service: service.collect() })
            }
        }
    }
}

fn file(found: Option<&[u8]>, kind: &str, name: &str) -> Answer {
    let Some(file) = found else { return error(NOT_FOUND, format!("unknown {kind} {name:?}")) };
    let file_descriptor_proto = vec![Bytes::from(file.to_vec())];
    Answer::Files(FileDescriptorResponse { file_descriptor_proto })
}

fn no_extensions(message: &str) -> Answer {
    error(NOT_FOUND, format!("{message:?} has no extensions"))
}

const fn error(error_code: i32, error_message: String) -> Answer {
    Answer::Error(ErrorResponse { error_code, error_message })
}

impl Service for Reflection {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        self.version
    }

    fn call<'a>(
        &'a self,
        index: usize,
        request: EncodedRequest,
        options: &'a HandlerOptions,
    ) -> BoxFuture<'a, Result<EncodedResponse, Error>> {
        match index {
            0 => unary(request, options, |request: Request<ReflectionRequest>| {
                future::ready(Ok(Response::from(self.schema.respond(request.message))))
            }),
            _ => unknown_method(&request),
        }
    }
}
