//! Options of fields and enum values, which are written in brackets after them.

/// A member of an option, such as `min_len: 3`.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// The value of a member.
#[derive(Debug)]
pub(super) enum Value {
    /// Text that is written as it is.
    Word(String),
    /// A list in brackets. It stays inside of its message, because it is not the value of an option.
    List(String),
    /// A message with members.
    Members(Vec<Setting>),
    /// An element of a list. It cannot be shortened to a path, because only whole messages can be
    /// appended.
    Element(Vec<Setting>),
}

impl Value {
    fn members(&self) -> Option<&[Setting]> {
        match self {
            Self::Word(_) | Self::List(_) => None,
            Self::Members(members) | Self::Element(members) => Some(members),
        }
    }

    /// Formats it on one line.
    fn inline(&self) -> String {
        match self {
            Self::Word(text) | Self::List(text) => text.clone(),
            Self::Members(members) | Self::Element(members) => {
                let members: Vec<String> = members.iter().map(Setting::inline).collect();
                format!("{{{}}}", members.join(", "))
            }
        }
    }
}

impl Setting {
    pub(super) fn inline(&self) -> String {
        format!("{}: {}", self.name, self.value.inline())
    }
}

/// An option in brackets: `name = value`.
#[derive(Debug)]
pub(super) struct FieldOption {
    name: String,
    value: Value,
}

impl FieldOption {
    /// Creates an option with a plain value.
    pub(super) fn new(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: Value::Word(value.into()) }
    }

    /// Creates an option that sets a member. A message with a single member becomes part of the name, so
    /// that `(a) = {b: {c: 1}}` is written `(a).b.c = 1`.
    pub(super) fn member(of: &str, member: Setting) -> Self {
        let Setting { name: own, value } = member;
        let name = format!("{of}.{own}");
        match value {
            Value::Members(mut members) if is_one_option(&members) => match members.pop() {
                Some(only) => Self::member(&name, only),
                None => Self { name, value: Value::Members(members) },
            },
            value => Self { name, value },
        }
    }

    /// Formats it on one line.
    pub(super) fn inline(&self) -> String {
        format!("{} = {}", self.name, self.value.inline())
    }

    /// Splits it into the first line, which ends in a brace, and a line for each member. Returns `None`
    /// if it has no members.
    pub(super) fn split(&self) -> Option<(String, Vec<String>)> {
        let members = self.value.members()?.iter().map(Setting::inline).collect();
        Some((format!("{} = {{", self.name), members))
    }
}

/// Whether members can be written as one option.
fn is_one_option(members: &[Setting]) -> bool {
    matches!(members, [only] if !matches!(only.value, Value::List(_)))
}
