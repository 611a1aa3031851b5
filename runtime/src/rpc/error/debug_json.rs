//! [`DebugJson`]: reads the JSON of details, which may have any shape, up to a size. [`Text`] reads
//! strings in the same way.
//!
//! Used by `read`. Must not depend on the rest of `rpc`.

use std::fmt;

use serde_core::Deserialize;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The maximum number of JSON values in the details of an error. A value takes some hundred bytes at
/// most, apart from its text.
const MAX_VALUES: usize = 4_096;

/// The maximum nesting of the JSON of a detail.
const MAX_DEPTH: usize = 64;

/// The number of JSON values that an error can still hold.
pub(super) struct Budget(usize);

impl Budget {
    /// The budget of an error without details.
    pub(super) const fn of_error() -> Self {
        Self(MAX_VALUES)
    }
}

/// Reads a JSON value. `None` for `null`, and for a value that is too large or nested too deeply,
/// which is skipped.
pub(super) struct DebugJson<'b> {
    budget: &'b mut Budget,
}

impl<'b> DebugJson<'b> {
    pub(super) const fn new(budget: &'b mut Budget) -> Self {
        Self { budget }
    }
}

impl<'de> DeserializeSeed<'de> for DebugJson<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut fits = true;
        let nested = Nested { budget: self.budget, depth: MAX_DEPTH, fits: &mut fits };
        let value = nested.deserialize(deserializer)?;
        Ok(Some(value).filter(|value| fits && !value.is_null()))
    }
}

/// Reads a string. `None` for another value, which is skipped.
pub(super) struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // A string is a single value.
        match DebugJson::new(&mut Budget(1)).deserialize(deserializer)? {
            Some(Value::String(text)) => Ok(Some(text)),
            _ => Ok(None),
        }
    }
}

/// Reads a value inside of others. Once a value does not fit, the rest is skipped.
struct Nested<'b> {
    budget: &'b mut Budget,
    /// The number of levels that may follow.
    depth: usize,
    fits: &'b mut bool,
}

impl Nested<'_> {
    /// A value of this one.
    fn inner(&mut self) -> Nested<'_> {
        Nested { budget: self.budget, depth: self.depth - 1, fits: self.fits }
    }
}

impl<'de> DeserializeSeed<'de> for Nested<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        *self.fits &= self.depth > 0 && self.budget.0 > 0;
        if !*self.fits {
            IgnoredAny::deserialize(deserializer)?;
            return Ok(Value::Null);
        }
        self.budget.0 -= 1;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.inner())? {
            if *self.fits {
                items.push(item);
            }
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Value::Object(Map::new());
        while *self.fits
            && let Some(key) = object.next_key::<String>()?
        {
            fields[key] = object.next_value_seed(self.inner())?;
        }
        // Ignored keys need no memory.
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(fields)
    }
}
