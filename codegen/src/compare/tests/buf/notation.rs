//! Cases in a short notation: two states of a schema side by side, and what is expected.
//!
//! ```text
//! case NAME
//!   message Outer.Inner: field 1 repeated int32; other 2 string in oneof; third 3 bool json name
//! - enum Gone: GONE_UNSPECIFIED 0; reserved 3-5, 9-max, `NAME
//! + service New: Get Request Response idempotent
//! ! BUF_RULE First, Second x2, Outer.{first second}
//! ! BUF_RULE Item: reason
//! ! BUF_RULE Item = OUR_RULE: reason
//! ! BUF_RULE Item = OUR_RULE Other.Item: reason
//! ! BUF_RULE Item = nothing: reason
//! ? OUR_RULE First, Outer.{first second}: reason
//! skip BUF_RULE 2: reason
//! ```
//!
//! Without a mark, an item is in both states, with `-` in the old one, and with `+` in the new one. The
//! rest is what buf reports (`!`), what only we report (`?`), and annotations without a translation
//! (`skip`). Without a reason, our change has the same item and the same rule, and breaks what buf's
//! category protects.

/// A case.
#[derive(Debug, Default)]
pub(super) struct Case<'a> {
    pub(super) name: &'a str,
    /// The items of the old state.
    pub(super) old: Vec<&'a str>,
    /// The items of the new state.
    pub(super) new: Vec<&'a str>,
    pub(super) expected: Vec<Expected<'a>>,
    /// Our breaking changes that no annotation says: rule, item and reason.
    pub(super) beyond: Vec<(&'a str, String, &'a str)>,
    /// The annotations that the format cannot say: rule, number and reason.
    pub(super) skipped: Vec<(&'a str, usize, &'a str)>,
}

/// Equal annotations of `buf breaking`, and how ours differ.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) rule: &'a str,
    pub(super) item: String,
    pub(super) count: usize,
    pub(super) ours: Ours<'a>,
    /// Why we differ, if we do.
    pub(super) reason: Option<&'a str>,
}

/// Our change for an annotation.
#[derive(Debug)]
pub(super) enum Ours<'a> {
    /// It has the counterpart of the rule, and the same item.
    Same,
    /// It has another rule or item.
    Other(&'a str, String),
    /// There is none.
    Nothing,
}

/// Reads cases.
pub(super) fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in lines(text) {
        if let Some(name) = line.strip_prefix("case ") {
            cases.push(Case { name, ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap();
        let (mark, rest) = line.split_once(' ').unwrap();
        match mark {
            "" => {
                case.old.push(rest.trim_start());
                case.new.push(rest.trim_start());
            }
            "-" => case.old.push(rest),
            "+" => case.new.push(rest),
            "!" => case.expected.extend(expected(rest)),
            "?" => {
                let (change, reason) = rest.split_once(": ").unwrap();
                let (rule, items) = change.split_once(' ').unwrap();
                case.beyond.extend(names(items).into_iter().map(|item| (rule, item, reason)));
            }
            _ => {
                assert_eq!(mark, "skip", "unknown mark: {line}");
                let (annotations, reason) = rest.split_once(": ").unwrap();
                let (rule, count) = annotations.split_once(' ').unwrap();
                case.skipped.push((rule, count.parse().unwrap(), reason));
            }
        }
    }
    cases
}

/// The lines of a data file, without comments and empty lines.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn expected(text: &str) -> Vec<Expected<'_>> {
    let (text, reason) = match text.split_once(": ") {
        Some((text, reason)) => (text, Some(reason)),
        None => (text, None),
    };
    let (annotations, ours) = match text.split_once(" = ") {
        Some((annotations, ours)) => (annotations, Some(ours)),
        None => (text, None),
    };
    let (rule, items) = annotations.split_once(' ').unwrap();
    let read = |item: String| {
        let (item, count) = match item.split_once(" x") {
            Some((item, count)) => (item.to_owned(), count.parse().unwrap()),
            None => (item, 1),
        };
        let ours = match ours {
            None => Ours::Same,
            Some("nothing") => Ours::Nothing,
            Some(ours) => {
                let (rule, of) = ours.split_once(' ').unwrap_or((ours, &item));
                Ours::Other(rule, of.to_owned())
            }
        };
        Expected { rule, item, count, ours, reason }
    };
    names(items).into_iter().map(read).collect()
}

/// The names of items in a list, such as `One, Two.{first second}`.
fn names(items: &str) -> Vec<String> {
    let names = items.split(", ").flat_map(|item| match item.split_once('{') {
        None => vec![item.to_owned()],
        Some((outer, members)) => {
            let members = members.trim_end_matches('}').split(' ');
            members.map(|member| format!("{outer}{member}")).collect()
        }
    });
    names.collect()
}
