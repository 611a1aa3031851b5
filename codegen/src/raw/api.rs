//! The mappings of `api.yaml`: the API as a whole, its crate, authentication and paging.

use super::Text;
use super::declare::{choice, record};
use crate::raw::Broken;
use crate::source::Span;

record! {
    /// Settings of the API as a whole: the file `api.yaml`.
    pub struct Api as "the API" {
        /// Protobuf package, e.g. `shop.v1`.
        required package: Text,
        /// Display name of the API.
        required title: Text,
        /// Description of the API, in Markdown.
        required doc: Text,
        /// Base URL of the production service, without a trailing slash. When omitted, callers set it.
        optional base_url: Text,
        /// Environment variables that hold the base URL, in order of precedence.
        list base_url_env: Text,
        /// The generated crate: its name, its version and what else its manifest says.
        optional package_crate as "crate": Crate,
        /// Authentication. When omitted, calls send no token.
        optional auth: Auth,
        /// Fields and query parameters that hold the page tokens and the page size of list RPCs. Required if an RPC has `paging`.
        optional paging: PagingConvention,
        /// The names that the schema may have. Those of protobuf's style guide by default.
        optional names: Naming,
        /// The other schema files, in the order in which services and types are documented.
        list files: Text,
    }
}

choice! {
    /// The names that a schema may have.
    pub enum Naming {
        /// Names that follow protobuf's style guide.
        Style = "style",
        /// All names that protobuf accepts, for APIs whose names are given.
        Any = "any",
    }
}

record! {
    /// The generated crate. Every key has a default.
    pub struct Crate as "`crate`" {
        /// Name. Defaults to the protobuf package with hyphens, e.g. `shop-v1`, or `shop-api` for the package `shop`.
        optional name: Text,
        /// Version, e.g. `1.2.0`. Defaults to `0.1.0`.
        optional version: Text,
        /// Description, in one line. Defaults to a sentence with the title and the protobuf package.
        optional description: Text,
        /// License, as an SPDX expression, e.g. `MIT OR Apache-2.0`. Required for publishing on crates.io.
        optional license: Text,
        /// Up to five keywords. Default to `api`, `client` and `connect`.
        list keywords: Text,
        /// Up to five categories of crates.io. Default to those of API bindings, HTTP clients and servers.
        list categories: Text,
        /// URL of the documentation. docs.rs when omitted.
        optional documentation: Text,
        /// URL of the home page.
        optional homepage: Text,
        /// URL of the repository.
        optional repository: Text,
        /// Where the crate finds its runtime. Defaults to crates.io.
        optional runtime: Runtime,
    }
}

record! {
    /// Where the crate finds `gitpod-runtime`.
    pub struct Runtime as "`crate.runtime`" {
        /// Version requirement. Defaults to the version of the generator.
        optional version: Text,
        /// Folder of the crate `gitpod-runtime`: absolute, or relative to the folder of the generated manifest. Used in place of crates.io.
        optional path: Text,
    }
}

record! {
    /// Authentication.
    pub struct Auth as "`auth`" {
        /// How the token is sent.
        required scheme: Scheme,
        /// Header that holds the token, for the scheme `header`, e.g. `x-api-key`.
        optional header: Text,
        /// Environment variables that hold the token, in order of precedence.
        list env: Text,
        /// Description of the token and how to get one, in Markdown.
        optional doc: Text,
    }
}

choice! {
    /// How the token is sent.
    pub enum Scheme {
        /// `Authorization: Bearer TOKEN`.
        Bearer = "bearer",
        /// The token alone, in the header that `header` names.
        Header = "header",
        /// There is no token, as without `auth`.
        None = "none",
    }
}

record! {
    /// Fields and query parameters that hold the page token, page size and next page token of list RPCs.
    pub struct PagingConvention as "`paging`" {
        /// Paging parameters of requests.
        required request: PagingRequest,
        /// Paging results in responses.
        required response: PagingResponse,
        /// Paging parameters in the query string. When omitted, servers read them from the request only.
        optional query: PagingQuery,
        /// Description of paging, in Markdown.
        required doc: Text,
    }
}

record! {
    /// Paging parameters of requests.
    pub struct PagingRequest as "`paging.request`" {
        /// Request field that holds the paging message.
        required field: Text,
        /// Field of the paging message that holds the page token.
        required token: Text,
        /// Field of the paging message that holds the page size.
        required page_size: Text,
    }
}

record! {
    /// Paging results in responses.
    pub struct PagingResponse as "`paging.response`" {
        /// Response field that holds the paging message.
        required field: Text,
        /// Field of the paging message that holds the next page token. Empty on the last page.
        required next_token: Text,
    }
}

record! {
    /// Query parameters for paging.
    pub struct PagingQuery as "`paging.query`" {
        /// Name of the page token parameter.
        required token: Text,
        /// Name of the page size parameter.
        required page_size: Text,
    }
}

impl Api {
    /// Stands for an `api.yaml` that is missing or could not be read, so that the other files are
    /// checked.
    pub(crate) fn unreadable(span: Span) -> Self {
        let text = |value: &str| Text { value: value.to_owned(), span };
        Self {
            span,
            package: text("unknown"),
            title: text("unknown"),
            doc: text("Could not be read."),
            base_url: None,
            base_url_env: Vec::new(),
            package_crate: None,
            auth: None,
            paging: None,
            names: None,
            files: Vec::new(),
            broken: Broken::new(&["paging", "files"]),
        }
    }
}
