//! What `bench` is asked for.

/// The arguments of `bench`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Rows to measure; all if empty.
    pub(crate) names: Vec<String>,
    /// Print the rows, and measure nothing.
    pub(crate) list: bool,
    /// Compare instructions and code size with the committed budget, and measure nothing else.
    pub(crate) budget: bool,
    /// Write the results, or the budget, to the repository.
    pub(crate) save: bool,
    /// A revision to compare with, in place of the peers.
    pub(crate) compare: Option<String>,
}
