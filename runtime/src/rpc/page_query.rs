//! The page that a query string asks for.

use super::{Error, PagingDescriptor};
use crate::message::{Message, Slot};

/// The page that the query string of a list RPC asks for; see
/// [`PagingDescriptor::query_keys`].
///
/// The query string takes precedence over the body, because clients that page by the query string
/// repeat the body of the first page, with its token and size.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageQuery {
    /// The token of the page.
    pub token: Option<String>,
    /// The number of items of the page.
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

    /// Writes the token and the size to the request's paging fields.
    ///
    /// # Errors
    ///
    /// [`Code::Internal`](super::Code::Internal) when the paging descriptor names a field that the
    /// request does not have.
    pub(super) fn apply(
        self,
        paging: &PagingDescriptor,
        message: &mut dyn Message,
    ) -> Result<(), Error> {
        let Slot::Message(page) = message.slot_by_name(paging.request_field()) else {
            return Err(no_field(paging.request_field()));
        };
        if let Some(token) = self.token {
            let Slot::String(slot) = page.slot_by_name(paging.token()) else {
                return Err(no_field(paging.token()));
            };
            *slot = token;
        }
        if let Some(size) = self.size {
            let Slot::I32(slot) = page.slot_by_name(paging.size()) else {
                return Err(no_field(paging.size()));
            };
            *slot = size;
        }
        Ok(())
    }
}

// A token may reveal more about the caller than a log should.
impl std::fmt::Debug for PageQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let token = self.token.as_ref().map(|token| format!("{} bytes", token.len()));
        f.debug_struct("PageQuery").field("token", &token).field("size", &self.size).finish()
    }
}

/// The method table and the message disagree.
fn no_field(field: &str) -> Error {
    Error::internal(format!("the request has no field {field:?} that paging could set"))
}
