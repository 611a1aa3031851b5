//! All pages of a list, one item a line.

use std::collections::HashSet;

use gitpod_api::Message;
use gitpod_api::runtime::json::WriteOptions;
use gitpod_api::runtime::message::{List, Slot, Value};
use gitpod_api::runtime::rpc::{MethodDescriptor, PagingDescriptor};

use super::client::{self, Settings};
use super::send;
use crate::catalog::methods;
use crate::error::Error;
use crate::output;

/// Fetches pages, starting with the one that the request asks for, and prints the items of each
/// page as it arrives.
pub(super) fn run(
    settings: &Settings,
    method: &'static MethodDescriptor,
    mut request: Box<dyn Message>,
    options: WriteOptions,
) -> Result<(), Error> {
    let Some(paging) = method.paging_descriptor() else {
        let name = methods::short_name(method);
        return Err(Error::bad_call(format!(
            "`--all` needs an RPC with pages, and {name} has none"
        )));
    };
    client::run(settings, async |transport| {
        let first = text(&*request, paging.request_field(), paging.token());
        let mut seen = HashSet::from([first.to_owned()]);
        loop {
            let page = send(transport, method, &*request).await?;
            print(items(&*page, paging), options)?;
            let token = text(&*page, paging.response_field(), paging.next_token());
            if token.is_empty() {
                return Ok(());
            }
            if !seen.insert(token.to_owned()) {
                // A token that repeats would fetch pages for ever.
                let error = gitpod_api::Error::internal("the server repeated a page token");
                return Err(error.with_method(method.path()).into());
            }
            ask_for(&mut *request, paging, token);
        }
    })
}

/// Prints each item on a line.
fn print(items: Option<&dyn List>, options: WriteOptions) -> Result<(), Error> {
    let mut lines = Vec::new();
    for index in 0..items.map_or(0, List::len) {
        if let Some(Value::Message(item)) = items.map(|items| items.get(index)) {
            options.encode_into(item, &mut lines);
            lines.push(b'\n');
        }
    }
    lines.pop().map_or(Ok(()), |_newline| output::write(&lines).map_err(Error::Output))
}

/// The items of a page.
fn items<'a>(page: &'a dyn Message, paging: &PagingDescriptor) -> Option<&'a dyn List> {
    match field(page, paging.items())? {
        Value::List(items) => Some(items),
        _ => None,
    }
}

/// A text in the message that is a field of a message; empty where there is none.
fn text<'a>(message: &'a dyn Message, outer: &str, inner: &str) -> &'a str {
    let Some(Value::Message(pagination)) = field(message, outer) else { return "" };
    match field(pagination, inner) {
        Some(Value::String(text)) => text,
        _ => "",
    }
}

/// Makes a request ask for the page of a token.
fn ask_for(request: &mut dyn Message, paging: &PagingDescriptor, token: &str) {
    let Some(index) = index(request, paging.request_field()) else { return };
    let Slot::Message(pagination) = request.slot(index) else { return };
    let Some(index) = self::index(pagination, paging.token()) else { return };
    if let Slot::String(place) = pagination.slot(index) {
        token.clone_into(place);
    }
}

/// A field by its name in the schema.
fn field<'a>(message: &'a dyn Message, name: &str) -> Option<Value<'a>> {
    Some(message.get(index(message, name)?))
}

fn index(message: &dyn Message, name: &str) -> Option<usize> {
    message.descriptor().fields().iter().position(|field| field.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::methods::all;

    #[test]
    fn every_list_has_the_fields_that_its_paging_names() {
        let mut lists = 0;
        for (method, paging) in all().filter_map(|of| Some((of, of.paging_descriptor()?))) {
            lists += 1;
            let mut request = method.request().new_message();
            ask_for(&mut *request, paging, "next");
            assert_eq!(text(&*request, paging.request_field(), paging.token()), "next");

            let mut page = method.response().new_message();
            assert_eq!(text(&*page, paging.response_field(), paging.next_token()), "");
            let at = index(&*page, paging.response_field()).unwrap();
            let Slot::Message(pagination) = page.slot(at) else { unreachable!("{method:?}") };
            let at = index(pagination, paging.next_token()).unwrap();
            let Slot::String(token) = pagination.slot(at) else { unreachable!("{method:?}") };
            "more".clone_into(token);
            assert_eq!(text(&*page, paging.response_field(), paging.next_token()), "more");
            assert!(items(&*page, paging).unwrap().is_empty());
        }
        assert!(lists > 10);
    }
}
