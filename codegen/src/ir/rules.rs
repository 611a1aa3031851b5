//! Validation rules, checked against the type of their field.

use std::cmp::Ordering;

use super::{Condition, Pattern};

/// The rules of a field, list element, map key or map value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleSet {
    /// The field must be set. Without presence: it must not have its default value.
    pub required: bool,
    /// The format of a string.
    pub format: Option<StringFormat>,
    /// The length of a string in characters, or of a `bytes` value in bytes.
    pub length: LengthRules,
    /// A regular expression that must match somewhere in the string.
    pub pattern: Option<Pattern>,
    /// Bounds of a number, duration or timestamp.
    pub bounds: Bounds,
    /// Rejects values that the enum does not define.
    pub defined_only: bool,
    /// The type URLs of an `any` or the paths of a `field_mask`.
    pub listed: Listed,
    /// The number of list elements or map entries.
    pub count: LengthRules,
    /// Rejects duplicate list elements.
    pub unique: bool,
    /// Rules for each list element or map value.
    pub items: Option<Box<RuleSet>>,
    /// Rules for each map key.
    pub keys: Option<Box<RuleSet>>,
    /// Custom rules in CEL.
    pub cel: Vec<CelRule>,
    /// When the rules are skipped.
    pub ignore: Ignore,
}

/// A string format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFormat {
    /// A UUID.
    Uuid,
    /// An absolute URI.
    Uri,
    /// An email address.
    Email,
}

/// Type URLs of an `any`, or paths of a `field_mask` in the names of the schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// All paths of the `field_mask`, in order.
    pub exact: Option<Vec<String>>,
    /// The type URLs of which the `any` has one, or paths that contain those of the `field_mask`. Empty
    /// without a restriction.
    pub allowed: Vec<String>,
    /// The type URLs that the `any` does not have, or paths that contain none of the `field_mask`.
    pub denied: Vec<String>,
}

/// Minimum and maximum length. An exact length sets both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LengthRules {
    /// The minimum.
    pub min: Option<u64>,
    /// The maximum.
    pub max: Option<u64>,
    /// Whether the schema gives an exact length.
    pub exact: bool,
}

/// A lower and an upper bound.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bounds {
    /// The lower bound, and whether it is inclusive.
    pub lower: Option<(Bound, bool)>,
    /// The upper bound, and whether it is inclusive.
    pub upper: Option<(Bound, bool)>,
}

impl Bounds {
    /// The bounds rounded to single precision, as a `float` on the wire.
    #[must_use]
    pub fn in_single_precision(self) -> Self {
        let single = |bound: Option<(Bound, bool)>| {
            bound.map(|(bound, inclusive)| (bound.in_single_precision(), inclusive))
        };
        Self { lower: single(self.lower), upper: single(self.upper) }
    }

    /// Whether a value is within the bounds. False for a value of another type.
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

/// The value of a bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// A floating-point number.
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

/// A custom rule in the Common Expression Language (CEL).
#[derive(Debug, Clone, PartialEq)]
pub struct CelRule {
    /// The rule id in violations.
    pub id: String,
    /// The message in violations.
    pub message: String,
    /// The message as Markdown.
    pub doc: String,
    /// The condition as written. `this` is the value.
    pub expression: String,
    /// The parsed condition.
    pub condition: Condition,
}

/// When rules are skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ignore {
    /// Only if a field with presence is unset.
    #[default]
    Never,
    /// If the field is unset or has its default value.
    IfZeroValue,
    /// Always.
    Always,
}
