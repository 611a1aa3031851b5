//! UUIDs in their usual form of 36 characters.

/// Whether a text is a UUID of any version and variant: 8, 4, 4, 4 and 12 hexadecimal digits,
/// separated by hyphens.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let lengths = [8, 4, 4, 4, 12];
    let all =
        lengths.iter().all(|length| groups.next().is_some_and(|group| is_hex(group, *length)));
    all && groups.next().is_none()
}

fn is_hex(group: &str, length: usize) -> bool {
    group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn the_usual_form_only() {
        for text in ["0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15", "00000000-0000-0000-0000-00000000000F"]
        {
            assert!(is_uuid(text), "{text}");
        }
        for text in [
            "",
            "0191f7a25c3d7b84a6e14d92c07f8b15",
            "{0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15}",
            "0191f7a2-5c3d-7b84-a6e1-4d92c07f8b1",
            "0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15-",
            "0191f7g2-5c3d-7b84-a6e1-4d92c07f8b15",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
