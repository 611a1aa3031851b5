//! [`Walk`]: the state machine that fetches the pages of a list one after another.

use std::collections::HashSet;
use std::mem;
use std::task::{Context, Poll};

use crate::message::Message;
use crate::rpc::{BoxFuture, Error};

/// A paged list.
pub(super) trait List<'a> {
    /// Fetches the page of the current request.
    fn fetch(&self) -> BoxFuture<'a, Result<Box<dyn Message>, Error>>;

    /// The next page token of a response. Empty on the last page.
    fn next_token(&self, response: &(dyn Message + 'static)) -> Result<String, Error>;

    /// Whether a page has no items.
    fn is_empty(&self, response: &(dyn Message + 'static)) -> Result<bool, Error>;

    /// Sets the page token of the request.
    fn set_token(&mut self, token: String) -> Result<(), Error>;

    /// The name of the request's type, for errors.
    fn request_name(&self) -> &'static str;
}

/// The default maximum of empty pages in a row.
const MAX_EMPTY_PAGES: usize = 100;

/// The state of a walk over pages.
pub(super) struct Walk<'a> {
    seen: HashSet<String>,
    /// The empty pages since the last item.
    empty: usize,
    max_empty: usize,
    state: State<'a>,
}

enum State<'a> {
    /// The request is that of the next page.
    Ready,
    Fetching(BoxFuture<'a, Result<Box<dyn Message>, Error>>),
    /// The last page has been returned, but its next page token is invalid.
    Failed(Error),
    Done,
}

impl<'a> Walk<'a> {
    /// A walk that starts at a page token.
    pub(super) fn from(token: &str) -> Self {
        let seen = HashSet::from([token.to_owned()]);
        Self { seen, empty: 0, max_empty: MAX_EMPTY_PAGES, state: State::Ready }
    }

    /// Sets the maximum of empty pages in a row.
    pub(super) const fn set_max_empty(&mut self, pages: usize) {
        self.max_empty = pages;
    }

    /// Polls for the next page.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        list: &mut dyn List<'a>,
    ) -> Poll<Option<Result<Box<dyn Message>, Error>>> {
        loop {
            // `Done` unless replaced below, so that a panic in `fetch` ends the list.
            match mem::replace(&mut self.state, State::Done) {
                State::Ready => self.state = State::Fetching(list.fetch()),
                State::Fetching(mut future) => match future.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Fetching(future);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(response)) => {
                        self.state = self.after(&*response, list).unwrap_or_else(State::Failed);
                        return Poll::Ready(Some(Ok(response)));
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                },
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// Sets the request to the page after a response.
    fn after(
        &mut self,
        response: &(dyn Message + 'static),
        list: &mut dyn List<'a>,
    ) -> Result<State<'a>, Error> {
        let token = list.next_token(response)?;
        if token.is_empty() {
            return Ok(State::Done);
        }
        if !self.seen.insert(token.clone()) {
            let name = list.request_name();
            return Err(Error::internal(format!("{name}: the server repeated a page token")));
        }
        self.empty = if list.is_empty(response)? { self.empty + 1 } else { 0 };
        if self.empty > self.max_empty {
            return Err(too_many_empty(list.request_name(), self.empty));
        }
        list.set_token(token)?;
        Ok(State::Ready)
    }
}

/// The error of a list that has no items, but goes on.
fn too_many_empty(name: &str, pages: usize) -> Error {
    let message =
        format!("{name}: the server returned {pages} empty pages in a row, and another token");
    Error::internal(message).with_hint(
        "if the list is that sparse, for example because of a filter, raise `max_empty_pages`",
    )
}
