//! [`DynamicPages`] and [`DynamicItems`]: pages and items of lists by descriptor.

use std::fmt;
use std::future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::walk::{List, Walk};
use crate::message::{Message, Value};
use crate::rpc::{
    BoxFuture, CallOptions, Channel, DynamicCall, Error, MethodDescriptor, PagingDescriptor,
};

/// The pages of a list by descriptor, fetched on demand. Returned by [`DynamicCall::pages`].
///
/// It starts and ends like [`Pages`](crate::rpc::Pages).
#[must_use = "pages are fetched on demand"]
pub struct DynamicPages<'a> {
    list: DynamicList<'a>,
    walk: Walk<'a>,
}

/// A list whose pages are fetched through a channel.
pub(in crate::rpc::call) struct DynamicList<'a> {
    pub(in crate::rpc::call) channel: &'a Channel,
    pub(in crate::rpc::call) method: &'static MethodDescriptor,
    pub(in crate::rpc::call) paging: &'static PagingDescriptor,
    pub(in crate::rpc::call) request: Box<dyn Message>,
    pub(in crate::rpc::call) options: CallOptions,
}

impl<'a> List<'a> for DynamicList<'a> {
    fn fetch(&self) -> BoxFuture<'a, Result<Box<dyn Message>, Error>> {
        let request = self.method.request().copy(&*self.request);
        let call = DynamicCall::over(self.channel, self.method, request);
        call.with_options(self.options.clone()).into_future()
    }

    fn next_token(&self, response: &(dyn Message + 'static)) -> Result<String, Error> {
        Ok(self.paging.next_token_of(response).to_owned())
    }

    fn set_token(&mut self, token: String) -> Result<(), Error> {
        self.paging.set_token(&mut *self.request, token)
    }

    fn is_empty(&self, response: &(dyn Message + 'static)) -> Result<bool, Error> {
        Ok(self.paging.items_of(response).is_none_or(|items| items.is_empty()))
    }

    fn request_name(&self) -> &'static str {
        self.method.request().name()
    }
}

impl<'a> DynamicPages<'a> {
    pub(in crate::rpc::call) fn new(list: DynamicList<'a>) -> Self {
        let walk = Walk::from(list.paging.token_of(&*list.request));
        Self { list, walk }
    }

    /// The next page. Returns `None` after the last page and after an error.
    ///
    /// Cancel safe: if the future is dropped, the next call waits for the same page.
    pub async fn next(&mut self) -> Option<Result<Box<dyn Message>, Error>> {
        future::poll_fn(|context| self.poll(context)).await
    }

    /// Sets the maximum number of empty pages in a row. Defaults to 100.
    ///
    /// If the server returns more of them and the list still goes on, it ends with a
    /// [`Code::Internal`](crate::rpc::Code::Internal) error, because it might never end. The last page
    /// may always be empty.
    pub const fn max_empty_pages(mut self, pages: usize) -> Self {
        self.walk.set_max_empty(pages);
        self
    }

    /// The request of the next page or, after an error, of the page that failed.
    #[must_use]
    pub fn request(&self) -> &dyn Message {
        &*self.list.request
    }

    /// The paging descriptor. [`PagingDescriptor::items_of`] returns the items of a page.
    #[must_use]
    pub const fn paging(&self) -> &'static PagingDescriptor {
        self.list.paging
    }

    /// Converts the pages to their items.
    pub const fn items(self) -> DynamicItems<'a> {
        DynamicItems { pages: self, page: None, next: 0 }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Box<dyn Message>, Error>>> {
        let path = self.list.method.path();
        let page = self.walk.poll(context, &mut self.list);
        page.map(|page| page.map(|page| page.map_err(|error| error.with_method(path))))
    }
}

impl Stream for DynamicPages<'_> {
    type Item = Result<Box<dyn Message>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl fmt::Debug for DynamicPages<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamicPages").field("request", &self.list.request).finish_non_exhaustive()
    }
}

/// The items of a list by descriptor. Pages are fetched on demand.
#[must_use = "pages are fetched on demand"]
pub struct DynamicItems<'a> {
    pages: DynamicPages<'a>,
    page: Option<Box<dyn Message>>,
    /// The index of the next item in the page.
    next: usize,
}

impl DynamicItems<'_> {
    /// The next item, borrowed from its page. Returns `None` after the last item and after an
    /// error.
    ///
    /// Cancel safe: dropping the future loses no item.
    pub async fn next(&mut self) -> Option<Result<Value<'_>, Error>> {
        let paging = self.pages.paging();
        let items = |page: &Option<Box<dyn Message>>| {
            page.as_deref().and_then(|page| paging.items_of(page)).map_or(0, |items| items.len())
        };
        while self.next >= items(&self.page) {
            match self.pages.next().await? {
                Ok(page) => (self.page, self.next) = (Some(page), 0),
                Err(error) => return Some(Err(error)),
            }
        }
        let index = self.next;
        self.next += 1;
        let items = paging.items_of(self.page.as_deref()?)?;
        Some(Ok(items.get(index)))
    }
}

impl fmt::Debug for DynamicItems<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamicItems").field("pages", &self.pages).finish_non_exhaustive()
    }
}
