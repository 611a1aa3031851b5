//! [`PageQuery`]: page token and size of a query string. HTTP servers read it; services apply it to
//! the decoded request.

use super::{Error, PagingDescriptor};
use crate::message::Message;

/// The page token and size in the query string of a list RPC; see
/// [`PagingDescriptor::query_keys`].
///
/// They take precedence over the body, because clients that page by query string repeat the body of
/// the first request, with its token and size.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageQuery {
    /// The page token.
    pub token: Option<String>,
    /// The page size.
    pub size: Option<i32>,
}

impl PageQuery {
    /// An empty query.
    #[must_use]
    pub const fn new() -> Self {
        Self { token: None, size: None }
    }

    /// Whether neither token nor size is set.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.token.is_none() && self.size.is_none()
    }

    /// Sets the token and the size in the request's paging fields.
    ///
    /// # Errors
    ///
    /// [`Code::Internal`](super::Code::Internal) if the request does not have these fields.
    pub(super) fn apply(
        self,
        paging: &PagingDescriptor,
        message: &mut dyn Message,
    ) -> Result<(), Error> {
        if let Some(token) = self.token {
            paging.set_token(message, token)?;
        }
        if let Some(size) = self.size {
            paging.set_size(message, size)?;
        }
        Ok(())
    }
}

// Tokens may hold data of the caller that does not belong in a log.
impl std::fmt::Debug for PageQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let token = self.token.as_ref().map(|token| format!("{} bytes", token.len()));
        f.debug_struct("PageQuery").field("token", &token).field("size", &self.size).finish()
    }
}
