//! Parses field types: scalars and names, alone or as `optional X`, `repeated X` or `map<K, X>`.
//!
//! Used by [`super::fields`]. Depends on the collected symbols.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{FieldType, MapKey, Scalar, Type, TypeId, WellKnown};
use crate::lower::collect::Symbols;
use crate::raw::Text;

/// A field's type as the schema declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Declared {
    /// The type of its value.
    pub(super) ty: FieldType,
    /// Whether it is declared `optional`.
    pub(super) optional: bool,
}

impl Declared {
    /// Whether a value is a message on the wire, and so has presence of its own.
    pub(super) const fn is_message(self) -> bool {
        match self.ty {
            FieldType::Single(Type::Message(_)) => true,
            FieldType::Single(Type::Scalar(scalar)) => scalar.is_well_known_message(),
            FieldType::Single(Type::WellKnown(known)) => known.is_message(),
            _ => false,
        }
    }
}

/// Parses a type. Returns `None` if it is invalid, which has been reported.
pub(super) fn lower(
    text: &Text,
    symbols: &Symbols,
    problems: &mut Diagnostics,
) -> Option<Declared> {
    let resolver = Resolver { text, symbols };
    match resolver.declared(text.value.trim()) {
        Ok(declared) => Some(declared),
        Err(problem) => {
            problem.into_iter().for_each(|problem| problems.push(*problem));
            None
        }
    }
}

struct Resolver<'a> {
    text: &'a Text,
    symbols: &'a Symbols,
}

/// The error is `None` if it has been reported.
type Resolved<T> = Result<T, Option<Box<Diagnostic>>>;

impl Resolver<'_> {
    fn declared(&self, text: &str) -> Resolved<Declared> {
        if let Some(inner) = text.strip_prefix("optional ") {
            let ty = FieldType::Single(self.single(inner.trim())?);
            return Ok(Declared { ty, optional: true });
        }
        let ty = if let Some(inner) = text.strip_prefix("repeated ") {
            FieldType::Repeated(self.single(inner.trim())?)
        } else if let Some(inner) = text.strip_prefix("map<") {
            self.map(inner)?
        } else {
            FieldType::Single(self.single(text)?)
        };
        Ok(Declared { ty, optional: false })
    }

    fn map(&self, inner: &str) -> Resolved<FieldType> {
        let (key, value) = inner
            .strip_suffix('>')
            .and_then(|inner| inner.split_once(','))
            .ok_or_else(|| self.syntax("write a map as `map<string, X>`"))?;
        let key = key.trim();
        let key = Scalar::parse(key).and_then(MapKey::of).ok_or_else(|| {
            let problem = Diagnostic::new(Code::MapKey, format!("invalid map key type `{key}`"))
                .at(self.text.span, "not a map key type")
                .help("use `string`, `bool` or an integer type such as `int32`");
            Some(Box::new(problem))
        })?;
        Ok(FieldType::Map(key, self.single(value.trim())?))
    }

    fn single(&self, name: &str) -> Resolved<Type> {
        if let Some(scalar) = Scalar::parse(name) {
            return Ok(Type::Scalar(scalar));
        }
        if let Some(known) = WellKnown::parse(name) {
            return Ok(Type::WellKnown(known));
        }
        if !is_path(name) {
            return Err(self.syntax(
                "write a scalar or a type name, alone or as `optional X`, `repeated X` or \
                 `map<string, X>`",
            ));
        }
        match self.symbols.get(name) {
            Some(TypeId::Message(id)) => Ok(Type::Message(id)),
            Some(TypeId::Enum(id)) => Ok(Type::Enum(id)),
            None if self.symbols.lost().contains(name) => Err(None),
            None => Err(Some(Box::new(self.unknown(name)))),
        }
    }

    fn unknown(&self, name: &str) -> Diagnostic {
        let help = self.symbols.did_you_mean(name);
        Diagnostic::new(Code::UnknownType, format!("unknown type `{name}`"))
            .at(self.text.span, "not a scalar, message or enum")
            .maybe_help(foreign(name).or(help).or_else(|| self.nested(name)))
    }

    /// Suggests the full name of a nested type that was named without its outer message.
    fn nested(&self, name: &str) -> Option<String> {
        let path = self.symbols.nested(name)?;
        Some(format!("use the full name of the nested type: `{path}`"))
    }

    fn syntax(&self, help: &str) -> Option<Box<Diagnostic>> {
        let text = &self.text.value;
        let problem = Diagnostic::new(Code::TypeSyntax, format!("invalid type `{text}`"))
            .at(self.text.span, "cannot be parsed as a type")
            .help(help);
        Some(Box::new(problem))
    }
}

/// Suggests the schema's name of a type that has another name elsewhere.
fn foreign(name: &str) -> Option<String> {
    let own = match name {
        "int" | "integer" => "`int32` or `int64`",
        "uint" => "`uint32` or `uint64`",
        "str" | "text" => "`string`",
        "boolean" => "`bool`",
        "number" => "`double` or an integer type",
        "google.protobuf.Timestamp" | "Timestamp" | "datetime" => "`timestamp`",
        "google.protobuf.Duration" | "Duration" => "`duration`",
        name => {
            let known = WellKnown::ALL.iter().find(|known| known.full_name() == name)?;
            return Some(format!("use `{}`", known.name()));
        }
    };
    Some(format!("use {own}"))
}

/// Whether a text consists of names separated by dots.
fn is_path(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}
