//! Lowers what the manifest of the generated crate says, and fills in its defaults.

use super::collect::{bad_form, bad_name};
use super::{api, docs, names};
use crate::diagnostics::Diagnostics;
use crate::ir::{Manifest, Runtime};
use crate::raw::{self, Text};

/// The limits of crates.io.
const MAX_NAME: usize = 64;
const MAX_KEYWORD: usize = 20;
const MAX_WORDS: usize = 5;

/// Names that a crate cannot have, because others do that every crate sees.
const TAKEN: &[&str] = &["alloc", "core", "gitpod_runtime", "proc_macro", "std", "test"];

const DEFAULT_VERSION: &str = "0.1.0";
const DEFAULT_KEYWORDS: &[&str] = &["api", "client", "connect"];
const DEFAULT_CATEGORIES: &[&str] =
    &["api-bindings", "web-programming::http-client", "web-programming::http-server"];

/// The version of the runtime: that of the generator, which it is released with.
const RUNTIME_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Lowers the key `crate`, which may be absent.
pub(super) fn lower(
    raw: Option<&raw::Crate>,
    package: &Text,
    title: &str,
    problems: &mut Diagnostics,
) -> Manifest {
    let text = |get: fn(&raw::Crate) -> &Option<Text>| raw.and_then(|raw| get(raw).as_ref());
    let description = format!(
        "Typed bindings for the {title}: models, clients and servers for {}.",
        package.value
    );
    Manifest {
        name: text(|raw| &raw.name)
            .map_or_else(|| default_name(&package.value), |text| name(text, problems)),
        version: text(|raw| &raw.version)
            .map_or_else(|| DEFAULT_VERSION.to_owned(), |text| version(text, problems)),
        description: text(|raw| &raw.description).map_or(description, |text| line(text, problems)),
        license: text(|raw| &raw.license).map(|text| license(text, problems)),
        keywords: words("keywords", raw.map(|raw| &raw.keywords), &KEYWORD, problems),
        categories: words("categories", raw.map(|raw| &raw.categories), &CATEGORY, problems),
        documentation: text(|raw| &raw.documentation).map(|text| url(text, problems)),
        homepage: text(|raw| &raw.homepage).map(|text| url(text, problems)),
        repository: text(|raw| &raw.repository).map(|text| url(text, problems)),
        runtime: runtime(raw.and_then(|raw| raw.runtime.as_ref()), problems),
    }
}

/// `shop.v1` becomes `shop-v1`. A single word gets a suffix, because it may be a keyword or the name
/// of another crate.
fn default_name(package: &str) -> String {
    let name = package.replace(['.', '_'], "-");
    if package.contains('.') { name } else { format!("{name}-api") }
}

fn name(text: &Text, problems: &mut Diagnostics) -> String {
    let library = text.value.replace('-', "_");
    if !names::is_snake(&library) || text.value.len() > MAX_NAME {
        let form =
            "lower-case words separated by hyphens, such as `shop-v1`, of at most 64 letters";
        problems.push(bad_name("crate", text, form));
    } else if TAKEN.contains(&library.as_str()) || !names::is_not_escaped(&library) {
        let form = "a name that is neither a keyword of Rust nor that of a crate it depends on";
        problems.push(bad_name("crate", text, form));
    }
    text.value.clone()
}

fn version(text: &Text, problems: &mut Diagnostics) -> String {
    if !is_version(&text.value) {
        problems.push(bad_form("version", text, "three numbers, such as `1.2.0`"));
    }
    text.value.clone()
}

