//! Options of fields and values: what stands in brackets behind them.

/// A member of an option, such as `min_len: 3`.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// What a member is set to.
#[derive(Debug)]
pub(super) enum Value {
    /// As it is written.
    Word(String),
    /// Members of its own.
    Members(Vec<Setting>),
    /// Members of one element of a list, which only a whole message can be added to.
    Element(Vec<Setting>),
}

impl Value {
    fn members(&self) -> Option<&[Setting]> {
        match self {
            Self::Word(_) => None,
            Self::Members(members) | Self::Element(members) => Some(members),
        }
    }

    /// On one line.
    fn inline(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Members(members) | Self::Element(members) => {
                let members: Vec<String> = members.iter().map(Setting::inline).collect();
                format!("{{{}}}", members.join(", "))
            }
        }
    }
}

impl Setting {
    fn inline(&self) -> String {
        format!("{}: {}", self.name, self.value.inline())
    }
}

/// An option as it stands in brackets: `name = value`.
#[derive(Debug)]
pub(super) struct FieldOption {
    name: String,
    value: Value,
}

impl FieldOption {
    /// An option with a plain value.
    pub(super) fn new(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: Value::Word(value.into()) }
    }

    /// The member of an option. What has one member only becomes a part of the name, so that
    /// `(a) = {b: {c: 1}}` is written `(a).b.c = 1`.
    pub(super) fn member(of: &str, member: Setting) -> Self {
        let Setting { name: own, value } = member;
        let name = format!("{of}.{own}");
        match value {
            Value::Members(mut members) if members.len() == 1 => match members.pop() {
                Some(only) => Self::member(&name, only),
                None => Self { name, value: Value::Members(members) },
            },
            value => Self { name, value },
        }
    }

    /// On one line.
    pub(super) fn inline(&self) -> String {
        format!("{} = {}", self.name, self.value.inline())
    }

    /// The first line, which ends in a brace, and the lines of the members; `None` if it has no
    /// members.
    pub(super) fn split(&self) -> Option<(String, Vec<String>)> {
        let members = self.value.members()?.iter().map(Setting::inline).collect();
        Some((format!("{} = {{", self.name), members))
    }
}
