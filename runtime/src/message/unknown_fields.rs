//! [`UnknownFields`]: what a message keeps of binary input that its type does not have.

use std::fmt;
use std::mem::{self, ManuallyDrop};

use super::{Budget, OverBudget};

/// The unknown fields of a message that was decoded from binary, as they were encoded.
///
/// They are written again after the known fields, so a program that forwards a message of a newer
/// version of the schema loses nothing. JSON neither reads nor writes them. An empty one takes one
/// pointer.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct UnknownFields {
    // One word in every message. Double indirection costs only where there are unknown fields.
    #[allow(clippy::box_collection, reason = "a `Vec` would take three words in every message")]
    records: ManuallyDrop<Option<Box<Vec<u8>>>>,
}

impl UnknownFields {
    /// No unknown fields.
    pub const NONE: &'static Self = &Self { records: ManuallyDrop::new(None) };

    /// The records in the binary wire format, each with its tag, in the order of the input.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.records.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_empty()
    }

    /// Removes them.
    pub fn clear(&mut self) {
        free(self);
    }

    /// Appends a record within a budget.
    pub(crate) fn append(&mut self, record: &[u8], budget: &mut Budget) -> Result<(), OverBudget> {
        if self.records.is_none() {
            budget.allocate(size_of::<Vec<u8>>())?;
        }
        let records = self.records.get_or_insert_default();
        if records.capacity() - records.len() < record.len() {
            let more = budget.grow_buffer(records.capacity(), record.len())?;
            records.reserve_exact(more);
        }
        records.extend_from_slice(record);
        Ok(())
    }
}

// Messages are dropped in many places of a program, so each only looks whether there are any.
impl Drop for UnknownFields {
    #[inline]
    fn drop(&mut self) {
        if self.records.is_some() {
            free(self);
        }
    }
}

/// Frees the records.
///
/// Its ABI tells callers in other crates that it does not unwind, so that they need no code that
/// drops the rest of a message if it does.
#[cold]
#[inline(never)]
#[allow(improper_ctypes_definitions, reason = "it is called from Rust only")]
extern "C" fn free(fields: &mut UnknownFields) {
    drop(ManuallyDrop::into_inner(mem::take(&mut fields.records)));
}

/// Shows the number of bytes only, because the schema does not say which of them are secret.
impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.as_bytes().len())
    }
}
