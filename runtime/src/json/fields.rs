//! Field lookup by key, and checks for duplicate fields and conflicting oneof fields.
//!
//! Used by the reader here and by the serde adapter.

use crate::message::{FieldDescriptor, MessageDescriptor, Presence};

/// Looks up the fields of one message and tracks which of them were read.
pub(crate) struct FieldTracker {
    descriptor: &'static MessageDescriptor,
    /// The index after the last field: writers keep schema order, so it is the best guess.
    next: usize,
    seen: FieldSet,
    /// The oneof fields that have a value.
    set_in_oneofs: FieldSet,
}

/// A field of the message, with its index in the descriptor.
#[derive(Clone, Copy)]
pub(crate) struct KnownField {
    pub(crate) index: usize,
    pub(crate) descriptor: &'static FieldDescriptor,
}

/// Two fields of one oneof have a value.
#[derive(Debug)]
pub(crate) struct OneofConflict {
    pub(crate) oneof: &'static str,
    /// The JSON names of the fields, in document order.
    pub(crate) fields: [&'static str; 2],
}

impl OneofConflict {
    pub(crate) fn expected(&self, of: &MessageDescriptor) -> String {
        format!("at most one field of the oneof `{}` of {}", self.oneof, of.name())
    }

    pub(crate) fn found(&self) -> String {
        let [first, second] = self.fields;
        format!("both `{first}` and `{second}`")
    }
}

impl FieldTracker {
    pub(crate) const fn new(descriptor: &'static MessageDescriptor) -> Self {
        Self { descriptor, next: 0, seen: FieldSet::new(), set_in_oneofs: FieldSet::new() }
    }

    pub(crate) const fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    /// The field that most likely comes next.
    #[inline]
    pub(crate) fn likely(&self) -> Option<KnownField> {
        let descriptor = self.descriptor.fields().get(self.next)?;
        Some(KnownField { index: self.next, descriptor })
    }

    /// The field with this JSON name or schema name.
    #[inline]
    pub(crate) fn find(&self, key: &str) -> Option<KnownField> {
        match self.likely() {
            Some(likely) if likely.descriptor.json_name() == key => Some(likely),
            _ => self.search(key),
        }
    }

    fn search(&self, key: &str) -> Option<KnownField> {
        let fields = || {
            let fields = self.descriptor.fields().iter().enumerate();
            fields.map(|(index, descriptor)| KnownField { index, descriptor })
        };
        let named = |field: &KnownField| field.descriptor.json_name() == key;
        // Look forward first: writers skip absent fields but keep the order.
        fields()
            .skip(self.next)
            .find(named)
            .or_else(|| fields().take(self.next).find(named))
            .or_else(|| fields().find(|field| field.descriptor.name() == key))
    }

    /// Records that the key of a field was read. Returns `false` if it was read before.
    #[inline]
    pub(crate) fn mark(&mut self, field: KnownField) -> bool {
        self.next = field.index + 1;
        self.seen.insert(field.index)
    }

    /// Records that a field has a value, unless another field of its oneof has one.
    #[inline]
    pub(crate) fn claim(&mut self, field: KnownField) -> Result<(), OneofConflict> {
        match field.descriptor.presence() {
            Presence::Oneof(oneof) => self.claim_oneof(field, oneof),
            Presence::Implicit | Presence::Explicit => Ok(()),
        }
    }

    fn claim_oneof(&mut self, field: KnownField, oneof: usize) -> Result<(), OneofConflict> {
        let fields = self.descriptor.fields().iter().enumerate();
        let earlier = fields
            .filter(|(_, other)| other.presence() == Presence::Oneof(oneof))
            .find(|(other, _)| *other != field.index && self.set_in_oneofs.contains(*other));
        if let Some((_, earlier)) = earlier {
            let oneof = self.descriptor.oneofs().get(oneof).copied().unwrap_or_default();
            return Err(OneofConflict {
                oneof,
                fields: [earlier.json_name(), field.descriptor.json_name()],
            });
        }
        self.set_in_oneofs.insert(field.index);
        Ok(())
    }
}

/// A bit set of field indexes that only allocates beyond 64 fields.
struct FieldSet {
    first: u64,
    rest: Vec<u64>,
}

impl FieldSet {
    const fn new() -> Self {
        Self { first: 0, rest: Vec::new() }
    }

    /// Adds an index. Returns `false` if it was in the set already.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = if index < 64 { &mut self.first } else { self.rest_word(index) };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    #[cold]
    fn rest_word(&mut self, index: usize) -> &mut u64 {
        let word = index / 64 - 1;
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        // The word exists now; the fallback only avoids a panic path.
        self.rest.get_mut(word).unwrap_or(&mut self.first)
    }

    fn contains(&self, index: usize) -> bool {
        let word = if index < 64 {
            self.first
        } else {
            self.rest.get(index / 64 - 1).copied().unwrap_or_default()
        };
        word & (1 << (index % 64)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::FieldSet;

    #[test]
    fn field_sets_hold_each_index_once_beyond_64() {
        let mut set = FieldSet::new();
        for index in [0, 1, 63, 64, 127, 128, 500] {
            assert!(!set.contains(index), "{index}");
            assert!(set.insert(index), "{index}");
            assert!(set.contains(index), "{index}");
            assert!(!set.insert(index), "{index}");
        }
        assert!(!set.contains(65));
        assert!(!set.contains(5000));
    }
}
