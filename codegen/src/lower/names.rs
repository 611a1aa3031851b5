//! Derives Rust names from schema names, and checks the naming rules. The only module that uses `heck`.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::ir::{RequiredAccessors, RustName};

/// `Self`, the name of the client, the type parameter of servers, and the names of the prelude. Types
/// with these names get an underscore, because generated code uses them without a path, and so does
/// code that imports all types of the crate.
const TAKEN_TYPES: &[&str] = &[
    "Self",
    "T",
    "Client",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Modules that generated code uses next to the types.
const TAKEN_MODULES: &[&str] = &["rt", "std", "core", "mod"];

/// Names that the method table declares itself.
const TAKEN_CONSTANTS: &[&str] = &["SERVICE", "METHODS"];

/// Methods of the client itself.
const TAKEN_ACCESSORS: &[&str] = &["new", "channel", "raw", "builder", "from_env"];

/// Keywords of all editions that can be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const PATH_KEYWORDS: &[&str] = &["self", "Self", "super", "crate"];

/// Returns the part of a name after the last dot, or the whole name.
pub(super) fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

fn escape(name: &str) -> RustName {
    if PATH_KEYWORDS.contains(&name) {
        RustName::new_unchecked(format!("{name}_"))
    } else if KEYWORDS.contains(&name) {
        RustName::new_unchecked(format!("r#{name}"))
    } else if name.starts_with(|first: char| first.is_ascii_digit()) || name.is_empty() {
        RustName::new_unchecked(format!("_{name}"))
    } else {
        RustName::new_unchecked(name)
    }
}

/// Whether a name can be used in Rust as it is.
pub(super) fn is_not_escaped(name: &str) -> bool {
    escape(name).as_str() == name
}

/// `SCIMConfiguration` becomes `ScimConfiguration`, `Option` becomes `Option_`.
pub(super) fn type_name(name: &str) -> RustName {
    type_name_with(name, "")
}

/// A type name with a suffix: `ProjectService` and `Server` become `ProjectServiceServer`.
pub(super) fn type_name_with(name: &str, suffix: &str) -> RustName {
    taken_or_escaped(&format!("{}{suffix}", name.to_upper_camel_case()))
}

fn taken_or_escaped(name: &str) -> RustName {
    if TAKEN_TYPES.contains(&name) {
        RustName::new_unchecked(format!("{name}_"))
    } else {
        escape(name)
    }
}

/// `ORGANIZATION_TIER_FREE` of `OrganizationTier` becomes `Free`.
pub(super) fn variant_of_value(value: &str, prefix: &str) -> RustName {
    let rest = value.strip_prefix(prefix).unwrap_or(value);
    variant(rest)
}

/// The variant of a oneof arm, or of an enum value without its prefix.
pub(super) fn variant(name: &str) -> RustName {
    let name = name.to_upper_camel_case();
    // `Unknown` is the variant for values that this version does not know.
    if name == "Unknown" { RustName::new_unchecked("Unknown_") } else { escape(&name) }
}

/// `OrganizationTier` gives `ORGANIZATION_TIER_`.
pub(super) fn value_prefix(enum_name: &str) -> String {
    format!("{}_", enum_name.to_shouty_snake_case())
}

/// A field, oneof or accessor.
pub(super) fn field(name: &str) -> RustName {
    escape(&snake(name))
}

/// The method that sets a field or oneof: `with_page_size`.
pub(super) fn setter(member: &RustName) -> RustName {
    prefixed("with_", member)
}

/// The methods that return a message that is documented as always present: `require_metadata` and
/// `into_metadata`.
pub(super) fn required_accessors(field: &RustName) -> RequiredAccessors {
    RequiredAccessors { borrow: prefixed("require_", field), take: prefixed("into_", field) }
}

/// The private module of a file of models. It cannot collide with a nested module, because schema names
/// do not start with an underscore.
pub(super) fn private_module(file: &RustName) -> RustName {
    prefixed("_", file)
}

/// A name with a prefix. The result is never a keyword.
fn prefixed(prefix: &str, name: &RustName) -> RustName {
    RustName::new_unchecked(format!("{prefix}{}", name.stem()))
}

/// `GetProject` becomes `get_project`.
pub(super) fn method(name: &str) -> RustName {
    field(name)
}

/// The module of the types nested in a message, or of a service.
pub(super) fn module(name: &str) -> RustName {
    let name = snake(name);
    if TAKEN_MODULES.contains(&name.as_ref()) {
        RustName::new_unchecked(format!("{name}_"))
    } else {
        escape(&name)
    }
}

/// The method that returns the pages of a listing: `list_projects_pages`.
pub(super) fn pages(method: &RustName) -> RustName {
    RustName::new_unchecked(format!("{}_pages", method.stem()))
}

/// A name in `lower_snake_case`, which most are already.
pub(super) fn snake(name: &str) -> Cow<'_, str> {
    if is_snake(name) { Cow::Borrowed(name) } else { Cow::Owned(name.to_snake_case()) }
}

