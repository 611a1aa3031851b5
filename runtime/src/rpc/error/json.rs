//! Conversion of errors to and from the JSON of the Connect protocol:
//! `{"code": …, "message": …, "details": [{"type": …, "value": …, "debug": …}]}`.

use gitpod_formats::base64;
use serde_json::{Map, Value};

use super::read::Body;
use super::{Code, Error, ErrorDetail};

impl Error {
    /// Encodes the error as the body of a Connect error, with code, message and details.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut body = Value::Object(Map::new());
        body["code"] = self.code().as_str().into();
        if !self.message().is_empty() {
            body["message"] = self.message().into();
        }
        if !self.details().is_empty() {
            let details: Vec<Value> = self.details().iter().map(write_detail).collect();
            body["details"] = details.into();
        }
        body.to_string()
    }

    /// Decodes the body of a Connect error. Returns `None` for other bodies.
    ///
    /// Decoding is lenient: any JSON object with a string `code` or `message` is an error, and
    /// malformed details are skipped. If `code` is missing or is not a code of the protocol, such as
    /// `NOT_FOUND`, the error has the code `otherwise`, which transports derive from the HTTP status;
    /// [`unrecognized_code`](Self::unrecognized_code) returns the text.
    ///
    /// At most 100 details are read. The JSON of a detail, [`ErrorDetail::debug`], is omitted if it
    /// is nested deeper than 64 levels, or if the error has more than 4096 JSON values with it.
    #[must_use]
    pub fn from_json(json: &[u8], otherwise: Code) -> Option<Self> {
        let Body { code, message, details } = serde_json::from_slice(json).ok()?;
        if code.is_none() && message.is_none() {
            return None;
        }
        let known = code.as_deref().and_then(Code::parse);
        let error = Self::new(known.unwrap_or(otherwise), message.unwrap_or_default());
        let unrecognized = code.filter(|_| known.is_none());
        let error = unrecognized.into_iter().fold(error, Self::with_unrecognized_code);
        Some(details.into_iter().fold(error, Self::with_detail))
    }
}

fn write_detail(detail: &ErrorDetail) -> Value {
    let mut body = Value::Object(Map::new());
    body["type"] = detail.type_name().into();
    // The protocol requires base64 without padding.
    body["value"] = base64::encode_unpadded(detail.value()).into();
    if let Some(debug) = detail.debug() {
        body["debug"] = debug.clone();
    }
    body
}
