//! Lists and maps without the types of what is in them.

use std::collections::BTreeMap;
use std::fmt;

use super::{Element, Slot, Value};

/// A repeated field, without its element type.
pub trait List: fmt::Debug {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Looks at the element at `index`; [`Value::Absent`] beyond the end.
    fn get(&self, index: usize) -> Value<'_>;
    /// Appends a default element and gives its place.
    fn push(&mut self) -> Slot<'_>;

    /// Removes all elements.
    fn clear(&mut self);
}

impl<T: Element> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Value<'_> {
        self.as_slice().get(index).map_or(Value::Absent, Element::value)
    }

    fn push(&mut self) -> Slot<'_> {
        self.push(T::default());
        self.last_mut().map_or(Slot::None, Element::slot)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

/// A map field, without its key and value types.
pub trait Map: fmt::Debug {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The schema's name of the key type, such as `int32`.
    fn key_type(&self) -> &'static str;

    /// Visits the entries in key order, with keys spelled as JSON spells them.
    fn visit(&self, entry: &mut dyn FnMut(&str, Value<'_>));

    /// Inserts a default value under a key that is spelled as in JSON, and gives its place.
    ///
    /// `None` means that the key does not parse as the map's key type; a key that is already
    /// there is [`MapSlot::Occupied`].
    fn insert(&mut self, key: &str) -> MapSlot<'_>;

    /// Removes all entries.
    fn clear(&mut self);
}

/// The answer to [`Map::insert`].
#[derive(Debug)]
pub enum MapSlot<'a> {
    /// The place of the new entry's value.
    Vacant(Slot<'a>),
    /// The map has this key already.
    Occupied,
    /// The key is not of the map's key type, which is named here as the schema does.
    BadKey(&'static str),
}

/// A key type of map fields.
pub trait MapKey: Ord + fmt::Debug + Send + Sync + 'static + Sized {
    /// The schema's name of the type, such as `int32`.
    const NAME: &'static str;
    /// Reads the key from its JSON spelling.
    fn parse(text: &str) -> Option<Self>;
    /// Hands the JSON spelling to `with`.
    fn spell(&self, with: &mut dyn FnMut(&str));
}

impl MapKey for String {
    const NAME: &'static str = "string";

    fn parse(text: &str) -> Option<Self> {
        Some(text.to_owned())
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
                // `+1` and `01` are not JSON spellings of a number.
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

    fn insert(&mut self, key: &str) -> MapSlot<'_> {
        use std::collections::btree_map::Entry;
        let Some(key) = K::parse(key) else {
            return MapSlot::BadKey(K::NAME);
        };
        match self.entry(key) {
            Entry::Occupied(_) => MapSlot::Occupied,
            Entry::Vacant(place) => MapSlot::Vacant(place.insert(V::default()).slot()),
        }
    }

    fn clear(&mut self) {
        self.clear();
    }
}
