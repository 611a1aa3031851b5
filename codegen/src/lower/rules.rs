//! Lowers validation rules. Checks that they apply to the field's type, parse, and can be satisfied.
//!
//! Used by [`super::fields`]. CEL conditions are in [`super::cel`], type URLs and paths in [`listed`].

mod listed;

use super::pattern::compile_pattern;
use super::{cel, docs, time};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Bound, Bounds, FieldType, Ignore, LengthRules, Pattern, Repr, RuleSet, Scalar, StringFormat,
    Type, WellKnown,
};
use crate::node::{Kind, Node};
use crate::raw::{self, Rules};
use crate::source::{Span, Spanned};

/// Lowers the rules of a field.
pub(super) fn lower(raw: Option<&Rules>, ty: FieldType, problems: &mut Diagnostics) -> RuleSet {
    raw.map_or_else(RuleSet::default, |raw| Lowering { raw, problems }.rules(ty))
}

struct Lowering<'a, 'p> {
    raw: &'a Rules,
    problems: &'p mut Diagnostics,
}

/// The types that a rule applies to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    String,
    StringOrBytes,
    Ordered,
    Enum,
    FieldMask,
    Listed,
    List,
    PlainList,
    Map,
}

impl Wants {
    const fn describe(self) -> &'static str {
        match self {
            Self::String => "strings",
            Self::StringOrBytes => "strings and bytes",
            Self::Ordered => "numbers, durations and timestamps",
            Self::Enum => "enums",
            Self::FieldMask => "`field_mask`",
            Self::Listed => "`any` and `field_mask`",
            Self::List => "lists",
            Self::PlainList => "lists of scalars and enums",
            Self::Map => "maps",
        }
    }

    const fn fits(self, ty: FieldType) -> bool {
        use FieldType::{Map, Repeated, Single};
        match (self, ty) {
            (Self::PlainList, Repeated(ty)) => match ty {
                Type::Scalar(scalar) => !scalar.is_well_known_message(),
                Type::Enum(_) => true,
                Type::Message(_) | Type::WellKnown(_) => false,
            },
            (Self::List, Repeated(_)) | (Self::Map, Map(..)) => true,
            (_, Repeated(_) | Map(..)) => false,
            (Self::String, Single(Type::Scalar(scalar))) => matches!(scalar, Scalar::String),
            (Self::StringOrBytes, Single(Type::Scalar(scalar))) => {
                matches!(scalar, Scalar::String | Scalar::Bytes)
            }
            (Self::Ordered, Single(Type::Scalar(scalar))) => {
                !matches!(scalar, Scalar::String | Scalar::Bytes | Scalar::Bool)
            }
            (Self::Enum, Single(Type::Enum(_))) => true,
            (Self::Listed, Single(Type::WellKnown(known))) => {
                matches!(known, WellKnown::Any | WellKnown::FieldMask)
            }
            (Self::FieldMask, Single(Type::WellKnown(known))) => {
                matches!(known, WellKnown::FieldMask)
            }
            _ => false,
        }
    }
}

impl Lowering<'_, '_> {
    fn rules(&mut self, ty: FieldType) -> RuleSet {
        let ty = ty.unwrapped();
        self.check_fit(ty);
        let raw = self.raw;
        RuleSet {
            required: false,
            format: self.format(),
            length: self.lengths(raw.len.as_ref(), raw.min_len.as_ref(), raw.max_len.as_ref()),
            pattern: self.pattern(),
            bounds: self.bounds(ty),
            defined_only: is_true(raw.defined_only.as_ref()),
            listed: self.listed(ty),
            count: match ty {
                FieldType::Map(..) => {
                    self.lengths(None, raw.min_pairs.as_ref(), raw.max_pairs.as_ref())
                }
                _ => self.lengths(None, raw.min_items.as_ref(), raw.max_items.as_ref()),
            },
            unique: is_true(raw.unique.as_ref()),
            items: self.inner(raw.items.as_deref().or(raw.values.as_deref()), ty.inner()),
            keys: match ty {
                FieldType::Map(key, _) => {
                    self.inner(raw.keys.as_deref(), Type::Scalar(key.scalar()))
                }
                _ => None,
            },
            cel: raw.cel.iter().filter_map(|rule| cel::lower(rule, ty, self.problems)).collect(),
            ignore: match raw.ignore {
                None => Ignore::Never,
                Some(raw::Ignore::IfZeroValue) => Ignore::IfZeroValue,
                Some(raw::Ignore::Always) => Ignore::Always,
            },
        }
    }

