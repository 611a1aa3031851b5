//! The entries of the manifest's section `[package]`.

use crate::ir::{Api, Manifest};

/// The edition of the code that the other emitters write.
const EDITION: &str = "2024";

/// The Rust version of the runtime and of the generated code: that of the generator.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// An entry of a section of the manifest.
#[derive(Debug)]
pub struct ManifestEntry {
    /// The key.
    pub key: &'static str,
    /// The value.
    pub value: ManifestValue,
}

/// The value of an entry.
#[derive(Debug)]
pub enum ManifestValue {
    /// A string.
    Text(String),
    /// A list of strings.
    List(Vec<String>),
}

/// The section `[package]`.
pub(super) fn package(api: &Api) -> Vec<ManifestEntry> {
    let of = &api.manifest;
    let Manifest { name, version, description, license, keywords, categories, .. } = of;
    let Manifest { documentation, homepage, repository, .. } = of;
    let text = |key, value: &str| Some((key, ManifestValue::Text(value.to_owned())));
    let maybe = |key, value: &Option<String>| text(key, value.as_deref()?);
    let list = |key, values: &[String]| Some((key, ManifestValue::List(values.to_vec())));
    let entries = [
        text("name", name),
        text("description", description),
        text("version", version),
        text("edition", EDITION),
        text("rust-version", RUST_VERSION),
        maybe("license", license),
        text("readme", "README.md"),
        maybe("documentation", documentation),
        maybe("homepage", homepage),
        maybe("repository", repository),
        list("keywords", keywords),
        list("categories", categories),
    ];
    entries.into_iter().flatten().map(|(key, value)| ManifestEntry { key, value }).collect()
}
