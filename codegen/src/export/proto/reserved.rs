//! Writes reserved numbers and names.

use std::ops::RangeInclusive;

use super::text::{Text, quoted};
use crate::ir::{NumberRange, Reserved};

/// Writes what a message or enum reserves. `numbers` are those that its members can have.
pub(super) fn write(reserved: &Reserved, numbers: &RangeInclusive<i64>, text: &mut Text) {
    for entry in &reserved.entries {
        text.remark(entry.reason.as_deref());
        let ranges: Vec<String> =
            entry.numbers.iter().map(|range| spelled(*range, numbers)).collect();
        let names: Vec<String> = entry.names.iter().map(|name| quoted(name)).collect();
        for list in [ranges, names] {
            if !list.is_empty() {
                text.line(&format!("reserved {};", list.join(", ")));
            }
        }
    }
}

fn spelled(range: NumberRange, numbers: &RangeInclusive<i64>) -> String {
    let NumberRange { first, last } = range;
    match i64::from(last) {
        _ if first == last => first.to_string(),
        last if last == *numbers.end() => format!("{first} to max"),
        last => format!("{first} to {last}"),
    }
}
