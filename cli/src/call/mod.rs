//! `gitpod-api call`: calls an RPC.
//!
//! The message types of request and reply come from the table of methods, so nothing here knows
//! an RPC by name.

mod arguments;
mod client;
mod data;
mod failure;
mod pages;
mod raw;
mod timeout;

use gitpod_api::runtime::json::{ReadOptions, WriteOptions, decode_into, encode_to_vec};
use gitpod_api::runtime::rpc::MethodDescriptor;
use gitpod_api::{EncodedRequest, Message, Transport};

use crate::error::Error;
use crate::{methods, output, pretty};
use client::Settings;
use data::Data;

pub(crate) use arguments::{HELP, parse};
pub(crate) use failure::to_json as failure_to_json;

/// What is to be called and how.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The RPC, as it was typed.
    method: String,
    /// The request.
    data: Data,
    /// How the server is reached.
    settings: Settings,
    /// What happens to request and reply.
    mode: Mode,
}

/// What happens to request and reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Both are messages of the schema.
    Message {
        /// Whether the reply is printed for people.
        pretty: bool,
        /// Whether the reply's fields at their default are printed.
        defaults: bool,
    },
    /// All pages of a list are fetched, and each item is printed on a line.
    Items {
        /// Whether the items' fields at their default are printed.
        defaults: bool,
    },
    /// Both are passed on as they are.
    Raw,
}

/// Calls the RPC and prints its reply.
pub(crate) fn run(task: &Task) -> Result<(), Error> {
    match task.mode {
        Mode::Raw => raw::run(task),
        Mode::Items { defaults } => {
            let (method, request) = prepare(task)?;
            let options = WriteOptions::new().emit_defaults(defaults);
            pages::run(&task.settings, method, request, options)
        }
        Mode::Message { pretty, defaults } => {
            let (method, request) = prepare(task)?;
            let reply = client::run(&task.settings, async |transport| {
                Ok(send(transport, method, &*request).await?)
            })?;
            let json = WriteOptions::new().emit_defaults(defaults).encode_to_vec(&*reply);
            output::write(&if pretty { pretty::indented(&json) } else { json })
        }
    }
}

/// The RPC and its request, if they make sense.
fn prepare(task: &Task) -> Result<(&'static MethodDescriptor, Box<dyn Message>), Error> {
    let method = methods::find(&task.method).ok_or_else(|| unknown_method(&task.method))?;
    let mut request = method.request().new_message();
    // What the schema does not have would be left out in silence.
    let mut options = ReadOptions::new().refuse_unknown_fields(true);
    options
        .decode_into(&task.data.read()?, &mut *request)
        .map_err(|error| Error::bad_call(format!("{}: {error}", task.data)))?;
    Ok((method, request))
}

fn unknown_method(name: &str) -> Error {
    Error::UnknownMethod { name: name.to_owned(), similar: methods::similar(name) }
}

/// Sends a request and waits for its reply.
async fn send(
    transport: &dyn Transport,
    method: &'static MethodDescriptor,
    request: &dyn Message,
) -> Result<Box<dyn Message>, gitpod_api::Error> {
    let in_method = |error: gitpod_api::Error| error.with_method(method.path());
    transport.admit(method, request).map_err(in_method)?;
    let exchange = EncodedRequest::new(method, encode_to_vec(request));
    let reply = transport.send(exchange).await.map_err(in_method)?;
    let mut message = method.response().new_message();
    decode_into(&reply.body, &mut *message).map_err(|error| {
        let error = in_method(gitpod_api::Error::undecodable_reply(error));
        match transport.url(method.path()) {
            Some(url) => error.with_url(url),
            None => error,
        }
    })?;
    Ok(message)
}
