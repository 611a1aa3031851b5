//! The field names of paging.

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
}
