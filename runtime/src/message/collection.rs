//! [`List`] and [`Map`]: repeated and map fields without their element types.

use std::collections::BTreeMap;
use std::fmt;

use super::{Budget, Element, OverBudget, Slot, Value};

/// A repeated field of any element type.
///
/// It has few methods, because they are compiled for each type of elements. `dyn List` has more.
#[allow(clippy::len_without_is_empty, reason = "a method of `dyn List`")]
pub trait List {
    /// The number of elements.
    fn len(&self) -> usize;

    /// The element at `index`; [`Value::Absent`] if out of bounds.
    fn get(&self, index: usize) -> Value<'_>;

    /// Appends a default element within a budget and returns its slot.
    ///
    /// # Errors
    ///
    /// If the list has to grow and its new buffer does not fit. The list does not change.
    fn push_within(&mut self, budget: &mut Budget) -> Result<Slot<'_>, OverBudget>;

    /// Makes room for this many more elements within a budget.
    ///
    /// # Errors
    ///
    /// If the list has to grow and its new buffer does not fit. The list does not change.
    fn reserve_within(&mut self, more: usize, budget: &mut Budget) -> Result<(), OverBudget>;

    /// Frees the room for further elements, after this many were pushed and no others are expected. Does
    /// nothing by default.
    ///
    /// Keeps it if the list had elements before, because a list that is decoded in parts grows again.
    fn shrink_within(&mut self, pushed: usize, budget: &mut Budget) {
        let _ = (pushed, budget);
    }

    /// Removes all elements.
    fn clear(&mut self);
}

impl dyn List + '_ {
    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a default element and returns its slot.
    pub fn push(&mut self) -> Slot<'_> {
        // A budget without a limit is never exceeded.
        self.push_within(&mut Budget::new(None)).unwrap_or(Slot::None)
    }
}

impl fmt::Debug for dyn List + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..self.len()).map(|index| self.get(index))).finish()
    }
}

/// The size of the first buffer of a list if the number of its elements is not known, in bytes. Larger
/// elements get a buffer for one of them, because many lists have only one.
const FIRST_BUFFER: usize = 32;

/// The number of elements of a size in the first buffer of a list.
const fn first_capacity(element: usize) -> usize {
    match FIRST_BUFFER.checked_div(element) {
        None | Some(0) => 1,
        Some(elements) => elements,
    }
}

impl<T: Element> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        match self.as_slice().get(index) {
            Some(element) => element.value(),
            None => Value::Absent,
        }
    }

    fn push_within(&mut self, budget: &mut Budget) -> Result<Slot<'_>, OverBudget> {
        // A loop, so that the compiler knows that there is room and makes the element in its place.
        while self.len() == self.capacity() {
            self.reserve_within(first_capacity(size_of::<T>()), budget)?;
        }
        self.push(T::default());
        Ok(self.last_mut().map_or(Slot::None, Element::slot))
    }

    // A list grows rarely, so the code is not copied into `push_within`.
    #[inline(never)]
    fn reserve_within(&mut self, more: usize, budget: &mut Budget) -> Result<(), OverBudget> {
        if self.capacity() - self.len() < more {
            let more = budget.grow_list(self.len(), self.capacity(), more, size_of::<T>())?;
            self.reserve_exact(more);
        }
        Ok(())
    }

    #[inline(never)]
    fn shrink_within(&mut self, pushed: usize, budget: &mut Budget) {
        if self.len() == pushed
            && budget.shrink_list(pushed, self.capacity(), size_of::<T>()).is_ok()
        {
            self.shrink_to_fit();
        }
    }

    fn clear(&mut self) {
        self.clear();
    }
}

/// A map field of any key and value types.
///
/// It has few methods, because they are compiled for each pair of types. `dyn Map` has more.
#[allow(clippy::len_without_is_empty, reason = "a method of `dyn Map`")]
pub trait Map {
    /// The number of entries.
    fn len(&self) -> usize;

    /// The schema's name of the key type, such as `int32`.
    fn key_type(&self) -> &'static str;

    /// Calls `entry` with every entry in key order. Keys are spelled as in JSON.
    fn visit(&self, entry: &mut dyn FnMut(&str, Value<'_>));

    /// Inserts a default value under a key, spelled as in JSON, within a budget and returns its slot.
    ///
    /// Does nothing if the map has the key, or if the key does not parse as the map's key type. The
    /// entry is charged even if it is not inserted.
    ///
    /// # Errors
    ///
    /// If the entry does not fit. The map does not change.
    fn insert_within(&mut self, key: &str, budget: &mut Budget) -> Result<MapSlot<'_>, OverBudget>;

    /// Calls `entry` with every key and value in descending key order, for encoders that write from
    /// the end.
    fn visit_backward(&self, entry: &mut dyn FnMut(Value<'_>, Value<'_>));

    /// Charges another entry to a budget, except for what its key and its value own.
    ///
    /// # Errors
    ///
    /// If the entry does not fit.
    fn charge_entry(&self, budget: &mut Budget) -> Result<(), OverBudget>;

    /// Lets `fill` set the key and the value of a new entry, and inserts it if `fill` returns `true`. An
    /// entry with the same key is replaced.
    fn insert_filled(&mut self, fill: &mut dyn FnMut(&mut dyn MapEntry) -> bool);

    /// Removes all entries.
    fn clear(&mut self);
}

impl dyn Map + '_ {
    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Inserts a default value under a key, spelled as in JSON, and returns its slot.
    ///
    /// Does nothing if the map has the key, or if the key does not parse as the map's key type.
    pub fn insert(&mut self, key: &str) -> MapSlot<'_> {
        // A budget without a limit is never exceeded.
        self.insert_within(key, &mut Budget::new(None)).unwrap_or(MapSlot::Occupied)
    }
}

