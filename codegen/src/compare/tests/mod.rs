//! Edits of a small schema, each with the changes that it is.

mod buf;

use super::{Change, Compatibility, State, Strictness, compare};
use crate::source::Sources;

const API: &str = "package: shop.v1
title: Shop
doc: Sells things in carts, for tests.
base_url: https://shop.example
base_url_env: [SHOP_URL]
crate: {name: shop-api}
auth: {scheme: bearer, env: [SHOP_TOKEN], doc: A token from the account page.}
files: [shop.yaml]
";
const SHOP: &str = include_str!("shop.yaml");

fn state(api: &str, shop: &str) -> State {
    read([("api.yaml", api), ("shop.yaml", shop)])
}

fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> State {
    let read = State::read(Sources::from_texts(files));
    read.map_err(|mistakes| crate::render_text(&mistakes.0, &mistakes.1, false)).unwrap()
}

/// Applies edits, each of the first place with a text.
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "nothing to edit: {from}");
        text.replacen(from, to, 1)
    })
}

/// A change in one line: the rule, the item, and the parts of the verdict that are not as before.
fn line(change: &Change) -> String {
    let verdict = &change.verdict;
    let parts = [
        (verdict.binary == Compatibility::Breaks, "binary"),
        (verdict.json == Compatibility::Breaks, "json"),
        (verdict.rust == Compatibility::Breaks, "rust"),
        (verdict.rules == Strictness::Tighter, "tighter"),
        (verdict.rules == Strictness::Looser, "looser"),
    ];
    let parts: String =
        parts.iter().filter(|(holds, _)| *holds).map(|(_, of)| format!(" {of}")).collect();
    let item = change.item.strip_prefix("shop.v1.").unwrap_or(&change.item);
    format!("{} {item} {}:{parts}", change.rule, change.side.as_str())
}

#[track_caller]
fn check(edits: &[(&str, &str)], expected: &[&str]) {
    let (old, new) = (state(API, SHOP), state(API, &edited(SHOP, edits)));
    let found = compare(&old, &new);
    let lines: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(lines, expected);
    assert!(found.changes.iter().all(|change| change.new.is_some() || change.old.is_some()));
}

#[track_caller]
fn check_api(edits: &[(&str, &str)], expected: &[&str]) {
    let found = compare(&state(API, SHOP), &state(&edited(API, edits), SHOP));
    let lines: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(lines, expected);
}

#[test]
fn nothing_changes() {
    check(&[], &[]);
    check(&[("# ", "# ")].map(|_| ("service:", "\nservice:")), &[]);
    let found = compare(&state(API, SHOP), &state(API, SHOP));
    assert!(found.prose.is_empty());
}

#[test]
fn numbers() {
    let title = ("title\n    number: 2", "title\n    number: 9");
    check(&[title], &["FIELD_SAME_NUMBER Cart.title both: binary"]);
    let secret = ("secret\n    number: 3", "secret\n    number: 2");
    check(
        &[title, secret],
        &[
            "FIELD_SAME_NUMBER Cart.title both: binary",
            "FIELD_SAME_NUMBER Cart.secret both: binary",
        ],
    );
    // A swap.
    check(
        &[("title\n    number: 2", "title\n    number: 3"), secret],
        &[
            "FIELD_SAME_NUMBER Cart.title both: binary",
            "FIELD_SAME_NUMBER Cart.secret both: binary",
        ],
    );
    check(
        &[("VIEW_BRIEF\n    number: 2", "VIEW_BRIEF\n    number: 7")],
        &["ENUM_VALUE_SAME_NUMBER View.VIEW_BRIEF request: binary"],
    );
}

#[test]
fn names() {
    check(&[("name: title", "name: heading")], &["FIELD_SAME_NAME Cart.heading both: json rust"]);
    check(
        &[("name: title\n", "name: heading\n    json: title\n")],
        &["FIELD_SAME_NAME Cart.heading both: rust"],
    );
    check(
        &[("name: title\n", "name: title\n    json: Titel\n")],
        &["FIELD_SAME_JSON_NAME Cart.title both: json"],
    );
    // Readers accept the name in protobuf, too.
    check(
        &[("name: note\n", "name: note\n        json: remark\n")],
        &["FIELD_SAME_JSON_NAME PutCartRequest.note request:"],
    );
    check(
        &[("name: size\n", "name: size\n        json: extent\n")],
        &["FIELD_SAME_JSON_NAME PutCartResponse.size response: json"],
    );
    check(
        &[("name: VIEW_BRIEF", "name: VIEW_SHORT")],
        &["ENUM_VALUE_SAME_NAME View.VIEW_SHORT request: json rust"],
    );
    check(
        &[("name: by\n", "name: via\n"), ("oneof: by", "oneof: via"), ("oneof: by", "oneof: via")],
        &["ONEOF_SAME_NAME FindCartsRequest.via request: rust"],
    );
}

