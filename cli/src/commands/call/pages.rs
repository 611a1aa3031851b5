//! All pages of a list, one item per line.

use gitpod_api::Message;
use gitpod_api::runtime::json::WriteOptions;
use gitpod_api::runtime::message::{List, Value};
use gitpod_api::runtime::rpc::MethodDescriptor;

use super::{Args, client};
use crate::catalog::methods;
use crate::error::Error;
use crate::output;

/// Fetches pages, starting with the one that the request asks for, and prints the items of each
/// page as it arrives.
pub(super) fn run(
    args: &Args,
    method: &'static MethodDescriptor,
    request: Box<dyn Message>,
    options: WriteOptions,
) -> Result<(), Error> {
    let Some(paging) = method.paging_descriptor() else {
        return Err(no_list(method));
    };
    client::run(&args.settings, async |channel| {
        let mut pages = channel.call_dyn(method, request).pages().ok_or_else(|| no_list(method))?;
        if let Some(max) = args.max_empty_pages {
            pages = pages.max_empty_pages(max);
        }
        while let Some(page) = pages.next().await {
            print(paging.items_of(&*page?), options)?;
        }
        Ok(())
    })
}

fn no_list(method: &MethodDescriptor) -> Error {
    let name = methods::short_name(method);
    Error::bad_call(format!("`--all` needs an RPC with pages, and {name} has none"))
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

#[cfg(test)]
mod tests {
    use gitpod_api::runtime::message::Slot;

    use crate::catalog::methods::all;

    #[test]
    fn every_list_has_the_fields_that_its_paging_names() {
        let mut lists = 0;
        for (method, paging) in all().filter_map(|of| Some((of, of.paging_descriptor()?))) {
            lists += 1;
            let mut request = method.request().new_message();
            paging.set_token(&mut *request, "next".to_owned()).unwrap();
            assert_eq!(paging.token_of(&*request), "next");

            let mut page = method.response().new_message();
            assert_eq!(paging.next_token_of(&*page), "");
            let Slot::Message(pagination) = page.slot_by_name(paging.response_field()) else {
                unreachable!("{method:?}")
            };
            let Slot::String(token) = pagination.slot_by_name(paging.next_token()) else {
                unreachable!("{method:?}")
            };
            "more".clone_into(token);
            assert_eq!(paging.next_token_of(&*page), "more");
            assert!(paging.items_of(&*page).unwrap().is_empty());
        }
        assert!(lists > 10);
    }
}
