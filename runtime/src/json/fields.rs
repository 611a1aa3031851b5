//! Which fields of a message an object has shown so far.

use crate::message::{FieldDescriptor, MessageDescriptor, Presence};

/// Finds the fields of one message by key and keeps what may come only once.
pub(crate) struct FieldTracker {
    descriptor: &'static MessageDescriptor,
    /// Writers keep the schema's order, so the field after the last one is the best guess.
    next: usize,
    seen: FieldSet,
    arms: FieldSet,
}

/// A field of the message and its index in the table.
#[derive(Clone, Copy)]
pub(crate) struct KnownField {
    pub(crate) index: usize,
    pub(crate) descriptor: &'static FieldDescriptor,
}

/// Two arms of one oneof are set.
#[derive(Debug)]
pub(crate) struct SecondArm {
    pub(crate) oneof: &'static str,
    /// The JSON names of the arms, in the order in which they came.
    pub(crate) arms: [&'static str; 2],
}

impl FieldTracker {
    pub(crate) const fn new(descriptor: &'static MessageDescriptor) -> Self {
        Self { descriptor, next: 0, seen: FieldSet::new(), arms: FieldSet::new() }
    }

    pub(crate) const fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    /// The field that most likely comes now.
    #[inline]
    pub(crate) fn likely(&self) -> Option<KnownField> {
        let descriptor = self.descriptor.fields().get(self.next)?;
        Some(KnownField { index: self.next, descriptor })
    }

    /// The field with this key, in either spelling.
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
        // Absent fields are skipped forward; only an unusual order looks back.
        fields()
            .skip(self.next)
            .find(named)
            .or_else(|| fields().take(self.next).find(named))
            .or_else(|| fields().find(|field| field.descriptor.name() == key))
    }

    /// Notes that the key of a field was read; `false` if it had been before.
    #[inline]
    pub(crate) fn mark(&mut self, field: KnownField) -> bool {
        self.next = field.index + 1;
        self.seen.insert(field.index)
    }

    /// Notes that a field has a value, unless another arm of its oneof has one.
    #[inline]
    pub(crate) fn claim(&mut self, field: KnownField) -> Result<(), SecondArm> {
        match field.descriptor.presence() {
            Presence::Oneof(oneof) => self.claim_arm(field, oneof),
            Presence::Implicit | Presence::Explicit => Ok(()),
        }
    }

    fn claim_arm(&mut self, field: KnownField, oneof: usize) -> Result<(), SecondArm> {
        let fields = self.descriptor.fields().iter().enumerate();
        let earlier = fields
            .filter(|(_, other)| other.presence() == Presence::Oneof(oneof))
            .find(|(other, _)| *other != field.index && self.arms.contains(*other));
        if let Some((_, earlier)) = earlier {
            let oneof = self.descriptor.oneofs().get(oneof).copied().unwrap_or_default();
            return Err(SecondArm {
                oneof,
                arms: [earlier.json_name(), field.descriptor.json_name()],
            });
        }
        self.arms.insert(field.index);
        Ok(())
    }
}

/// A set of indexes of fields: one word for most messages, more where there are more fields.
struct FieldSet {
    first: u64,
    rest: Vec<u64>,
}

impl FieldSet {
    const fn new() -> Self {
        Self { first: 0, rest: Vec::new() }
    }

    /// Adds an index; `false` if it was there.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = if index < 64 { &mut self.first } else { self.far_word(index) };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    #[cold]
    fn far_word(&mut self, index: usize) -> &mut u64 {
        let place = index / 64 - 1;
        if self.rest.len() <= place {
            self.rest.resize(place + 1, 0);
        }
        // The place exists now; the first word stands in only to have no panic here.
        self.rest.get_mut(place).unwrap_or(&mut self.first)
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
    fn a_set_takes_each_index_once_beyond_one_word_too() {
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
