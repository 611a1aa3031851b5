//! Reading of error bodies. What an error does not hold is skipped while it is parsed, so that
//! memory does not depend on the shape of a body.
//!
//! Used by `json`. Must not depend on the rest of `rpc`.

use std::fmt;

use serde_core::Deserialize;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ErrorDetail;
use super::debug_json::{Budget, DebugJson, Text};
use crate::scalar::Bytes;

/// The maximum number of details of an error. Further ones are skipped.
const MAX_DETAILS: usize = 100;

/// The parts of an error body. All are empty if the body is not an object.
#[derive(Default)]
pub(super) struct Body {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut body = Self::default();
        Part::Body(&mut body).deserialize(deserializer)?;
        Ok(body)
    }
}

/// What is filled with a value. A value of another JSON type is skipped.
///
/// The parts are one type, because the parser of `serde_json` is compiled for each type that it reads.
enum Part<'p> {
    Body(&'p mut Body),
    Details(Details<'p>),
    /// The last detail of a list.
    Detail(Details<'p>),
}

struct Details<'p> {
    read: &'p mut Vec<ErrorDetail>,
    budget: &'p mut Budget,
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if let Self::Details(details) = self
            && !details.read_list(&mut list)?
        {
            return Ok(());
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        match self {
            Self::Body(body) => body.read(object),
            Self::Detail(details) => details.read_detail(object),
            Self::Details(_) => {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(())
            }
        }
    }
}

impl Body {
    fn read<'de, A: MapAccess<'de>>(&mut self, mut object: A) -> Result<(), A::Error> {
        let mut budget = Budget::of_error();
        while let Some(key) = object.next_key::<String>()? {
            match &*key {
                "code" => self.code = object.next_value_seed(Text)?,
                "message" => self.message = object.next_value_seed(Text)?,
                "details" => {
                    self.details.clear();
                    let details = Details { read: &mut self.details, budget: &mut budget };
                    object.next_value_seed(Part::Details(details))?;
                }
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

impl Details<'_> {
    /// Reads a list up to the maximum number of details. Returns whether it may have more.
    fn read_list<'de, A: SeqAccess<'de>>(self, list: &mut A) -> Result<bool, A::Error> {
        while self.read.len() < MAX_DETAILS {
            let detail = Details { read: &mut *self.read, budget: &mut *self.budget };
            if list.next_element_seed(Part::Detail(detail))?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads a detail, and skips it if it has no type.
    fn read_detail<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut type_name, mut value, mut debug) = (None, None, None);
        while let Some(key) = object.next_key::<String>()? {
            match &*key {
                "type" => type_name = object.next_value_seed(Text)?,
                "value" => value = object.next_value_seed(Text)?,
                "debug" => debug = object.next_value_seed(DebugJson::new(self.budget))?,
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        if let Some(type_name) = type_name {
            let mut detail = ErrorDetail::new(without_url(type_name), decoded(value));
            detail.debug = debug;
            self.read.push(detail);
        }
        Ok(())
    }
}

/// The name of a type. Some servers send a type URL, as in `google.protobuf.Any`.
fn without_url(mut type_name: String) -> String {
    if let Some(slash) = type_name.rfind('/') {
        type_name.drain(..=slash);
    }
    type_name
}

/// The value of a detail, which is empty if it is not base64.
fn decoded(base64: Option<String>) -> Vec<u8> {
    let value = base64.and_then(|text| Bytes::from_base64(&text).ok());
    value.map(Bytes::into_vec).unwrap_or_default()
}
