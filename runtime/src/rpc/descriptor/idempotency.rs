//! [`Idempotency`]: whether a call may be retried.

/// The idempotency of an RPC, as in protobuf's `idempotency_level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// Not known. A retry may repeat the side effects.
    Unknown,
    /// The RPC only reads. It may be retried, and sent as an HTTP `GET`.
    NoSideEffects,
    /// The RPC writes, but a retry has no further effect.
    Idempotent,
}
