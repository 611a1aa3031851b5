//! The mappings of schema files, from services down to fields and examples. Those of `api.yaml` are in
//! `api`.
//!
//! Their docs become the descriptions in the JSON Schemas, which editors show to schema authors.

use super::Text;
use super::declare::{choice, record};
use super::reserved::Reserved;
use super::rules::Rules;
use crate::node::Node;
use crate::raw::Broken;
use crate::source::Spanned;

record! {
    /// A schema file: a service with its resources, or types shared by several services.
    pub struct Definitions as "a schema file" {
        /// The service that declares the RPCs of this file.
        optional service: Service,
        /// RPCs and types, grouped as in the API documentation.
        list resources: Resource,
        /// Messages that do not belong to a resource.
        list messages: Message,
        /// Enums that do not belong to a resource.
        list enums: Enum,
    }
}

record! {
    /// A protobuf service.
    pub struct Service as "a service" {
        /// Name, e.g. `ProjectService`.
        required name: Text,
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
    }
}

record! {
    /// A resource: a group of RPCs and types under one name in the API documentation.
    pub struct Resource as "a resource" {
        /// Documented path, e.g. `projects.policies`.
        required name: Text,
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
        /// RPCs, in the order of the API documentation.
        list rpcs: Rpc,
        /// Messages of the resource.
        list messages: Message,
        /// Enums of the resource.
        list enums: Enum,
    }
}

record! {
    /// An RPC with its request and response messages.
    pub struct Rpc as "an RPC" {
        /// Name, e.g. `GetProject`.
        required name: Text,
        /// Documented method name within the resource, e.g. `retrieve`.
        expected method: Text,
        /// Idempotency level. When omitted, calls are not assumed to be safe to retry.
        optional idempotency: Idempotency,
        /// Paging, for RPCs that return lists.
        optional paging: Paging,
        /// Marks the RPC as deprecated.
        optional deprecated: Deprecation,
        /// Description, in Markdown. The first sentence says what the RPC does.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
        /// Note for maintainers: which source the schema follows where sources disagree. Not emitted.
        optional note: Text,
        /// Request message. Named after the RPC with the suffix `Request`, unless `type` names another message.
        optional request: RpcMessage,
        /// Response message. Named after the RPC with the suffix `Response`, unless `type` names another message.
        optional response: RpcMessage,
        /// Example requests and responses.
        list examples: Example,
    }
}

choice! {
    /// Idempotency level of an RPC.
    pub enum Idempotency {
        /// Reads only. Safe to retry and to send as GET.
        NoSideEffects = "no_side_effects",
        /// Repeated calls have the same effect as one. Safe to retry.
        Idempotent = "idempotent",
    }
}

record! {
    /// Paging of an RPC. `paging` in `api.yaml` says where tokens and page size are.
    pub struct Paging as "`paging`" {
        /// Repeated response field that holds the items.
        required items: Text,
        /// Whether the paging parameters are also accepted in the query string. Defaults to true.
        optional query: Spanned<bool>,
    }
}

record! {
    /// Request or response message: defined inline, or a reference to another message.
    pub struct RpcMessage as "the message of an RPC" {
        /// Name of a message that is defined elsewhere.
        optional reference as "type": Text,
        /// The inline message.
        flat body: MessageBody,
    }
}

record! {
    /// A protobuf message.
    pub struct Message as "a message" {
        /// Name without the package and enclosing messages.
        required name: Text,
        /// Whether programs use the message by itself. Defaults to false: an RPC contains it.
        optional standalone: Spanned<bool>,
        /// Whether errors carry the message as a detail. Defaults to false. Such a message is used even if no RPC contains it.
        optional error_detail: Spanned<bool>,
        /// Contents.
        flat body: MessageBody,
    }
}

record! {
    /// The contents of a message.
    pub struct MessageBody as "a message" {
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
        /// Note for maintainers: which source the schema follows where sources disagree. Not emitted.
        optional note: Text,
        /// Marks the message as deprecated.
        optional deprecated: Deprecation,
        /// Whether the rules of its fields are checked. Enabled by default.
        optional validation: Validation,
        /// Numbers and names of removed fields, which no field may use again.
        list reserved: Reserved,
        /// Oneofs.
        list oneofs: Oneof,
        /// Fields, in documentation order.
        list fields: Field,
        /// Nested messages.
        list messages: Message,
        /// Nested enums.
        list enums: Enum,
    }
}

