//! Sample values: messages for tests, mocks and demonstrations, valid by the schema's rules.
//!
//! A [`Sampler`] walks a message by its table, as validation does, and needs nothing that is
//! generated for it: the rules of a field say what fits, its name and kind what looks right. It
//! proposes values and keeps the first one that validation accepts, so the two cannot disagree.
//! [`Sample`] has the same as constructors of the types.
//!
//! ```
//! # use gitpod_runtime::message::{FieldDescriptor, MessageDescriptor, Presence, Slot, Value};
//! # #[derive(Debug, Default)]
//! # struct User { email: String }
//! # impl gitpod_runtime::Message for User {
//! #     fn descriptor(&self) -> &'static MessageDescriptor {
//! #         static FIELDS: &[FieldDescriptor] =
//! #             &[FieldDescriptor::new(1, "email", "email", Presence::Implicit)];
//! #         static DESCRIPTOR: MessageDescriptor = MessageDescriptor::new("demo.User", FIELDS, &[]);
//! #         &DESCRIPTOR
//! #     }
//! #     fn get(&self, _: usize) -> Value<'_> { Value::String(&self.email) }
//! #     fn slot(&mut self, _: usize) -> Slot<'_> { Slot::String(&mut self.email) }
//! # }
//! use gitpod_runtime::sample::{Sample, Sampler};
//!
//! let user = User::sample(7);
//! assert!(user.email.ends_with(".example.com"));
//!
//! // What is set stays, and the rest is filled.
//! let mut known = User { email: "ada@example.com".to_owned() };
//! Sampler::new(7).fill(&mut known);
//! assert_eq!(known.email, "ada@example.com");
//! ```
//!
//! # What cannot be satisfied
//!
//! Rules can contradict each other, or ask for a message that contains itself without end. A
//! field whose rules no proposal satisfies is left out where it may be, or else at its default;
//! nothing panics and nothing tries for ever. [`Message::validate`] then says which fields are
//! not valid and why; after a `fill` that it is satisfied with, there are none.
//!
//! # Other crates
//!
//! A seed is all that a property test needs, so there are no strategies of `proptest` and no
//! `Arbitrary` to derive: map any `u64` with `Project::arbitrary`.
//!
//! | file | holds |
//! | --- | --- |
//! | `walk`, `collection` | which fields are set; lists and maps, and where recursion ends |
//! | `propose` | proposals for one value until one fits |
//! | `line`, `float`, `text`, `bytes` | proposals by kind: numbers and times, floats, strings |
//! | `names` | strings that look like what a field's name says |
//! | `pattern`, `hints` | strings that match a pattern; literals of conditions |
//! | `enumeration`, `scalar`, `rng` | values of enums, values without a place, the generator |

mod bytes;
mod collection;
mod enumeration;
mod float;
mod hints;
mod line;
mod names;
mod pattern;
mod propose;
mod rng;
mod scalar;
mod text;
mod walk;

use rng::Rng;
use walk::Walk;

use crate::message::Message;

/// Makes messages that are valid by the schema's rules.
///
/// The same seed gives the same messages, on every platform; another version of this crate may
/// give others. One sampler gives a different message each time it is asked.
#[derive(Debug, Clone)]
pub struct Sampler {
    rng: Rng,
}

/// Which messages are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Everything set, with values that look real.
    Filled,
    /// Anything that is allowed, the odder the better.
    Arbitrary,
}

impl Sampler {
    /// A sampler whose messages follow from the seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed) }
    }

    /// A message with every field set: see [`fill`](Self::fill).
    #[must_use]
    pub fn filled<M: Message + Default>(&mut self) -> M {
        let mut message = M::default();
        self.fill(&mut message);
        message
    }

    /// Any valid message, for tests of what must work with all of them: see [`vary`](Self::vary).
    #[must_use]
    pub fn arbitrary<M: Message + Default>(&mut self) -> M {
        let mut message = M::default();
        self.vary(&mut message);
        message
    }

    /// Sets every field that is not set, and one arm of each oneof, to something that looks real.
    ///
    /// Lists and maps get two entries where their rules allow. What holds something else than its
    /// default stays as it is, except that messages in it are completed too (those in lists and maps
    /// are not). A message inside one of its own type, or more than twelve levels deep, gets only
    /// its plain values and what its rules ask for, so that types that contain themselves come to an
    /// end.
    pub fn fill(&mut self, message: &mut dyn Message) {
        Walk::new(&mut self.rng, Style::Filled).message(message);
    }

    /// Sets some fields that are not set, to anything that is allowed.
    ///
    /// Values are at the edges of their ranges, empty, huge, of any script or not even printable;
    /// enums have values that this build does not know, unless a rule forbids it. What is set
    /// stays, as with [`fill`](Self::fill).
    pub fn vary(&mut self, message: &mut dyn Message) {
        Walk::new(&mut self.rng, Style::Arbitrary).message(message);
    }
}

/// Sample values as constructors of every message type.
pub trait Sample: Message + Default {
    /// A message with every field set that looks real: see [`Sampler::fill`].
    #[must_use]
    fn sample(seed: u64) -> Self {
        Sampler::new(seed).filled()
    }

    /// Any valid message: see [`Sampler::vary`].
    #[must_use]
    fn arbitrary(seed: u64) -> Self {
        Sampler::new(seed).arbitrary()
    }
}

impl<M: Message + Default> Sample for M {}
