//! Paths of a `google.protobuf.FieldMask`, such as `metadata.display_name`.
//!
//! A path names fields as the schema does. ProtoJSON writes it in lowerCamelCase.

/// Converts a path to lowerCamelCase. `None` if [`snake_case`] would not return the same path.
#[must_use]
pub fn camel_case(path: &str) -> Option<String> {
    let mut camel = String::with_capacity(path.len());
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '_' => {
                let next = letters.next().filter(char::is_ascii_lowercase)?;
                camel.push(next.to_ascii_uppercase());
            }
            'A'..='Z' | ',' => return None,
            letter => camel.push(letter),
        }
    }
    Some(camel)
}

/// Converts a path from lowerCamelCase. `None` if [`camel_case`] would not return the same path.
#[must_use]
pub fn snake_case(path: &str) -> Option<String> {
    let mut snake = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            '_' => return None,
            'A'..='Z' => snake.extend(['_', letter.to_ascii_lowercase()]),
            letter => snake.push(letter),
        }
    }
    Some(snake)
}

/// Whether one of `roots` is the path or contains it: `metadata` contains `metadata.name`, but not
/// `metadata_name`.
pub fn is_within<'r>(path: &str, mut roots: impl Iterator<Item = &'r str>) -> bool {
    roots.any(|root| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::{camel_case, is_within, snake_case};

    #[test]
    fn paths_round_trip_or_have_no_form() {
        for (snake, camel) in [("a", "a"), ("a_b.c_d", "aB.cD"), ("_a", "A"), ("a1.b", "a1.b")] {
            assert_eq!(camel_case(snake).as_deref(), Some(camel));
            assert_eq!(snake_case(camel).as_deref(), Some(snake));
        }
        for snake in ["aB", "a__b", "a_", "a_1", "a,b", "_"] {
            assert_eq!(camel_case(snake), None, "{snake}");
        }
        assert_eq!(snake_case("a_b"), None);
    }

    #[test]
    fn a_path_contains_itself_and_its_fields() {
        let is_within = |path| is_within(path, ["a.b", "c"].into_iter());
        for path in ["a.b", "a.b.x", "c", "c.", "c.d.e"] {
            assert!(is_within(path), "{path}");
        }
        for path in ["", "a", "a.bc", "a.b_c", "x.c", ".c", "A.b"] {
            assert!(!is_within(path), "{path}");
        }
    }
}
