//! Reserved numbers and names of messages and enums.

/// Numbers and names that no field or value may use. Empty if nothing is reserved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reserved {
    /// What is reserved, in schema order.
    pub entries: Vec<Reservation>,
    /// All reserved numbers in ascending order. Ranges neither overlap nor touch.
    pub numbers: Vec<NumberRange>,
}

/// Numbers and names that are reserved for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The numbers, in schema order.
    pub numbers: Vec<NumberRange>,
    /// The names, in schema order.
    pub names: Vec<String>,
    /// The reason, if it is stated.
    pub reason: Option<String>,
}

/// An inclusive range of numbers of fields or values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberRange {
    /// The first number.
    pub first: i32,
    /// The last number.
    pub last: i32,
}

impl Reserved {
    /// Collects entries. Their ranges do not overlap.
    pub(crate) fn new(entries: Vec<Reservation>) -> Self {
        let all = entries.iter().flat_map(|entry| &entry.numbers);
        let mut sorted: Vec<NumberRange> = all.copied().collect();
        sorted.sort_unstable();
        let mut numbers: Vec<NumberRange> = Vec::new();
        for range in sorted {
            match numbers.last_mut() {
                Some(before) if range.first <= before.last.saturating_add(1) => {
                    before.last = before.last.max(range.last);
                }
                _ => numbers.push(range),
            }
        }
        Self { entries, numbers }
    }

    /// Whether nothing is reserved.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a number is reserved.
    #[must_use]
    pub fn contains_number(&self, number: impl Into<i64>) -> bool {
        let number = number.into();
        let after = self.numbers.partition_point(|range| i64::from(range.first) <= number);
        let range = after.checked_sub(1).and_then(|before| self.numbers.get(before));
        range.is_some_and(|range| number <= range.last.into())
    }

    /// Whether a name is reserved. A JSON name that follows from a reserved name is not one itself.
    #[must_use]
    pub fn contains_name(&self, name: &str) -> bool {
        self.names().any(|reserved| reserved == name)
    }

    /// The reserved names, in schema order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().flat_map(|entry| &entry.names).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reserved(ranges: &[(i32, i32)]) -> Reserved {
        let numbers = ranges.iter().map(|&(first, last)| NumberRange { first, last }).collect();
        Reserved::new(vec![Reservation {
            numbers,
            names: vec!["old_name".to_owned()],
            reason: None,
        }])
    }

    #[test]
    fn adjacent_ranges_are_merged() {
        let reserved = reserved(&[(7, 9), (3, 3), (4, 5), (i32::MAX - 1, i32::MAX), (-2, -1)]);
        let ranges: Vec<_> =
            reserved.numbers.iter().map(|range| (range.first, range.last)).collect();
        assert_eq!(ranges, [(-2, -1), (3, 5), (7, 9), (i32::MAX - 1, i32::MAX)]);
    }

    #[test]
    fn bounds_are_inclusive() {
        let reserved = reserved(&[(3, 3), (5, 9)]);
        let contained = (0_u32..12).filter(|number| reserved.contains_number(*number));
        assert_eq!(contained.collect::<Vec<_>>(), [3, 5, 6, 7, 8, 9]);
        assert!(!reserved.contains_number(-3) && !Reserved::default().contains_number(0));
    }

    #[test]
    fn names_are_compared_as_they_are() {
        let reserved = reserved(&[]);
        assert!(reserved.contains_name("old_name") && !reserved.contains_name("oldName"));
        assert!(!reserved.is_empty() && Reserved::default().is_empty());
    }
}
