//! Properties of every message type of the registry.
//!
//! Messages come from the sampler, by type, style and seed; a failure prints all three. This is a loop
//! over seeds rather than `proptest`, because a message follows from one number and there is nothing
//! to shrink. Set `PROPERTY_SEEDS=1000` to try more messages.
//!
//! The same files run in the crate of the golden fixtures, which has constructs that the API lacks.

mod binary;
mod case;
mod corrupted;
mod document;
mod filled;
mod older;
mod round_trip;
mod same;
mod secrets;
mod wire;
