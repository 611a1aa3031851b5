//! [`ErrorDetail`]: a typed detail of an error, kept encoded.

use std::fmt;

use serde_json::Value;

/// A typed detail of an [`Error`](super::Error): a protobuf message of any type, in binary form.
#[derive(Clone, PartialEq)]
pub struct ErrorDetail {
    pub(super) type_name: String,
    pub(super) value: Vec<u8>,
    pub(super) debug: Option<Value>,
}

impl ErrorDetail {
    /// A detail of the type with this full protobuf name, such as `google.rpc.RetryInfo`. The value
    /// is binary protobuf.
    #[must_use]
    pub fn new(type_name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        Self { type_name: type_name.into(), value: value.into(), debug: None }
    }

    /// Adds the message as JSON, for logs and for clients without the message type.
    #[must_use]
    pub fn with_debug(mut self, debug: Value) -> Self {
        self.debug = Some(debug);
        self
    }

    /// The full protobuf name of the message.
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// The message in binary protobuf.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The message as JSON. `None` if the server did not send it, or if it is too large; see
    /// [`Error::from_json`](super::Error::from_json).
    #[must_use]
    pub fn debug(&self) -> Option<&Value> {
        self.debug.as_ref()
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorDetail");
        out.field("type_name", &self.type_name)
            .field("value", &format_args!("{} bytes", self.value.len()));
        if let Some(debug) = &self.debug {
            out.field("debug", &format_args!("{debug}"));
        }
        out.finish()
    }
}
