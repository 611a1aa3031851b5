//! The types of an API's reference: descriptions, types and rules as data, for tools that print them.
//!
//! Generated crates hold the tables; the feature `reference` compiles them. Depends on nothing.

/// The reference of an API.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Reference {
    /// Every RPC, in the order of the schema.
    pub rpcs: &'static [Rpc],
    /// Every message, in the order of the schema.
    pub messages: &'static [Message],
    /// Every enum, in the order of the schema.
    pub enums: &'static [Enum],
}

impl Reference {
    /// Creates a reference; called by generated code in a `static`.
    #[must_use]
    pub const fn new(
        rpcs: &'static [Rpc],
        messages: &'static [Message],
        enums: &'static [Enum],
    ) -> Self {
        Self { rpcs, messages, enums }
    }

    /// Returns the RPC with a path, such as `/acme.v1.BookService/GetBook`.
    #[must_use]
    pub fn rpc(&self, path: &str) -> Option<&'static Rpc> {
        self.rpcs.iter().find(|rpc| rpc.path == path)
    }

    /// Returns the message with a full protobuf name.
    #[must_use]
    pub fn message(&self, name: &str) -> Option<&'static Message> {
        self.messages.iter().find(|message| message.name == name)
    }

    /// Returns the enum with a full protobuf name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&'static Enum> {
        self.enums.iter().find(|of| of.name == name)
    }
}

/// An RPC. Generated code writes it as a literal, so fields may be added in any release.
#[derive(Debug, Clone, Copy)]
pub struct Rpc {
    /// The path, such as `/acme.v1.BookService/GetBook`.
    pub path: &'static str,
    /// The description, in Markdown.
    pub doc: &'static str,
    /// The examples. May be empty.
    pub examples: &'static [Example],
}

/// An example of an RPC.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The title.
    pub title: &'static str,
    /// The request, in JSON.
    pub request: &'static str,
    /// The response, in JSON.
    pub response: &'static str,
}

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Message {
    /// The full protobuf name.
    pub name: &'static str,
    /// The description, in Markdown.
    pub doc: &'static str,
    /// Whether errors carry the message as a detail.
    pub error_detail: bool,
    /// The fields, in the order of the schema.
    pub fields: &'static [Field],
}

/// A field of a message.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The JSON name.
    pub name: &'static str,
    /// The type as the schema spells it: `string`, `repeated acme.v1.Author`,
    /// `map<string, int32>`.
    pub ty: &'static str,
    /// The full protobuf name of the message or enum in the type. `None` for built-in types.
    pub refers_to: Option<&'static str>,
    /// The oneof that the field belongs to.
    pub oneof: Option<&'static str>,
    /// Constraints and other facts, in sentences. May be empty.
    pub rules: &'static str,
    /// The description, in Markdown.
    pub doc: &'static str,
    /// The deprecation. `None` if the field is not deprecated.
    pub deprecated: Option<&'static str>,
}

/// An enum.
#[derive(Debug, Clone, Copy)]
pub struct Enum {
    /// The full protobuf name.
    pub name: &'static str,
    /// The description, in Markdown.
    pub doc: &'static str,
    /// The values, in the order of the schema.
    pub values: &'static [EnumValue],
}

/// A value of an enum.
#[derive(Debug, Clone, Copy)]
pub struct EnumValue {
    /// The wire name.
    pub name: &'static str,
    /// The description, in Markdown.
    pub doc: &'static str,
}
