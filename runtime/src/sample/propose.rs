//! Proposals for one value, until one fits.
//!
//! What fits is for validation to say; a proposal is only a guess, and the guesses get wilder.

use super::hints::Hints;
use super::pattern::Pattern;
use super::rng::Rng;
use super::scalar::Scalar;
use super::{Style, bytes, float, line, text};
use crate::message::rules::{Kind, Rules};
use crate::validate;

/// How many odd values are tried before plain ones.
const ODD: u32 = 40;
/// How many plain values are tried.
const PLAIN: u32 = 400;
/// The attempts before this one look only at the field's name and kind.
pub(super) const GUIDED: u32 = 4;
/// The attempts from this one on look only at what rules mention and right beside it.
pub(super) const CLOSE: u32 = 60;
/// How many of them may not be zero where something else is preferred.
const NOT_ZERO: u32 = 100;

/// Whether the default of the kind will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zero {
    /// As well as anything else.
    Allowed,
    /// Only if nothing else does.
    Avoided,
    /// Not at all.
    Refused,
}

/// What is known of a value that is wanted, looked up once for all proposals.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) kind: Kind,
    pub(super) rules: Option<&'static Rules>,
    /// The field's name in the schema.
    pub(super) name: &'static str,
    pub(super) hints: Hints,
    pub(super) patterns: Vec<Pattern>,
}

impl Wish {
    pub(super) fn new(kind: Kind, rules: Option<&'static Rules>, name: &'static str) -> Self {
        let hints = Hints::of(rules);
        let patterns = match kind {
            Kind::String => hints.patterns.iter().filter_map(|text| Pattern::new(text)).collect(),
            _ => Vec::new(),
        };
        Self { kind, rules, name, hints, patterns }
    }

    /// A value that the rules accept; `None` when nobody came up with one.
    pub(super) fn find(&self, rng: &mut Rng, style: Style, zero: Zero) -> Option<Scalar> {
        if !self.hints.is_affordable() {
            return None;
        }
        let odd = if style == Style::Arbitrary { ODD } else { 0 };
        for _ in 0..odd {
            let proposal = self.odd(rng)?;
            if self.fits(&proposal, zero != Zero::Refused) {
                return Some(proposal);
            }
        }
        for attempt in 0..PLAIN {
            let proposal = self.plain(rng, attempt)?;
            let may_be_zero = match zero {
                Zero::Allowed => true,
                Zero::Avoided => attempt >= NOT_ZERO,
                Zero::Refused => false,
            };
            if self.fits(&proposal, may_be_zero) {
                return Some(proposal);
            }
        }
        None
    }

    /// A value that the rules accept, where those that look real are used up.
    pub(super) fn find_another(&self, rng: &mut Rng) -> Option<Scalar> {
        (0..PLAIN).find_map(|_| {
            let attempt = u32::try_from(rng.below(CLOSE.into())).unwrap_or_default();
            self.plain(rng, attempt).filter(|proposal| self.fits(proposal, true))
        })
    }

    fn fits(&self, proposal: &Scalar, may_be_zero: bool) -> bool {
        let value = proposal.value();
        (may_be_zero || !value.is_default())
            && self.rules.is_none_or(|rules| validate::holds(rules, value))
    }

    /// A value that looks real, at least for the first attempts.
    fn plain(&self, rng: &mut Rng, attempt: u32) -> Option<Scalar> {
        match self.kind {
            Kind::Bool => Some(Scalar::Bool(rng.once_in(2))),
            Kind::String => Some(Scalar::String(text::plain(rng, self, attempt))),
            Kind::Bytes => Some(Scalar::Bytes(bytes::plain(rng, &self.hints, attempt))),
            Kind::F32 | Kind::F64 => Some(float::plain(rng, self.kind, &self.hints, attempt)),
            kind => line::plain(rng, kind, self.name, &self.hints, attempt),
        }
    }

