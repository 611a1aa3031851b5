//! Edits of documentation.

use super::change::{Comparison, Prose};
use super::context::Context;
use crate::raw::Text;
use crate::source::Span;

/// Compares the documentation of two items by their full names.
pub(super) fn compare(
    context: &Context<'_>,
    old_name: &str,
    new_name: &str,
    found: &mut Comparison,
) {
    let (Some(was), Some(is)) = (context.old.item(old_name), context.new.item(new_name)) else {
        return;
    };
    let names = (was.name(), is.name());
    let mut compare = |key, old, new| text(new_name, key, (old, names.0), (new, names.1), found);
    compare("doc", was.described().doc(), is.described().doc());
    compare("inferred", was.described().inferred(), is.described().inferred());
    compare("note", was.note(), is.note());
}

/// Compares two texts, each with the place of the item for a text that is missing.
pub(super) fn text(
    item: &str,
    key: &'static str,
    (old, was_at): (Option<&Text>, Span),
    (new, is_at): (Option<&Text>, Span),
    found: &mut Comparison,
) {
    if old.map(|text| &text.value) != new.map(|text| &text.value) {
        found.prose.push(Prose {
            item: item.to_owned(),
            key,
            old: Some(old.map_or(was_at, |text| text.span)),
            new: Some(new.map_or(is_at, |text| text.span)),
        });
    }
}
