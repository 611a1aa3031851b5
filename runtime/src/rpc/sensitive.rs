//! [`Sensitive`]: whether the body of a request holds sensitive values.
//!
//! The HTTP client asks before it sends a request to another origin or puts it into a URL. Bodies
//! are checked rather than messages, so that calls that are neither redirected nor a `GET` pay nothing,
//! and raw calls are checked, too.

use std::fmt;

use super::MethodDescriptor;
use crate::codec::{Codec, ReadOptions};
use crate::message;

/// The reason to keep a request secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sensitive {
    /// A sensitive field is set.
    Field(&'static str),
    /// The type of the body is unknown, or does not have all of its fields.
    Unknown,
}

impl Sensitive {
    /// Checks the body of a request. `method` is `None` if the schema does not have the RPC.
    pub(crate) fn find(
        method: Option<&MethodDescriptor>,
        codec: Codec,
        body: &[u8],
    ) -> Option<Self> {
        let Some(method) = method else { return Some(Self::Unknown) };
        let mut request = method.request().new_message();
        let mut options = ReadOptions::new().deny_unknown_fields(true);
        match options.decode_into(codec, body, &mut *request) {
            Ok(()) => message::sensitive_field(&*request).map(Self::Field),
            Err(_) => Some(Self::Unknown),
        }
    }
}

impl fmt::Display for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => write!(f, "its field `{name}` is sensitive"),
            Self::Unknown => f.write_str("it may hold sensitive fields that the schema lacks"),
        }
    }
}
