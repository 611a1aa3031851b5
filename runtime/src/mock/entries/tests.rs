//! How much work it is to find, change and drop resources.

use std::sync::Arc;

use super::*;
use crate::message::{
    FieldChunk, FieldDescriptor, LazySlot, Message, MessageDescriptor, Presence, Slot, SlotChunk,
    UnknownFields, Value,
};
use crate::mock::entry::COMPARISONS;
use crate::mock::plan::FieldRef;
use crate::rpc::MessageType;

/// A resource with an id and a name.
#[derive(Debug, Default)]
struct Item {
    id: String,
    name: String,
}

static ITEM: MessageDescriptor = MessageDescriptor::new(
    "test.v1.Item",
    &[
        FieldDescriptor::new(1, "id", "id", Presence::Implicit),
        FieldDescriptor::new(2, "name", "name", Presence::Implicit),
    ],
    &[],
);

impl Message for Item {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &ITEM
    }

    fn chunk(&self, _: usize) -> FieldChunk<'_> {
        let values = [Value::String(&self.id), Value::String(&self.name)];
        FieldChunk::new(&ITEM, UnknownFields::NONE, values)
    }

    fn slots(&mut self, _: usize) -> SlotChunk<'_> {
        let slots = [
            LazySlot::Slot(Slot::String(&mut self.id)),
            LazySlot::Slot(Slot::String(&mut self.name)),
        ];
        SlotChunk::without_unknown(&ITEM, slots)
    }
}

const PARENT: Attribute = Attribute::External("parent_id");

fn attribute(name: &str) -> Attribute {
    Attribute::Field(FieldRef::named(&ITEM, name).expect("a field"))
}

/// Items are identified by their parent and their name together.
fn resource() -> Resource {
    let mut resource = Resource::new(MessageType::of::<Item>("test.v1.Item"));
    resource.natural_key = vec![PARENT, attribute("name")];
    resource
}

fn item(number: u64, parent: &str) -> Entry {
    let item = Item { id: format!("id {number}"), name: format!("name {number}") };
    let mut entry = Entry::new(&resource(), Box::new(item));
    entry.set_attribute(PARENT, parent);
    entry
}

/// Items with the numbers from 1, all of one parent.
fn items(count: u64) -> Entries {
    let mut entries = Entries::new(&resource());
    for number in 1..=count {
        entries.push(Arc::new(item(number, "parent")));
    }
    entries
}

fn by_id(number: u64) -> Selector {
    Selector::one(attribute("id"), format!("id {number}"))
}

fn by_key(number: u64) -> Selector {
    let key = [(attribute("name"), format!("name {number}")), (PARENT, "parent".to_owned())];
    key.into_iter().collect()
}

/// The number of comparisons that a function makes.
fn comparisons<T>(work: impl FnOnce() -> T) -> (T, usize) {
    COMPARISONS.set(0);
    let result = work();
    (result, COMPARISONS.get())
}

#[test]
fn a_resource_is_found_with_one_comparison_among_any_number() {
    for count in [1, 10, 1000] {
        let entries = items(count);
        for selector in [by_id(count), by_key(count)] {
            let (found, compared) = comparisons(|| entries.find(&selector).map(|(at, _)| at));
            assert_eq!((found, compared), (Some(count), 1), "{selector:?}");
            let (found, compared) = comparisons(|| entries.selected(&selector));
            assert_eq!((found, compared), (vec![count], 1), "{selector:?}");
        }
        for selector in [by_id(0), by_key(0)] {
            let (found, compared) = comparisons(|| entries.find(&selector).is_some());
            assert_eq!((found, compared), (false, 0), "{selector:?}");
        }
    }
}

#[test]
fn what_the_rarest_value_does_not_select_is_not_compared() {
    let mut entries = items(1000);
    entries.push(Arc::new(item(7, "other")));
    let similar = entries.with_values(&[("parent_id", "parent"), ("name", "name 7")]);
    assert_eq!(similar.count(), 2);
    let all = [(PARENT, "other".to_owned())].into_iter().collect();
    let (found, compared) = comparisons(|| entries.selected(&all));
    assert_eq!((found, compared), (vec![1001], 1));
    assert_eq!(entries.selected(&Selector::everything()).len(), 1001);
}

#[test]
fn a_key_is_found_as_a_whole() {
    let mut entries = items(1000);
    for number in 1..=1000 {
        entries.push(Arc::new(item(7, &format!("parent {number}"))));
    }
    // Neither its parent nor its name is rare.
    let (found, compared) = comparisons(|| entries.find(&by_key(7)).map(|(at, _)| at));
    assert_eq!((found, compared), (Some(7), 1));
}

#[test]
fn changes_and_removals_reach_the_index_and_the_size() {
    let mut entries = items(3);
    let before = entries.bytes();
    let rename = |entries: &mut Entries, name: &str| {
        let mut entry = entries.edit(2).expect("it is there");
        entry.set_attribute(attribute("name"), name);
    };
    rename(&mut entries, "a much longer name");
    assert!(entries.find(&by_key(2)).is_none());
    assert_eq!(entries.bytes(), before + "a much longer name".len() - "name 2".len());
    rename(&mut entries, "name 2");
    assert_eq!(entries.find(&by_key(2)).map(|(at, _)| at), Some(2));
    assert_eq!(entries.bytes(), before);

    assert!(entries.remove(2).is_some() && entries.remove(2).is_none());
    assert!(entries.find(&by_id(2)).is_none() && entries.find(&by_id(3)).is_some());
    while entries.remove_oldest() {}
    assert_eq!((entries.added(), entries.bytes()), (0, 0));
    assert!(entries.find(&Selector::everything()).is_none());
}

#[test]
fn resources_from_the_start_are_neither_dropped_nor_counted() {
    let mut entries = Entries::new(&resource());
    for number in 1..=4 {
        let mut entry = item(number, "parent");
        entry.is_initial = number <= 3;
        entries.push(Arc::new(entry));
    }
    assert_eq!(entries.added(), 1);
    assert!(entries.bytes() > 0 && entries.remove_oldest() && !entries.remove_oldest());
    assert_eq!((entries.after(0).count(), entries.bytes()), (3, 0));
}

#[test]
fn a_copy_shares_resources_until_they_change() {
    let entries = items(2);
    let mut copy = entries.clone();
    copy.edit(1).expect("it is there").set_attribute(attribute("name"), "changed");
    let message = |entries: &Entries, number: u64| {
        let (_, entry) = entries.after(number - 1).next().expect("it is there");
        std::ptr::from_ref(&*entry.message).cast::<()>()
    };
    assert_ne!(message(&entries, 1), message(&copy, 1));
    assert_eq!(message(&entries, 2), message(&copy, 2));
    assert!(entries.find(&by_key(1)).is_some() && copy.find(&by_key(1)).is_none());
}
