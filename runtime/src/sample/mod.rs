//! Sample messages for tests, mocks and demonstrations, valid by the schema's rules.
//!
//! A [`Sampler`] fills the fields of a message by their descriptors. It proposes values that suit
//! the name and type of a field, and keeps the first one that validation accepts, so the two cannot
//! disagree. [`Sample`] offers the same as constructors of message types.
//!
//! ```
//! # use gitpod_runtime::message::{
//! #     FieldChunk, FieldDescriptor, LazySlot, MessageDescriptor, Presence, Slot, SlotChunk,
//! #     UnknownFields, Value,
//! # };
//! # #[derive(Debug, Default)]
//! # struct User { email: String }
//! # impl gitpod_runtime::Message for User {
//! #     fn descriptor(&self) -> &'static MessageDescriptor {
//! #         static FIELDS: &[FieldDescriptor] =
//! #             &[FieldDescriptor::new(1, "email", "email", Presence::Implicit)];
//! #         static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new("demo.User", FIELDS, &[]);
//! #         &DESCRIPTOR
//! #     }
//! #     fn chunk(&self, _: usize) -> FieldChunk<'_> {
//! #         let values = [Value::String(&self.email)];
//! #         FieldChunk::new(self.descriptor(), UnknownFields::NONE, values)
//! #     }
//! #     fn slots(&mut self, _: usize) -> SlotChunk<'_> {
//! #         let descriptor = self.descriptor();
//! #         let slots = [LazySlot::Slot(Slot::String(&mut self.email))];
//! #         SlotChunk::without_unknown(descriptor, slots)
//! #     }
//! # }
//! use gitpod_runtime::sample::{Sample, Sampler};
//!
//! let user = User::sample(7);
//! assert!(user.email.ends_with(".example.com"));
//!
//! // Fields that are set are kept.
//! let mut known = User { email: "ada@example.com".to_owned() };
//! Sampler::new(7).fill(&mut known);
//! assert_eq!(known.email, "ada@example.com");
//! ```
//!
//! # Unsatisfiable rules
//!
//! Rules may contradict each other or require infinite recursion. A field for which no valid value
//! is found stays unset if possible, or else at its default. Sampling never panics and always ends.
//! [`MessageExt::validate`](crate::MessageExt::validate) reports the fields that are invalid.
//!
//! # Property tests
//!
//! Samplers only need a seed. With `proptest` or `quickcheck`, generate a `u64` and map it with
//! `Project::arbitrary`.
//!
//! # Files
//!
//! Used by the mock and by tests. Depends on `message`, `enumeration`, `scalar` and `validate`.
//!
//! | file | contents |
//! | --- | --- |
//! | `walk`, `collection` | which fields are set, and where recursion ends; lists and maps |
//! | `propose` | one scalar: proposals until one is valid |
//! | `range`, `float`, `text`, `bytes` | proposals by type: integers and times, floats, strings, bytes |
//! | `well_known` | types that come with protobuf, valid by their rules and in JSON |
//! | `names` | realistic strings by field name |
//! | `pattern`, `hints` | strings that match a pattern; constants in rules |
//! | `enumeration`, `scalar`, `rng` | enum values, values outside of messages, random numbers |

mod bytes;
mod collection;
mod enumeration;
mod float;
mod hints;
mod names;
mod pattern;
mod propose;
mod range;
mod rng;
mod scalar;
mod text;
mod walk;
mod well_known;

use rng::Rng;
use walk::Walk;

use crate::message::Message;

/// Generates messages that are valid by the schema's rules.
///
/// The same seed gives the same messages on every platform, but not in every version of this crate.
/// A sampler returns a different message each time.
#[derive(Debug, Clone)]
pub struct Sampler {
    rng: Rng,
}

/// The style of generated messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// All fields set, with realistic values.
    Filled,
    /// Any valid values, preferably edge cases.
    Arbitrary,
}

impl Sampler {
    /// Creates a sampler from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed) }
    }

    /// Generates a message with all fields set; see [`fill`](Self::fill).
    #[must_use]
    pub fn filled<M: Message + Default>(&mut self) -> M {
        let mut message = M::default();
        self.fill(&mut message);
        message
    }

    /// Generates any valid message, for property tests; see [`vary`](Self::vary).
    #[must_use]
    pub fn arbitrary<M: Message + Default>(&mut self) -> M {
        let mut message = M::default();
        self.vary(&mut message);
        message
    }

    /// Sets all unset fields, and one field of each oneof, to realistic values.
    ///
    /// Lists and maps get two entries if their rules allow it. Fields that are set are kept, except
    /// that unset fields inside of messages are filled, too, but not those in lists and maps. So that
    /// recursive messages end, a message inside one of its own type, or more than twelve levels deep,
    /// only gets plain and required fields.
    pub fn fill(&mut self, message: &mut dyn Message) {
        Walk::new(&mut self.rng, Style::Filled).message(message);
    }

    /// Sets some unset fields to any valid values, often edge cases.
    ///
    /// For example, numbers at the limits of their range, empty and huge strings, strings in any
    /// script or with control characters, and unknown enum values unless a rule forbids them. Fields
    /// that are set are kept, as with [`fill`](Self::fill).
    pub fn vary(&mut self, message: &mut dyn Message) {
        Walk::new(&mut self.rng, Style::Arbitrary).message(message);
    }
}

/// Constructors for sample messages, implemented for all message types.
pub trait Sample: Message + Default {
    /// A message with all fields set to realistic values; see [`Sampler::fill`].
    #[must_use]
    fn sample(seed: u64) -> Self {
        Sampler::new(seed).filled()
    }

    /// Any valid message; see [`Sampler::vary`].
    #[must_use]
    fn arbitrary(seed: u64) -> Self {
        Sampler::new(seed).arbitrary()
    }
}

impl<M: Message + Default> Sample for M {}
