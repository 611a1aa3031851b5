//! Differences between the rules of two fields, each with its direction.

use super::change::Strictness::{self, Looser, Same, Tighter};
use crate::ir::{Bound, Bounds, Ignore, LengthRules, Listed, RuleSet, StringFormat};

/// A rule that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The key, such as `items.max_len`.
    pub(super) key: String,
    /// The old value.
    pub(super) from: Option<String>,
    /// The new value.
    pub(super) to: Option<String>,
    /// Whether fewer or more values are valid.
    pub(super) strictness: Strictness,
}

/// Returns the rules that differ, apart from `required`, which is a property of fields.
pub(super) fn differences(is_map: bool, old: &RuleSet, new: &RuleSet) -> Vec<Difference> {
    let mut found = Found { is_map, prefix: String::new(), list: Vec::new() };
    found.sets(old, new);
    found.list
}

struct Found {
    /// Whether the field is a map.
    is_map: bool,
    prefix: String,
    list: Vec<Difference>,
}

impl Found {
    fn push(
        &mut self,
        key: &str,
        from: Option<String>,
        to: Option<String>,
        strictness: Strictness,
    ) {
        if from != to {
            let key = format!("{}{key}", self.prefix);
            self.list.push(Difference { key, from, to, strictness });
        }
    }

    /// A rule that is there or not, or has another value that refuses others.
    fn replaced(&mut self, key: &str, from: Option<String>, to: Option<String>) {
        let strictness = if to.is_none() { Looser } else { Tighter };
        self.push(key, from, to, strictness);
    }

    fn flag(&mut self, key: &str, from: bool, to: bool) {
        self.replaced(key, from.then(|| "true".to_owned()), to.then(|| "true".to_owned()));
    }

    fn sets(&mut self, old: &RuleSet, new: &RuleSet) {
        self.format(old.format, new.format);
        self.lengths(["min_len", "max_len", "len"], old.length, new.length);
        let pattern = |rules: &RuleSet| rules.pattern.as_ref().map(|of| of.as_str().to_owned());
        self.replaced("pattern", pattern(old), pattern(new));
        self.bounds(&old.bounds, &new.bounds);
        self.flag("defined_only", old.defined_only, new.defined_only);
        self.listed(&old.listed, &new.listed);
        let counts = match self.is_map {
            true => ["min_pairs", "max_pairs", "pairs"],
            false => ["min_items", "max_items", "items"],
        };
        self.lengths(counts, old.count, new.count);
        self.flag("unique", old.unique, new.unique);
        self.cel(old, new);
        self.ignore(old.ignore, new.ignore);
        let elements = if self.is_map { "values." } else { "items." };
        self.nested(elements, old.items.as_deref(), new.items.as_deref());
        self.nested("keys.", old.keys.as_deref(), new.keys.as_deref());
    }

    fn nested(&mut self, prefix: &str, old: Option<&RuleSet>, new: Option<&RuleSet>) {
        if old.is_none() && new.is_none() {
            return;
        }
        let none = RuleSet::default();
        let outer = self.prefix.clone();
        self.prefix.push_str(prefix);
        self.sets(old.unwrap_or(&none), new.unwrap_or(&none));
        self.prefix = outer;
    }

    fn format(&mut self, old: Option<StringFormat>, new: Option<StringFormat>) {
        let text = |format: Option<StringFormat>| {
            format.map(|format| match format {
                StringFormat::Uuid => "uuid".to_owned(),
                StringFormat::Uri => "uri".to_owned(),
                StringFormat::Email => "email".to_owned(),
            })
        };
        self.replaced("format", text(old), text(new));
    }

    fn lengths(&mut self, [min, max, exact]: [&str; 3], old: LengthRules, new: LengthRules) {
        if old.exact || new.exact {
            let text = |rules: LengthRules| match (rules.exact, rules.min, rules.max) {
                (true, Some(length), _) => Some(length.to_string()),
                (_, None, None) => None,
                (_, least, most) => Some(format!(
                    "{}..{}",
                    least.map(|least| least.to_string()).unwrap_or_default(),
                    most.map(|most| most.to_string()).unwrap_or_default()
                )),
            };
            let looser = new.min.unwrap_or(0) <= old.min.unwrap_or(0)
                && new.max.unwrap_or(u64::MAX) >= old.max.unwrap_or(u64::MAX);
            let strictness = if looser { Looser } else { Tighter };
            self.push(exact, text(old), text(new), strictness);
            return;
        }
        let text = |limit: Option<u64>| limit.map(|limit| limit.to_string());
        let (was, is) = (old.min.unwrap_or(0), new.min.unwrap_or(0));
        self.push(min, text(old.min), text(new.min), if is > was { Tighter } else { Looser });
        let (was, is) = (old.max.unwrap_or(u64::MAX), new.max.unwrap_or(u64::MAX));
        self.push(max, text(old.max), text(new.max), if is < was { Tighter } else { Looser });
    }