#[test]
fn a_rename_hides_no_other_change() {
    // A field with another type.
    check(
        &[("name: size", "name: bytes"), ("int64", "string")],
        &[
            "FIELD_SAME_NAME PutCartResponse.bytes response: json rust",
            "FIELD_SAME_TYPE PutCartResponse.bytes response: binary json rust",
        ],
    );
    // A message with a field of another type.
    check(
        &[
            ("type: Owner", "type: Person"),
            ("name: Owner", "name: Person"),
            ("email\n    number: 2\n    type: string", "email\n    number: 2\n    type: int32"),
        ],
        &[
            "MESSAGE_SAME_NAME Person response: rust",
            "FIELD_SAME_TYPE Person.email response: binary json rust",
        ],
    );
}

#[test]
fn renamed_types_and_rpcs_are_one_change() {
    check(
        &[("name: PutCart", "name: SaveCart")],
        &["RPC_SAME_NAME CartService.SaveCart both: binary json rust"],
    );
    check(
        &[("type: Owner", "type: Person"), ("name: Owner", "name: Person")],
        &["MESSAGE_SAME_NAME Person response: rust"],
    );
    check(
        &[
            ("type: State", "type: Phase"),
            ("name: State", "name: Phase"),
            ("STATE_UNSPECIFIED", "PHASE_UNSPECIFIED"),
            ("STATE_OPEN", "PHASE_OPEN"),
            ("STATE_CLOSED", "PHASE_CLOSED"),
        ],
        &["ENUM_SAME_NAME Phase response: json rust"],
    );
    check(
        &[("name: CartService", "name: Carts")],
        &["SERVICE_SAME_NAME Carts none: binary json rust"],
    );
    check(&[("name: carts", "name: baskets")], &["RESOURCE_SAME_NAME baskets none: rust"]);
    check(&[("method: put", "method: save")], &["RPC_SAME_METHOD CartService.PutCart both: rust"]);
}

#[test]
fn types_are_judged_by_direction() {
    let count = |to| [("count\n        number: 3\n        type: int32", to)];
    // Requests: old clients write, new servers read.
    check(
        &count("count\n        number: 3\n        type: int64"),
        &["FIELD_SAME_TYPE GetCartRequest.count request: rust"],
    );
    check(
        &count("count\n        number: 3\n        type: sint32"),
        &["FIELD_SAME_TYPE GetCartRequest.count request: binary"],
    );
    check(
        &count("count\n        number: 3\n        type: uint32"),
        &["FIELD_SAME_TYPE GetCartRequest.count request: binary json rust"],
    );
    check(
        &count("count\n        number: 3\n        type: repeated int32"),
        &["FIELD_SAME_CARDINALITY GetCartRequest.count request: json rust"],
    );
    check(
        &count("count\n        number: 3\n        type: optional int32"),
        &["FIELD_SAME_CARDINALITY GetCartRequest.count request: rust"],
    );
    // Responses: new servers write, old clients read.
    check(&[("int64", "int32")], &["FIELD_SAME_TYPE PutCartResponse.size response: rust"]);
    check(
        &[("int64", "uint64")],
        &["FIELD_SAME_TYPE PutCartResponse.size response: binary json rust"],
    );
    check(
        &[("number: 2\n    type: string", "number: 2\n    type: bytes")],
        &["FIELD_SAME_TYPE Cart.title both: binary json rust"],
    );
    check(
        &[("repeated int32", "repeated int32\n        packed: false")],
        &["FIELD_SAME_PACKED PutCartRequest.tags request:"],
    );
}

