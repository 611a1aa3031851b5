//! Messages, fields, oneofs and enums.

use std::ops::Index;

use super::{
    Deprecation, Doc, EnumId, FieldId, FieldType, FileId, MessageId, OneofId, RpcId, RuleSet,
    RustName, RustPath, Table, TypeId,
};

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its name from the package's root, such as `ListProjectsRequest.Filter`.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// Where it lives in Rust, from the models' root.
    pub path: RustPath,
    /// The module of what is nested in it, if anything is.
    pub module: Option<RustName>,
    /// The file that defines it.
    pub file: FileId,
    /// What it is.
    pub doc: Doc,
    /// Its fields in schema order.
    pub fields: Table<FieldId, Field>,
    /// Its oneofs in schema order.
    pub oneofs: Table<OneofId, Oneof>,
    /// Messages and enums that are nested in it.
    pub nested: Vec<TypeId>,
    /// Whether rules of its fields are checked.
    pub validated: bool,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// RPCs that reach it, in order.
    pub reached_by: Vec<RpcId>,
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
    /// The last part of its name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }

    /// What the struct has one member for, in order.
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

/// A member of a message's struct.
#[derive(Debug, Clone, Copy)]
pub enum Member<'a> {
    /// A field that belongs to no oneof.
    Field(&'a Field),
    /// A oneof, in the position of its first arm.
    Oneof(&'a Oneof),
}

/// The part of a name after the last dot, or all of it.
fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its protobuf name.
    pub name: String,
    /// Its JSON name.
    pub json_name: String,
    /// Its number.
    pub number: u32,
    /// Its name in Rust; for a oneof's arm, the variant.
    pub rust: RustName,
    /// The method that sets it, such as `with_page_size`.
    pub setter: RustName,
    /// Its type.
    pub ty: FieldType,
    /// How it tells "not set" from its default.
    pub presence: Presence,
    /// Whether a message is boxed, since it can contain itself.
    pub boxed: bool,
    /// Whether the documentation shows it as always present.
    pub documented_required: bool,
    /// The accessors that return an error when it is absent; for a message that is documented as
    /// always present.
    pub required_accessors: Option<RequiredAccessors>,
    /// What a valid value is.
    pub rules: RuleSet,
    /// Whether no log may show it.
    pub sensitive: bool,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// What it is.
    pub doc: Doc,
}

/// The accessors of a message field that the documentation shows as always present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredAccessors {
    /// The method that returns a reference, such as `require_metadata`.
    pub borrow: RustName,
    /// The method that returns the value, such as `into_metadata`.
    pub take: RustName,
}

/// How a field tells "not set" from its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It does not.
    Implicit,
    /// It is a message.
    Message,
    /// It is declared `optional`.
    Optional,
    /// It is an arm of this oneof of its message.
    Oneof(OneofId),
}

/// A oneof.
#[derive(Debug, Clone)]
pub struct Oneof {
    /// Its protobuf name.
    pub name: String,
    /// Its field in Rust.
    pub rust: RustName,
    /// The method that sets it.
    pub setter: RustName,
    /// Where its enum lives in Rust.
    pub path: RustPath,
    /// Whether one arm must be set.
    pub required: bool,
    /// What is chosen between.
    pub doc: Doc,
    /// Its arms: fields of its message, in schema order.
    pub arms: Vec<FieldId>,
}

impl Oneof {
    /// The arms, given the message that the oneof belongs to.
    pub fn arms<'a>(&self, message: &'a Message) -> impl Iterator<Item = &'a Field> {
        self.arms.iter().map(|arm| &message[*arm])
    }
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// Its id.
    pub id: EnumId,
    /// Its name from the package's root.
    pub name: String,
    /// Its name with the package.
    pub full_name: String,
    /// Where it lives in Rust.
    pub path: RustPath,
    /// The file that defines it.
    pub file: FileId,
    /// What it says.
    pub doc: Doc,
    /// Its values in schema order; the first is numbered 0.
    pub values: Vec<EnumValue>,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// RPCs that reach it, in order.
    pub reached_by: Vec<RpcId>,
}

impl Enum {
    /// The last part of its name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Its wire name.
    pub name: String,
    /// Its number.
    pub number: i32,
    /// Its variant.
    pub rust: RustName,
    /// What to use instead.
    pub deprecated: Option<Deprecation>,
    /// What it means.
    pub doc: Doc,
}
