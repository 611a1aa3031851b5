//! Serde implementations of the scalars: the string that `Display` writes and `FromStr` reads.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde_core::de::{Deserialize, Deserializer, Error, Visitor};
use serde_core::ser::{Serialize, Serializer};

use super::{Bytes, Duration, ScalarError, Timestamp};

struct TextVisitor<T> {
    expected: &'static str,
    of: PhantomData<T>,
}

impl<T: FromStr<Err = ScalarError>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! serde_as_text {
    ($($type:ty => $syntax:ident),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let expected = ScalarError::$syntax.expected();
                deserializer.deserialize_str(TextVisitor { expected, of: PhantomData })
            }
        }
    )*};
}

serde_as_text!(Timestamp => TimestampSyntax, Duration => DurationSyntax, Bytes => Base64);
