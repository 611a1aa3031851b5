//! Generates one scalar: proposes values until validation accepts one.
//!
//! The first proposals follow the name of the field, later ones the constants in its rules.

use super::hints::Hints;
use super::pattern::Pattern;
use super::rng::Rng;
use super::scalar::Scalar;
use super::{Style, bytes, float, range, text};
use crate::message::rules::{Kind, Rules};
use crate::validate;

/// The number of edge cases tried before realistic values.
const EDGE_CASE_ATTEMPTS: u32 = 40;
/// The number of realistic values tried.
const REALISTIC_ATTEMPTS: u32 = 400;
/// The number of attempts that only use the name and type of the field.
pub(super) const NAME_ATTEMPTS: u32 = 4;
/// The attempt from which on only constants in the rules and adjacent values are used.
pub(super) const NEAR_RULES: u32 = 60;
/// The number of attempts that avoid zero with [`ZeroPolicy::Avoid`].
const NONZERO_ATTEMPTS: u32 = 100;

/// Whether a value may be zero, the default of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ZeroPolicy {
    /// Zero is as good as any value.
    Allow,
    /// Zero only if no other value is valid.
    Avoid,
    /// Never zero.
    Deny,
}

/// The value to generate. Hints and patterns are prepared once for all proposals.
#[derive(Debug)]
pub(super) struct ValueSpec {
    pub(super) kind: Kind,
    pub(super) rules: Option<&'static Rules>,
    /// The field's name in the schema.
    pub(super) name: &'static str,
    pub(super) hints: Hints,
    pub(super) patterns: Vec<Pattern>,
}

impl ValueSpec {
    pub(super) fn new(kind: Kind, rules: Option<&'static Rules>, name: &'static str) -> Self {
        let hints = Hints::of(rules);
        // Encodings make no difference to values.
        let kind = kind.plain();
        let patterns = match kind {
            Kind::String => hints.patterns.iter().filter_map(|text| Pattern::new(text)).collect(),
            _ => Vec::new(),
        };
        Self { kind, rules, name, hints, patterns }
    }

    /// Generates a value that the rules accept; `None` if no attempt succeeds.
    pub(super) fn generate(&self, rng: &mut Rng, style: Style, zero: ZeroPolicy) -> Option<Scalar> {
        if !self.hints.is_satisfiable() {
            return None;
        }
        let edge_cases = if style == Style::Arbitrary { EDGE_CASE_ATTEMPTS } else { 0 };
        for _ in 0..edge_cases {
            let proposal = self.edge_case(rng)?;
            if self.fits(&proposal, zero != ZeroPolicy::Deny) {
                return Some(proposal);
            }
        }
        for attempt in 0..REALISTIC_ATTEMPTS {
            let proposal = self.realistic(rng, attempt)?;
            let may_be_zero = match zero {
                ZeroPolicy::Allow => true,
                ZeroPolicy::Avoid => attempt >= NONZERO_ATTEMPTS,
                ZeroPolicy::Deny => false,
            };
            if self.fits(&proposal, may_be_zero) {
                return Some(proposal);
            }
        }
        None
    }

    /// Like [`generate`](Self::generate), but without preference for realistic values.
    pub(super) fn generate_any(&self, rng: &mut Rng) -> Option<Scalar> {
        (0..REALISTIC_ATTEMPTS).find_map(|_| {
            let attempt = u32::try_from(rng.below(NEAR_RULES.into())).unwrap_or_default();
            self.realistic(rng, attempt).filter(|proposal| self.fits(proposal, true))
        })
    }

    fn fits(&self, proposal: &Scalar, may_be_zero: bool) -> bool {
        let value = proposal.value();
        (may_be_zero || !value.is_default())
            && self.rules.is_none_or(|rules| validate::holds(rules, value))
    }

    /// A value that looks realistic, at least in the first attempts.
    fn realistic(&self, rng: &mut Rng, attempt: u32) -> Option<Scalar> {
        match self.kind {
            Kind::Bool => Some(Scalar::Bool(rng.once_in(2))),
            Kind::String => Some(Scalar::String(text::realistic(rng, self, attempt))),
            Kind::Bytes => Some(Scalar::Bytes(bytes::realistic(rng, &self.hints, attempt))),
            Kind::F32 | Kind::F64 => Some(float::realistic(rng, self.kind, &self.hints, attempt)),
            kind => range::realistic(rng, kind, self.name, &self.hints, attempt),
        }
    }

    /// An edge case.
    fn edge_case(&self, rng: &mut Rng) -> Option<Scalar> {
        match self.kind {
            Kind::Bool => Some(Scalar::Bool(rng.once_in(2))),
            Kind::String => Some(Scalar::String(text::edge_case(rng, self))),
            Kind::Bytes => Some(Scalar::Bytes(bytes::edge_case(rng, &self.hints))),
            Kind::F32 | Kind::F64 => Some(float::edge_case(rng, self.kind, &self.hints)),
            kind => range::edge_case(rng, kind, &self.hints),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Value;
    use crate::message::rules::{Bound, CelRule, Lower, Rule, Upper};

    /// Values of a kind with rules, in both styles.
    fn found(kind: Kind, rules: Vec<Rule>) -> Vec<Option<Scalar>> {
        let rules: &'static Rules = Box::leak(Box::new(Rules::new(kind, rules.leak())));
        let spec = ValueSpec::new(kind, Some(rules), "value");
        let mut rng = Rng::new(1);
        let styles = [Style::Filled, Style::Arbitrary];
        let seeds = (0..50).flat_map(|_| styles);
        seeds.map(|style| spec.generate(&mut rng, style, ZeroPolicy::Avoid)).collect()
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
    fn integers_in_bounds() {
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
    fn values_for_cel_rules() {
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
    fn strings_with_length_rules() {
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
