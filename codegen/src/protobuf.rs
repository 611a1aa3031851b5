//! Names that protoc derives from other names.
//!
//! Used by [`crate::lower`] to derive and check names, and by [`crate::export`] to omit names that protoc
//! derives itself. Depends on nothing.

/// The default JSON name of a field: underscores are removed, and the letter after each one is
/// capitalized.
pub(crate) fn json_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut capital = false;
    for letter in name.chars() {
        match letter {
            '_' => capital = true,
            letter if capital => {
                out.push(letter.to_ascii_uppercase());
                capital = false;
            }
            letter => out.push(letter),
        }
    }
    out
}

/// The name of the entry message of a map field: `FooBarEntry` for `foo_bar`.
pub(crate) fn map_entry(field: &str) -> String {
    let mut name = json_name(&format!("_{field}"));
    name.push_str("Entry");
    name
}

#[cfg(test)]
mod tests {
    use super::json_name;

    #[test]
    fn json_names_match_protoc() {
        assert_eq!(json_name("supports_oauth2"), "supportsOauth2");
        assert_eq!(json_name("a_b_c"), "aBC");
        assert_eq!(json_name("hour_utc"), "hourUtc");
        assert_eq!(json_name("x_1y"), "x1y");
    }
}