    /// Reports rules that do not apply to the type.
    fn check_fit(&mut self, ty: FieldType) {
        let raw = self.raw;
        let span = |rule: &Option<Spanned<bool>>| rule.as_ref().map(|rule| rule.span);
        let length = |rule: &Option<Spanned<i64>>| rule.as_ref().map(|rule| rule.span);
        let node = |rule: &Option<Node>| rule.as_ref().map(|rule| rule.span);
        let listed = |rule: &Option<Spanned<Vec<raw::Text>>>| rule.as_ref().map(|rule| rule.span);
        let rules = |rule: &Option<Box<Rules>>| rule.as_ref().map(|rule| rule.span);
        let present: [(&str, Option<Span>, Wants); 23] = [
            ("uuid", span(&raw.uuid), Wants::String),
            ("uri", span(&raw.uri), Wants::String),
            ("email", span(&raw.email), Wants::String),
            ("pattern", raw.pattern.as_ref().map(|rule| rule.span), Wants::String),
            ("len", length(&raw.len), Wants::StringOrBytes),
            ("min_len", length(&raw.min_len), Wants::StringOrBytes),
            ("max_len", length(&raw.max_len), Wants::StringOrBytes),
            ("gt", node(&raw.gt), Wants::Ordered),
            ("gte", node(&raw.gte), Wants::Ordered),
            ("lt", node(&raw.lt), Wants::Ordered),
            ("lte", node(&raw.lte), Wants::Ordered),
            ("defined_only", span(&raw.defined_only), Wants::Enum),
            ("in", listed(&raw.allowed), Wants::Listed),
            ("not_in", listed(&raw.not_in), Wants::Listed),
            ("const", listed(&raw.exact), Wants::FieldMask),
            ("min_items", length(&raw.min_items), Wants::List),
            ("max_items", length(&raw.max_items), Wants::List),
            ("unique", span(&raw.unique), Wants::PlainList),
            ("items", rules(&raw.items), Wants::List),
            ("min_pairs", length(&raw.min_pairs), Wants::Map),
            ("max_pairs", length(&raw.max_pairs), Wants::Map),
            ("keys", rules(&raw.keys), Wants::Map),
            ("values", rules(&raw.values), Wants::Map),
        ];
        for (name, span, wants) in present {
            if let Some(span) = span.filter(|_| !wants.fits(ty)) {
                self.misfit(name, span, wants, ty);
            }
        }
    }

    fn misfit(&mut self, rule: &str, span: Span, wants: Wants, ty: FieldType) {
        let inner = wants.fits(FieldType::Single(ty.inner()));
        let help = match ty {
            FieldType::Repeated(_) if inner => Some("put rules for elements under `items`"),
            FieldType::Map(..) if inner => Some("put rules for entries under `keys` or `values`"),
            _ => None,
        };
        self.problems.push(
            Diagnostic::new(Code::RuleMisfit, format!("rule `{rule}` does not apply to this type"))
                .at(span, format!("`{rule}` applies to {}", wants.describe()))
                .maybe_help(help.map(str::to_owned)),
        );
    }

    fn format(&mut self) -> Option<StringFormat> {
        let raw = self.raw;
        let mut formats = [
            (raw.uuid.as_ref(), StringFormat::Uuid),
            (raw.uri.as_ref(), StringFormat::Uri),
            (raw.email.as_ref(), StringFormat::Email),
        ]
        .into_iter()
        .filter_map(|(rule, format)| rule.filter(|rule| rule.value).map(|rule| (rule, format)));
        let (first, format) = formats.next()?;
        if let Some((second, _)) = formats.next() {
            self.contradiction("a string has only one format", second.span, first.span);
        }
        Some(format)
    }

    fn lengths(
        &mut self,
        exact: Option<&Spanned<i64>>,
        min: Option<&Spanned<i64>>,
        max: Option<&Spanned<i64>>,
    ) -> LengthRules {
        if let (Some(exact), Some(bound)) = (exact, min.or(max)) {
            self.contradiction("`len` already sets the exact length", bound.span, exact.span);
        }
        if let (Some(min), Some(max)) = (min, max)
            && min.value > max.value
        {
            self.contradiction("the minimum exceeds the maximum", max.span, min.span);
        }
        let mut read = |rule: Option<&Spanned<i64>>| {
            let rule = rule?;
            let value = u64::try_from(rule.value);
            if value.is_err() {
                self.unreadable(rule.span, "expected a number that is not negative");
            }
            value.ok()
        };
        LengthRules { min: read(exact.or(min)), max: read(exact.or(max)), exact: exact.is_some() }
    }