choice! {
    /// Whether the rules of a message's fields are checked.
    pub enum Validation {
        /// Rules are not checked.
        Disabled = "disabled",
    }
}

record! {
    /// A oneof: a group of fields of which at most one is set.
    pub struct Oneof as "a oneof" {
        /// Name.
        required name: Text,
        /// Whether validation requires one of the fields to be set. Defaults to false.
        optional required: Spanned<bool>,
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
    }
}

record! {
    /// A field of a message.
    pub struct Field as "a field" {
        /// Protobuf name, in `snake_case`.
        required name: Text,
        /// Field number.
        expected number: Spanned<i64>,
        /// Type, e.g. `string`, `int64`, `optional bool`, `repeated X`, `map<string, X>` or `Outer.Inner`.
        expected kind as "type": Text,
        /// JSON name. Defaults to the name in lowerCamelCase.
        optional json: Text,
        /// Name of the oneof that the field belongs to.
        optional oneof: Text,
        /// Whether the field is required: always present according to the documentation, by validation, or both.
        optional required: Required,
        /// Marks the field as deprecated.
        optional deprecated: Deprecation,
        /// Whether the value is a secret, redacted in debug output, errors and logs. Defaults to false.
        optional sensitive: Spanned<bool>,
        /// Whether the elements of a list of numbers, booleans or enum values are packed in the binary encoding. Defaults to true.
        optional packed: Spanned<bool>,
        /// Validation rules.
        optional rules: Rules,
        /// Description, in Markdown: meaning, unit, range, default, and what happens when it is omitted.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
        /// Note for maintainers: which source the schema follows where sources disagree. Not emitted.
        optional note: Text,
    }
}

choice! {
    /// Sources that require a field: the documentation, validation or both.
    pub enum Required {
        /// Documented as always present, and required by validation.
        Both = "true",
        /// Documented as always present, but not required by validation.
        Docs = "docs",
        /// Required by validation only.
        Rule = "rule",
    }
}

record! {
    /// Deprecation: a replacement or a reason.
    pub struct Deprecation as "`deprecated`" written "`{use: other_name}` or `{reason: …}`" {
        /// Replacement: the name of a sibling.
        optional replacement as "use": Text,
        /// Reason, if there is no replacement.
        optional reason: Text,
    }
}

record! {
    /// A protobuf enum.
    pub struct Enum as "an enum" {
        /// Name without the package and enclosing messages.
        required name: Text,
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
        /// Note for maintainers: which source the schema follows where sources disagree, or why the field is or is not sensitive. Not emitted.
        optional note: Text,
        /// Marks the enum as deprecated.
        optional deprecated: Deprecation,
        /// Whether values with the number of an earlier value are aliases of it: other names, which are read but not written. Defaults to false.
        optional allow_alias: Spanned<bool>,
        /// Numbers and names of removed values, which no value may use again.
        list reserved: Reserved,
        /// Values. The first one must have the number 0.
        list values: EnumValue,
    }
}

record! {
    /// A value of an enum.
    pub struct EnumValue as "an enum value" {
        /// Wire name with the prefix of the enum, e.g. `ORGANIZATION_TIER_FREE`.
        required name: Text,
        /// Number.
        expected number: Spanned<i64>,
        /// Marks the value as deprecated.
        optional deprecated: Deprecation,
        /// Description, in Markdown.
        optional doc: Text,
        /// What no source states, but follows from names, structure or other items, in Markdown. Marked as inferred in documentation.
        optional inferred: Text,
    }
}

record! {
    /// An example request and response, in ProtoJSON.
    pub struct Example as "an example" {
        /// Title, shown as a heading.
        required title: Text,
        /// Request.
        required request: Node,
        /// Response.
        required response: Node,
    }
}

/// An item with a description.
pub trait Described {
    /// What sources state.
    fn doc(&self) -> Option<&Text>;

    /// What is inferred.
    fn inferred(&self) -> Option<&Text>;

    /// The keys that could not be read.
    fn broken(&self) -> &Broken;
}

macro_rules! described {
    ($($name:ident),+) => { $(
        impl Described for $name {
            fn doc(&self) -> Option<&Text> {
                self.doc.as_ref()
            }

            fn inferred(&self) -> Option<&Text> {
                self.inferred.as_ref()
            }

            fn broken(&self) -> &Broken {
                &self.broken
            }
        }
    )+ };
}

described!(Service, Resource, Rpc, MessageBody, Oneof, Field, Enum, EnumValue);
