//! Tables with typed ids, in which a lookup cannot fail.
//!
//! Adding an entry to a table returns its id. Mapping a table gives another one with the same ids.
//! Used for the IR and for the side tables of [`crate::lower`]. Depends on nothing.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::slice;

/// An index with a type of its own. The trait is private to the crate, so that only tables create
/// ids.
pub trait Id: Copy + Eq {
    /// The id of a position.
    fn at(position: usize) -> Self;

    /// The position in the table.
    fn position(self) -> usize;
}

/// Declares ids: newtypes of positions.
macro_rules! ids {
    ($( #[doc = $doc:literal] $name:ident; )+) => { $(
        #[doc = $doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl Id for $name {
            fn at(position: usize) -> Self {
                Self(position)
            }

            fn position(self) -> usize {
                self.0
            }
        }
    )+ };
}

ids! {
    /// Identifies a schema file of an [`Api`](super::Api).
    FileId;
    /// Identifies a message of an [`Api`](super::Api).
    MessageId;
    /// Identifies an enum of an [`Api`](super::Api).
    EnumId;
    /// Identifies a value of its [`Enum`](super::Enum).
    EnumValueId;
    /// Identifies a service of an [`Api`](super::Api).
    ServiceId;
    /// Identifies an RPC of its [`Service`](super::Service).
    ServiceRpcId;
    /// Identifies an [`Accessor`](super::Accessor) of an [`Api`](super::Api).
    AccessorId;
    /// Identifies a field of its [`Message`](super::Message).
    FieldId;
    /// Identifies a oneof of its [`Message`](super::Message).
    OneofId;
}

/// Entries in order, indexed by ids of type `I`.
#[derive(Clone, PartialEq, Eq)]
pub struct Table<I, T> {
    entries: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Id, T> Table<I, T> {
    /// Adds an entry and returns its id.
    pub(crate) fn push(&mut self, entry: T) -> I {
        let id = I::at(self.entries.len());
        self.entries.push(entry);
        id
    }

    /// Maps each entry, keeping the ids.
    pub(crate) fn map<U>(&self, mut entry: impl FnMut(I, &T) -> U) -> Table<I, U> {
        self.enumerate().map(|(id, old)| entry(id, old)).collect()
    }

    /// Returns a table with the same ids, filled with clones of `entry`.
    pub(crate) fn filled<U: Clone>(&self, entry: &U) -> Table<I, U> {
        self.map(|_, _| entry.clone())
    }

    /// The ids in order.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.entries.len()).map(I::at)
    }

    /// The entries with their ids.
    pub fn enumerate(&self) -> impl Iterator<Item = (I, &T)> {
        self.ids().zip(&self.entries)
    }

    /// The id of the first entry that satisfies a condition.
    pub fn find(&self, condition: impl Fn(&T) -> bool) -> Option<I> {
        self.entries.iter().position(condition).map(I::at)
    }
}

impl<I, T> Table<I, T> {
    /// The entries in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.entries.iter()
    }

    /// The entries in order, mutably.
    pub(crate) fn iter_mut(&mut self) -> slice::IterMut<'_, T> {
        self.entries.iter_mut()
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "ids come from tables that have the entry")]
    fn index(&self, id: I) -> &T {
        &self.entries[id.position()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    #[expect(clippy::indexing_slicing, reason = "ids come from tables that have the entry")]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.entries[id.position()]
    }
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), ids: PhantomData }
    }
}

impl<I, T> FromIterator<T> for Table<I, T> {
    fn from_iter<E: IntoIterator<Item = T>>(entries: E) -> Self {
        Self { entries: entries.into_iter().collect(), ids: PhantomData }
    }
}

impl<I, T> IntoIterator for Table<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a Table<I, T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for Table<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}
