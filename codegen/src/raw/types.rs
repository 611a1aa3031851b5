//! The format's mappings, in the order in which a reader of a schema file meets them.

use super::Text;
use super::declare::{choice, record};
use super::rules::Rules;
use crate::node::Node;
use crate::source::Spanned;

record! {
    /// What holds for the API as a whole; the file `api.yaml`.
    pub struct Api as "the API" {
        /// The protobuf package, such as `gitpod.v1`.
        required package: Text,
        /// What people call the API.
        required title: Text,
        /// What the API is for.
        required doc: Text,
        /// Where the production service is, without a slash at the end.
        required base_url: Text,
        /// Environment variables that may hold another base URL, the preferred one first.
        list base_url_env: Text,
        /// How callers prove who they are.
        required auth: Auth,
        /// How listings page.
        required paging: PagingConvention,
        /// The other files of the schema, in the order in which types and docs are to stand.
        list files: Text,
    }
}

record! {
    /// How callers prove who they are.
    pub struct Auth as "`auth`" {
        /// The scheme of the `Authorization` header.
        required scheme: Scheme,
        /// Environment variables that may hold the token, the preferred one first.
        list env: Text,
        /// What the token is and where it comes from.
        required doc: Text,
    }
}

choice! {
    /// The scheme of the `Authorization` header.
    pub enum Scheme {
        /// `Authorization: Bearer TOKEN`.
        Bearer = "bearer",
    }
}

record! {
    /// Where listings have their page token, their page size and the token of the next page.
    pub struct PagingConvention as "`paging`" {
        /// The part of a request that asks for a page.
        required request: PagingRequest,
        /// The part of a response that leads to the next page.
        required response: PagingResponse,
        /// The same parameters in the query string.
        required query: PagingQuery,
        /// How it is meant.
        required doc: Text,
    }
}

record! {
    /// The part of a request that asks for a page.
    pub struct PagingRequest as "`paging.request`" {
        /// The request's field that holds it.
        required field: Text,
        /// The token's field in there.
        required token: Text,
        /// The page size's field in there.
        required page_size: Text,
    }
}

record! {
    /// The part of a response that leads to the next page.
    pub struct PagingResponse as "`paging.response`" {
        /// The response's field that holds it.
        required field: Text,
        /// The token's field in there; empty on the last page.
        required next_token: Text,
    }
}

record! {
    /// Names of the paging parameters in the query string.
    pub struct PagingQuery as "`paging.query`" {
        /// The token.
        required token: Text,
        /// The page size.
        required page_size: Text,
    }
}

record! {
    /// A file of the schema: a service with its resources, or types that several services use.
    pub struct Definitions as "a schema file" {
        /// The service that the resources of this file belong to.
        optional service: Service,
        /// The service's RPCs and types, grouped as the documentation groups them.
        list resources: Resource,
        /// Messages that belong to no resource.
        list messages: Message,
        /// Enums that belong to no resource.
        list enums: Enum,
    }
}

record! {
    /// A protobuf service.
    pub struct Service as "a service" {
        /// Its name, such as `ProjectService`.
        required name: Text,
        /// What it is for.
        optional doc: Text,
    }
}

record! {
    /// A group of RPCs and types under one documented name.
    pub struct Resource as "a resource" {
        /// The documented path of its methods, such as `projects.policies`.
        required name: Text,
        /// What it is.
        optional doc: Text,
        /// Its RPCs in the order of the documentation.
        list rpcs: Rpc,
        /// The messages that its RPCs speak of.
        list messages: Message,
        /// The enums that its RPCs speak of.
        list enums: Enum,
    }
}

record! {
    /// A remote procedure call.
    pub struct Rpc as "an RPC" {
        /// Its name, such as `GetProject`.
        required name: Text,
        /// Its documented name under the resource, such as `retrieve`.
        required method: Text,
        /// Whether calling it again may change anything.
        optional idempotency: Idempotency,
        /// How it pages, for a listing.
        optional paging: Paging,
        /// What to call instead, or why it goes away.
        optional deprecated: Deprecation,
        /// What it does and what a caller must know.
        optional doc: Text,
        /// Where documentation and descriptors disagree, and which of them won.
        optional note: Text,
        /// The request message; its name is the RPC's with `Request` unless `type` says otherwise.
        optional request: RpcMessage,
        /// The response message; its name is the RPC's with `Response` unless `type` says otherwise.
        optional response: RpcMessage,
        /// Requests with the responses that they get.
        list examples: Example,
    }
}

