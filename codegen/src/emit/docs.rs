//! Doc comments: descriptions from the schema, followed by facts such as JSON names and constraints.

use crate::ir::{
    Api, Bound, Bounds, Doc, Field, FieldType, Idempotency, Ignore, LengthRules, Listed, MessageId,
    Presence, Rpc, RpcId, RuleSet, Scalar, StringFormat, Type, WellKnown,
};
use crate::tokens::{ToTokens, Tokens, append, quote};

/// Lines of Markdown as doc attributes.
pub(super) fn attributes<S: AsRef<str>>(lines: &[S]) -> Tokens {
    let letters = lines.iter().map(|line| line.as_ref().len() + ATTRIBUTE).sum();
    let mut attributes = Tokens::with_room(letters);
    for line in lines {
        let text = Line(line.as_ref());
        append!(attributes #[doc = #text]);
    }
    attributes
}

/// The number of letters that an attribute adds to its line.
const ATTRIBUTE: usize = r#"#[doc=" "]"#.len();

/// A line of Markdown as a literal. A space separates it from the slashes.
struct Line<'a>(&'a str);

impl ToTokens for Line<'_> {
    fn append_to(&self, out: &mut Tokens) {
        let parts = if self.0.is_empty() { ["", ""] } else { [" ", self.0] };
        out.string(parts);
    }
}

/// A single line of Markdown as a doc attribute.
pub(super) fn line(text: &str) -> Tokens {
    attributes(&[text])
}

/// A description, followed by a paragraph of facts.
pub(super) fn with_facts(doc: &Doc, facts: &[String]) -> Tokens {
    let mut lines = doc.markdown();
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(facts.iter().cloned());
    }
    // The paragraph on RPCs is empty for types that no RPC uses.
    while lines.pop_if(|line| line.is_empty()).is_some() {}
    attributes(&lines)
}

/// `#[doc(alias = "…")]` with the wire name, if it differs from the Rust name.
pub(super) fn alias(wire: &str, rust: &str) -> Option<Tokens> {
    (wire != rust).then(|| quote!(#[doc(alias = #wire)]))
}

/// "Used by …": the RPCs that send or receive a type, with links to the first few.
pub(super) fn reached_by(api: &Api, rpcs: &[RpcId]) -> Vec<String> {
    let links = rpcs.iter().map(|id| {
        let (client, rpc) = (&api[id.service].rust.client_trait, &api[*id]);
        format!("[`{}`](crate::client::{client}::{})", rpc.name, rpc.method.unraw())
    });
    listing("Used by ", links)
}

/// "Part of …": the error details that contain a type, with links to the first few.
pub(super) fn in_details(api: &Api, details: &[MessageId]) -> Vec<String> {
    let noun = if details.len() == 1 { "error detail" } else { "error details" };
    let links = details.iter().map(|id| {
        let path = &api[*id].path;
        format!("[`{}`](crate::model::{path})", path.name)
    });
    listing(&format!("Part of the {noun} "), links)
}

/// A sentence that ends in a list of links, of which the first few are shown. Empty without links.
fn listing(before: &str, links: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    const SHOWN: usize = 4;
    let more = links.len().saturating_sub(SHOWN);
    let mut names: Vec<String> = links.take(SHOWN).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let count = names.len();
    let lines = names.into_iter().enumerate().map(|(index, name)| {
        let before = match index {
            0 => before,
            last if last + 1 == count => "and ",
            _ => "",
        };
        let after = match index + 1 {
            last if last == count => ".",
            next if next + 1 == count => "",
            _ => ",",
        };
        format!("{before}{name}{after}")
    });
    lines.collect()
}

/// The description of an RPC and its facts.
pub(super) fn rpc(rpc: &Rpc) -> Vec<String> {
    let mut lines = rpc.doc.markdown();
    let mut fact = format!("`POST {}`, documented as `{}`.", rpc.path, rpc.documented.name);
    fact.push_str(match rpc.idempotency {
        Idempotency::Unknown => "",
        Idempotency::NoSideEffects => " No side effects.",
        Idempotency::Idempotent => " Idempotent.",
    });
    lines.extend([String::new(), fact]);
    lines
}

/// The facts of a field: JSON name, number, constraints and sensitivity.
pub(super) fn field_facts(field: &Field) -> Vec<String> {
    let mut facts =
        vec![format!("JSON name: `{}`. Field number: {}.", field.json_name, field.number)];
    facts.extend(presence_and_constraints(field));
    if field.sensitive {
        facts.push("Sensitive: redacted in `Debug` output, errors and logs.".to_owned());
    }
    facts
}

/// The constraints of a field, whether it is always present, and whether it is sensitive.
pub(super) fn rules(field: &Field) -> String {
    let mut facts: Vec<String> = presence_and_constraints(field).collect();
    if field.sensitive {
        facts.push("Sensitive.".to_owned());
    }
    facts.join(" ")
}

fn presence_and_constraints(field: &Field) -> impl Iterator<Item = String> {
    let present = field.documented_required.then(|| "Documented as always present.".to_owned());
    present.into_iter().chain(valid(&field.rules, field.ty, field.presence))
}

/// "Constraints: …" and "Required.", from the validation rules.
fn valid(rules: &RuleSet, ty: FieldType, presence: Presence) -> Option<String> {
    let parts = value_rules(rules, ty);
    let exception = match rules.ignore {
        Ignore::Never => "",
        Ignore::IfZeroValue => ", unless it has its default value",
        Ignore::Always => return None,
    };
    let parts = parts.join(", ");
    match (rules.required, parts.is_empty()) {
        (false, true) => None,
        (false, false) => Some(format!("Constraints: {parts}{exception}.")),
        (true, false) => Some(format!("Required. Constraints: {parts}{exception}.")),
        (true, true) if presence == Presence::Implicit => {
            Some(format!("Required: must {}.", not_default(ty)))
        }
        (true, true) => Some("Required.".to_owned()),
    }
}

/// The meaning of "required" for a field without presence.
fn not_default(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Repeated(_) | FieldType::Map(..) => "not be empty",
        FieldType::Single(Type::Scalar(Scalar::String | Scalar::Bytes)) => "not be empty",
        FieldType::Single(Type::Scalar(Scalar::Bool)) => "be true",
        FieldType::Single(Type::Enum(_)) => "not be the value numbered 0",
        FieldType::Single(_) => "not be 0",
    }
}

fn value_rules(rules: &RuleSet, ty: FieldType) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(rules.format.map(|format| {
        match format {
            StringFormat::Uuid => "a UUID",
            StringFormat::Uri => "an absolute URI",
            StringFormat::Email => "an email address",
        }
        .to_owned()
    }));
    let bytes = ty.inner().unwrapped() == Type::Scalar(Scalar::Bytes);
    parts.extend(length(rules.length, if bytes { "byte" } else { "character" }));
    parts.extend(
        rules.pattern.as_ref().map(|pattern| format!("matches {}", code(pattern.as_str()))),
    );
    parts.extend(bounds(&rules.bounds));
    if rules.defined_only {
        parts.push("a defined value".to_owned());
    }
    parts.extend(listed(&rules.listed, ty));
    let unit = if matches!(ty, FieldType::Map(..)) { "entry" } else { "element" };
    parts.extend(length(rules.count, unit));
    if rules.unique {
        parts.push("no duplicate elements".to_owned());
    }
    for (part, inner) in [("key", &rules.keys), (unit, &rules.items)] {
        let inner = inner.as_ref().map(|inner| value_rules(inner, FieldType::Single(ty.inner())));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            parts.push(format!("each {part}: {}", inner.join(", ")));
        }
    }
    parts.extend(rules.cel.iter().map(|rule| rule.doc.clone()));
    parts
}

