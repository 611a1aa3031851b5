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
    }
    let mut differences = without_needed(differences);
    differences.sort_by(|a, b| a.item.cmp(&b.item));
    differences
}

/// Leaves out the types that other differences include. Of types that need each other, one stays.
fn without_needed(differences: Vec<Difference>) -> Vec<Difference> {
    let is_type =
        |difference: &Difference| matches!(difference.item.kind, Kind::Message | Kind::Enum);
    let key = |difference: &Difference, item: &Item| {
        (matches!(difference.what, What::Missing), item.clone())
    };
    let (mut types, mut kept): (Vec<_>, Vec<_>) = differences
        .into_iter()
        .partition(|difference| is_type(difference) && !is_changed(difference));
    // Types that no other type needs come first, so that they stay.
    let inner: BTreeSet<_> =
        types.iter().flat_map(|it| it.with.iter().map(|item| key(it, item))).collect();
    types.sort_by_key(|difference| inner.contains(&key(difference, &difference.item)));
    let mut included: BTreeSet<_> =
        kept.iter().flat_map(|it| it.with.iter().map(|item| key(it, item))).collect();
    for difference in types {
        if !included.contains(&key(&difference, &difference.item)) {
            included.extend(difference.with.iter().map(|item| key(&difference, item)));
            kept.push(difference);
        }
    }
    kept
}

