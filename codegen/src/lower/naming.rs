//! The naming rules: protobuf's style guide, or every name that protobuf accepts.
//!
//! Used where items are collected and lowered. Depends on `names`.

use super::collect::bad_name;
use super::names;
use crate::diagnostics::Diagnostics;
use crate::raw::{self, Text};

/// The form of a name in the style guide.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// PascalCase: services, RPCs, messages and enums.
    Pascal,
    /// lower_snake_case: fields and oneofs.
    Snake,
    /// UPPER_SNAKE_CASE: enum values.
    Shouty,
}

/// The naming rules of a schema.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Naming {
    any: bool,
}

impl Naming {
    /// The naming rules that `api.yaml` selects.
    pub(super) fn of(api: &raw::Api) -> Self {
        Self { any: api.names == Some(raw::Naming::Any) }
    }

    /// Whether names must follow the style guide.
    pub(super) const fn is_style(self) -> bool {
        !self.any
    }

    /// Checks a name. Returns `false` and reports a diagnostic if it is invalid.
    pub(super) fn check(
        self,
        what: &str,
        name: &Text,
        form: Form,
        problems: &mut Diagnostics,
    ) -> bool {
        let (fits, expected) = match form {
            _ if self.any => (
                names::is_identifier(&name.value),
                "letters, digits and underscores, not starting with a digit",
            ),
            Form::Pascal => (names::is_pascal(&name.value), "PascalCase, such as `GetProject`"),
            Form::Snake => (names::is_snake(&name.value), "lower_snake_case"),
            Form::Shouty => (names::is_shouty(&name.value), "UPPER_SNAKE_CASE"),
        };
        if !fits {
            problems.push(bad_name(what, name, expected));
        }
        fits
    }
}