fn listed(listed: &Listed, ty: FieldType) -> impl Iterator<Item = String> {
    let Listed { exact, allowed, denied } = listed;
    let (one_of, none_of) = match ty {
        FieldType::Single(Type::WellKnown(WellKnown::Any)) => ("of type", "not of type"),
        _ => ("only paths in", "no paths in"),
    };
    let codes = |texts: &[String], and: &str| {
        texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(and)
    };
    let exact = exact.as_ref().map(|paths| match paths.as_slice() {
        [] => "no paths".to_owned(),
        paths => format!("exactly the paths {}", codes(paths, " and ")),
    });
    let lists = [(one_of, allowed), (none_of, denied)];
    let lists = lists.into_iter().filter(|(_, texts)| !texts.is_empty());
    let lists = lists.map(move |(words, texts)| format!("{words} {}", codes(texts, " or ")));
    exact.into_iter().chain(lists.collect::<Vec<_>>())
}

fn length(rules: LengthRules, unit: &str) -> Option<String> {
    let units = |count: u64| match (count, unit) {
        (1, unit) => unit.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, unit) => format!("{unit}s"),
    };
    match (rules.min.filter(|min| *min > 0), rules.max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("at least {min} {}", units(min))),
        (None, Some(max)) => Some(format!("at most {max} {}", units(max))),
        (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {}", units(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {}", units(max))),
    }
}

fn bounds(bounds: &Bounds) -> Option<String> {
    let side = |bound: Option<(Bound, bool)>, exclusive: &str, inclusive: &str| {
        bound.map(|(bound, is_inclusive)| {
            format!("{} {}", if is_inclusive { inclusive } else { exclusive }, bound_text(bound))
        })
    };
    if let (Some((low, true)), Some((high, true))) = (bounds.lower, bounds.upper) {
        return Some(format!("{} to {}", bound_text(low), bound_text(high)));
    }
    let sides =
        [side(bounds.lower, "more than", "at least"), side(bounds.upper, "less than", "at most")];
    let sides: Vec<_> = sides.into_iter().flatten().collect();
    (!sides.is_empty()).then(|| sides.join(" and "))
}

fn bound_text(bound: Bound) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        Bound::Float(value) => value.to_string(),
        Bound::Duration(nanos) => duration_text(nanos),
        Bound::Timestamp(nanos) => format!("{} s since the epoch", nanos / 1_000_000_000),
    }
}

/// A code span, fenced by more backticks than the text has in a row.
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A duration in the largest unit that divides it.
fn duration_text(nanos: i128) -> String {
    const SECOND: i128 = 1_000_000_000;
    for (unit, name) in [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")] {
        let unit = unit * SECOND;
        if nanos != 0 && nanos % unit == 0 {
            let count = nanos / unit;
            return format!("{count} {name}{}", if count == 1 { "" } else { "s" });
        }
    }
    let sign = if nanos < 0 { "-" } else { "" };
    let (seconds, rest) = (nanos.abs() / SECOND, nanos.abs() % SECOND);
    match rest {
        0 => format!("{sign}{seconds} seconds"),
        rest => format!("{sign}{seconds}.{rest:09} seconds"),
    }
}
