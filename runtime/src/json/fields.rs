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

    /// The fields after the last one, of which the first most likely comes next.
    #[inline]
    pub(crate) fn following(&self) -> impl Iterator<Item = KnownField> + use<> {
        let fields = self.descriptor.fields();
        (self.next..).map_while(|index| {
            let descriptor = fields.get(index)?;
            Some(KnownField { index, descriptor })
        })
    }

    /// The field that most likely comes next.
    #[inline]
    fn likely(&self) -> Option<KnownField> {
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
        if !self.set_in_oneofs.is_empty()
            && let Some(earlier) = self.set_in_oneof(oneof)
        {
            let oneof = self.descriptor.oneofs().get(oneof).copied().unwrap_or_default();
            return Err(OneofConflict {
                oneof,
                fields: [earlier.json_name(), field.descriptor.json_name()],
            });
        }
        self.set_in_oneofs.insert(field.index);
        Ok(())
    }

    /// The field of a oneof that has a value.
    fn set_in_oneof(&self, oneof: usize) -> Option<&'static FieldDescriptor> {
        let mut fields = self.descriptor.fields().iter().enumerate();
        let is_set = |(index, field): &(usize, &FieldDescriptor)| {
            field.presence() == Presence::Oneof(oneof) && self.set_in_oneofs.contains(*index)
        };
        fields.find(is_set).map(|(_, field)| field)
    }
}

/// A bit set of field indexes that only allocates beyond 64 fields.
#[derive(Default)]
struct FieldSet {
    first: u64,
    /// Boxed, because a set is made for each message that is read, and few have so many fields.
    rest: Option<Box<FieldSet>>,
}

impl FieldSet {
    const fn new() -> Self {
        Self { first: 0, rest: None }
    }

    /// Whether it has no index.
    #[inline]
    const fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.is_none()
    }

    /// Adds an index. Returns `false` if it was in the set already.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        if index >= 64 {
            return self.insert_beyond(index - 64);
        }
        let bit = 1 << index;
        let is_new = self.first & bit == 0;
        self.first |= bit;
        is_new
    }

    #[cold]
    fn insert_beyond(&mut self, index: usize) -> bool {
        self.rest.get_or_insert_default().insert(index)
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(index) => self.rest.as_ref().is_some_and(|rest| rest.contains(index)),
        }
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
