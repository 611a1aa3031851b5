//! The default limit on the memory of decoded messages.

/// The memory limit of a message for each byte of the limit on its size.
///
/// Complete messages of the API take up to 3.4 bytes of memory for each byte of their JSON, and up to
/// 5.8 for each byte of binary, so those up to the limit on the size fit. A list whose elements have
/// nothing but an id takes several times more, so it fits up to a fraction of that size.
const MEMORY_PER_BYTE: usize = 6;

/// The memory limit that is set, or the default for a limit on the size. Both are in bytes.
pub(in crate::http) fn memory_limit(set: Option<usize>, max_size: usize) -> usize {
    set.unwrap_or(max_size.saturating_mul(MEMORY_PER_BYTE))
}
