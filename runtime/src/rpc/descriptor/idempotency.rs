//! Whether a call may be sent again.

/// Whether an RPC may be repeated, as protobuf's `idempotency_level` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// Nothing is known: a repetition may do the work twice.
    Unknown,
    /// It only reads, so it may be repeated and sent as an HTTP `GET`.
    NoSideEffects,
    /// It writes, and a repetition changes nothing more.
    Idempotent,
}
