//! What a valid value is, after the rules have been checked against the field's type.

use std::cmp::Ordering;

use super::Expression;

/// The rules of a field, list element, map key or map value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleSet {
    /// The field must be set, or hold something else than its default.
    pub required: bool,
    /// A format of strings.
    pub format: Option<StringFormat>,
    /// Length in characters of a string or in bytes of bytes.
    pub length: LengthRules,
    /// A regular expression that matches somewhere in a string.
    pub pattern: Option<String>,
    /// Bounds of a number, duration or timestamp.
    pub bounds: Bounds,
    /// Only values that the enum defines.
    pub defined_only: bool,
    /// Number of elements of a list or entries of a map.
    pub count: LengthRules,
    /// No element of a list twice.
    pub unique: bool,
    /// Rules of a list's elements or a map's values.
    pub items: Option<Box<RuleSet>>,
    /// Rules of a map's keys.
    pub keys: Option<Box<RuleSet>>,
    /// Conditions in the Common Expression Language.
    pub cel: Vec<CelRule>,
    /// When the rules are not looked at.
    pub ignore: Ignore,
}

/// A format of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFormat {
    /// A UUID.
    Uuid,
    /// An absolute URI.
    Uri,
    /// An e-mail address.
    Email,
}

/// Smallest and largest length; an exact length is both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LengthRules {
    /// Smallest.
    pub min: Option<u64>,
    /// Largest.
    pub max: Option<u64>,
    /// Whether the rule was written as one exact length.
    pub exact: bool,
}

/// Lower and upper bound.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bounds {
    /// The lower bound, and whether it is itself allowed.
    pub lower: Option<(Bound, bool)>,
    /// The upper bound, and whether it is itself allowed.
    pub upper: Option<(Bound, bool)>,
}

impl Bounds {
    /// The bounds of a `float`: the nearest values in single precision, which are on the wire.
    #[must_use]
    pub fn in_single_precision(self) -> Self {
        let single = |bound: Option<(Bound, bool)>| {
            bound.map(|(bound, inclusive)| (bound.in_single_precision(), inclusive))
        };
        Self { lower: single(self.lower), upper: single(self.upper) }
    }

    /// Whether a value lies within; false where it is of another kind.
    #[must_use]
    pub fn contain(&self, value: Bound) -> bool {
        let within = |bound: Option<(Bound, bool)>, side: Ordering| {
            bound.is_none_or(|(bound, inclusive)| match value.partial_cmp(&bound) {
                Some(Ordering::Equal) => inclusive,
                Some(order) => order == side,
                None => false,
            })
        };
        within(self.lower, Ordering::Greater) && within(self.upper, Ordering::Less)
    }
}

/// A value of a bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// A floating point number.
    Float(f64),
    /// A duration in nanoseconds.
    Duration(i128),
    /// A timestamp in nanoseconds since the epoch.
    Timestamp(i128),
}

impl Bound {
    /// The nearest value in single precision. Values beyond its range, and values that are not
    /// floating-point numbers, are returned unchanged.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "rounding is intended")]
    pub fn in_single_precision(self) -> Self {
        match self {
            Self::Float(value) if (value as f32).is_finite() => Self::Float((value as f32).into()),
            other => other,
        }
    }
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b))
            | (Self::Duration(a), Self::Duration(b))
            | (Self::Timestamp(a), Self::Timestamp(b)) => Some(a.cmp(b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b),
            _ => None,
        }
    }
}

/// A condition in the Common Expression Language.
#[derive(Debug, Clone, PartialEq)]
pub struct CelRule {
    /// What violations call it.
    pub id: String,
    /// What violations say.
    pub message: String,
    /// The same as Markdown.
    pub doc: String,
    /// The condition as written, with `this` for the value.
    pub expression: String,
    /// The condition.
    pub condition: Expression,
}

/// When rules are not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ignore {
    /// Always looked at, as far as presence allows.
    #[default]
    Never,
    /// Not looked at on a field that is not set or at its default.
    IfZeroValue,
    /// Never looked at.
    Always,
}