    fn pattern(&mut self) -> Option<Pattern> {
        let written = self.raw.pattern.as_ref()?;
        docs::check_line(written, self.problems);
        match compile_pattern(&written.value) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.unreadable(written.span, &format!("invalid regular expression: {error}"));
                None
            }
        }
    }

    fn bounds(&mut self, ty: FieldType) -> Bounds {
        let FieldType::Single(Type::Scalar(scalar)) = ty else { return Bounds::default() };
        if !Wants::Ordered.fits(ty) {
            return Bounds::default(); // `check_fit` has reported the rules.
        }
        let raw = self.raw;
        let lower = self.side(scalar, [(&raw.gt, false), (&raw.gte, true)]);
        let upper = self.side(scalar, [(&raw.lt, false), (&raw.lte, true)]);
        if let (Some((low, from, from_in)), Some((high, to, to_in))) = (lower, upper)
            && (low > high || (low == high && !(from_in && to_in)))
        {
            self.contradiction("no value is within the bounds", to, from);
        }
        let bound = |side: Option<(Bound, Span, bool)>| side.map(|(bound, _, own)| (bound, own));
        Bounds { lower: bound(lower), upper: bound(upper) }
    }

    /// Returns the bound of one side, exclusive or inclusive.
    fn side(
        &mut self,
        scalar: Scalar,
        written: [(&Option<Node>, bool); 2],
    ) -> Option<(Bound, Span, bool)> {
        let mut bounds = Vec::new();
        for (node, inclusive) in written {
            let Some(node) = node else { continue };
            match bound(node, scalar) {
                Some(bound) => bounds.push((bound, node.span, inclusive)),
                None => self.unreadable(node.span, &bound_form(scalar)),
            }
        }
        if let [(_, first, _), (_, second, _)] = *bounds.as_slice() {
            self.contradiction("two bounds for the same side", second, first);
        }
        bounds.first().copied()
    }

    fn inner(&mut self, rules: Option<&Rules>, ty: Type) -> Option<Box<RuleSet>> {
        let raw = rules?;
        let set = Lowering { raw, problems: self.problems }.rules(FieldType::Single(ty));
        Some(Box::new(set))
    }

    fn contradiction(&mut self, message: &str, span: Span, other: Span) {
        self.problems.push(
            Diagnostic::new(Code::RuleContradiction, format!("contradictory rules: {message}"))
                .at(span, "contradicts the other rule")
                .at(other, "the other rule"),
        );
    }

    fn unreadable(&mut self, span: Span, message: &str) {
        self.problems
            .push(Diagnostic::new(Code::RuleValue, "invalid rule value").at(span, message));
    }
}

fn is_true(rule: Option<&Spanned<bool>>) -> bool {
    rule.is_some_and(|rule| rule.value)
}

/// The expected form of a bound of a scalar type.
fn bound_form(scalar: Scalar) -> String {
    match scalar {
        Scalar::Duration => "expected a duration such as `1800s`".to_owned(),
        Scalar::Timestamp => "expected a timestamp such as `2026-01-31T00:00:00Z`".to_owned(),
        _ => format!("expected a value of type `{}`", scalar.name()),
    }
}

/// Reads a bound of a scalar type, within its range.
#[allow(clippy::cast_precision_loss, reason = "a bound of a float is a float")]
fn bound(node: &Node, scalar: Scalar) -> Option<Bound> {
    let range = match scalar.repr() {
        Repr::I32 => i128::from(i32::MIN)..=i128::from(i32::MAX),
        Repr::U32 => 0..=i128::from(u32::MAX),
        Repr::I64 => i128::from(i64::MIN)..=i128::from(i64::MAX),
        Repr::U64 => 0..=i128::from(u64::MAX),
        _ => 0..=0,
    };
    match (scalar, &node.kind) {
        (Scalar::Duration, Kind::Text(text)) => time::duration(text).map(Bound::Duration),
        (Scalar::Timestamp, Kind::Text(text)) => time::timestamp(text).map(Bound::Timestamp),
        (Scalar::Float | Scalar::Double, Kind::Float(value)) => {
            value.is_finite().then_some(Bound::Float(*value))
        }
        (Scalar::Float | Scalar::Double, Kind::Integer(value)) => Some(Bound::Float(*value as f64)),
        (_, Kind::Integer(value)) if range.contains(value) => Some(Bound::Integer(*value)),
        _ => None,
    }
}
