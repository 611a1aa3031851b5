//! All rows, by what they measure.

mod builds;
mod calls;
mod generate;
mod wire;

use super::row::Row;

/// All rows in the order of the report.
pub(super) fn all() -> Vec<Row> {
    [wire::rows(), calls::rows(), builds::rows(), generate::rows()].concat()
}