impl fmt::Debug for dyn Map + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        self.visit(&mut |key, value| {
            map.entry(&key, &value);
        });
        map.finish()
    }
}

/// An entry that is not yet in a map.
pub trait MapEntry {
    /// The key.
    fn key(&self) -> Value<'_>;

    /// The slot of the key.
    fn key_slot(&mut self) -> Slot<'_>;

    /// The slot of the value.
    fn value_slot(&mut self) -> Slot<'_>;
}

impl<K: Element, V: Element> MapEntry for (K, V) {
    fn key(&self) -> Value<'_> {
        self.0.value()
    }

    fn key_slot(&mut self) -> Slot<'_> {
        self.0.slot()
    }

    fn value_slot(&mut self) -> Slot<'_> {
        self.1.slot()
    }
}

/// The result of [`Map::insert_within`].
#[derive(Debug)]
pub enum MapSlot<'a> {
    /// The slot of the new value.
    Vacant(Slot<'a>),
    /// The map already has the key.
    Occupied,
    /// The key does not parse as the key type, whose schema name this is.
    BadKey(&'static str),
}

/// A type that can be the key of a map field.
pub trait MapKey: Ord + Element {
    /// The schema's name of the type, such as `int32`.
    const NAME: &'static str;

    /// Parses the key from its JSON spelling.
    fn parse(text: &str) -> Option<Self>;

    /// The number of bytes that a key owns on the heap, given its JSON spelling.
    fn heap_size(text: &str) -> usize {
        let _ = text;
        0
    }

    /// Calls `with` with the JSON spelling.
    fn spell(&self, with: &mut dyn FnMut(&str));
}

impl MapKey for String {
    const NAME: &'static str = "string";

    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn heap_size(text: &str) -> usize {
        text.len()
    }

    fn spell(&self, with: &mut dyn FnMut(&str)) {
        with(self);
    }
}

macro_rules! parsed_map_keys {
    ($($type:ty => $name:literal),* $(,)?) => {$(
        impl MapKey for $type {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Option<Self> {
                // Reject `+1` and `01`, which `parse` accepts but JSON does not.
                let key: Self = text.parse().ok()?;
                (key.to_string() == text).then_some(key)
            }

            fn spell(&self, with: &mut dyn FnMut(&str)) {
                with(&self.to_string());
            }
        }
    )*};
}

parsed_map_keys!(bool => "bool", i32 => "int32", u32 => "uint32", i64 => "int64", u64 => "uint64");

impl<K: MapKey, V: Element> Map for BTreeMap<K, V> {
    fn len(&self) -> usize {
        self.len()
    }

    fn key_type(&self) -> &'static str {
        K::NAME
    }

    fn visit(&self, entry: &mut dyn FnMut(&str, Value<'_>)) {
        for (key, value) in self {
            key.spell(&mut |text| entry(text, value.value()));
        }
    }

    fn insert_within(&mut self, key: &str, budget: &mut Budget) -> Result<MapSlot<'_>, OverBudget> {
        use std::collections::btree_map::Entry;
        budget.allocate(K::heap_size(key))?;
        budget.grow_map(self.len(), size_of::<(K, V)>())?;
        let Some(key) = K::parse(key) else {
            return Ok(MapSlot::BadKey(K::NAME));
        };
        Ok(match self.entry(key) {
            Entry::Occupied(_) => MapSlot::Occupied,
            Entry::Vacant(place) => MapSlot::Vacant(place.insert(V::default()).slot()),
        })
    }

    fn visit_backward(&self, entry: &mut dyn FnMut(Value<'_>, Value<'_>)) {
        for (key, value) in self.iter().rev() {
            entry(key.value(), value.value());
        }
    }

    fn charge_entry(&self, budget: &mut Budget) -> Result<(), OverBudget> {
        budget.grow_map(self.len(), size_of::<(K, V)>())
    }

    fn insert_filled(&mut self, fill: &mut dyn FnMut(&mut dyn MapEntry) -> bool) {
        let mut entry = (K::default(), V::default());
        if fill(&mut entry) {
            let (key, value) = entry;
            self.insert(key, value);
        }
    }

    fn clear(&mut self) {
        self.clear();
    }
}
