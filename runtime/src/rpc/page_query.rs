//! Paging that came beside the body.

use super::{Error, PagingDescriptor};
use crate::message::{Message, Slot};

/// The page that the query string of a list RPC asks for; see
/// [`PagingDescriptor::query_keys`].
///
/// What it has goes before what the body says: clients that page by the query string repeat the
/// body of the first page, with the token and the size of that one.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageQuery {
    /// The token of the page.
    pub token: Option<String>,
    /// How many items a page has.
    pub size: Option<i32>,
}

impl PageQuery {
    /// Asks for nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { token: None, size: None }
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.token.is_none() && self.size.is_none()
    }

    /// Writes what it has to where the request's message keeps it.
    pub(super) fn apply(
        self,
        paging: &PagingDescriptor,
        message: &mut dyn Message,
    ) -> Result<(), Error> {
        let Slot::Message(page) = slot(message, paging.request_field()) else {
            return Err(misfit(paging.request_field()));
        };
        if let Some(token) = self.token {
            let Slot::String(place) = slot(page, paging.token()) else {
                return Err(misfit(paging.token()));
            };
            *place = token;
        }
        if let Some(size) = self.size {
            let Slot::I32(place) = slot(page, paging.size()) else {
                return Err(misfit(paging.size()));
            };
            *place = size;
        }
        Ok(())
    }
}

// A token may say more about the caller than a log should.
impl std::fmt::Debug for PageQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let token = self.token.as_ref().map(|token| format!("{} bytes", token.len()));
        f.debug_struct("PageQuery").field("token", &token).field("size", &self.size).finish()
    }
}

fn slot<'m>(message: &'m mut dyn Message, field: &str) -> Slot<'m> {
    let fields = message.descriptor().fields();
    match fields.iter().position(|other| other.name() == field) {
        Some(index) => message.slot(index),
        None => Slot::None,
    }
}

/// The method table and the message disagree.
fn misfit(field: &str) -> Error {
    Error::internal(format!("the request has no field {field:?} that paging could set"))
}
