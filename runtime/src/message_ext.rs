//! [`MessageExt`]: the methods of every message. Used by callers of the generated crate. Depends on
//! `message`, `json` and `validate`; nothing else in this crate depends on it.

use crate::json::{self, DecodeError};
use crate::message::Message;
use crate::validate::{self, Violations};

/// JSON and validation for every [`Message`].
///
/// ```
/// # #[derive(Debug, Default)]
/// # struct Empty;
/// # impl gitpod_runtime::Message for Empty {
/// #     fn descriptor(&self) -> &'static gitpod_runtime::message::MessageDescriptor {
/// #         static DESCRIPTOR: gitpod_runtime::message::MessageDescriptor =
/// #             gitpod_runtime::message::MessageDescriptor::new("demo.Empty", &[], &[]);
/// #         &DESCRIPTOR
/// #     }
/// #     fn get(&self, _: usize) -> gitpod_runtime::message::Value<'_> {
/// #         gitpod_runtime::message::Value::Absent
/// #     }
/// #     fn slot(&mut self, _: usize) -> gitpod_runtime::message::Slot<'_> {
/// #         gitpod_runtime::message::Slot::None
/// #     }
/// # }
/// use gitpod_runtime::MessageExt;
///
/// let message = Empty::from_json("{}").unwrap();
/// assert_eq!(message.to_json(), "{}");
/// assert!(message.validate().is_ok());
/// ```
pub trait MessageExt: Message {
    /// Decodes a message from ProtoJSON.
    ///
    /// Absent fields keep their default values; unknown fields are ignored. To reject or report
    /// them, or to limit the memory of the message, use [`ReadOptions`](crate::json::ReadOptions).
    ///
    /// # Errors
    ///
    /// Returns an error if the input is not valid JSON or a value does not fit its field. The error
    /// has the JSON path, the position, and what was expected.
    fn from_json(json: impl AsRef<[u8]>) -> Result<Self, DecodeError>
    where
        Self: Default,
    {
        let mut message = Self::default();
        json::decode_into(json.as_ref(), &mut message)?;
        Ok(message)
    }

    /// Encodes the message as canonical ProtoJSON: in schema order, without default values.
    fn to_json(&self) -> String
    where
        Self: Sized,
    {
        json::encode_to_string(self)
    }

    /// Checks the message and everything in it against the rules of the schema.
    ///
    /// # Errors
    ///
    /// Returns the first 100 violations. For another limit, use
    /// [`ValidateOptions`](crate::validate::ValidateOptions).
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        validate::validate(self)
    }
}

impl<M: Message> MessageExt for M {}
