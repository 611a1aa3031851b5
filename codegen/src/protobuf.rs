//! Names that protoc derives from other names, and the numbers that protobuf allows.
//!
//! Used by [`crate::lower`] to derive and check them, and by [`crate::export`] to omit names that protoc
//! derives itself. Depends on nothing.

use std::ops::RangeInclusive;

/// The numbers that a field can have, except [`INTERNAL_FIELD_NUMBERS`].
pub(crate) const FIELD_NUMBERS: RangeInclusive<i64> = 1..=536_870_911;

/// The field numbers that protobuf keeps for its implementation.
pub(crate) const INTERNAL_FIELD_NUMBERS: RangeInclusive<i64> = 19_000..=19_999;

/// The numbers that a value of an enum can have.
pub(crate) const ENUM_NUMBERS: RangeInclusive<i64> = -2_147_483_648..=2_147_483_647;

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
