//! Messages, fields, oneofs and enums.

use std::ops::Index;

use super::{
    Deprecation, Doc, EnumId, EnumValueId, FieldId, FieldType, FileId, MessageId, OneofId,
    Reserved, RpcId, RuleSet, RustName, RustPath, Table, Type, TypeId,
};

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// The name within the package, such as `ListProjectsRequest.Filter`.
    pub name: String,
    /// The full protobuf name.
    pub full_name: String,
    /// The path in Rust, relative to the `model` module.
    pub path: RustPath,
    /// The module of nested types, if there are any.
    pub module: Option<RustName>,
    /// The file that defines the type.
    pub file: FileId,
    /// The description.
    pub doc: Doc,
    /// The fields in schema order.
    pub fields: Table<FieldId, Field>,
    /// The oneofs in schema order.
    pub oneofs: Table<OneofId, Oneof>,
    /// The numbers and names that fields may not use.
    pub reserved: Reserved,
    /// Nested messages and enums.
    pub nested: Vec<TypeId>,
    /// Whether the rules of the fields are checked.
    pub validated: bool,
    /// Whether the message contains a float, directly or indirectly. Such a message has no `Eq`.
    pub contains_float: bool,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether errors carry the message as a detail.
    pub error_detail: bool,
    /// RPCs whose request or response contains the type, in order.
    pub reached_by: Vec<RpcId>,
    /// Error details that contain the type, or are it, in order.
    pub in_details: Vec<MessageId>,
}

impl Index<FieldId> for Message {
    type Output = Field;

    fn index(&self, id: FieldId) -> &Field {
        &self.fields[id]
    }
}

impl Index<OneofId> for Message {
    type Output = Oneof;

    fn index(&self, id: OneofId) -> &Oneof {
        &self.oneofs[id]
    }
}

impl Message {
    /// The last part of the name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }

    /// The members of the struct, in order: one for each plain field and each oneof.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        self.fields.enumerate().filter_map(|(id, field)| match field.presence {
            Presence::Oneof(oneof) => {
                let oneof = &self[oneof];
                (oneof.arms.first() == Some(&id)).then_some(Member::Oneof(oneof))
            }
            Presence::Implicit | Presence::Message | Presence::Optional => {
                Some(Member::Field(field))
            }
        })
    }
}

impl Message {
    /// The oneof that a value of the message can be made from: its only one, if no other field is
    /// required.
    #[must_use]
    pub fn convertible_oneof(&self) -> Option<&Oneof> {
        let mut oneofs = self.oneofs.iter();
        let (oneof, None) = (oneofs.next()?, oneofs.next()) else { return None };
        let required = |field: &Field| field.documented_required || field.rules.required;
        (!self.fields.iter().any(required)).then_some(oneof)
    }
}

/// A member of a message's struct.
#[derive(Debug, Clone, Copy)]
pub enum Member<'a> {
    /// A field outside of oneofs.
    Field(&'a Field),
    /// A oneof, at the position of its first field.
    Oneof(&'a Oneof),
}

/// The part of a name after the last dot, or all of it.
fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// The protobuf name.
    pub name: String,
    /// The JSON name.
    pub json_name: String,
    /// The number.
    pub number: u32,
    /// The name in Rust: of the struct field, or of the variant for a field of a oneof.
    pub rust: RustName,
    /// The setter, such as `with_page_size`.
    pub setter: RustName,
    /// The type.
    pub ty: FieldType,
    /// The presence.
    pub presence: Presence,
    /// Whether the elements of a list of scalars are packed in the binary encoding; `true` for other
    /// fields.
    pub packed: bool,
    /// Whether the value is boxed, because the message can contain itself.
    pub boxed: bool,
    /// Whether the field is documented as always present.
    pub documented_required: bool,
    /// The accessors that return an error when the field is absent. Only for message fields of
    /// responses and those that are documented as always present.
    pub required_accessors: Option<RequiredAccessors>,
    /// The validation rules.
    pub rules: RuleSet,
    /// Whether the value is a secret, redacted in debug output, errors and logs.
    pub sensitive: bool,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The description.
    pub doc: Doc,
}

/// The accessors of a message field that return an error when it is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredAccessors {
    /// The method that returns a reference, such as `require_metadata`.
    pub borrow: RustName,
    /// The method that returns the value, such as `into_metadata`.
    pub take: RustName,
}

/// How a field distinguishes "not set" from its default value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It does not: implicit presence.
    Implicit,
    /// A message field, which has explicit presence.
    Message,
    /// A field declared `optional`.
    Optional,
    /// A field of this oneof.
    Oneof(OneofId),
}

/// A oneof.
#[derive(Debug, Clone)]
pub struct Oneof {
    /// The protobuf name.
    pub name: String,
    /// The name of the struct field in Rust.
    pub rust: RustName,
    /// The setter.
    pub setter: RustName,
    /// The path of the enum in Rust.
    pub path: RustPath,
    /// Whether one of the fields must be set.
    pub required: bool,
    /// The description.
    pub doc: Doc,
    /// The fields of the oneof, in schema order.
    pub arms: Vec<FieldId>,
}

impl Oneof {
    /// The fields of the oneof. `message` is the message that it belongs to.
    pub fn arms<'a>(&self, message: &'a Message) -> impl Iterator<Item = &'a Field> {
        self.arms.iter().map(|arm| &message[*arm])
    }

    /// The arms that the type of their value identifies: those with a message or enum that no other
    /// arm has.
    pub fn arms_by_type<'a>(&'a self, message: &'a Message) -> impl Iterator<Item = &'a Field> {
        self.arms(message).filter(|arm| {
            !matches!(arm.ty.inner(), Type::Scalar(_))
                && self.arms(message).filter(|other| other.ty == arm.ty).count() == 1
        })
    }
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The id.
    pub id: EnumId,
    /// The name within the package.
    pub name: String,
    /// The full protobuf name.
    pub full_name: String,
    /// The path in Rust.
    pub path: RustPath,
    /// The file that defines the type.
    pub file: FileId,
    /// The description.
    pub doc: Doc,
    /// The values in schema order. The first has the number 0.
    pub values: Table<EnumValueId, EnumValue>,
    /// The numbers and names that values may not use.
    pub reserved: Reserved,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// RPCs whose request or response contains the type, in order.
    pub reached_by: Vec<RpcId>,
    /// Error details that contain the type, in order.
    pub in_details: Vec<MessageId>,
}

impl Enum {
    /// The last part of the name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The wire name.
    pub name: String,
    /// The number.
    pub number: i32,
    /// The variant in Rust.
    pub rust: RustName,
    /// Other wire names of the value, which are read but not written.
    pub aliases: Vec<EnumAlias>,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The description.
    pub doc: Doc,
}

/// Another wire name of an enum value. It has no variant in Rust.
#[derive(Debug, Clone)]
pub struct EnumAlias {
    /// The wire name.
    pub name: String,
    /// The deprecation, if the item is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The description.
    pub doc: Doc,
}
