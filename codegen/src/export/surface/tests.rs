//! Lists small schemas.

use super::*;
use crate::tests::api;

const SCHEMA: &str = "
service: {name: ProbeService, doc: Reaches types.}
resources:
- name: probes
  doc: Calls that reach types.
  rpcs:
  - name: ListProbes
    method: list
    idempotency: no_side_effects
    paging: {items: probes, query: false}
    doc: Returns all of them.
    examples: [{title: Get all, request: {}, response: {probes: [a]}}]
    request:
      doc: Selects a page.
      reserved: [{numbers: [8, 20-29, 9]}, {names: [title]}, {numbers: [100-max]}]
      oneofs: [{name: scope, required: false, doc: Where to look.}]
      fields:
      - {name: pagination, number: 1, type: PageRequest, doc: Selects a page.}
      - {name: tags, number: 2, type: repeated string, rules: {max_items: 4, items: {min_len: 2}}, doc: Some words.}
      - {name: depth, number: 3, type: sint32, rules: {gte: -3, lt: 9, ignore: if_zero_value}, doc: How far down.}
      - {name: sizes, number: 4, type: repeated fixed64, packed: false, doc: How much.}
      - {name: counts, number: 5, type: 'map<sfixed32, sint64>', doc: How many.}
      - {name: life, number: 6, type: duration, oneof: scope, rules: {lte: 90s}, doc: How long.}
    response:
      doc: One page.
      fields:
      - {name: pagination, number: 1, type: PageResponse, doc: Leads to the next page.}
      - {name: probes, number: 2, type: repeated string, required: rule, doc: Names of all.}
  messages:
  - name: PageRequest
    doc: Selects a page.
    fields:
    - {name: token, number: 1, type: string, sensitive: false, doc: Where to go on.}
    - {name: page_size, number: 2, type: int32, doc: How many at once.}
    enums:
    - name: Order
      doc: Which comes first.
      reserved: [{numbers: [-5--1], names: [ORDER_OLD]}]
      values: [{name: ORDER_UNSPECIFIED, number: 0, doc: Any of them.}]
  - name: PageResponse
    doc: Leads to the next page.
    fields:
    - {name: next_token, number: 1, type: string, sensitive: false, doc: Where to go on.}
    - {name: order, number: 2, type: PageRequest.Order, doc: Which comes first.}
";

/// The lines of a listing that contain a text.
fn lines<'a>(listing: &'a str, with: &str) -> Vec<&'a str> {
    listing.lines().filter(|line| line.contains(with)).collect()
}

#[test]
fn settings_come_first() {
    let listing = surface(&api("shop.v1", &[("probe", SCHEMA)]));
    let settings = listing.lines().skip_while(|line| !line.starts_with("crate"));
    let settings: Vec<_> = settings.take_while(|line| !line.is_empty()).collect();
    let expected = [
        "crate  shop-v1 0.1.0, package shop.v1",
        "url    https://example.com/api",
        "auth   bearer",
        "auth   from the environment: TOKEN",
        "paging request fields pagination.token, pagination.page_size",
        "paging response field pagination.next_token",
        "paging query parameters token, pageSize",
    ];
    assert_eq!(settings, expected);
}

#[test]
fn rules_and_encodings_are_on_the_line_of_their_field() {
    let listing = surface(&api("shop.v1", &[("probe", SCHEMA)]));
    let fields = lines(&listing, "ListProbesRequest.");
    let expected = [
        "oneof  ListProbesRequest.scope: Option<list_probes_request::Scope>",
        "field  ListProbesRequest.pagination: Option<PageRequest> = 1 pagination",
        "field  ListProbesRequest.tags: Vec<String> = 2 tags {max_items: 4, items: {string: {min_len: 2}}}",
        "field  ListProbesRequest.depth: i32 = 3 depth [sint32] {ignore: IGNORE_IF_ZERO_VALUE, gte: -3, lt: 9}",
        "field  ListProbesRequest.sizes: Vec<u64> = 4 sizes [fixed64, not packed]",
        "field  ListProbesRequest.counts: BTreeMap<i32, i64> = 5 counts [sfixed32 keys, sint64]",
    ];
    assert_eq!(fields.get(..6), Some(expected.as_slice()));
    assert_eq!(
        lines(&listing, "Scope::"),
        ["arm    list_probes_request::Scope::Life(Duration) = 6 life {lte: {seconds: 90}}"]
    );
    assert_eq!(
        lines(&listing, "Response.probes"),
        ["field  ListProbesResponse.probes: Vec<String> = 2 probes [required]"]
    );
}

#[test]
fn each_reservation_has_a_line() {
    let listing = surface(&api("shop.v1", &[("probe", SCHEMA)]));
    let expected = [
        "reserved page_request::Order -5 to -1",
        "reserved page_request::Order ORDER_OLD",
        "reserved ListProbesRequest 8 to 9",
        "reserved ListProbesRequest 20 to 29",
        "reserved ListProbesRequest 100 to 536870911",
        "reserved ListProbesRequest title",
    ];
    let mut found = lines(&listing, "reserved");
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn rpcs_say_whether_the_query_selects_a_page() {
    let method = |schema: &str| {
        let listing = surface(&api("shop.v1", &[("probe", schema)]));
        lines(&listing, "list_probes(").concat()
    };
    let notes = "[no side effects, pages probes, no query parameters]";
    assert!(method(SCHEMA).ends_with(notes), "{}", method(SCHEMA));
    let with_query = method(&SCHEMA.replace("query: false", "query: true"));
    assert!(with_query.ends_with("[no side effects, pages probes]"), "{with_query}");
}
