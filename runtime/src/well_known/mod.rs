//! The well-known types of protobuf: [`Any`], [`Struct`], [`Value`], [`ListValue`], [`NullValue`],
//! [`FieldMask`], [`Empty`] and the wrappers.
//!
//! They are messages like generated ones, so the binary codec needs nothing for them. Their
//! descriptors are marked with [`WellKnown`](crate::message::WellKnown), which gives them their JSON
//! forms. [`Timestamp`](crate::Timestamp) and [`Duration`](crate::Duration) are scalars instead; `time`
//! has their messages, which exist inside of an `Any` only.
//!
//! Used by generated code, and by `json` and `serde_impl` for their forms in JSON. Depends on `binary`, `message`,
//! `enumeration` and `scalar`.

mod any;
mod convert;
mod empty;
mod field_mask;
mod null_value;
mod structure;
mod time;
mod wrappers;

pub use any::Any;
pub(crate) use any::type_name;
pub use empty::Empty;
pub use field_mask::FieldMask;
pub use null_value::NullValue;
pub use structure::{ListValue, Struct, Value, ValueKind};
pub use wrappers::{
    BoolValue, BytesValue, DoubleValue, FloatValue, Int32Value, Int64Value, StringValue,
    UInt32Value, UInt64Value,
};

use crate::message::MessageType;

/// The well-known types that an [`Any`] may hold without being registered: all of them, and
/// `google.protobuf.Timestamp` and `google.protobuf.Duration`.
pub static MESSAGES: &[MessageType] = &[
    MessageType::of::<Any>("google.protobuf.Any"),
    MessageType::of::<BoolValue>("google.protobuf.BoolValue"),
    MessageType::of::<BytesValue>("google.protobuf.BytesValue"),
    MessageType::of::<DoubleValue>("google.protobuf.DoubleValue"),
    MessageType::of::<time::DurationMessage>("google.protobuf.Duration"),
    MessageType::of::<Empty>("google.protobuf.Empty"),
    MessageType::of::<FieldMask>("google.protobuf.FieldMask"),
    MessageType::of::<FloatValue>("google.protobuf.FloatValue"),
    MessageType::of::<Int32Value>("google.protobuf.Int32Value"),
    MessageType::of::<Int64Value>("google.protobuf.Int64Value"),
    MessageType::of::<ListValue>("google.protobuf.ListValue"),
    MessageType::of::<StringValue>("google.protobuf.StringValue"),
    MessageType::of::<Struct>("google.protobuf.Struct"),
    MessageType::of::<time::TimestampMessage>("google.protobuf.Timestamp"),
    MessageType::of::<UInt32Value>("google.protobuf.UInt32Value"),
    MessageType::of::<UInt64Value>("google.protobuf.UInt64Value"),
    MessageType::of::<Value>("google.protobuf.Value"),
];
