//! UUIDs in their usual spelling.

/// 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between them; of any version and variant.
pub(super) fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let lengths = [8, 4, 4, 4, 12];
    let all =
        lengths.iter().all(|length| groups.next().is_some_and(|group| is_hex(group, *length)));
    all && groups.next().is_none()
}

fn is_hex(group: &str, length: usize) -> bool {
    group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
}
