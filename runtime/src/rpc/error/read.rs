//! Reading of error bodies. What an error does not hold is skipped while it is parsed, so that
//! memory does not depend on the shape of a body.
//!
//! Used by `json`. Must not depend on the rest of `rpc`.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserialize;
use serde_core::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::ErrorDetail;
use super::debug_json::{Budget, DebugJson};
use crate::scalar::Bytes;

/// The maximum number of details of an error. Further ones are skipped.
const MAX_DETAILS: usize = 100;

/// The parts of an error body.
#[derive(Default)]
pub(super) struct Body {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body: Option<Self> = Lenient::new(BodyReader).deserialize(deserializer)?;
        body.ok_or_else(|| D::Error::custom("expected an object"))
    }
}

/// A reader of values of some JSON types.
trait Reader<'de>: Sized {
    type Value;

    /// Reads a string.
    fn text(self, _: &str) -> Option<Self::Value> {
        None
    }

    /// Reads a list to its end.
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Self::Value>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    /// Reads an object to its end.
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<Self::Value>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// Reads a value with a [`Reader`]. `None` if it has a type that the reader does not read.
struct Lenient<'de, R> {
    reader: R,
    input: PhantomData<&'de ()>,
}

impl<R> Lenient<'_, R> {
    const fn new(reader: R) -> Self {
        Self { reader, input: PhantomData }
    }
}

impl<'de, R: Reader<'de>> DeserializeSeed<'de> for Lenient<'de, R> {
    type Value = Option<R::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: Reader<'de>> Visitor<'de> for Lenient<'de, R> {
    type Value = Option<R::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.reader.text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        self.reader.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        self.reader.object(object)
    }
}

struct BodyReader;

impl<'de> Reader<'de> for BodyReader {
    type Value = Body;

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<Body>, A::Error> {
        let mut body = Body::default();
        let mut budget = Budget::of_error();
        while let Some(key) = object.next_key_seed(Lenient::new(Text))? {
            match key.as_deref() {
                Some("code") => body.code = object.next_value_seed(Lenient::new(Text))?,
                Some("message") => body.message = object.next_value_seed(Lenient::new(Text))?,
                Some("details") => {
                    let details = Lenient::new(Details { budget: &mut budget });
                    body.details = object.next_value_seed(details)?.unwrap_or_default();
                }
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Some(body))
    }
}

struct Text;

impl Reader<'_> for Text {
    type Value = String;

    fn text(self, text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

struct Details<'b> {
    budget: &'b mut Budget,
}

impl<'de> Reader<'de> for Details<'_> {
    type Value = Vec<ErrorDetail>;

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Vec<ErrorDetail>>, A::Error> {
        let mut details = Vec::new();
        while details.len() < MAX_DETAILS {
            let detail = Lenient::new(Detail { budget: &mut *self.budget });
            match list.next_element_seed(detail)? {
                Some(detail) => details.extend(detail),
                None => return Ok(Some(details)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(details))
    }
}

struct Detail<'b> {
    budget: &'b mut Budget,
}

impl<'de> Reader<'de> for Detail<'_> {
    type Value = ErrorDetail;

    /// `None` without a type. A value that is not base64 is empty.
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<ErrorDetail>, A::Error> {
        let (mut type_name, mut value, mut debug) = (None, None, None);
        while let Some(key) = object.next_key_seed(Lenient::new(Text))? {
            match key.as_deref() {
                Some("type") => type_name = object.next_value_seed(Lenient::new(TypeName))?,
                Some("value") => value = object.next_value_seed(Lenient::new(Base64))?,
                Some("debug") => debug = object.next_value_seed(DebugJson::new(self.budget))?,
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(type_name.map(|type_name| {
            let detail = ErrorDetail::new(type_name, value.unwrap_or_default());
            debug.into_iter().fold(detail, ErrorDetail::with_debug)
        }))
    }
}

struct TypeName;

impl Reader<'_> for TypeName {
    type Value = String;

    /// Some servers send a type URL, as in `google.protobuf.Any`.
    fn text(self, url: &str) -> Option<String> {
        url.rsplit('/').next().map(str::to_owned)
    }
}

struct Base64;

impl Reader<'_> for Base64 {
    type Value = Vec<u8>;

    fn text(self, text: &str) -> Option<Vec<u8>> {
        Bytes::from_base64(text).ok().map(Bytes::into_vec)
    }
}
