//! Validation rules as options of `buf/validate/validate.proto`.
//!
//! The only module that depends on that file's names. Does not depend on layout.

use super::option::{Setting, Value};
use super::text::quoted;
use crate::ir::{
    Bound, Bounds, CelRule, Field, FieldType, Ignore, LengthRules, Listed, Message, Oneof, RuleSet,
    StringFormat, Type, WellKnown,
};

/// The file that declares the options.
pub(super) const IMPORT: &str = "buf/validate/validate.proto";

/// The option of fields.
pub(super) const FIELD: &str = "buf.validate.field";

/// The option of oneofs.
pub(super) const ONEOF: &str = "buf.validate.oneof";

const NANOS: i128 = 1_000_000_000;

/// Whether a message needs [`IMPORT`].
pub(super) fn are_in(message: &Message) -> bool {
    message.oneofs.iter().any(|oneof| is_required(oneof, message))
        || message.fields.iter().any(|field| !of_field(field, message).is_empty())
}

/// Whether an arm of a oneof must be set.
pub(super) const fn is_required(oneof: &Oneof, message: &Message) -> bool {
    oneof.required && message.validated
}

/// Returns the rules of a field: members of `buf.validate.FieldRules`.
///
/// There is no option for a message that is not validated. Its fields keep their rules and are
/// ignored, and so are fields that contain other messages.
pub(super) fn of_field(field: &Field, message: &Message) -> Vec<Setting> {
    if message.validated {
        return members(&field.rules, field.ty);
    }
    let leads_on = matches!(field.ty.inner(), Type::Message(_));
    if field.rules == RuleSet::default() && !leads_on {
        return Vec::new();
    }
    members(&RuleSet { ignore: Ignore::Always, ..field.rules.clone() }, field.ty)
}

/// Returns the rules of a field on one line, named as in the schema, such as `min_len: 3, max_len: 80`.
/// Leaves out `required`.
pub(in crate::export) fn in_one_line(field: &Field) -> String {
    let rules = RuleSet { required: false, ..field.rules.clone() };
    let settings = members(&rules, field.ty).into_iter().map(|setting| match setting.value {
        // The type's name follows from the field.
        Value::Members(rules) => rules.iter().map(Setting::inline).collect::<Vec<_>>().join(", "),
        Value::Word(_) | Value::List(_) | Value::Element(_) => setting.inline(),
    });
    settings.collect::<Vec<_>>().join(", ")
}

/// Returns the rules of a field, list element, map key or map value.
fn members(set: &RuleSet, ty: FieldType) -> Vec<Setting> {
    let RuleSet { required, cel, ignore, .. } = set;
    let mut members = Vec::new();
    members.extend(required.then(|| yes("required")));
    members.extend(match ignore {
        Ignore::Never => None,
        Ignore::IfZeroValue => Some(word("ignore", "IGNORE_IF_ZERO_VALUE")),
        Ignore::Always => Some(word("ignore", "IGNORE_ALWAYS")),
    });
    members.extend(match ty.unwrapped() {
        FieldType::Single(Type::WellKnown(WellKnown::Any)) => group("any", single(set)),
        FieldType::Single(Type::WellKnown(WellKnown::FieldMask)) => {
            group("field_mask", single(set))
        }
        FieldType::Single(Type::WellKnown(_)) => None,
        FieldType::Single(Type::Scalar(scalar)) => group(scalar.name(), single(set)),
        FieldType::Single(Type::Enum(_)) => group("enum", single(set)),
        FieldType::Single(Type::Message(_)) => None,
        FieldType::Repeated(ty) => group("repeated", repeated(set, ty)),
        FieldType::Map(key, ty) => group("map", map(set, Type::Scalar(key.scalar()), ty)),
    });
    members.extend(cel.iter().map(condition));
    members
}

