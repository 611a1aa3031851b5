//! How a list RPC pages, by the names of its fields.

use crate::message::{List, Message, Slot, Value};
use crate::rpc::Error;

/// How a list RPC pages. Names are those of the schema, except in the query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagingDescriptor {
    items: &'static str,
    request_field: &'static str,
    token: &'static str,
    size: &'static str,
    response_field: &'static str,
    next_token: &'static str,
    query: Option<(&'static str, &'static str)>,
}

impl PagingDescriptor {
    /// Describes paging over the response's field `items`, with `pagination.token` and
    /// `pagination.page_size` in the request and `pagination.next_token` in the response.
    #[must_use]
    pub const fn new(items: &'static str) -> Self {
        Self {
            items,
            request_field: "pagination",
            token: "token",
            size: "page_size",
            response_field: "pagination",
            next_token: "next_token",
            query: None,
        }
    }

    /// Names the request's message field and the token and the page size in it.
    #[must_use]
    pub const fn request(
        mut self,
        field: &'static str,
        token: &'static str,
        size: &'static str,
    ) -> Self {
        self.request_field = field;
        self.token = token;
        self.size = size;
        self
    }

    /// Names the response's message field and the next token in it.
    #[must_use]
    pub const fn response(mut self, field: &'static str, next_token: &'static str) -> Self {
        self.response_field = field;
        self.next_token = next_token;
        self
    }

    /// Names the token and the page size in the query string.
    #[must_use]
    pub const fn query(mut self, token: &'static str, size: &'static str) -> Self {
        self.query = Some((token, size));
        self
    }

    /// The response's repeated field.
    #[must_use]
    pub const fn items(&self) -> &'static str {
        self.items
    }

    /// The request's field with the paging message.
    #[must_use]
    pub const fn request_field(&self) -> &'static str {
        self.request_field
    }

    /// The token's field in the request's paging message.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        self.token
    }

    /// The page size's field in the request's paging message.
    #[must_use]
    pub const fn size(&self) -> &'static str {
        self.size
    }

    /// The response's field with the paging message.
    #[must_use]
    pub const fn response_field(&self) -> &'static str {
        self.response_field
    }

    /// The next token's field in the response's paging message.
    #[must_use]
    pub const fn next_token(&self) -> &'static str {
        self.next_token
    }

    /// The keys of the token and of the page size in the query string, where they go there too.
    #[must_use]
    pub const fn query_keys(&self) -> Option<(&'static str, &'static str)> {
        self.query
    }

    /// The page token of a request. Empty for the first page.
    #[must_use]
    pub fn token_of<'m>(&self, request: &'m (dyn Message + 'static)) -> &'m str {
        text(request, self.request_field, self.token)
    }

    /// Sets the page token of a request.
    ///
    /// # Errors
    ///
    /// [`Code::Internal`](crate::rpc::Code::Internal) if the request has no such field.
    pub fn set_token(&self, request: &mut dyn Message, token: String) -> Result<(), Error> {
        if let Slot::Message(page) = request.slot_by_name(self.request_field)
            && let Slot::String(slot) = page.slot_by_name(self.token)
        {
            *slot = token;
            return Ok(());
        }
        let name = request.descriptor().name();
        let (field, token) = (self.request_field, self.token);
        Err(Error::internal(format!("{name} has no page token in `{field}.{token}`")))
    }

    /// The token of the page after a response. Empty on the last page.
    #[must_use]
    pub fn next_token_of<'m>(&self, response: &'m (dyn Message + 'static)) -> &'m str {
        text(response, self.response_field, self.next_token)
    }

    /// The items of a response.
    #[must_use]
    pub fn items_of<'m>(&self, response: &'m (dyn Message + 'static)) -> Option<&'m dyn List> {
        match response.get_by_name(self.items) {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}

/// A text in a message field. Empty where it is not set.
fn text<'m>(message: &'m (dyn Message + 'static), outer: &str, inner: &str) -> &'m str {
    let Value::Message(page) = message.get_by_name(outer) else { return "" };
    match page.get_by_name(inner) {
        Value::String(text) => text,
        _ => "",
    }
}
