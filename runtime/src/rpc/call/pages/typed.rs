//! [`Pages`] and [`Items`]: pages and items of generated list requests.

use std::fmt;
use std::future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::walk::{List, Walk};
use crate::message::Message;
use crate::rpc::{BoxFuture, Call, Error, downcast, downcast_ref};

/// A list request. Generated code implements it.
pub trait Paged: Message + Clone {
    /// The response, which holds a page.
    type Response: Message + Default;
    /// An item of the list.
    type Item: Send + 'static;

    /// The page token. Empty for the first page.
    fn page_token(&self) -> &str;

    /// Sets the page token.
    fn set_page_token(&mut self, token: String);

    /// The next page token. Empty on the last page.
    fn next_page_token(response: &Self::Response) -> &str;

    /// Whether the page has no items.
    fn is_empty(response: &Self::Response) -> bool;

    /// The items of the page.
    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// The pages of a list, fetched on demand.
///
/// It starts at the request's page token and ends after a page without a next token or after an
/// error. If the server returns a page token twice, or more than
/// [`max_empty_pages`](Self::max_empty_pages) in a row, the list might never end, so it ends with a
/// [`Code::Internal`](crate::rpc::Code::Internal) error.
///
/// It is a [`Stream`]. [`next`](Self::next) needs no stream combinators.
#[must_use = "pages are fetched on demand"]
pub struct Pages<'a, Q: Paged> {
    list: TypedList<'a, Q>,
    walk: Walk<'a>,
}

/// A list whose pages are fetched by a client's method.
struct TypedList<'a, Q: Paged> {
    request: Q,
    fetch: Box<dyn Fn(Q) -> Call<'a, Q::Response> + Send + Sync + 'a>,
}

impl<'a, Q: Paged> List<'a> for TypedList<'a, Q> {
    fn fetch(&self) -> BoxFuture<'a, Result<Box<dyn Message>, Error>> {
        (self.fetch)(self.request.clone()).into_untyped().send_message()
    }

    fn next_token(&self, response: &(dyn Message + 'static)) -> Result<String, Error> {
        Ok(Q::next_page_token(downcast_ref(response)?).to_owned())
    }

    fn set_token(&mut self, token: String) -> Result<(), Error> {
        self.request.set_page_token(token);
        Ok(())
    }

    fn is_empty(&self, response: &(dyn Message + 'static)) -> Result<bool, Error> {
        Ok(Q::is_empty(downcast_ref(response)?))
    }

    fn request_name(&self) -> &'static str {
        self.request.descriptor().name()
    }
}

impl<'a, Q: Paged> Pages<'a, Q> {
    /// Creates the pages that `fetch` returns, starting at the page token of `request`.
    pub fn new(request: Q, fetch: impl Fn(Q) -> Call<'a, Q::Response> + Send + Sync + 'a) -> Self {
        let walk = Walk::from(request.page_token());
        Self { list: TypedList { request, fetch: Box::new(fetch) }, walk }
    }

    /// The next page. Returns `None` after the last page and after an error.
    ///
    /// Cancel safe: if the future is dropped, the next call waits for the same page.
    pub async fn next(&mut self) -> Option<Result<Q::Response, Error>> {
        future::poll_fn(|context| self.poll(context)).await
    }

    /// Changes each call before it is sent, for example to set a time limit or headers.
    ///
    /// For example `pages.map_calls(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn map_calls(
        self,
        change: impl Fn(Call<'a, Q::Response>) -> Call<'a, Q::Response> + Send + Sync + 'a,
    ) -> Self {
        let TypedList { request, fetch } = self.list;
        let fetch = Box::new(move |request| change(fetch(request)));
        Self { list: TypedList { request, fetch }, ..self }
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
    ///
    /// To resume after an error, create new [`Pages`] from it.
    pub fn request(&self) -> &Q {
        &self.list.request
    }

    /// Converts the pages to their items.
    pub fn items(self) -> Items<'a, Q> {
        Items { pages: self, page: Vec::new().into_iter() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Q::Response, Error>>> {
        let page = ready!(self.walk.poll(context, &mut self.list));
        Poll::Ready(page.map(|page| downcast(page?)))
    }
}

// The request is never pinned.
impl<Q: Paged> Unpin for Pages<'_, Q> {}

impl<Q: Paged> Stream for Pages<'_, Q> {
    type Item = Result<Q::Response, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<Q: Paged> fmt::Debug for Pages<'_, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", self.request()).finish_non_exhaustive()
    }
}

/// The items of a list. Pages are fetched on demand.
///
/// It ends after the last page or after an error, like [`Pages`].
#[must_use = "pages are fetched on demand"]
pub struct Items<'a, Q: Paged> {
    pages: Pages<'a, Q>,
    page: vec::IntoIter<Q::Item>,
}

impl<Q: Paged> Items<'_, Q> {
    /// The next item. Returns `None` after the last item and after an error.
    ///
    /// Cancel safe: dropping the future loses no item.
    pub async fn next(&mut self) -> Option<Result<Q::Item, Error>> {
        future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Q::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(response)) => self.page = Q::into_items(response).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<Q: Paged> Unpin for Items<'_, Q> {}

impl<Q: Paged> Stream for Items<'_, Q> {
    type Item = Result<Q::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<Q: Paged> fmt::Debug for Items<'_, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("page", &format_args!("{} items", self.page.len()))
            .finish()
    }
}