/// The accessor for a segment of a documented path: a method of the client or of another resource.
pub(super) fn accessor(word: &str, is_root: bool) -> RustName {
    let name = snake(word);
    if is_root && TAKEN_ACCESSORS.contains(&name.as_ref()) {
        RustName::new_unchecked(format!("{name}_"))
    } else {
        escape(&name)
    }
}

/// The type of the resource at a documented path: `projects.policies` becomes `ProjectsPolicies`.
pub(super) fn resource(path: &str) -> RustName {
    type_name(&path.replace('.', "_"))
}

/// `GetProject` becomes `GET_PROJECT`.
pub(super) fn constant(name: &str) -> RustName {
    let name = name.to_shouty_snake_case();
    if TAKEN_CONSTANTS.contains(&name.as_str()) {
        RustName::new_unchecked(format!("{name}_"))
    } else {
        escape(&name)
    }
}

/// Whether a text is a valid JSON name of a field.
pub(super) fn is_json_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a name is PascalCase as types, services and RPCs are.
pub(super) fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a name is `lower_snake_case` as fields and oneofs are.
pub(super) fn is_snake(name: &str) -> bool {
    is_words(name, |byte| byte.is_ascii_lowercase())
}

/// Whether a name is `UPPER_SNAKE_CASE` as enum values are.
pub(super) fn is_shouty(name: &str) -> bool {
    is_words(name, |byte| byte.is_ascii_uppercase())
}

/// Whether a name is one that protobuf accepts, and that a Rust name can be derived from.
pub(super) fn is_identifier(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(letters)
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

fn is_words(name: &str, letter: impl Fn(u8) -> bool) -> bool {
    name.bytes().next().is_some_and(&letter)
        && name.bytes().all(|byte| letter(byte) || byte.is_ascii_digit() || byte == b'_')
        && !name.ends_with('_')
        && !name.contains("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_are_upper_camel_case() {
        assert_eq!(type_name("SCIMConfiguration").as_str(), "ScimConfiguration");
        assert_eq!(type_name("ParseContextURLRequest").as_str(), "ParseContextUrlRequest");
        assert_eq!(type_name("Option").as_str(), "Option_");
        assert_eq!(type_name("Self").as_str(), "Self_");
    }

    #[test]
    fn names_in_snake_case_stay_as_they_are() {
        for name in ["a", "page_size", "a1", "a_1", "a1_b2", "ec2", "x_y_z", "Name", "a__b", "_a"] {
            assert_eq!(snake(name), name.to_snake_case(), "{name}");
        }
        assert!(matches!(snake("page_size"), Cow::Borrowed(_)));
    }

    #[test]
    fn keywords_become_raw_identifiers_or_get_an_underscore() {
        assert_eq!(field("type").as_str(), "r#type");
        assert_eq!(field("self").as_str(), "self_");
        assert_eq!(setter(&field("type")).as_str(), "with_type");
    }

    #[test]
    fn variants_omit_the_prefix_of_their_enum() {
        let prefix = value_prefix("SSOConfigurationState");
        assert_eq!(prefix, "SSO_CONFIGURATION_STATE_");
        assert_eq!(
            variant_of_value("RUNNER_PROVIDER_AWS_EC2", "RUNNER_PROVIDER_").as_str(),
            "AwsEc2"
        );
        assert_eq!(variant_of_value("X_2", "X_").as_str(), "_2");
        assert_eq!(variant_of_value("X_UNKNOWN", "X_").as_str(), "Unknown_");
    }
}
