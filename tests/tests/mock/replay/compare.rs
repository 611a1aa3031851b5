//! Compares an example with the replies of several mocks.
//!
//! The mocks differ in their seed. Where their replies agree, the value follows from the examples
//! that were replayed before; where they differ, it was sampled, and the example may show anything.
//! Sampled flags are always set, so a flag counts only if a request had it.

use std::collections::BTreeSet;

use serde_json::Value as Json;

/// A value of an example that is not the one that follows from earlier examples.
#[derive(Debug)]
pub(super) struct Difference {
    /// The path of the value, such as `metadata.name` or `specs[0]`.
    pub(super) path: String,
    pub(super) expected: Option<Json>,
    pub(super) found: Option<Json>,
}

impl Difference {
    pub(super) fn describe(&self) -> String {
        let text = |value: &Option<Json>| match value {
            Some(value) => format!("`{value}`"),
            None => "nothing".to_owned(),
        };
        format!("{}: expected {}, found {}", self.path, text(&self.expected), text(&self.found))
    }
}

/// The names of the fields in requests.
pub(super) type Sent = BTreeSet<String>;

/// The values of an example that contradict the replies.
pub(super) fn differences(replies: &[&Json], found: &Json, sent: &Sent) -> Vec<Difference> {
    let replies: Vec<_> = replies.iter().map(|reply| Some(*reply)).collect();
    let mut comparison = Comparison { sent, differences: Vec::new() };
    comparison.compare(&replies, Some(found), String::new());
    comparison.differences
}

/// Adds the names of all fields in a request.
pub(super) fn add_names(value: &Json, sent: &mut Sent) {
    match value {
        Json::Object(fields) => {
            for (name, value) in fields {
                sent.insert(name.clone());
                add_names(value, sent);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| add_names(item, sent)),
        _ => {}
    }
}

/// The values in which two documents differ.
pub(super) fn exact_differences(expected: &Json, found: &Json) -> Vec<Difference> {
    let mut differences = Vec::new();
    exact(Some(expected), Some(found), String::new(), &mut differences);
    differences
}

struct Comparison<'a> {
    sent: &'a Sent,
    differences: Vec<Difference>,
}

impl Comparison<'_> {
    fn compare(&mut self, replies: &[Option<&Json>], found: Option<&Json>, path: String) {
        if let Some(expected) = agreed(replies) {
            if !self.may_be_sampled(expected, &path) {
                exact(expected, found, path, &mut self.differences);
            }
        } else if let Some(objects) = all(replies, Json::as_object) {
            let shown = found.and_then(Json::as_object);
            let keys = objects.iter().copied().chain(shown).flat_map(serde_json::Map::keys);
            for key in keys.collect::<BTreeSet<_>>() {
                let replies: Vec<_> = objects.iter().map(|object| object.get(key)).collect();
                let found = shown.and_then(|object| object.get(key));
                self.compare(&replies, found, join(&path, key));
            }
        } else if let Some(lists) = all(replies, Json::as_array) {
            let length = lists[0].len();
            let is_sent = lists.iter().all(|list| list.len() == length)
                && (0..length).any(|at| self.holds_agreed(&element(&lists, at), &path));
            if is_sent {
                let shown = found.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
                for at in 0..length.max(shown.len()) {
                    self.compare(&element(&lists, at), shown.get(at), format!("{path}[{at}]"));
                }
            }
        }
    }

    /// Whether mocks sample this value alike: a set flag that no request had, or a message without
    /// fields.
    fn may_be_sampled(&self, value: Option<&Json>, path: &str) -> bool {
        match value {
            Some(Json::Bool(true)) => !self.sent.contains(path.rsplit('.').next().unwrap_or(path)),
            Some(Json::Object(fields)) => fields.is_empty(),
            _ => false,
        }
    }

    /// Whether a value in these replies follows from the examples.
    fn holds_agreed(&self, replies: &[Option<&Json>], path: &str) -> bool {
        if let Some(value) = agreed(replies) {
            return value.is_some() && !self.may_be_sampled(value, path);
        }
        if let Some(objects) = all(replies, Json::as_object) {
            return objects[0].keys().any(|key| {
                let values: Vec<_> = objects.iter().map(|object| object.get(key)).collect();
                self.holds_agreed(&values, key)
            });
        }
        let lists = all(replies, Json::as_array);
        lists.is_some_and(|lists| {
            (0..lists[0].len()).any(|at| self.holds_agreed(&element(&lists, at), path))
        })
    }
}

/// The value of all replies, if they agree.
fn agreed<'a>(replies: &[Option<&'a Json>]) -> Option<Option<&'a Json>> {
    let first = *replies.first()?;
    replies.iter().all(|reply| *reply == first).then_some(first)
}

fn all<'a, T: ?Sized>(
    replies: &[Option<&'a Json>],
    kind: impl Fn(&'a Json) -> Option<&'a T>,
) -> Option<Vec<&'a T>> {
    replies.iter().map(|reply| reply.and_then(&kind)).collect()
}

fn element<'a>(lists: &[&'a Vec<Json>], at: usize) -> Vec<Option<&'a Json>> {
    lists.iter().map(|list| list.get(at)).collect()
}

/// Reports the innermost values that differ.
fn exact(
    expected: Option<&Json>,
    found: Option<&Json>,
    path: String,
    differences: &mut Vec<Difference>,
) {
    match (expected, found) {
        (expected, found) if expected == found => {}
        (Some(Json::Object(expected)), Some(Json::Object(found))) => {
            for key in expected.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
                exact(expected.get(key), found.get(key), join(&path, key), differences);
            }
        }
        (Some(Json::Array(expected)), Some(Json::Array(found)))
            if expected.len() == found.len() =>
        {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                exact(Some(expected), Some(found), format!("{path}[{at}]"), differences);
            }
        }
        (expected, found) => differences.push(Difference {
            path,
            expected: expected.cloned(),
            found: found.cloned(),
        }),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

#[test]
fn values_on_which_replies_differ_may_be_anything() {
    use serde_json::json;

    let replies = [
        json!({"name": "A", "id": "1", "on": true, "off": true, "specs": [{"url": "u", "size": 1}], "tags": ["x", "y"]}),
        json!({"name": "A", "id": "2", "on": true, "off": true, "specs": [{"url": "u", "size": 2}], "tags": ["z", "y2"]}),
    ];
    let paths = |found: Json| {
        let sent = Sent::from(["off".to_owned()]);
        let differences = differences(&replies.each_ref(), &found, &sent);
        differences.into_iter().map(|difference| difference.path).collect::<Vec<_>>()
    };
    assert!(
        paths(json!({"name": "A", "id": "3", "off": true, "specs": [{"url": "u"}]})).is_empty()
    );
    let other =
        json!({"name": "B", "off": true, "specs": [{"url": "v"}, {}], "tags": [], "extra": 1});
    assert_eq!(paths(other), ["extra", "name", "specs[0].url", "specs[1]"]);
    assert_eq!(paths(json!({"name": "A"})), ["off", "specs[0].url"]);
}