/// Whether a text is a semantic version.
fn is_version(text: &str) -> bool {
    let (numbers, suffix) = match text.find(['-', '+']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let is_number = |part: &str| {
        let is_canonical = part == "0" || !part.starts_with('0');
        is_canonical && part.parse::<u64>().is_ok() && !part.starts_with('+')
    };
    let is_suffix = |byte: u8| byte.is_ascii_alphanumeric() || b"-+.".contains(&byte);
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && suffix.len() != 1
        && !suffix.ends_with('.')
        && suffix.bytes().all(is_suffix)
}

/// A text of one line that says something.
fn line(text: &Text, problems: &mut Diagnostics) -> String {
    if text.value.trim().is_empty() {
        problems.push(bad_form("text", text, "a text; leave out the key for its default"));
    }
    docs::check_line(text, problems);
    text.value.trim().to_owned()
}

fn license(text: &Text, problems: &mut Diagnostics) -> String {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-.+:() ".contains(&byte);
    if text.value.trim().is_empty() || !text.value.bytes().all(is_part) {
        problems.push(bad_form("license", text, "an SPDX expression, such as `MIT OR Apache-2.0`"));
    }
    text.value.clone()
}

fn url(text: &Text, problems: &mut Diagnostics) -> String {
    if !api::is_url(&text.value) {
        problems.push(bad_form("URL", text, "an http or https URL"));
    }
    text.value.clone()
}

/// The words of a list.
struct Words {
    what: &'static str,
    form: &'static str,
    is_valid: fn(&str) -> bool,
    defaults: &'static [&'static str],
}

const KEYWORD: Words = Words {
    what: "keyword",
    form: "at most 20 letters, digits, hyphens or underscores",
    is_valid: |word| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+".contains(&byte);
        word.len() <= MAX_KEYWORD
            && word.starts_with(|first: char| first.is_ascii_alphanumeric())
            && word.bytes().all(is_inner)
    },
    defaults: DEFAULT_KEYWORDS,
};

const CATEGORY: Words = Words {
    what: "category",
    form: "a category of crates.io, such as `api-bindings`",
    is_valid: |word| {
        let is_inner = |byte: u8| byte.is_ascii_lowercase() || b"-:".contains(&byte);
        !word.is_empty() && word.bytes().all(is_inner)
    },
    defaults: DEFAULT_CATEGORIES,
};

fn words(
    key: &str,
    texts: Option<&Vec<Text>>,
    of: &Words,
    problems: &mut Diagnostics,
) -> Vec<String> {
    let texts = texts.map(Vec::as_slice).unwrap_or_default();
    for text in texts.iter().filter(|text| !(of.is_valid)(&text.value)) {
        problems.push(bad_form(of.what, text, of.form));
    }
    if let Some(surplus) = texts.get(MAX_WORDS) {
        problems.push(bad_form(of.what, surplus, &format!("at most {MAX_WORDS} {key}")));
    }
    match texts {
        [] => of.defaults.iter().map(|word| (*word).to_owned()).collect(),
        _ => texts.iter().map(|text| text.value.clone()).collect(),
    }
}

fn runtime(raw: Option<&raw::Runtime>, problems: &mut Diagnostics) -> Runtime {
    let version = raw.and_then(|raw| raw.version.as_ref());
    let path = raw.and_then(|raw| raw.path.as_ref());
    Runtime {
        version: version.map_or_else(
            || RUNTIME_VERSION.to_owned(),
            |text| {
                let is_part =
                    |byte: u8| byte.is_ascii_alphanumeric() || b".*^~=<>,+- ".contains(&byte);
                if text.value.is_empty() || !text.value.bytes().all(is_part) {
                    let form = "a version requirement, such as `0.1`";
                    problems.push(bad_form("version requirement", text, form));
                }
                text.value.clone()
            },
        ),
        path: path.map(|text| line(text, problems)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_from_the_package() {
        assert_eq!(default_name("shop.v1"), "shop-v1");
        assert_eq!(default_name("shop_front.v1beta"), "shop-front-v1beta");
        assert_eq!(default_name("type"), "type-api");
    }

    #[test]
    fn versions_are_semantic() {
        for version in ["0.1.0", "1.20.3", "1.0.0-rc.1", "1.0.0+build-5"] {
            assert!(is_version(version), "{version}");
        }
        for text in ["", "1", "1.2", "1.2.3.4", "01.2.3", "v1.2.3", "1.2.x", "1.2.3-", "1.2.3 "] {
            assert!(!is_version(text), "{text}");
        }
    }
}
