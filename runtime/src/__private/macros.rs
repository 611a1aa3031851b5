//! Macros for the trait implementations that all messages and all enums share.

/// Implements `Debug`, `Serialize` and `Deserialize` for a type that implements `Message`.
#[macro_export]
#[doc(hidden)]
macro_rules! __message_traits {
    ($message:ty) => {
        #[allow(deprecated)]
        impl ::std::fmt::Debug for $message {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::serde::Serialize for $message {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $message {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// Implements the remaining traits for a type that implements `Enumeration`.
#[macro_export]
#[doc(hidden)]
macro_rules! __enumeration_traits {
    ($enumeration:ty) => {
        #[allow(deprecated)]
        impl $crate::__private::Element for $enumeration {
            fn value(&self) -> $crate::__private::Value<'_> {
                $crate::__private::Value::Enum(self)
            }

            fn slot(&mut self) -> $crate::__private::Slot<'_> {
                $crate::__private::Slot::Enum(self)
            }
        }

        /// Writes the wire name, or the number if the value has no name.
        #[allow(deprecated)]
        impl ::std::fmt::Display for $enumeration {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::display_enum(self, f)
            }
        }

        /// Converts a wire name. Unknown names become `Unknown`, and so do misspelled ones: prefer
        /// the variants in your own code.
        #[allow(deprecated)]
        impl ::std::convert::From<&str> for $enumeration {
            fn from(name: &str) -> Self {
                $crate::__private::Enumeration::from_name(name)
            }
        }

        /// Converts a wire number. Unknown numbers become `Unknown`.
        #[allow(deprecated)]
        impl ::std::convert::From<i32> for $enumeration {
            fn from(number: i32) -> Self {
                $crate::__private::Enumeration::from_number(number)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::serde::Serialize for $enumeration {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_enum(self, serializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $enumeration {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_enum(deserializer)
            }
        }
    };
}