fn single(set: &RuleSet) -> Vec<Setting> {
    let RuleSet { format, length, pattern, bounds, defined_only, listed, .. } = set;
    let mut rules = lengths(*length, "min_len", "max_len");
    rules.extend(pattern.iter().map(|pattern| word("pattern", quoted(pattern.as_str()))));
    rules.extend(format.map(|format| {
        yes(match format {
            StringFormat::Uuid => "uuid",
            StringFormat::Uri => "uri",
            StringFormat::Email => "email",
        })
    }));
    rules.extend(self::bounds(*bounds));
    rules.extend(defined_only.then(|| yes("defined_only")));
    rules.extend(self::listed(listed));
    rules
}

fn repeated(set: &RuleSet, element: Type) -> Vec<Setting> {
    let mut rules = lengths(set.count, "min_items", "max_items");
    rules.extend(set.unique.then(|| yes("unique")));
    rules.extend(inner("items", set.items.as_deref(), element));
    rules
}

fn map(set: &RuleSet, key: Type, value: Type) -> Vec<Setting> {
    let mut rules = lengths(set.count, "min_pairs", "max_pairs");
    rules.extend(inner("keys", set.keys.as_deref(), key));
    rules.extend(inner("values", set.items.as_deref(), value));
    rules
}

fn inner(name: &'static str, set: Option<&RuleSet>, ty: Type) -> Option<Setting> {
    group(name, members(set?, FieldType::Single(ty)))
}

fn lengths(rules: LengthRules, min: &'static str, max: &'static str) -> Vec<Setting> {
    let LengthRules { min: smallest, max: largest, exact } = rules;
    let names =
        if exact { [("len", smallest), ("len", None)] } else { [(min, smallest), (max, largest)] };
    let rules =
        names.into_iter().filter_map(|(name, length)| Some(word(name, length?.to_string())));
    rules.collect()
}

fn listed(Listed { exact, allowed, denied }: &Listed) -> impl Iterator<Item = Setting> {
    let list = |texts: &[String]| {
        format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
    };
    let exact = exact.as_ref().map(|paths| word("const", format!("{{paths: {}}}", list(paths))));
    let lists = [("in", allowed), ("not_in", denied)];
    let lists = lists.into_iter().filter(|(_, texts)| !texts.is_empty());
    let lists = lists.map(move |(name, texts)| Setting { name, value: Value::List(list(texts)) });
    exact.into_iter().chain(lists)
}

fn bounds(Bounds { lower, upper }: Bounds) -> impl Iterator<Item = Setting> {
    let side = |side: Option<(Bound, bool)>, exclusive, inclusive| {
        side.map(|(bound, own)| word(if own { inclusive } else { exclusive }, spelled(bound)))
    };
    [side(lower, "gt", "gte"), side(upper, "lt", "lte")].into_iter().flatten()
}

fn spelled(bound: Bound) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        // `Debug` uses an exponent for very large and small numbers, which protobuf accepts.
        Bound::Float(value) => format!("{value:?}"),
        // Both parts have the duration's sign, while a timestamp's nanoseconds count forward.
        Bound::Duration(nanos) => time(nanos / NANOS, nanos % NANOS),
        Bound::Timestamp(nanos) => time(nanos.div_euclid(NANOS), nanos.rem_euclid(NANOS)),
    }
}

fn time(seconds: i128, nanos: i128) -> String {
    match nanos {
        0 => format!("{{seconds: {seconds}}}"),
        _ => format!("{{seconds: {seconds}, nanos: {nanos}}}"),
    }
}

fn condition(rule: &CelRule) -> Setting {
    let CelRule { id, message, expression, .. } = rule;
    let members = vec![
        word("id", quoted(id)),
        word("message", quoted(message)),
        word("expression", quoted(expression)),
    ];
    Setting { name: "cel", value: Value::Element(members) }
}

fn yes(name: &'static str) -> Setting {
    word(name, "true")
}

fn word(name: &'static str, value: impl Into<String>) -> Setting {
    Setting { name, value: Value::Word(value.into()) }
}

/// Groups members under one name. Returns `None` if there are none.
fn group(name: &'static str, members: Vec<Setting>) -> Option<Setting> {
    (!members.is_empty()).then_some(Setting { name, value: Value::Members(members) })
}
