//! Types as documentation pages write them, for Python and for HTTP.
//!
//! Used by the forms of pages and by `check`. Depends on nothing.

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Integer,
    /// A number in JSON: an integer or not.
    Number,
    Bool,
    Time,
    /// An object, or an enum that is written as its name.
    Named,
    List(Box<Shape>),
    Map(Box<Shape>),
    /// The values of an enum, of which some may be left out.
    Literals,
    /// Any value.
    Unknown,
}

impl Shape {
    /// The word in reports.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Integer => "integer".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Bool => "boolean".to_owned(),
            Self::Time => "time".to_owned(),
            Self::Named => "a named type".to_owned(),
            Self::List(inner) => format!("list of {}", inner.describe()),
            Self::Map(inner) => format!("map of {}", inner.describe()),
            Self::Literals => "an enum".to_owned(),
            Self::Unknown => "anything".to_owned(),
        }
    }

    /// Reads a type. Returns it with whether it may be absent, or `None` if it is not a type.
    pub(super) fn parse(text: &str) -> Option<(Self, bool)> {
        let text = text.trim();
        if let Some(inner) = text.strip_prefix("optional ") {
            return Some((Self::single(inner)?, true));
        }
        match bracketed(text, &["Optional"]) {
            Some(inner) => Some((Self::single(inner)?, true)),
            None => Some((Self::single(text)?, false)),
        }
    }

    fn single(text: &str) -> Option<Self> {
        let text = text.trim();
        let boxed = |inner: &str| Self::single(inner).map(Box::new);
        if let Some(inner) = text.strip_prefix("array of ") {
            return boxed(inner).map(Self::List);
        }
        if let Some(inner) = bracketed(text, &["List", "Sequence", "Iterable"]) {
            return boxed(inner).map(Self::List);
        }
        if let Some(inner) = bracketed(text, &["map"]) {
            return boxed(inner).map(Self::Map);
        }
        if let Some(inner) = bracketed(text, &["Dict", "Mapping"]) {
            return boxed(inner.split_once(", ")?.1).map(Self::Map);
        }
        if let Some(inner) = bracketed(text, &["Union"]) {
            return Self::union(inner);
        }
        if bracketed(text, &["Literal"]).is_some_and(|values| values.starts_with('"')) {
            return Some(Self::Literals);
        }
        Some(match text {
            "str" | "string" => Self::Text,
            "int" => Self::Integer,
            "float" | "number" => Self::Number,
            "bool" | "boolean" => Self::Bool,
            "datetime" => Self::Time,
            "object" | "unknown" => Self::Unknown,
            _ if text.starts_with("object {") && text.ends_with('}') => Self::Named,
            _ if text.starts_with('"') && (text.ends_with('"') || text.ends_with(" more")) => {
                Self::Literals
            }
            _ if is_type_name(text) => Self::Named,
            _ => return None,
        })
    }

    /// A parameter that takes several forms of one value.
    fn union(alternatives: &str) -> Option<Self> {
        let mut shape = None;
        for alternative in alternatives.split(", ") {
            match alternative {
                "null" | "None" | "Base64FileInput" => {}
                "datetime" => shape = Some(Self::Time),
                other => shape = Some(shape.or(Self::single(other))?),
            }
        }
        shape
    }
}

/// The inside of `Name[…]` for one of the names.
fn bracketed<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    let (name, inner) = text.strip_suffix(']')?.split_once('[')?;
    names.contains(&name).then_some(inner)
}

/// Whether a text is the name of a class, such as `RunnerSpec`.
pub(super) fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a text is the name of a field, in either case.
pub(super) fn is_field_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_both_languages_are_read() {
        let list = |inner| Shape::List(Box::new(inner));
        let map = |inner| Shape::Map(Box::new(inner));
        for (text, shape, optional) in [
            ("str", Shape::Text, false),
            ("Optional[str]", Shape::Text, true),
            ("Optional[Union[str, Base64FileInput]]", Shape::Text, true),
            ("Optional[Union[str, datetime, null]]", Shape::Time, true),
            ("Optional[Iterable[FieldValue]]", list(Shape::Named), true),
            ("Dict[str, List[int]]", map(list(Shape::Integer)), false),
            (r#"Literal["A", "B", 2 more]"#, Shape::Literals, false),
            ("optional string", Shape::Text, true),
            ("optional array of object { a, b, 3 more }", list(Shape::Named), true),
            ("optional map[object { versions } ]", map(Shape::Named), true),
            (r#"optional "A" or "B" or 3 more"#, Shape::Literals, true),
            ("unknown", Shape::Unknown, false),
        ] {
            assert_eq!(Shape::parse(text), Some((shape, optional)), "{text}");
        }
        for text in ["", "a description", "Optional[", "Optional[]", "List[a b]", "Union[]", "é"] {
            assert_eq!(Shape::parse(text), None, "{text}");
        }
    }
}
