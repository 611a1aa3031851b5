//! Where in a message a value stands.

use std::fmt::Write as _;

use super::found;
use crate::message::{FieldDescriptor, MessageDescriptor};

/// One step from a value into what it holds, with keys owned or borrowed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<K = String> {
    /// Into a field of this message.
    Field { of: &'static MessageDescriptor, field: &'static FieldDescriptor },
    /// Into what a key that is no field of this message stands for.
    Unknown { of: &'static MessageDescriptor, key: K },
    /// Into an element of a list.
    Index(usize),
    /// Into a value of a map.
    Key(K),
}

/// A path as an error tells it.
pub(crate) struct Place {
    /// Such as `projects[3].labels["a"]`; empty at the root.
    pub(crate) path: String,
    /// The message that the innermost field of the path belongs to.
    pub(crate) owner: Option<&'static MessageDescriptor>,
    /// Whether a field of the path is sensitive, so that its value must not be shown.
    pub(crate) hidden: bool,
}

impl Place {
    /// Walks the steps from the root inward.
    pub(crate) fn new<'s, K: AsRef<str> + 's>(steps: impl Iterator<Item = &'s Step<K>>) -> Self {
        let mut place = Self { path: String::new(), owner: None, hidden: false };
        for step in steps {
            place.enter(step);
        }
        place
    }

    fn enter<K: AsRef<str>>(&mut self, step: &Step<K>) {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Field { of, field } => {
                self.owner = Some(of);
                self.hidden |= field.is_sensitive();
                let dot = if self.path.is_empty() { "" } else { "." };
                write!(self.path, "{dot}{}", field.json_name())
            }
            Step::Unknown { of, key } => {
                self.owner = Some(of);
                self.enter_unknown(key.as_ref())
            }
            Step::Index(index) => write!(self.path, "[{index}]"),
            // The keys of a secret map are part of the secret.
            Step::Key(_) if self.hidden => write!(self.path, "[hidden]"),
            Step::Key(key) => write!(self.path, "[{}]", found::quote(key.as_ref())),
        };
    }

    /// A key that no schema vouches for: in a secret it may be a part of it, and it may be any
    /// text.
    fn enter_unknown(&mut self, key: &str) -> std::fmt::Result {
        let dot = if self.path.is_empty() { "" } else { "." };
        let is_plain = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        if self.hidden {
            write!(self.path, "[hidden]")
        } else if (1..=found::QUOTED).contains(&key.len()) && key.bytes().all(is_plain) {
            write!(self.path, "{dot}{key}")
        } else {
            write!(self.path, "[{}]", found::quote(key))
        }
    }
}
