//! Lists that come page by page.

use std::collections::HashSet;
use std::fmt;
use std::future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::message::Message;
use crate::rpc::{BoxFuture, Call, Error};

/// A request for one page of a list; generated code implements it.
pub trait Paged: Message + Clone {
    /// The response, with one page.
    type Response: Message + Default;
    /// What the list is of.
    type Item: Send + 'static;

    /// The token of the page to ask for; empty for the first.
    fn page_token(&self) -> &str;

    /// Asks for the page of this token.
    fn set_page_token(&mut self, token: String);

    /// The token of the page after this one; empty if this is the last.
    fn next_page_token(response: &Self::Response) -> &str;

    /// The items of the page.
    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// The pages of a list, each fetched when it is asked for.
///
/// It starts at the request's own token and ends after a page without a next token. After an
/// error it is over, and so it is when the server gives a token for the second time, which is a
/// [`Code::Internal`](crate::rpc::Code::Internal) error instead of a list without end.
///
/// It is a [`Stream`]; [`next`](Self::next) serves where no combinators are needed.
#[must_use = "no page is fetched before it is asked for"]
pub struct Pages<'a, Q: Paged> {
    request: Q,
    fetch: Box<dyn Fn(Q) -> Call<'a, Q::Response> + Send + Sync + 'a>,
    seen: HashSet<String>,
    state: State<'a, Q>,
}

enum State<'a, Q: Paged> {
    /// The request stands at the next page.
    Ready,
    Fetching(BoxFuture<'a, Result<Q::Response, Error>>),
    /// The last page named a page that was given before.
    Repeated,
    Over,
}

impl<'a, Q: Paged> Pages<'a, Q> {
    /// The pages that `fetch` gives, from the one that `request` asks for.
    pub fn new(request: Q, fetch: impl Fn(Q) -> Call<'a, Q::Response> + Send + Sync + 'a) -> Self {
        let seen = HashSet::from([request.page_token().to_owned()]);
        Self { request, fetch: Box::new(fetch), seen, state: State::Ready }
    }

    /// The next page; `None` after the last and after an error.
    ///
    /// A dropped future loses nothing: the next one goes on waiting for the same page.
    pub async fn next(&mut self) -> Option<Result<Q::Response, Error>> {
        future::poll_fn(|context| self.poll(context)).await
    }

    /// Changes every call before it is made: a timeout, a header.
    ///
    /// Such as `pages.map_calls(|call| call.timeout(Duration::from_secs(5)))`.
    pub fn map_calls(
        self,
        change: impl Fn(Call<'a, Q::Response>) -> Call<'a, Q::Response> + Send + Sync + 'a,
    ) -> Self {
        let fetch = self.fetch;
        Self { fetch: Box::new(move |request| change(fetch(request))), ..self }
    }

    /// The request of the next page; after an error, of the page that failed.
    ///
    /// A list that was cut short goes on from it with a new [`Pages`].
    pub fn request(&self) -> &Q {
        &self.request
    }

    /// The items of the pages, one by one.
    pub fn items(self) -> Items<'a, Q> {
        Items { pages: self, page: Vec::new().into_iter() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Q::Response, Error>>> {
        loop {
            // Whatever does not set another state ends the list, a panicking `fetch` included.
            match mem::replace(&mut self.state, State::Over) {
                State::Ready => {
                    let call = (self.fetch)(self.request.clone());
                    self.state = State::Fetching(call.into_future());
                }
                State::Fetching(mut future) => match future.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Fetching(future);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(response)) => {
                        self.state = self.after(Q::next_page_token(&response));
                        return Poll::Ready(Some(Ok(response)));
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                },
                State::Repeated => return Poll::Ready(Some(Err(self.repeated()))),
                State::Over => return Poll::Ready(None),
            }
        }
    }

    /// Moves the request to the page of `token` and says how to go on.
    fn after(&mut self, token: &str) -> State<'a, Q> {
        if token.is_empty() {
            return State::Over;
        }
        if !self.seen.insert(token.to_owned()) {
            return State::Repeated;
        }
        self.request.set_page_token(token.to_owned());
        State::Ready
    }

    fn repeated(&self) -> Error {
        let name = self.request.descriptor().name();
        Error::internal(format!("{name}: the server repeated a page token"))
    }
}

// A request lies in its stream as plain data and is never pinned.
impl<Q: Paged> Unpin for Pages<'_, Q> {}

impl<Q: Paged> Stream for Pages<'_, Q> {
    type Item = Result<Q::Response, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<Q: Paged> fmt::Debug for Pages<'_, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).finish_non_exhaustive()
    }
}

/// The items of a list, its pages fetched as they are needed.
///
/// It ends as [`Pages`] does: after the last page, or after an error.
#[must_use = "no page is fetched before it is asked for"]
pub struct Items<'a, Q: Paged> {
    pages: Pages<'a, Q>,
    page: vec::IntoIter<Q::Item>,
}

impl<Q: Paged> Items<'_, Q> {
    /// The next item; `None` after the last and after an error.
    ///
    /// A dropped future loses nothing.
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
