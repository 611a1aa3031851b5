//! Validation rules as static tables, read by the runtime's validator.

use super::{expression, fields, numbers};
use crate::ir::{
    Bound, Bounds, CelRule, Field, FieldType, Ignore, LengthRules, Listed, Pattern, RuleSet,
    RustName, Scalar, StringFormat, Type, WellKnown,
};
use crate::tokens::{Tokens, quote};

/// Statics and functions that the rules of a message refer to.
#[derive(Debug, Default)]
pub(super) struct RuleItems {
    patterns: Vec<Pattern>,
    /// Functions, by condition and type.
    conditions: Vec<(String, FieldType, Tokens)>,
}

impl RuleItems {
    /// The statics and functions.
    pub(super) fn tokens(&self) -> Tokens {
        let patterns = self
            .patterns
            .iter()
            .enumerate()
            .map(|(index, pattern)| expression::pattern(&RustName::pattern(index), pattern));
        let conditions = self.conditions.iter().map(|(_, _, function)| function);
        quote!(#(#patterns)* #(#conditions)*)
    }

    /// The `.rules(…)` call of a field's descriptor. `None` for a field without rules.
    pub(super) fn field(&mut self, field: &Field) -> Option<Tokens> {
        let rules = self.set(&field.rules, field.ty)?;
        Some(quote!(.rules(&#rules)))
    }

    fn set(&mut self, set: &RuleSet, ty: FieldType) -> Option<Tokens> {
        let rules = self.rules(set, ty);
        if rules.is_empty() && !set.required && set.ignore == Ignore::Never {
            return None;
        }
        let kind = fields::rule_kind(ty.inner());
        let rules = rules.iter().map(|rule| quote!(rt::Rule::#rule));
        let is_wrapped = ty.inner().unwrapped() != ty.inner();
        let wrapped = is_wrapped.then(|| quote!(.wrapped()));
        let required = set.required.then(|| quote!(.required()));
        let ignore = match set.ignore {
            Ignore::Never => None,
            Ignore::IfZeroValue => Some(quote!(.ignore(rt::Ignore::IfZeroValue))),
            Ignore::Always => Some(quote!(.ignore(rt::Ignore::Always))),
        };
        Some(quote!(rt::Rules::new(rt::Kind::#kind, &[#(#rules),*]) #wrapped #required #ignore))
    }

    /// The rules, in the order in which protovalidate reports violations.
    fn rules(&mut self, set: &RuleSet, ty: FieldType) -> Vec<Tokens> {
        let RuleSet {
            format, length, pattern, bounds, defined_only, listed, count, unique, ..
        } = set;
        let mut rules: Vec<Tokens> = set.cel.iter().map(|rule| self.cel(rule, ty)).collect();
        rules.extend(lengths(*length, [quote!(MinLen), quote!(MaxLen)]));
        if let Some(pattern) = pattern {
            let name = RustName::pattern(index_of(&mut self.patterns, pattern));
            rules.push(quote!(Pattern(&#name)));
        }
        rules.extend(format.map(|format| match format {
            StringFormat::Email => quote!(Email),
            StringFormat::Uri => quote!(Uri),
            StringFormat::Uuid => quote!(Uuid),
        }));
        rules.extend(self::bounds(bounds, ty.inner().unwrapped()));
        rules.extend(defined_only.then(|| quote!(DefinedOnly)));
        rules.extend(self::listed(listed, ty));
        let is_map = matches!(ty, FieldType::Map(..));
        let counts = match is_map {
            true => [quote!(MinPairs), quote!(MaxPairs)],
            false => [quote!(MinItems), quote!(MaxItems)],
        };
        rules.extend(lengths(*count, counts));
        rules.extend(unique.then(|| quote!(Unique)));
        rules.extend(self.inner(set, ty));
        rules
    }

    /// The rules of list elements, or of map keys and values.
    fn inner(&mut self, set: &RuleSet, ty: FieldType) -> Vec<Tokens> {
        let mut rules = Vec::new();
        if let (Some(keys), FieldType::Map(key, _)) = (&set.keys, ty) {
            let key = FieldType::Single(Type::Scalar(key.scalar()));
            rules.extend(self.set(keys, key).map(|keys| quote!(Keys(&#keys))));
        }
        if let Some(items) = &set.items {
            let items = self.set(items, FieldType::Single(ty.inner()));
            let is_map = matches!(ty, FieldType::Map(..));
            let name = if is_map { quote!(Values) } else { quote!(Items) };
            rules.extend(items.map(|items| quote!(#name(&#items))));
        }
        rules
    }

    fn cel(&mut self, rule: &CelRule, ty: FieldType) -> Tokens {
        let CelRule { id, message, expression, condition, .. } = rule;
        let known = |(text, of, _): &(String, FieldType, _)| text == expression && *of == ty;
        let index = self.conditions.iter().position(known).unwrap_or_else(|| {
            let function = expression::function(
                &RustName::condition(self.conditions.len()),
                expression,
                condition,
                ty,
            );
            self.conditions.push((expression.clone(), ty, function));
            self.conditions.len() - 1
        });
        let name = RustName::condition(index);
        quote!(Cel(rt::CelRule {
            id: #id,
            message: #message,
            expression: #expression,
            holds: #name
        }))
    }
}

/// The index of a pattern in a list. Appends it if it is missing.
fn index_of(list: &mut Vec<Pattern>, pattern: &Pattern) -> usize {
    list.iter().position(|other| other == pattern).unwrap_or_else(|| {
        list.push(pattern.clone());
        list.len() - 1
    })
}

/// Length or count rules. A minimum of 0 is not a rule.
fn lengths(rules: LengthRules, [min, max]: [Tokens; 2]) -> Vec<Tokens> {
    let rule = |name: &Tokens, value: u64| quote!(#name(#value));
    if rules.exact {
        return rules.min.map(|exact| rule(&quote!(Len), exact)).into_iter().collect();
    }
    let min = rules.min.filter(|value| *value > 0).map(|value| rule(&min, value));
    min.into_iter().chain(rules.max.map(|value| rule(&max, value))).collect()
}

/// The rules of type URLs or paths.
fn listed(listed: &Listed, ty: FieldType) -> Vec<Tokens> {
    let Listed { exact, allowed, denied } = listed;
    let (one_of, none_of) = match ty {
        FieldType::Single(Type::WellKnown(WellKnown::Any)) => (quote!(TypeIn), quote!(TypeNotIn)),
        _ => (quote!(PathsIn), quote!(PathsNotIn)),
    };
    let mut rules: Vec<_> = exact.iter().map(|paths| quote!(Paths(&[#(#paths),*]))).collect();
    rules.extend((!allowed.is_empty()).then(|| quote!(#one_of(&[#(#allowed),*]))));
    rules.extend((!denied.is_empty()).then(|| quote!(#none_of(&[#(#denied),*]))));
    rules
}

fn bounds(bounds: &Bounds, ty: Type) -> Option<Tokens> {
    if *bounds == Bounds::default() {
        return None;
    }
    let is_single = ty == Type::Scalar(Scalar::Float);
    let bounds = if is_single { bounds.in_single_precision() } else { *bounds };
    let side = |side: Option<(Bound, bool)>, exclusive: Tokens, inclusive: Tokens| {
        let Some((bound, is_inclusive)) = side else { return quote!(None) };
        let name = if is_inclusive { inclusive } else { exclusive };
        let bound = self::bound(bound);
        quote!(#name(#bound))
    };
    let lower = side(bounds.lower, quote!(Gt), quote!(Gte));
    let upper = side(bounds.upper, quote!(Lt), quote!(Lte));
    Some(quote!(Bounds(rt::Lower::#lower, rt::Upper::#upper)))
}

fn bound(bound: Bound) -> Tokens {
    match bound {
        Bound::Integer(value) => {
            let value = numbers::integer(value);
            quote!(rt::Bound::Integer(#value))
        }
        Bound::Float(value) => {
            let value = numbers::float(value);
            quote!(rt::Bound::Float(#value))
        }
        Bound::Duration(nanos) => {
            let value = numbers::duration(nanos);
            quote!(rt::Bound::Duration(#value))
        }
        Bound::Timestamp(nanos) => {
            let value = numbers::timestamp(nanos);
            quote!(rt::Bound::Timestamp(#value))
        }
    }
}
