//! The mappings of `acknowledged.yaml`: the breaking changes that are intended.
//!
//! Their docs become the descriptions in the JSON Schema.

use super::Text;
use super::declare::record;

record! {
    /// Acknowledged breaking changes: the file `acknowledged.yaml`.
    pub struct Acknowledged as "`acknowledged.yaml`" {
        /// Breaking changes that are intended.
        list acknowledged: Acknowledgement,
    }
}

record! {
    /// A breaking change that is intended, so that `cargo xtask diff` does not fail because of it.
    pub struct Acknowledgement as "an acknowledgement" {
        /// Rule that the change falls under, e.g. `FIELD_SAME_NUMBER`.
        required rule: Text,
        /// Full name of the item that changes, e.g. `shop.v1.Order.weight`.
        required item: Text,
        /// Old value. Omitted for an addition.
        optional from: Text,
        /// New value. Omitted for a removal.
        optional to: Text,
        /// Why the change is intended.
        required reason: Text,
    }
}