    /// A value at an edge.
    fn odd(&self, rng: &mut Rng) -> Option<Scalar> {
        match self.kind {
            Kind::Bool => Some(Scalar::Bool(rng.once_in(2))),
            Kind::String => Some(Scalar::String(text::odd(rng, self))),
            Kind::Bytes => Some(Scalar::Bytes(bytes::odd(rng, &self.hints))),
            Kind::F32 | Kind::F64 => Some(float::odd(rng, self.kind, &self.hints)),
            kind => line::odd(rng, kind, &self.hints),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Value;
    use crate::message::rules::{Bound, CelRule, Lower, Rule, Upper};

    /// Values of a kind under rules, in both styles.
    fn found(kind: Kind, rules: Vec<Rule>) -> Vec<Option<Scalar>> {
        let rules: &'static Rules = Box::leak(Box::new(Rules::new(kind, rules.leak())));
        let wish = Wish::new(kind, Some(rules), "value");
        let mut rng = Rng::new(1);
        let styles = [Style::Filled, Style::Arbitrary];
        let seeds = (0..50).flat_map(|_| styles);
        seeds.map(|style| wish.find(&mut rng, style, Zero::Avoided)).collect()
    }

    #[track_caller]
    fn assert_found(kind: Kind, rules: Vec<Rule>) {
        let count = rules.len();
        assert!(found(kind, rules).iter().all(Option::is_some), "{kind:?} with {count} rules");
    }

    #[track_caller]
    fn assert_none(kind: Kind, rules: Vec<Rule>) {
        assert!(found(kind, rules).iter().all(Option::is_none), "{kind:?}");
    }

    const fn cel(expression: &'static str, holds: fn(Value<'_>) -> bool) -> Rule {
        Rule::Cel(CelRule { id: "", message: "", expression, holds })
    }

    const fn integers(low: i128, high: i128) -> Rule {
        Rule::Bounds(Lower::Gt(Bound::Integer(low)), Upper::Lt(Bound::Integer(high)))
    }

    #[test]
    fn numbers_in_narrow_far_and_exclusive_bounds() {
        for kind in [Kind::I32, Kind::I64, Kind::U32, Kind::U64] {
            assert_found(kind, vec![integers(1_000_000_006, 1_000_000_008)]);
            assert_found(kind, vec![integers(1_000_000, 3)]);
            assert_found(kind, vec![integers(-1, 1)]);
            assert_none(kind, vec![integers(5, 6)]);
        }
        assert_found(Kind::I64, vec![integers(i64::MIN.into(), i128::from(i64::MIN) + 2)]);
        assert_found(Kind::U64, vec![integers(i128::from(u64::MAX) - 1, i128::MAX)]);
        assert_none(Kind::U32, vec![integers(i128::MIN, 0)]);
    }

    #[test]
    fn floats_in_bounds() {
        let share = Rule::Bounds(Lower::Gt(Bound::Float(0.1)), Upper::Lt(Bound::Float(0.100_001)));
        assert_found(Kind::F32, vec![share]);
        let big = Rule::Bounds(Lower::Gte(Bound::Float(f64::MAX)), Upper::None);
        assert_found(Kind::F64, vec![big]);
        let none = Rule::Bounds(Lower::Gt(Bound::Float(f64::INFINITY)), Upper::None);
        assert_none(Kind::F64, vec![none]);
    }

    #[test]
    fn conditions_that_want_something_particular() {
        assert_found(
            Kind::String,
            vec![cel("this in ['blue', 'green']", |value| {
                matches!(value, Value::String("blue" | "green"))
            })],
        );
        assert_found(
            Kind::String,
            vec![cel(
                "this.startsWith('ona://') && this.endsWith('!')",
                |value| matches!(value, Value::String(text) if text.starts_with("ona://") && text.ends_with('!')),
            )],
        );
        assert_found(
            Kind::String,
            vec![cel(
                "size(this) == 77",
                |value| matches!(value, Value::String(text) if text.len() == 77),
            )],
        );
        assert_found(
            Kind::Bytes,
            vec![cel(
                "this.size() in [16, 3200]",
                |value| matches!(value, Value::Bytes(bytes) if bytes.len() == 3200),
            )],
        );
        assert_found(
            Kind::I64,
            vec![cel("this == -123456789", |value| matches!(value, Value::I64(-123_456_789)))],
        );
        assert_none(Kind::String, vec![cel("false", |_| false)]);
    }

    #[test]
    fn strings_of_a_length() {
        for length in [1, 36, 40, 5000] {
            assert_found(Kind::String, vec![Rule::Len(length)]);
            assert_found(Kind::Bytes, vec![Rule::Len(length)]);
        }
        assert_found(Kind::String, vec![Rule::Uri, Rule::MinLen(30), Rule::MaxLen(40)]);
        assert_found(Kind::String, vec![Rule::Email, Rule::MaxLen(12)]);
        assert_found(Kind::String, vec![Rule::Uuid, Rule::Len(36)]);
        assert_none(Kind::String, vec![Rule::Uuid, Rule::MaxLen(35)]);
        assert_none(Kind::String, vec![Rule::MinLen(u64::MAX)]);
        assert_none(Kind::Bytes, vec![Rule::MinLen(u64::MAX)]);
        assert_none(Kind::String, vec![Rule::MinLen(3), Rule::MaxLen(2)]);
    }
}
