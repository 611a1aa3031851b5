//! The version step that changes need, and whether it was taken.

use super::change::{Comparison, Kind};
use super::rule::Rule;

/// A step to a new version, by Semantic Versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// No step: nothing has changed.
    None,
    /// For changes that no user notices.
    Patch,
    /// For additions.
    Minor,
    /// For changes that break users.
    Major,
}

impl Step {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The step between two versions. Before version 1.0.0, the second number stands for major steps
    /// and the third one for all others, as cargo has it. `None` if the new version is not later.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let (Some(old), Some(new)) = (numbers(old), numbers(new)) else { return Self::None };
        if new <= old {
            return Self::None;
        }
        match (old, new) {
            ([0, 0, _], _) => Self::Major,
            ([0, ..], [0, ..]) if old[1] == new[1] => Self::Minor,
            ([a, ..], [b, ..]) if a != b || a == 0 => Self::Major,
            _ if old[1] != new[1] => Self::Minor,
            _ => Self::Patch,
        }
    }
}

/// The numbers of a version, without what follows a hyphen or a plus sign.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let numbers = version.split(['-', '+']).next()?;
    let mut numbers = numbers.split('.').map(|number| number.parse().ok());
    Some([numbers.next()??, numbers.next()??, numbers.next()??])
}

impl Comparison {
    /// The step that the changes need.
    #[must_use]
    pub fn required_step(&self) -> Step {
        let step = |change: &super::Change| match (change.is_breaking(), change.kind, change.rule) {
            (true, ..) => Step::Major,
            (false, Kind::Added, rule) if rule != Rule::ReservedAdd => Step::Minor,
            (
                false,
                _,
                Rule::RpcSameDeprecation
                | Rule::MessageSameDeprecation
                | Rule::FieldSameDeprecation
                | Rule::EnumSameDeprecation
                | Rule::EnumValueSameDeprecation,
            ) => Step::Minor,
            _ => Step::Patch,
        };
        let prose = if self.prose.is_empty() { Step::None } else { Step::Patch };
        self.changes.iter().map(step).max().unwrap_or(Step::None).max(prose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_cargo() {
        for (old, new, step) in [
            ("1.2.3", "2.0.0", Step::Major),
            ("1.2.3", "1.3.0", Step::Minor),
            ("1.2.3", "1.2.4", Step::Patch),
            ("0.2.3", "0.3.0", Step::Major),
            ("0.2.3", "0.2.4", Step::Minor),
            ("0.2.3", "1.0.0", Step::Major),
            ("0.0.3", "0.0.4", Step::Major),
            ("1.2.3", "1.2.3", Step::None),
            ("1.2.3", "1.2.2", Step::None),
            ("1.2.3", "1.3.0-alpha", Step::Minor),
        ] {
            assert_eq!(Step::between(old, new), step, "{old} to {new}");
        }
    }
}