choice! {
    /// Whether calling an RPC again may change anything.
    pub enum Idempotency {
        /// It only reads: it may be retried and sent as GET.
        NoSideEffects = "no_side_effects",
        /// Calling it twice is the same as calling it once.
        Idempotent = "idempotent",
    }
}

record! {
    /// How a listing pages; where the tokens are is said once, in `api.yaml`.
    pub struct Paging as "`paging`" {
        /// The repeated field of the response that holds the items.
        required items: Text,
        /// Whether token and size may stand in the query string as well; true unless said.
        optional query: Spanned<bool>,
    }
}

record! {
    /// The message that an RPC takes or gives: defined in place, or the name of another one.
    pub struct RpcMessage as "the message of an RPC" {
        /// The name of a message that is defined elsewhere.
        optional reference as "type": Text,
        /// The message, defined here.
        flat body: MessageBody,
    }
}

record! {
    /// A message with its name.
    pub struct Message as "a message" {
        /// Its name without package and outer messages.
        required name: Text,
        /// What it consists of.
        flat body: MessageBody,
    }
}

record! {
    /// What a message consists of.
    pub struct MessageBody as "a message" {
        /// What it is.
        optional doc: Text,
        /// Where documentation and descriptors disagree, and which of them won.
        optional note: Text,
        /// What to use instead, or why it goes away.
        optional deprecated: Deprecation,
        /// Whether the rules of its fields are checked.
        optional validation: Validation,
        /// Groups of fields of which at most one is set.
        list oneofs: Oneof,
        /// Its fields.
        list fields: Field,
        /// Messages that are named inside it.
        list messages: Message,
        /// Enums that are named inside it.
        list enums: Enum,
    }
}

choice! {
    /// Whether the rules of a message's fields are checked.
    pub enum Validation {
        /// They are not.
        Disabled = "disabled",
    }
}

record! {
    /// A group of fields of which at most one is set.
    pub struct Oneof as "a oneof" {
        /// Its name.
        required name: Text,
        /// Whether one of them must be set.
        optional required: Spanned<bool>,
        /// What is chosen between.
        optional doc: Text,
    }
}

record! {
    /// A field of a message.
    pub struct Field as "a field" {
        /// Its protobuf name, in snake_case.
        required name: Text,
        /// Its protobuf number.
        required number: Spanned<i64>,
        /// Its type: `string`, `int64`, `optional bool`, `repeated X`, `map<string, X>`, `Outer.Inner`.
        required kind as "type": Text,
        /// Its JSON name, where that is not the lowerCamelCase of the name.
        optional json: Text,
        /// The oneof that it is an arm of.
        optional oneof: Text,
        /// Whether it is always there, and who says so.
        optional required: Required,
        /// What to use instead, or why it goes away.
        optional deprecated: Deprecation,
        /// Whether its value is a secret that no log may show.
        optional sensitive: Spanned<bool>,
        /// What a valid value is.
        optional rules: Rules,
        /// What it is: unit, range, who sets it, what empty means.
        optional doc: Text,
        /// Where documentation and descriptors disagree, and which of them won.
        optional note: Text,
    }
}

choice! {
    /// Whether a field is always there, and who says so.
    pub enum Required {
        /// The documentation shows it as always present, and validation demands it.
        Both = "true",
        /// Only the documentation says so.
        Docs = "docs",
        /// Only validation demands it.
        Rule = "rule",
    }
}

record! {
    /// What replaces a thing that goes away, or why it goes.
    pub struct Deprecation as "`deprecated`" {
        /// What to use instead: a sibling's name.
        optional replacement as "use": Text,
        /// Why, where nothing replaces it.
        optional reason: Text,
    }
}

record! {
    /// An enum.
    pub struct Enum as "an enum" {
        /// Its name without package and outer messages.
        required name: Text,
        /// What it says.
        optional doc: Text,
        /// Where documentation and descriptors disagree, and which of them won.
        optional note: Text,
        /// What to use instead, or why it goes away.
        optional deprecated: Deprecation,
        /// Its values, the one numbered 0 among them.
        list values: EnumValue,
    }
}

record! {
    /// A value of an enum.
    pub struct EnumValue as "an enum value" {
        /// Its wire name with the enum's prefix, such as `ORGANIZATION_TIER_FREE`.
        required name: Text,
        /// Its number.
        required number: Spanned<i64>,
        /// What to use instead, or why it goes away.
        optional deprecated: Deprecation,
        /// What it means.
        optional doc: Text,
    }
}

record! {
    /// A request and the response that it gets, as ProtoJSON.
    pub struct Example as "an example" {
        /// What it shows.
        required title: Text,
        /// The request.
        required request: Node,
        /// The response.
        required response: Node,
    }
}