    fn bounds(&mut self, old: &Bounds, new: &Bounds) {
        let looser = |old: Option<(Bound, bool)>, new: Option<(Bound, bool)>, lower: bool| match (
            old, new,
        ) {
            (_, None) => Looser,
            (None, _) => Tighter,
            (Some((was, was_inclusive)), Some((is, is_inclusive))) => match was.partial_cmp(&is) {
                Some(std::cmp::Ordering::Equal) if is_inclusive || !was_inclusive => Looser,
                Some(std::cmp::Ordering::Greater) if lower => Looser,
                Some(std::cmp::Ordering::Less) if !lower => Looser,
                _ => Tighter,
            },
        };
        let text = |bound: Option<(Bound, bool)>, [exclusive, inclusive]: [&str; 2]| {
            bound.map(|(bound, is_inclusive)| {
                format!("{} {}", if is_inclusive { inclusive } else { exclusive }, number(bound))
            })
        };
        let (was, is) = (old.lower, new.lower);
        let symbols = [">", ">="];
        self.push("minimum", text(was, symbols), text(is, symbols), looser(was, is, true));
        let (was, is) = (old.upper, new.upper);
        let symbols = ["<", "<="];
        self.push("maximum", text(was, symbols), text(is, symbols), looser(was, is, false));
    }

    fn listed(&mut self, old: &Listed, new: &Listed) {
        let text = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
        let exact = |of: &Listed| of.exact.as_deref().map(|paths| paths.join(", "));
        self.replaced("const", exact(old), exact(new));
        // Without a list, everything is allowed.
        let keeps = new.allowed.is_empty()
            || (!old.allowed.is_empty() && is_subset(&old.allowed, &new.allowed));
        let strictness = if keeps { Looser } else { Tighter };
        self.push("in", text(&old.allowed), text(&new.allowed), strictness);
        let strictness = if is_subset(&new.denied, &old.denied) { Looser } else { Tighter };
        self.push("not_in", text(&old.denied), text(&new.denied), strictness);
    }

    fn cel(&mut self, old: &RuleSet, new: &RuleSet) {
        for rule in &old.cel {
            let text = Some(rule.expression.clone());
            match new.cel.iter().find(|other| other.id == rule.id) {
                None => self.push(&format!("cel.{}", rule.id), text, None, Looser),
                Some(other) => {
                    let to = Some(other.expression.clone());
                    self.push(&format!("cel.{}", rule.id), text, to, Tighter);
                    let messages = (rule.message.clone(), other.message.clone());
                    let key = format!("cel.{}.message", rule.id);
                    self.push(&key, Some(messages.0), Some(messages.1), Same);
                }
            }
        }
        for rule in new.cel.iter().filter(|rule| !old.cel.iter().any(|of| of.id == rule.id)) {
            let text = Some(rule.expression.clone());
            self.push(&format!("cel.{}", rule.id), None, text, Tighter);
        }
    }

    fn ignore(&mut self, old: Ignore, new: Ignore) {
        let text = |ignore: Ignore| match ignore {
            Ignore::Never => None,
            Ignore::IfZeroValue => Some("if_zero_value".to_owned()),
            Ignore::Always => Some("always".to_owned()),
        };
        let rank = |ignore: Ignore| match ignore {
            Ignore::Never => 0,
            Ignore::IfZeroValue => 1,
            Ignore::Always => 2,
        };
        let strictness = if rank(new) > rank(old) { Looser } else { Tighter };
        self.push("ignore", text(old), text(new), strictness);
    }
}

fn is_subset(names: &[String], of: &[String]) -> bool {
    names.iter().all(|name| of.contains(name))
}

/// A bound as text.
fn number(bound: Bound) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        Bound::Float(value) => value.to_string(),
        Bound::Duration(nanos) | Bound::Timestamp(nanos) => format!("{}s", seconds(nanos)),
    }
}

/// Nanoseconds in seconds, without trailing zeros.
fn seconds(nanos: i128) -> String {
    let (sign, nanos) = (if nanos < 0 { "-" } else { "" }, nanos.unsigned_abs());
    let (whole, rest) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    let fraction = format!("{rest:09}");
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{digits}"),
    }
}
