//! Compares the facts of two schemas.
//!
//! Used by `descriptors` and, for drafts, by `conformance`. A function of two [`Facts`], which knows
//! neither where they come from nor how differences are printed.

use std::collections::BTreeSet;

use super::difference::{Difference, What};
use super::facts::{Facts, Item, Kind, Said};

/// The differences, in the order of items. `ours` is expected, `theirs` is found.
///
/// An item that one side lacks is one difference, which includes its parts. The types that such an
/// item or a changed reference needs, and that this side lacks, too, are part of its difference.
pub(crate) fn compare(ours: &Facts, theirs: &Facts) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut brought = BTreeSet::new();
    for (item, expected) in &ours.0 {
        match theirs.0.get(item) {
            Some(found) => attributes(item, expected, found, &mut differences),
            None if is_part(item, theirs) => {}
            None => differences.push(Difference::new(item, What::Missing)),
        }
    }
    for item in theirs.0.keys().filter(|item| !ours.0.contains_key(item) && !is_part(item, ours)) {
        differences.push(Difference::new(item, What::Added));
    }
    for difference in &mut differences {
        let (there, lacking) = match difference.what {
            What::Missing => (ours, theirs),
            What::Added | What::Changed(_) => (theirs, ours),
        };
        difference.with = needed(&difference.item, there, lacking);
        brought.extend(
            difference.with.iter().map(|item| (is_missing(&difference.what), item.clone())),
        );
    }
    differences.retain(|difference| {
        !brought.contains(&(is_missing(&difference.what), difference.item.clone()))
    });
    differences.sort_by(|a, b| a.item.cmp(&b.item));
    differences
}

fn is_missing(what: &What) -> bool {
    matches!(what, What::Missing)
}

/// Whether the item is part of one that a side lacks as well.
fn is_part(item: &Item, lacking: &Facts) -> bool {
    item.owner().is_some_and(|owner| !lacking.0.contains_key(&owner))
}

fn attributes(item: &Item, expected: &Said, found: &Said, differences: &mut Vec<Difference>) {
    let names: BTreeSet<&String> =
        expected.attributes.keys().chain(found.attributes.keys()).collect();
    for name in names {
        let (expected, found) = (expected.attributes.get(name), found.attributes.get(name));
        if expected != found {
            differences.push(Difference {
                expected: expected.cloned(),
                found: found.cloned(),
                ..Difference::new(item, What::Changed(name.clone()))
            });
        }
    }
}

/// The types that an item needs and that one side lacks, in the order of items.
pub(crate) fn needed(item: &Item, there: &Facts, lacking: &Facts) -> Vec<Item> {
    let mut needed = BTreeSet::new();
    let mut pending = vec![item.clone()];
    while let Some(next) = pending.pop() {
        for said in there.0.get(&next).into_iter().chain(there.parts(&next)) {
            for name in &said.types {
                let types = [Kind::Message, Kind::Enum].map(|kind| Item::new(kind, name.as_str()));
                for ty in types {
                    let is_new = there.0.contains_key(&ty) && !lacking.0.contains_key(&ty);
                    if is_new && ty != *item && needed.insert(ty.clone()) {
                        pending.push(ty);
                    }
                }
            }
        }
    }
    needed.into_iter().collect()
}
