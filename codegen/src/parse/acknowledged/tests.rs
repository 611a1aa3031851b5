//! Reads small files.

use super::*;

const API: &str =
    "package: shop.v1\ntitle: Shop API\ndoc: Sells items to everyone.\nfiles: [things.yaml]\n";

/// The sources of a schema with an `acknowledged.yaml`.
fn sources(acknowledged: &str, things: &str) -> Sources {
    let files = [("api.yaml", API), ("things.yaml", things), (ACKNOWLEDGED_FILE, acknowledged)];
    Sources::from_texts(files)
}

fn messages(problems: &Diagnostics) -> Vec<&str> {
    problems.iter().map(|problem| problem.message.as_str()).collect()
}

#[test]
fn the_file_is_optional() {
    let sources = Sources::from_texts([("api.yaml", API)]);
    assert!(acknowledgements(&sources).unwrap().is_empty());
}

#[test]
fn entries_have_their_order_and_spans() {
    let text = "acknowledged:
- {rule: B, item: shop.v1.B, from: '1', to: '2', reason: First.}
- {rule: A, item: shop.v1.A, reason: Second.}
";
    let sources = sources(text, "enums: []");
    let found = acknowledgements(&sources).unwrap();
    let texts: Vec<_> = found
        .iter()
        .map(|entry| {
            let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
            (entry.rule.value.as_str(), value(&entry.from), value(&entry.to))
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(texts, [("B", some("1"), some("2")), ("A", None, None)]);
    let places = found.iter().map(|entry| sources.line_column(entry.item.span));
    assert_eq!(places.collect::<Vec<_>>(), [(2, 19), (3, 19)]);
    let lowered = crate::lower(&crate::parse(&sources));
    assert_eq!(lowered.map_err(|problems| problems.to_string()).err(), None);
}

#[test]
fn only_the_mistakes_of_the_file_are_returned() {
    let sources = sources("acknowledged: [{rule: A, item: B}, 7]", "enums: {}");
    let own = acknowledgements(&sources).unwrap_err();
    let expected = [
        "missing key `reason` in an acknowledgement",
        "expected a mapping for an acknowledgement, found an integer",
    ];
    assert_eq!(messages(&own), expected);
    let all = crate::lower(&crate::parse(&sources)).unwrap_err();
    assert_eq!(messages(&all).get(..2), Some(expected.as_slice()));
    assert_eq!(all.iter().count(), 3);
}

#[test]
fn a_file_that_was_not_read_is_an_error() {
    let path = format!("schema/{ACKNOWLEDGED_FILE}");
    let bytes = crate::source::SourceFile::from_bytes(
        ACKNOWLEDGED_FILE.to_owned(),
        path,
        b"acknowledged: [] # \xff".to_vec(),
    );
    let problems = acknowledgements(&Sources::new(vec![bytes])).unwrap_err();
    assert_eq!(messages(&problems), ["`schema/acknowledged.yaml` is not UTF-8"]);
}
