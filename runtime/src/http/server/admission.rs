//! How many connections are served at a time.

/// The limit of open connections, and what happens to others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Admission {
    pub(super) max: usize,
    /// Whether connections beyond the limit are closed. Otherwise they wait to be accepted.
    pub(super) refuse: bool,
}

impl Admission {
    /// Whether to accept a connection while so many are open. It may have to be closed at once.
    pub(super) const fn accepts(self, open: usize) -> bool {
        self.refuse || self.admits(open)
    }

    /// Whether to serve another connection while so many are open.
    pub(super) const fn admits(self, open: usize) -> bool {
        open < self.max
    }
}

impl Default for Admission {
    fn default() -> Self {
        Self { max: usize::MAX, refuse: false }
    }
}
