//! `gitpod-api call`: calls an RPC.
//!
//! The message types of request and response come from the RPC's descriptor.

mod args;
mod client;
mod data;
mod headers;
mod pages;
mod raw;
mod timeout;

use gitpod_api::Message;
use gitpod_api::runtime::codec::{Codec, ReadOptions};
use gitpod_api::runtime::json::WriteOptions;
use gitpod_api::runtime::rpc::MethodDescriptor;

use crate::catalog::fields::Explained;
use crate::catalog::{methods, reference};
use crate::error::Error;
use crate::output;
use crate::render::indent::indented;

pub(crate) use args::{Args, Mode};
#[cfg(test)]
pub(crate) use client::{Encoding, Settings, Validate};
#[cfg(test)]
pub(crate) use data::Data;

/// Calls the RPC and prints its response.
pub(crate) fn run(args: &Args) -> Result<(), Error> {
    if args.reads_stdin_twice() {
        return Err(Error::bad_call(
            "standard input holds either the request or headers: use a file for the others",
        ));
    }
    match args.mode() {
        Mode::Example => print_example(&args.method),
        Mode::Raw => raw::run(args),
        Mode::Items { defaults } => {
            let (method, request) = prepare(args)?;
            let options = WriteOptions::new().emit_defaults(defaults);
            pages::run(args, method, request, options)
        }
        Mode::Message { pretty, defaults } => {
            let (method, request) = prepare(args)?;
            let response = client::run(&args.settings, async |channel| {
                Ok(channel.call_dyn(method, request).await?)
            })?;
            let json = WriteOptions::new().emit_defaults(defaults).encode_to_vec(&*response);
            output::write(&if pretty { indented(&json) } else { json }).map_err(Error::Output)
        }
    }
}

/// Prints the request of the first documented example.
fn print_example(name: &str) -> Result<(), Error> {
    let method = methods::find(name).ok_or_else(|| unknown_method(name))?;
    // The documentation has an example of every RPC; without one, any request starts empty.
    let request = reference::example(method).map_or("{}", |example| example.request);
    output::print(request).map_err(Error::Output)
}

/// Finds the RPC and decodes its request.
fn prepare(args: &Args) -> Result<(&'static MethodDescriptor, Box<dyn Message>), Error> {
    let method = methods::find(&args.method).ok_or_else(|| unknown_method(&args.method))?;
    let mut request = method.request().new_message();
    // Ignoring a misspelled field would send a different request.
    let mut options = ReadOptions::new().deny_unknown_fields(true);
    options
        .decode_into(Codec::Json, &args.data.read()?, &mut *request)
        .map_err(|error| Error::bad_call(format!("{}: {}", args.data, Explained(&error))))?;
    Ok((method, request))
}

fn unknown_method(name: &str) -> Error {
    Error::UnknownMethod { name: name.to_owned(), similar: methods::similar(name) }
}