fn is_changed(difference: &Difference) -> bool {
    matches!(difference.what, What::Changed(_))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::testing::{SHOP, schema};

    /// The differences after a change of the other side.
    #[track_caller]
    fn changed(from: &str, to: &str) -> Vec<String> {
        assert_eq!(SHOP.matches(from).count(), 1, "{from}");
        let (ours, theirs) =
            (Facts::of(&schema(SHOP)), Facts::of(&schema(&SHOP.replace(from, to))));
        compare(&ours, &theirs).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_schemas_have_no_differences() {
        let facts = Facts::of(&schema(SHOP));
        assert_eq!(compare(&facts, &facts), []);
        assert_eq!((facts.count(Kind::Rpc), facts.count(Kind::Message)), (3, 10));
        assert_eq!(compare(&Facts::default(), &Facts::default()), []);
    }

    #[test]
    fn each_attribute_is_compared() {
        for (from, to, difference) in [
            (
                "{name: sku, number: 5",
                "{name: sku, number: 7",
                "field Item.sku: number: expected 5, found 7",
            ),
            (
                "updated_at, number: 6, type: timestamp",
                "updated_at, number: 6, type: optional timestamp",
                "field Item.updated_at: optional: expected nothing, found yes",
            ),
            (
                "updated_at, number: 6, type: timestamp",
                "updated_at, number: 6, type: string",
                "field Item.updated_at: type: expected timestamp, found string",
            ),
            (
                "deprecated: {use: id}, ",
                "",
                "field Item.sku: deprecated: expected yes, found nothing",
            ),
            (
                "{name: sku, number: 5",
                "{name: sku, json: SKU, number: 5",
                "field Item.sku: json: expected nothing, found SKU",
            ),
            (
                "{name: sku, number: 5",
                "{name: sku, required: rule, number: 5",
                "field Item.sku: required: expected nothing, found yes",
            ),
            ("lte: 999", "lte: 998", "field Price.cents: rules.lte: expected 999, found 998"),
            ("gte: 0", "gt: 0", "field Price.cents: rules.gt: expected nothing, found 0"),
            (
                "max_len: 80",
                "max_len: 80, pattern: a",
                "field Item.name: rules.pattern: expected nothing, found a",
            ),
            (
                "    idempotency: no_side_effects\n",
                "",
                "rpc ItemService.ListItems: idempotency: expected no_side_effects, found nothing",
            ),
            (
                "CURRENCY_EUR, number: 1",
                "CURRENCY_EUR, number: 2",
                "value Price.Currency.CURRENCY_EUR: number: expected 1, found 2",
            ),
        ] {
            let found = changed(from, to);
            assert_eq!(found.first().map(String::as_str), Some(difference));
        }
    }

    #[test]
    fn what_is_documented_makes_no_difference() {
        // `required: docs`, descriptions and examples have no counterpart in descriptors.
        assert_eq!(
            changed(
                "{name: name, number: 1, type: string, required: docs",
                "{name: name, number: 1, type: string"
            ),
            [""; 0]
        );
        assert_eq!(changed("title: Delete", "title: Remove"), [""; 0]);
    }

    #[test]
    fn types_belong_to_what_needs_them() {
        let item = "  - name: Item\n    doc: A thing for sale.\n    fields:\n";
        let field = "    - {name: colour, number: 9, type: repeated Colour, doc: Outside.}\n";
        let colour = "  - name: Colour\n    doc: How it looks.\n    fields:\n    - {name: shade, number: 1, type: Shade, doc: How dark.}\n";
        let shade = "  - name: Shade\n    doc: How dark.\n";
        let with = format!("{colour}{shade}{item}{field}");
        assert_eq!(
            changed(item, &with),
            ["field Item.colour: not in the schema, with message Colour, message Shade"]
        );
        // Nothing needs them.
        assert_eq!(
            changed(item, &format!("{colour}{shade}{item}")),
            ["message Colour: not in the schema, with message Shade"]
        );
        // The other direction.
        let (ours, theirs) =
            (Facts::of(&schema(&SHOP.replace(item, &with))), Facts::of(&schema(SHOP)));
        let found = compare(&ours, &theirs);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|difference| difference.what == What::Missing), "{found:?}");
    }

    #[test]
    fn parts_of_missing_items_are_not_repeated() {
        let of = SHOP.split("  - name: Price\n").next().unwrap();
        let found = compare(&Facts::of(&schema(SHOP)), &Facts::of(&schema(of)));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "message PageRequest: only in the schema",
                "message PageResponse: only in the schema",
                "message Price: only in the schema, with enum Price.Currency",
                "enum ItemState: only in the schema",
            ]
        );
    }

    #[test]
    fn long_lists_of_types_are_cut() {
        let mut text = format!("{SHOP}messages:\n- name: All\n  doc: All.\n  fields:\n");
        for number in 1..=9 {
            let of =
                format!("  - {{name: f{number}, number: {number}, type: T{number}, doc: It.}}\n");
            text.push_str(&of);
        }
        for number in 1..=9 {
            text.push_str(&format!("- {{name: T{number}, doc: It.}}\n"));
        }
        let found = compare(&Facts::of(&schema(SHOP)), &Facts::of(&schema(&text)));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        let line = found.first().unwrap();
        assert!(line.ends_with("message T5, message T6 and 3 more types"), "{line}");
    }

    #[test]
    fn of_types_that_need_each_other_one_stays() {
        let cycle = "\
messages:
- {name: A, doc: A., fields: [{name: b, number: 1, type: B, doc: B.}]}
- {name: B, doc: B., fields: [{name: a, number: 1, type: A, doc: A.}]}
";
        let text = format!("{SHOP}{cycle}");
        let found = compare(&Facts::of(&schema(SHOP)), &Facts::of(&schema(&text)));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, ["message A: not in the schema, with message B"]);
    }

    #[test]
    fn what_cannot_be_expressed_is_a_difference() {
        let ours = Facts::of(&schema(SHOP));
        let mut theirs = ours.clone();
        theirs.add_inexpressible(Item::new(Kind::Field, "Item.sku"), "the rule `a`");
        theirs.add_inexpressible(Item::new(Kind::Field, "Item.sku"), "the rule `b`");
        theirs.add_inexpressible(Item::new(Kind::Rpc, "ItemService.Watch"), "it is streaming");
        let found: Vec<String> = compare(&ours, &theirs).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "rpc ItemService.Watch: not in the schema",
                "field Item.sku: inexpressible: expected nothing, found the rule `a`, the rule `b`",
            ]
        );
    }
}
