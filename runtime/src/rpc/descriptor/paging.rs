//! [`PagingDescriptor`]: the paging fields of a list RPC by name, and access to them in messages
//! that are known only by descriptor.

use crate::message::{List, Message, Slot, Value};
use crate::rpc::Error;

/// The paging fields of a list RPC, by their names in the schema.
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

    /// Sets the names of the request's paging field and of the token and page size in it.
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

    /// Sets the names of the response's paging field and of the next token in it.
    #[must_use]
    pub const fn response(mut self, field: &'static str, next_token: &'static str) -> Self {
        self.response_field = field;
        self.next_token = next_token;
        self
    }

    /// Sets the keys of the token and of the page size in the query string.
    #[must_use]
    pub const fn query(mut self, token: &'static str, size: &'static str) -> Self {
        self.query = Some((token, size));
        self
    }

    /// The name of the response's repeated field.
    #[must_use]
    pub const fn items(&self) -> &'static str {
        self.items
    }

    /// The name of the request's paging field, which is a message.
    #[must_use]
    pub const fn request_field(&self) -> &'static str {
        self.request_field
    }

    /// The name of the token in the request's paging field.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        self.token
    }

    /// The name of the page size in the request's paging field.
    #[must_use]
    pub const fn size(&self) -> &'static str {
        self.size
    }

    /// The name of the response's paging field, which is a message.
    #[must_use]
    pub const fn response_field(&self) -> &'static str {
        self.response_field
    }

    /// The name of the next token in the response's paging field.
    #[must_use]
    pub const fn next_token(&self) -> &'static str {
        self.next_token
    }

    /// The keys of the token and of the page size in the query string. `None` if the RPC does not
    /// page by query string.
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
        set_text(request, self.request_field, self.token, token)
    }

    /// The page size of a request. 0 if it is not set.
    #[must_use]
    pub fn size_of(&self, request: &(dyn Message + 'static)) -> i32 {
        match value(request, self.request_field, self.size) {
            Value::I32(size) => size,
            _ => 0,
        }
    }

    /// Sets the page size of a request.
    ///
    /// # Errors
    ///
    /// [`Code::Internal`](crate::rpc::Code::Internal) if the request has no such field.
    pub fn set_size(&self, request: &mut dyn Message, size: i32) -> Result<(), Error> {
        if let Slot::I32(slot) = slot(request, self.request_field, self.size) {
            *slot = size;
            return Ok(());
        }
        Err(missing_field(request, self.request_field, self.size))
    }

    /// The next page token of a response. Empty on the last page.
    #[must_use]
    pub fn next_token_of<'m>(&self, response: &'m (dyn Message + 'static)) -> &'m str {
        text(response, self.response_field, self.next_token)
    }

    /// Sets the next page token of a response.
    ///
    /// # Errors
    ///
    /// [`Code::Internal`](crate::rpc::Code::Internal) if the response has no such field.
    pub fn set_next_token(&self, response: &mut dyn Message, token: String) -> Result<(), Error> {
        set_text(response, self.response_field, self.next_token, token)
    }

    /// The items of a response. `None` if the response has no such field.
    #[must_use]
    pub fn items_of<'m>(&self, response: &'m (dyn Message + 'static)) -> Option<&'m dyn List> {
        match response.get_by_name(self.items) {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}

/// The value of a field of a message field. [`Value::Absent`] if either is not set.
fn value<'m>(message: &'m (dyn Message + 'static), outer: &str, inner: &str) -> Value<'m> {
    match message.get_by_name(outer) {
        Value::Message(page) => page.get_by_name(inner),
        _ => Value::Absent,
    }
}

/// The string in a field of a message field. Empty if either is not set.
fn text<'m>(message: &'m (dyn Message + 'static), outer: &str, inner: &str) -> &'m str {
    match value(message, outer, inner) {
        Value::String(text) => text,
        _ => "",
    }
}

/// The slot of a field of a message field. [`Slot::None`] if there is no such field.
fn slot<'m>(message: &'m mut dyn Message, outer: &str, inner: &str) -> Slot<'m> {
    match message.slot_by_name(outer) {
        Slot::Message(page) => page.slot_by_name(inner),
        _ => Slot::None,
    }
}

fn set_text(
    message: &mut dyn Message,
    outer: &str,
    inner: &str,
    text: String,
) -> Result<(), Error> {
    if let Slot::String(slot) = slot(message, outer, inner) {
        *slot = text;
        return Ok(());
    }
    Err(missing_field(message, outer, inner))
}

/// The error of a paging descriptor that does not fit the message.
fn missing_field(message: &dyn Message, outer: &str, inner: &str) -> Error {
    let name = message.descriptor().name();
    Error::internal(format!("{name} has no paging field `{outer}.{inner}` of the expected type"))
}
