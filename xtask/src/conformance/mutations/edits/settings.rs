//! Edits of `api.yaml`.

use super::super::document::{Op, Path};
use super::super::places::Place;
use super::super::yaml::Yaml;
use super::Edits;

pub(super) fn find(edits: &mut Edits<'_>) {
    let Some(api) = edits.places.api.clone() else { return };
    let place = Place { path: api.clone(), name: "api.yaml".to_owned() };
    let of = edits.at(&place);
    let set = |path: &Path, key, value: &str| vec![Op::Set(path.clone(), key, Yaml::text(value))];
    let package = of.line("package").unwrap_or_default();
    let package = format!("{}2", package.trim_end_matches(|c: char| c.is_ascii_digit()));
    edits.add("package changed", &place, set(&api, "package", &package));
    edits.add("base URL changed", &place, set(&api, "base_url", "https://other.example/api"));
    edits.add("base URL removed", &place, vec![Op::Unset(api.clone(), "base_url")]);
    edits.add(
        "variables of the base URL changed",
        &place,
        set(&api, "base_url_env", "[OTHER_URL]"),
    );
    let package_crate = api.key("crate");
    edits.add("crate renamed", &place, set(&package_crate, "name", "other-name"));
    // The version says how large the step is; it is no change of the API.
    edits
        .add("version of the crate raised", &place, set(&package_crate, "version", "0.9.0"))
        .entries(0);
    let auth = api.key("auth");
    edits.add("authentication removed", &place, vec![Op::Unset(api.clone(), "auth")]);
    let mut header = set(&auth, "scheme", "header");
    header.extend(set(&auth, "header", "x-api-key"));
    edits.add("authentication changed", &place, header);
    edits.add("variables of the key changed", &place, set(&auth, "env", "[OTHER_KEY]"));
    let paging = api.key("paging");
    edits.add("paging query removed", &place, vec![Op::Unset(paging.clone(), "query")]);
    edits.add("paging query changed", &place, set(&paging.key("query"), "token", "cursor"));
}
