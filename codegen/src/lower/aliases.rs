//! Aliases of enum values: values with the number of an earlier one.
//!
//! Used by [`super::enums`]. Depends on the raw enum only.

use std::ptr;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::raw::{Enum, EnumValue};

/// The first value of each number of an enum that allows aliases. Empty for other enums.
#[derive(Debug)]
pub(super) struct Aliases<'a> {
    first: IndexMap<i64, &'a EnumValue>,
}

impl<'a> Aliases<'a> {
    /// Reports an enum that allows aliases but has none.
    pub(super) fn new(raw: &'a Enum, problems: &mut Diagnostics) -> Self {
        let mut first = IndexMap::new();
        let Some(allowed) = raw.allow_alias.as_ref().filter(|allowed| allowed.value) else {
            return Self { first };
        };
        let numbered = raw.values.iter().filter_map(|value| Some((value.number.as_ref()?, value)));
        for (number, value) in numbered {
            first.entry(number.value).or_insert(value);
        }
        if first.len() == raw.values.len() && !raw.broken.has("values") {
            let message = format!("enum `{}` has no aliases", raw.name.value);
            problems.push(
                Diagnostic::new(Code::AliasMisplaced, message)
                    .at(allowed.span, "all values have different numbers"),
            );
        }
        Self { first }
    }

    /// The value that a value is an alias of; `None` if it is no alias.
    pub(super) fn target(&self, value: &EnumValue) -> Option<&'a EnumValue> {
        let first = *self.first.get(&value.number.as_ref()?.value)?;
        (!ptr::eq(first, value)).then_some(first)
    }
}
