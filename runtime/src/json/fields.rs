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

    /// The index and JSON name of the field that most likely comes now.
    #[inline]
    pub(crate) fn likely(&self) -> Option<(usize, &'static str)> {
        self.descriptor.fields().get(self.next).map(|field| (self.next, field.json_name()))
    }

    /// The index of the field with this key, in either spelling.
    pub(crate) fn find(&self, key: &str) -> Option<usize> {
        let fields = self.descriptor.fields();
        let position = |from: usize, to: usize| {
            let within = fields.get(from..to).unwrap_or_default();
            within.iter().position(|field| field.json_name() == key).map(|index| from + index)
        };
        // Absent fields are skipped forward; only an unusual order looks back.
        position(self.next, fields.len())
            .or_else(|| position(0, self.next))
            .or_else(|| fields.iter().position(|field| field.name() == key))
    }

    /// Notes that the key of a field was read; `false` if it had been before.
    #[inline]
    pub(crate) fn mark(&mut self, index: usize) -> bool {
        self.next = index + 1;
        self.seen.insert(index)
    }

    /// Notes that a field has a value, unless another arm of its oneof has one.
    #[inline]
    pub(crate) fn claim(&mut self, index: usize) -> Result<(), SecondArm> {
        match self.descriptor.fields().get(index) {
            Some(field) => match field.presence() {
                Presence::Oneof(oneof) => self.claim_arm(index, field, oneof),
                Presence::Implicit | Presence::Explicit => Ok(()),
            },
            None => Ok(()),
        }
    }

    fn claim_arm(
        &mut self,
        index: usize,
        field: &'static FieldDescriptor,
        oneof: usize,
    ) -> Result<(), SecondArm> {
        let fields = self.descriptor.fields().iter().enumerate();
        let earlier = fields
            .filter(|(_, other)| other.presence() == Presence::Oneof(oneof))
            .find(|(other, _)| *other != index && self.arms.contains(*other));
        if let Some((_, earlier)) = earlier {
            let oneof = self.descriptor.oneofs().get(oneof).copied().unwrap_or_default();
            return Err(SecondArm { oneof, arms: [earlier.json_name(), field.json_name()] });
        }
        self.arms.insert(index);
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
