//! Serde's traits over the same tables as the engine, generic over the format only.
//!
//! Both directions speak ProtoJSON, whatever the format; they are meant for formats that
//! describe themselves and that people read. Reading through serde behaves as reading bytes
//! does, as far as the format shows it: it is the format that reads strings and numbers, so a
//! whole number that it gives as a float is exact only as far as a float is.

mod at;
mod de;
mod key;
mod ser;
mod skip;

pub(crate) use de::{deserialize_enum_into, deserialize_into};
pub(crate) use ser::{serialize, serialize_enum};
