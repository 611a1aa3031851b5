//! [`Budget`]: the memory that decoding a message may allocate.
//!
//! A message is far larger than its encoding: an empty element of a list takes two bytes of JSON and
//! may take hundreds in memory. So a limit on the size of the input does not limit the memory.
//!
//! Decoders use it, and [`List`](super::List) and [`Map`](super::Map) charge it for their elements.
//! It knows no encoding.

use std::ops::Range;

use super::{Message, Slot};

/// What the allocator needs for each block besides its contents, about.
const BLOCK_OVERHEAD: usize = 16;

/// The memory that decoding a message may allocate, and how much of it is left.
///
/// It counts what the message owns on the heap: buffers of lists, nodes of maps, boxed messages,
/// strings and bytes, each with a few bytes for the allocator. It charges an allocation before it is
/// made, except for boxed messages. A list that grows or shrinks is charged for both buffers
/// while it moves.
#[derive(Debug, Clone)]
pub struct Budget {
    limit: usize,
    left: usize,
}

/// The error of an allocation that does not fit into a [`Budget`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverBudget;

impl Budget {
    /// A budget of this many bytes. `None` means no limit.
    #[must_use]
    pub const fn new(limit: Option<usize>) -> Self {
        let limit = match limit {
            Some(limit) => limit,
            None => usize::MAX,
        };
        Self { limit, left: limit }
    }

    /// The whole budget in bytes. [`usize::MAX`] means no limit.
    #[must_use]
    pub const fn limit(&self) -> usize {
        self.limit
    }

    /// Charges a block of this many bytes. An empty one costs nothing.
    ///
    /// # Errors
    ///
    /// If the block does not fit. The budget does not change.
    #[inline]
    pub const fn allocate(&mut self, bytes: usize) -> Result<(), OverBudget> {
        match self.left.checked_sub(cost(bytes)) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(OverBudget),
        }
    }

    /// Takes back the charge of a block.
    ///
    /// A block that was there before decoding was not charged, so it makes room for what is decoded after
    /// it, but never for more than the limit.
    const fn free(&mut self, bytes: usize) {
        let left = self.left.saturating_add(cost(bytes));
        self.left = if left < self.limit { left } else { self.limit };
    }

    /// Charges the growth of a list of this length, capacity and size of elements for a number of elements
    /// that do not fit. Returns the number of elements to reserve beyond its length, which at least
    /// doubles the capacity, so that a list that grows often is moved rarely.
    #[inline(never)]
    pub(super) const fn grow_list(
        &mut self,
        len: usize,
        capacity: usize,
        more: usize,
        element: usize,
    ) -> Result<usize, OverBudget> {
        let doubled = capacity.saturating_mul(2) - len;
        let more = if more < doubled { doubled } else { more };
        match self.allocate(len.saturating_add(more).saturating_mul(element)) {
            Ok(()) => {
                self.free(capacity.saturating_mul(element));
                Ok(more)
            }
            Err(over) => Err(over),
        }
    }

    /// Charges a smaller buffer for the elements of a list of this length, capacity and size of elements,
    /// in place of the one that it has.
    #[inline(never)]
    pub(super) const fn shrink_list(
        &mut self,
        len: usize,
        capacity: usize,
        element: usize,
    ) -> Result<(), OverBudget> {
        if len == capacity {
            return Ok(());
        }
        match self.allocate(len.saturating_mul(element)) {
            Ok(()) => {
                self.free(capacity.saturating_mul(element));
                Ok(())
            }
            Err(over) => Err(over),
        }
    }

    /// Charges the growth of a buffer of bytes with this capacity, which gets this many bytes that do
    /// not fit. Returns the number of bytes to reserve beyond its length.
    pub(super) const fn grow_buffer(
        &mut self,
        capacity: usize,
        added: usize,
    ) -> Result<usize, OverBudget> {
        let more = if capacity < added { added } else { capacity };
        match self.allocate(capacity.saturating_add(more)) {
            Ok(()) => {
                self.free(capacity);
                Ok(more)
            }
            Err(over) => Err(over),
        }
    }

    /// Charges another entry of a map with this number of entries and size of entries.
    pub(super) const fn grow_map(&mut self, len: usize, entry: usize) -> Result<(), OverBudget> {
        let node = entry.saturating_mul(NODE_ENTRIES).saturating_add(NODE_LINKS);
        let new = nodes(len + 1) - nodes(len);
        self.allocate(new.saturating_mul(node.saturating_add(BLOCK_OVERHEAD)))
    }

    /// Charges the message in a slot of a oneof if it is boxed, given the memory of the message that the
    /// oneof belongs to.
    ///
    /// # Errors
    ///
    /// If the boxed message does not fit.
    #[inline]
    pub(crate) fn charge_boxed(
        &mut self,
        owner: Range<usize>,
        slot: &Slot<'_>,
    ) -> Result<(), OverBudget> {
        let Slot::Message(field) = slot else { return Ok(()) };
        let field = memory_of(&**field);
        // A field that is not boxed is a part of its message.
        if owner.contains(&field.start) { Ok(()) } else { self.allocate(field.len()) }
    }
}

/// The capacity of a node of [`BTreeMap`](std::collections::BTreeMap).
const NODE_ENTRIES: usize = 11;

/// The size of what a node has besides its entries: links to its parent and its children.
const NODE_LINKS: usize = 14 * size_of::<usize>();

/// The maximum number of nodes of a map with this many entries. Each node except the root has at
/// least five entries.
const fn nodes(entries: usize) -> usize {
    match entries {
        0 => 0,
        1..=NODE_ENTRIES => 1,
        _ => 1 + (entries + 1) / 5,
    }
}

const fn cost(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes.saturating_add(BLOCK_OVERHEAD) }
}

/// The addresses of a message.
#[inline]
pub(crate) fn memory_of(message: &dyn Message) -> Range<usize> {
    let start = std::ptr::from_ref(message).addr();
    start..start + size_of_val(message)
}
