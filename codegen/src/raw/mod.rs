//! The schema as written: one type per shape of the format, with unresolved references.
//!
//! Each type is declared once, with `record!` or `choice!`. The declaration expands to the struct
//! or enum, its reader, which reports every shape error, and its JSON Schema for editors. Built by [`crate::parse`],
//! used by [`crate::lower`]. Depends on `node`, `source` and `diagnostics`, and not on `parse`.

mod acknowledged;
mod api;
mod declare;
mod items;
mod json_schema;
mod reserved;
mod rules;
mod shape;
mod types;

pub use acknowledged::{Acknowledged, Acknowledgement};
pub use api::{
    Api, Auth, Crate, Naming, PagingConvention, PagingQuery, PagingRequest, PagingResponse,
    Runtime, Scheme,
};
pub use items::{Item, items};
pub use json_schema::{ACKNOWLEDGED_SCHEMA, API_SCHEMA, DEFINITIONS_SCHEMA, json_schemas};
pub use reserved::{NumberRange, Reserved};
pub use rules::{CelRule, Ignore, Rules};
pub(crate) use shape::unreadable;
pub use shape::{Broken, Findings, Lost, Shape};
pub use types::{
    Definitions, Deprecation, Described, Enum, EnumValue, Example, Field, Idempotency, Message,
    MessageBody, Oneof, Paging, Required, Resource, Rpc, RpcMessage, Service, Validation,
};

use crate::diagnostics::Diagnostics;
use crate::source::{Span, Spanned};

/// The name of the file that acknowledges breaking changes. It is optional, and not one of the schema
/// files that `files` lists.
pub const ACKNOWLEDGED_FILE: &str = "acknowledged.yaml";

/// A string with its span.
pub type Text = Spanned<String>;

/// All files of a schema, as written.
#[derive(Debug, Clone)]
pub struct Schema {
    /// `api.yaml`.
    pub api: Api,
    /// The other files by name, except `acknowledged.yaml`.
    pub files: Vec<File>,
    /// The names of items that could not be read.
    pub lost: Lost,
    /// The mistakes found so far. What could not be read is left out of the rest.
    pub problems: Diagnostics,
}

/// A schema file other than `api.yaml`.
#[derive(Debug, Clone)]
pub struct File {
    /// The file name, such as `project.yaml`.
    pub name: String,
    /// The start of the file.
    pub span: Span,
    /// The definitions in the file.
    pub definitions: Definitions,
}
