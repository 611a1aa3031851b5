//! Type URLs of an `any` and paths of a `field_mask`: what they look like, and lists that contradict each
//! other.

use std::iter;

use gitpod_formats::field_path;

use super::Lowering;
use crate::ir::{FieldType, Listed, Type, WellKnown};
use crate::lower::names;
use crate::raw::Text;
use crate::source::Spanned;

impl Lowering<'_, '_> {
    /// Lowers the lists of type URLs or paths.
    pub(super) fn listed(&mut self, ty: FieldType) -> Listed {
        let form = match ty {
            FieldType::Single(Type::WellKnown(WellKnown::Any)) => TYPE_URL,
            FieldType::Single(Type::WellKnown(WellKnown::FieldMask)) => PATH,
            _ => return Listed::default(), // `check_fit` has reported the rules.
        };
        let raw = self.raw;
        let lists = [&raw.allowed, &raw.not_in, &raw.exact];
        for list in lists.into_iter().take(2).flatten() {
            if list.value.is_empty() {
                self.unreadable(list.span, "expected at least one element");
            }
        }
        for text in lists.into_iter().flat_map(texts) {
            if !(form.holds)(&text.value) {
                self.unreadable(text.span, form.expected);
            }
        }
        self.check_lists(form);
        let values = |list| texts(list).map(|text| text.value.clone()).collect();
        Listed {
            exact: raw.exact.is_some().then(|| values(&raw.exact)),
            allowed: values(&raw.allowed),
            denied: values(&raw.not_in),
        }
    }

    /// Reports texts that one list requires or allows and another one rejects.
    fn check_lists(&mut self, form: Form) {
        let raw = self.raw;
        let is_in = |text: &Text, list: &Text| (form.contains)(&list.value, &text.value);
        for text in texts(&raw.exact).chain(texts(&raw.allowed)) {
            if let Some(denied) = texts(&raw.not_in).find(|denied| is_in(text, denied)) {
                let message = format!("`not_in` rejects `{}`", text.value);
                self.contradiction(&message, text.span, denied.span);
            }
        }
        let Some(allowed) = &raw.allowed else { return };
        for text in texts(&raw.exact) {
            if !allowed.value.iter().any(|allowed| is_in(text, allowed)) {
                let message = format!("`in` rejects `{}`", text.value);
                self.contradiction(&message, text.span, allowed.span);
            }
        }
    }
}

/// The form of the texts in the lists of a type.
#[derive(Clone, Copy)]
struct Form {
    expected: &'static str,
    holds: fn(&str) -> bool,
    /// Whether the first text in a list covers the second one.
    contains: fn(&str, &str) -> bool,
}

const TYPE_URL: Form = Form {
    expected: "expected a URL that ends with a slash and the full name of a message",
    holds: is_type_url,
    contains: |listed, url| listed == url,
};

const PATH: Form = Form {
    expected: "expected names of fields in snake_case, joined by dots",
    holds: is_path,
    contains: |listed, path| field_path::is_within(path, iter::once(listed)),
};

fn is_type_url(url: &str) -> bool {
    let name = url.rsplit_once('/').map(|(_, name)| name);
    url.chars().all(|letter| letter.is_ascii_graphic()) && name.is_some_and(is_dotted)
}

/// Whether a path is made of names and has a JSON form.
fn is_path(path: &str) -> bool {
    is_dotted(path) && field_path::camel_case(path).is_some()
}

fn is_dotted(text: &str) -> bool {
    text.split('.').all(names::is_json_key)
}

fn texts(list: &Option<Spanned<Vec<Text>>>) -> impl Iterator<Item = &Text> {
    list.iter().flat_map(|list| &list.value)
}
