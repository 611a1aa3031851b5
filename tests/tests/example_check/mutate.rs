//! Changes to documents that may or may not make them invalid.

use fastrand::Rng;
use gitpod_api::runtime::rpc::MessageType;
use serde_json::{Map, Number, Value};

/// Strings at the edges of formats and rules.
const TEXTS: &[&str] = &[
    "",
    "x",
    "0191f7a2-5c3d-7b84-a6e1-4d92c07f8b15",
    "0191f7a2-5c3d-7b84-a6e1-4d92c07f8b1g",
    "https://example.com/a?b=c#d",
    "https://example.com/a b",
    "http://[::g]/",
    "http://[fe80::1%25eth0]/",
    "mailto:",
    "emma@example.com",
    "emma@-example.com",
    "emma@exa_mple.com",
    "emma",
    "/etc/passwd",
    "2026-03-14T09:26:53Z",
    "2026-03-14T09:26:53.5+01:00",
    "2026-02-29T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59.999999999Z",
    "9999-12-31T23:59:59-00:01",
    "1970-01-01T00:00:00Z",
    "0s",
    "1s",
    "+1.5s",
    "-0.000000001s",
    "1800s",
    "315576000001s",
    "1.s",
    "AAAA",
    "AA==",
    "AA",
    "_-8=",
    "+_8=",
    "A",
    "0",
    "-1",
    "01",
    "1e2",
    "1.5",
    "18446744073709551615",
    "18446744073709551616",
    "NaN",
    "Infinity",
    "true",
    "UNKNOWN_VALUE",
    "\u{e9}\u{1f600}\u{7f}",
];

/// Changes a document at random.
pub(crate) fn mutate(document: &mut Value, other: &Value, of: &MessageType, rng: &mut Rng) {
    let mut count = 0;
    visit(document, &mut |_| count += 1);
    let (mut position, chosen) = (0, rng.usize(..count));
    // Most messages are reached through their fields only, so the document itself rarely changes.
    visit(document, &mut |value| {
        if position == chosen {
            change(value, other, of, rng);
        }
        position += 1;
    });
}

/// Visits a value and everything in it.
fn visit(value: &mut Value, with: &mut impl FnMut(&mut Value)) {
    with(value);
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, with)),
        Value::Object(members) => members.values_mut().for_each(|value| visit(value, with)),
        _ => {}
    }
}

fn change(value: &mut Value, other: &Value, of: &MessageType, rng: &mut Rng) {
    if rng.u8(..8) == 0 {
        *value = edge(rng);
        return;
    }
    match value {
        Value::Object(members) => change_object(members, other, of, rng),
        Value::Array(values) => change_list(values, rng),
        Value::String(text) => *value = respelled(text, rng),
        Value::Number(number) => *value = renumbered(number, rng),
        _ => *value = edge(rng),
    }
}

fn edge(rng: &mut Rng) -> Value {
    match rng.u8(..10) {
        0 => Value::Null,
        1 => Value::Bool(rng.bool()),
        2 => Value::Array(Vec::new()),
        3 => Value::Object(Map::new()),
        4 => number(rng),
        _ => text(rng),
    }
}

fn text(rng: &mut Rng) -> Value {
    let long = "x".repeat(rng.usize(..300));
    TEXTS.get(rng.usize(..=TEXTS.len())).copied().unwrap_or(&long).into()
}

fn number(rng: &mut Rng) -> Value {
    let whole = [0, 1, -1, 5, 100, 101, 1 << 31, (1 << 31) - 1, 1 << 32, i64::MAX, i64::MIN];
    let floats = [0.5, -0.0, 1.0, 2.0, 1e39, 1e300, -3.5, 1e-40];
    match rng.bool() {
        true => whole[rng.usize(..whole.len())].into(),
        false => floats[rng.usize(..floats.len())].into(),
    }
}

/// Removes, adds, renames or misspells members.
fn change_object(members: &mut Map<String, Value>, other: &Value, of: &MessageType, rng: &mut Rng) {
    let names: Vec<String> = members.keys().cloned().collect();
    let name = names.get(rng.usize(..names.len().max(1)));
    match (rng.u8(..5), name) {
        (0, Some(name)) => drop(members.remove(name)),
        (1, Some(name)) => {
            let value = members.remove(name).unwrap_or_default();
            members.insert(schema_name(name, of), value);
        }
        (2, Some(name)) => {
            let value = members.get(name).cloned().unwrap_or_default();
            members.insert(format!("{name}x"), value);
        }
        (3, _) => {
            // Members of another message of the type, among them other arms of oneofs.
            let others: Vec<_> = other.as_object().into_iter().flatten().collect();
            if !others.is_empty() {
                let (name, value) = others[rng.usize(..others.len())];
                members.insert(name.clone(), value.clone());
            }
        }
        (_, Some(name)) => drop(members.insert(name.clone(), edge(rng))),
        (_, None) => drop(members.insert("1".to_owned(), edge(rng))),
    }
}

/// The name of a field in the schema, given its name in JSON.
fn schema_name(name: &str, of: &MessageType) -> String {
    let message = of.new_message();
    let fields = message.descriptor().fields();
    let field = fields.iter().find(|field| field.json_name() == name);
    field.map_or_else(|| name.to_owned(), |field| field.name().to_owned())
}

fn change_list(values: &mut Vec<Value>, rng: &mut Rng) {
    match (rng.u8(..4), values.first().cloned()) {
        (0, _) => values.clear(),
        (1, Some(first)) => values.push(first),
        (2, Some(first)) => values.extend(vec![first; rng.usize(..120)]),
        _ => values.push(edge(rng)),
    }
}

/// Another text, or the number that the text spells.
fn respelled(text: &str, rng: &mut Rng) -> Value {
    match rng.u8(..6) {
        0 => text.parse::<i64>().map_or_else(|_| self::text(rng), Value::from),
        1 => text.trim_end_matches('=').into(),
        2 => text.replace('+', "-").replace('/', "_").into(),
        3 => format!("{text} ").into(),
        _ => self::text(rng),
    }
}

/// Another number, or the same one as text or with a fraction.
fn renumbered(number: &Number, rng: &mut Rng) -> Value {
    match (rng.u8(..4), number.as_f64()) {
        (0, _) => number.to_string().into(),
        (1, Some(float)) => float.into(),
        _ => self::number(rng),
    }
}