#[test]
fn a_map_is_a_list_of_its_entries_in_binary() {
    let count = |ty: &str| {
        let to = format!("count\n        number: 3\n        type: {ty}");
        state(API, &edited(SHOP, &[("count\n        number: 3\n        type: int32", &to)]))
    };
    let check = |from: &str, to: &str, expected: &str| {
        let found = compare(&count(from), &count(to));
        let lines: Vec<String> = found.changes.iter().map(line).collect();
        assert_eq!(lines, [expected], "{from} to {to}");
    };
    let (readable, other) = (
        "FIELD_SAME_TYPE GetCartRequest.count request: json rust",
        "FIELD_SAME_TYPE GetCartRequest.count request: binary json rust",
    );
    check("map<string, int32>", "repeated Part", readable);
    check("map<string, int64>", "repeated Part", other);
    check("map<int32, int32>", "repeated Part", other);
    // A list may have two entries with the same key.
    check("repeated Part", "map<string, int32>", other);
}

#[test]
fn enums_with_the_same_zero_alone_are_different_ones() {
    let brief = "  - name: VIEW_BRIEF\n    number: 2\n    doc: Brief, with purpose and range.\n";
    let old = edited(SHOP, &[(brief, "")]);
    let view = |value: &str| {
        let names = [
            ("type: View", "type: Look"),
            ("name: View", "name: Look"),
            ("VIEW_UNSPECIFIED", "LOOK_UNSPECIFIED"),
            ("VIEW_FULL", value),
        ];
        let found = compare(&state(API, &old), &state(API, &edited(&old, &names)));
        found.changes.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(view("LOOK_FULL"), ["ENUM_SAME_NAME Look request: json rust"]);
    assert_eq!(
        view("LOOK_SHORT"),
        [
            "FIELD_SAME_TYPE GetCartRequest.view request: binary json rust",
            "ENUM_NO_DELETE View request: rust",
            "ENUM_ADD Look request:",
        ]
    );
}

#[test]
fn removals_are_judged_by_direction() {
    let count = "      - name: count\n        number: 3\n        type: int32\n        doc: A count, with purpose and range.\n";
    check(&[(count, "")], &["FIELD_NO_DELETE GetCartRequest.count request: binary json rust"]);
    let size = "      - name: size\n        number: 2\n        type: int64\n        doc: The size, with purpose and range.\n";
    check(&[(size, "")], &["FIELD_NO_DELETE PutCartResponse.size response: binary json rust"]);
    // A reservation makes the removal harmless in responses, and is a part of it.
    let reserved = (
        "doc: A response, with purpose and range.\n      fields:\n      - name: state",
        "doc: A response, with purpose and range.\n      reserved: [{numbers: [2], names: [size]}]\n      fields:\n      - name: state",
    );
    check(&[(size, ""), reserved], &["FIELD_NO_DELETE PutCartResponse.size response: rust"]);
    check(&[reserved_elsewhere()], &["RESERVED_ADD PutCartResponse response:"]);
    let closed =
        "  - name: STATE_CLOSED\n    number: 2\n    doc: Closed, with purpose and range.\n";
    check(&[(closed, "")], &["ENUM_VALUE_NO_DELETE State.STATE_CLOSED response: binary json rust"]);
    let brief = "  - name: VIEW_BRIEF\n    number: 2\n    doc: Brief, with purpose and range.\n";
    check(&[(brief, "")], &["ENUM_VALUE_NO_DELETE View.VIEW_BRIEF request: binary json rust"]);
}

fn reserved_elsewhere() -> (&'static str, &'static str) {
    (
        "doc: A response, with purpose and range.\n      fields:\n      - name: state",
        "doc: A response, with purpose and range.\n      reserved: [{numbers: [8-9], names: [length]}]\n      fields:\n      - name: state",
    )
}

#[test]
fn a_removed_rpc_takes_what_only_it_uses() {
    let start = SHOP.find("  - name: PutCart").unwrap();
    let end = SHOP.find("  - name: FindCarts").unwrap();
    let rpc = SHOP.get(start..end).unwrap();
    let state_start = SHOP.find("- name: State").unwrap();
    let owner = (SHOP.find("- name: Owner").unwrap(), SHOP.find("enums:").unwrap());
    let owner = SHOP.get(owner.0..owner.1).unwrap();
    let of_state = SHOP.get(state_start..).unwrap();
    let edits = [(rpc, ""), (owner, ""), (of_state, "")];
    let (old, new) = (state(API, SHOP), state(API, &edited(SHOP, &edits)));
    let found = compare(&old, &new);
    let lines: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(lines, ["RPC_NO_DELETE CartService.PutCart both: binary json rust"]);
    assert_eq!(
        found.changes[0].inside,
        ["shop.v1.PutCartRequest", "shop.v1.PutCartResponse", "shop.v1.Owner", "shop.v1.State",]
    );
    // In the other direction, it comes with them.
    let lines: Vec<String> = compare(&new, &old).changes.iter().map(line).collect();
    assert_eq!(lines, ["RPC_ADD CartService.PutCart both:"]);
}

#[test]
fn additions() {
    let field = |ty: &str| {
        format!(
            "fields:\n  - name: extra\n    number: 9\n    type: {ty}\n    doc: It is new, with purpose and range.\n  - name: id\n"
        )
    };
    let add =
        |ty: &str, expected: &[&str]| check(&[("fields:\n  - name: id\n", &field(ty))], expected);
    for ty in
        ["string", "optional int32", "repeated Part", "map<string, int32>", "State", "timestamp"]
    {
        add(ty, &["FIELD_ADD Cart.extra both:"]);
    }
    // A float takes `Eq` away, and recursion boxes a field.
    add("double", &["FIELD_ADD Cart.extra both: rust"]);
    add("optional string\n    required: rule", &["FIELD_ADD Cart.extra both: tighter"]);
    let value = (
        "  - name: VIEW_BRIEF",
        "  - name: VIEW_LONG\n    number: 3\n    doc: Long, with purpose and range.\n  - name: VIEW_BRIEF",
    );
    check(&[value], &["ENUM_VALUE_ADD View.VIEW_LONG request:"]);
}

#[test]
fn a_new_field_that_closes_a_cycle_boxes_others() {
    let back = (
        "- name: Part\n  doc: A part, with purpose and range.\n  fields:\n",
        "- name: Part\n  doc: A part, with purpose and range.\n  fields:\n  - name: owner\n    number: 8\n    type: Owner\n    doc: It is new, with purpose and range.\n",
    );
    check(&[back], &["FIELD_ADD Part.owner both:"]);
    let cycle = (
        "  - name: email",
        "  - name: request\n    number: 8\n    type: PutCartResponse\n    doc: It is new, with purpose and range.\n  - name: email",
    );
    check(&[cycle], &["FIELD_ADD Owner.request response: rust"]);
}

#[test]
fn oneofs() {
    // Into the oneof: an old client can set both.
    check(
        &[(
            "limit\n        number: 3\n        type: int32\n",
            "limit\n        number: 3\n        type: int32\n        oneof: by\n",
        )],
        &["FIELD_SAME_ONEOF FindCartsRequest.limit request: binary json rust"],
    );
    // Out of it: an old client sets one of them.
    check(
        &[("type: int64\n        oneof: by\n", "type: int64\n")],
        &["FIELD_SAME_ONEOF FindCartsRequest.owner request: rust"],
    );
    check(
        &[("name: by\n", "name: by\n        required: true\n")],
        &["ONEOF_SAME_REQUIRED FindCartsRequest.by request: tighter"],
    );
    let arm = "      - name: limit";
    check(
        &[(
            arm,
            "      - name: tag\n        number: 8\n        type: bool\n        oneof: by\n        doc: It is new, with purpose and range.\n      - name: limit",
        )],
        &["FIELD_ADD FindCartsRequest.tag request:"],
    );
}

#[test]
fn rules() {
    let rule = |to: &str, expected: &str| check(&[("{min_len: 3, max_len: 40}", to)], &[expected]);
    rule("{min_len: 4, max_len: 40}", "FIELD_SAME_RULE GetCartRequest.cart_id request: tighter");
    rule("{min_len: 2, max_len: 40}", "FIELD_SAME_RULE GetCartRequest.cart_id request: looser");
    rule("{min_len: 3, max_len: 39}", "FIELD_SAME_RULE GetCartRequest.cart_id request: tighter");
    rule("{min_len: 3}", "FIELD_SAME_RULE GetCartRequest.cart_id request: looser");
    rule(
        "{min_len: 3, max_len: 40, pattern: '^a'}",
        "FIELD_SAME_RULE GetCartRequest.cart_id request: tighter",
    );
    check(
        &[("        required: rule\n", "")],
        &["FIELD_SAME_REQUIRED GetCartRequest.cart_id request: looser"],
    );
}

#[test]
fn behaviour_at_run_time() {
    check(
        &[("    idempotency: no_side_effects\n", "")],
        &["RPC_SAME_IDEMPOTENCY_LEVEL CartService.GetCart both: binary json"],
    );
    check(
        &[("    method: put\n", "    method: put\n    idempotency: idempotent\n")],
        &["RPC_SAME_IDEMPOTENCY_LEVEL CartService.PutCart both:"],
    );
    check(
        &[("sensitive: true", "sensitive: false")],
        &["FIELD_SAME_SENSITIVITY Cart.secret both:"],
    );
    check(
        &[("name: title\n", "name: title\n    deprecated: {reason: Unused.}\n")],
        &["FIELD_SAME_DEPRECATION Cart.title both:"],
    );
}

#[test]
fn aliases() {
    let with = |alias: &str, reserved: &str| {
        let list = format!("  allow_alias: {}\n{reserved}  values:\n", !alias.is_empty());
        let next = "- name: State\n";
        let shop = SHOP.replacen("  values:\n", &list, 1);
        state(API, &shop.replacen(next, &format!("{alias}{next}"), 1))
    };
    let alias = |key: &str| {
        format!(
            "  - name: VIEW_SHORT\n    number: 2\n    {key}doc: Short, with purpose and range.\n"
        )
    };
    let old = with(&alias(""), "");
    let lines = |new: &State| compare(&old, new).changes.iter().map(line).collect::<Vec<_>>();
    assert_eq!(
        lines(&with("", "  reserved: [{names: [VIEW_SHORT]}]\n")),
        ["ENUM_VALUE_SAME_ALIASES View.VIEW_BRIEF request: json"]
    );
    assert_eq!(
        lines(&with(&alias("deprecated: {use: VIEW_BRIEF}\n    "), "")),
        ["ENUM_VALUE_SAME_DEPRECATION View.VIEW_SHORT request:"]
    );
    let found = compare(&old, &with(&alias("").replace("Short, with", "Brief, with"), ""));
    assert_eq!(found.prose.len(), 1);
}

#[test]
fn settings() {
    check_api(&[("shop.v1", "shop.v2")], &["FILE_SAME_PACKAGE shop.v2 none: binary json"]);
    check_api(&[("name: shop-api", "name: shop-sdk")], &["CRATE_SAME_NAME shop.v1 none: rust"]);
    check_api(
        &[("https://shop.example", "https://shop.test")],
        &["API_SAME_BASE_URL shop.v1 none:"],
    );
    check_api(
        &[("base_url: https://shop.example\n", "")],
        &["API_SAME_BASE_URL shop.v1 none: rust"],
    );
    check_api(&[("[SHOP_URL]", "[CART_URL]")], &["API_SAME_BASE_URL_ENV shop.v1 none: rust"]);
    check_api(
        &[("scheme: bearer", "scheme: header, header: x-key")],
        &["API_SAME_AUTH shop.v1 none: binary json"],
    );
}

#[test]
fn paging() {
    let api = format!(
        "{API}paging:\n  request: {{field: page, token: token, page_size: size}}\n  \
         response: {{field: page, next_token: token}}\n  query: {{token: token, page_size: size}}\n  \
         doc: Lists come in pages.\n"
    );
    let field = "      - {name: page, number: 9, type: Page, doc: Part of a list}\n";
    let limit = "        doc: The limit, with purpose and range.\n";
    let names = "        doc: Names, with purpose and range.\n";
    let page = "messages:\n- name: Page\n  doc: A page, with purpose and range.\n  fields:\n  \
                - {name: token, number: 1, type: string, sensitive: false, doc: Selects the page}\n  \
                - {name: size, number: 2, type: int32, doc: The largest size}\n";
    let [limit_and_page, names_and_page] = [limit, names].map(|text| format!("{text}{field}"));
    let plain =
        edited(SHOP, &[(limit, &limit_and_page), (names, &names_and_page), ("messages:\n", page)]);
    let paged = edited(&plain, &[("method: find\n", "method: find\n    paging: {items: names}\n")]);
    let lines = |old: &State, new: &State| -> Vec<String> {
        compare(old, new).changes.iter().map(line).collect()
    };
    // `require_page` is gone.
    assert_eq!(
        lines(&state(&api, &plain), &state(&api, &paged)),
        ["RPC_SAME_PAGING CartService.FindCarts both: rust"]
    );
    let without = edited(&api, &[("  query: {token: token, page_size: size}\n", "")]);
    assert_eq!(
        lines(&state(&api, &paged), &state(&without, &paged)),
        ["API_SAME_PAGING shop.v1 none: binary json"]
    );
}

#[test]
fn an_error_detail_keeps_its_type() {
    let mark = ("- name: Cart\n", "- name: Cart\n  error_detail: true\n");
    let (plain, marked) = (state(API, SHOP), state(API, &edited(SHOP, &[mark])));
    let found = compare(&marked, &plain);
    assert_eq!(
        found.changes.iter().map(line).collect::<Vec<_>>(),
        ["MESSAGE_SAME_ERROR_DETAIL Cart both:"]
    );
}

#[test]
fn documentation_is_apart() {
    let (old, new) = (
        state(API, SHOP),
        state(
            API,
            &edited(
                SHOP,
                &[("doc: The title, with purpose and range.", "doc: A title, as people see it.")],
            ),
        ),
    );
    let found = compare(&old, &new);
    assert!(found.changes.is_empty());
    let prose: Vec<_> = found.prose.iter().map(|edit| (edit.item.as_str(), edit.key)).collect();
    assert_eq!(prose, [("shop.v1.Cart.title", "doc")]);
}

#[test]
fn additions_that_take_implementations_away() {
    // `wait_until` passes the only field of a response, or all of it.
    let cart = "      - name: cart\n        number: 1\n        type: Cart\n        doc: The cart, with purpose and range.\n";
    let two = format!(
        "{cart}      - name: etag\n        number: 2\n        type: string\n        doc: A tag of it, for caches.\n"
    );
    check(&[(cart, &two)], &["FIELD_ADD GetCartResponse.etag response: rust"]);
    // It is there only if the RPC is the only one with its response.
    let put = "  - name: PutCart\n";
    let peek = "  - name: PeekCart\n    method: peek\n    doc: Returns a cart without a lock.\n    request:\n      doc: An empty request, for tests.\n    response: {type: GetCartResponse}\n    examples: [{title: A call, request: {}, response: {}}]\n  - name: PutCart\n";
    check(&[(put, peek)], &["RPC_ADD CartService.PeekCart both: rust"]);
    // A second arm with the type of the first.
    let owner = "owner\n        number: 2\n        type: int64\n        oneof: by";
    let of_message = [(owner, "owner\n        number: 2\n        type: Owner\n        oneof: by")];
    let old = edited(SHOP, &of_message);
    let arm = (
        "      - name: limit",
        "      - name: other\n        number: 8\n        type: Owner\n        oneof: by\n        doc: Another owner, with purpose.\n      - name: limit",
    );
    let new = edited(&old, &[arm]);
    let found = compare(&state(API, &old), &state(API, &new));
    let lines: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(lines, ["FIELD_ADD FindCartsRequest.other request: rust"]);
}

#[test]
fn a_standalone_message_is_judged_in_both_directions() {
    let alone = (
        "- name: Owner\n",
        "- name: Alone\n  standalone: true\n  doc: Stands alone, for programs.\n  fields:\n  - name: size\n    number: 1\n    type: int32\n    doc: The size, with purpose.\n- name: Owner\n",
    );
    let old = edited(SHOP, &[alone]);
    let new = edited(
        &old,
        &[("size\n    number: 1\n    type: int32", "size\n    number: 1\n    type: int64")],
    );
    let found = compare(&state(API, &old), &state(API, &new));
    let lines: Vec<String> = found.changes.iter().map(line).collect();
    assert_eq!(lines, ["FIELD_SAME_TYPE Alone.size none: binary json rust"]);
}

#[test]
fn reach_has_directions() {
    let edits = [("name: title", "name: heading")];
    let found = compare(&state(API, SHOP), &state(API, &edited(SHOP, &edits)));
    let change = &found.changes[0];
    let rpcs = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("shop.v1.CartService/{name}")).collect()
    };
    assert_eq!(change.requests, rpcs(&["PutCart"]));
    assert_eq!(change.responses, rpcs(&["GetCart"]));
    assert_eq!(change.reach, rpcs(&["GetCart", "PutCart"]));
}
