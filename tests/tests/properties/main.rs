//! What holds for every message type of the registry, and for any message of it.
//!
//! Messages come from the sampler, by type, style and seed; what fails says which ones. A plain loop
//! over seeds rather than `proptest`: a message is made from one number, so there is nothing to
//! shrink that the failing type and field do not tell already. `PROPERTY_SEEDS=1000` tries more.
//!
//! The same files run inside the crate of the golden fixtures, whose types have what the API lacks.

mod case;
mod corrupted;
mod document;
mod filled;
mod round_trip;
mod same;
mod secrets;
