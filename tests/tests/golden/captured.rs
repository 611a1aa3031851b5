//! Names that could capture what generated code calls: every item of the prelude, and the methods of
//! its traits and of the types that generated code uses, as the names of services, RPCs, resources,
//! messages, fields, oneofs, enums and values. The crate must compile without a warning.

use std::collections::BTreeSet;

use gitpod_codegen::Tree;
use gitpod_tests::{api_from, crate_of, sources};

/// The types, traits and variants of the prelude, and what else generated code names.
const ITEMS: &str = "
    AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Debug Default Display
    DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator
    FromStr Future Hash Hasher Into IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq
    PartialOrd Result Self Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec
    Arc BTreeMap Cow Bool Char Str I32 I64 U32 U64 F32 F64 Usize Std Core Alloc Rt Model Crate T M H P
    Unknown Error Output Item Target Channel Call Request Response Service Element Message
    Enumeration Value Slot Client Server Types Methods Runtime";

/// Methods of the traits of the prelude that every type may have, of `Any`, `Borrow`, `Deref`, `Hash`,
/// `Debug` and of serde.
const OF_EVERYTHING: &str = "
    as_mut as_ref borrow borrow_mut clone clone_from clone_into cmp call call_mut call_once default
    deref deref_mut deserialize drop eq extend fmt from from_iter from_str ge gt hash hash_slice into
    into_future into_iter le lt max min clamp ne partial_cmp poll serialize to_owned to_string
    try_from try_into type_id";

/// Methods of iterators.
const OF_ITERATORS: &str = "
    advance_by all any by_ref chain cloned collect copied count cycle enumerate filter filter_map find
    find_map flat_map flatten fold for_each fuse inspect is_empty is_partitioned is_sorted
    is_sorted_by is_sorted_by_key last len map map_while max_by max_by_key min_by min_by_key next
    next_back nth nth_back partition peekable position product reduce rev rfind rfold rposition scan
    size_hint skip skip_while step_by sum take take_while try_fold try_for_each unzip zip";

/// Methods of `Arc`, `Box`, `Option`, `Result`, `Vec`, `String`, slices and the runtime's types.
const OF_TYPES: &str = "
    downgrade get_mut increment_strong_count into_inner into_raw make_mut new new_cyclic pin ptr_eq
    strong_count try_new try_unwrap unwrap_or_clone weak_count downcast from_raw leak into_boxed_slice
    and and_then as_deref as_deref_mut as_mut_slice as_slice expect get_or_insert
    get_or_insert_default get_or_insert_with insert is_none is_none_or is_some is_some_and map_or
    map_or_default map_or_else ok_or ok_or_else or or_else replace take_if transpose unwrap
    unwrap_or unwrap_or_default unwrap_or_else xor err expect_err is_err is_err_and is_ok is_ok_and
    inspect_err iter iter_mut inner map_err ok unwrap_err push pop clear contains starts_with
    ends_with chars to_vec into_bytes as_str as_bytes number name descriptor get slot value raw
    channel builder from_env index assign request self options handler message add write_str";

/// The words of lists, each once.
fn words(lists: &[&'static str]) -> Vec<&'static str> {
    let words: BTreeSet<_> = lists.iter().flat_map(|list| list.split_whitespace()).collect();
    words.into_iter().collect()
}

fn methods() -> Vec<&'static str> {
    words(&[OF_EVERYTHING, OF_ITERATORS, OF_TYPES])
}

/// `get_mut` becomes `GetMut`.
fn pascal(name: &str) -> String {
    name.split('_').map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..])).collect()
}

/// `IntoIterator` becomes `into_iterator`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// Numbered lines, such as fields.
fn numbered<T>(
    names: impl IntoIterator<Item = T>,
    mut line: impl FnMut(usize, T) -> String,
) -> String {
    (1..).zip(names).map(|(number, name)| format!("  - {{{}}}\n", line(number, name))).collect()
}

/// Messages, oneofs, enums, fields and values. Types are nested in one message, so that each is in
/// scope where the others are defined.
fn types() -> String {
    let items = words(&[ITEMS]);
    let fields: BTreeSet<String> = methods()
        .into_iter()
        .map(str::to_owned)
        .chain(items.iter().map(|item| snake(item)))
        .collect();
    let field = |number: usize, name: &String| {
        format!(
            "name: {name}, number: {number}, sensitive: false, type: string, doc: Has a special name for a reason."
        )
    };
    let present = |number: usize, name: &String| {
        format!(
            "name: {name}, number: {number}, type: Texts, required: docs, doc: Has a special name for a reason."
        )
    };
    let mut text = format!(
        "messages:
- name: Texts
  doc: Has a special name for a reason.
  fields:
{}- name: Present
  doc: Has a special name for a reason.
  fields:
{}- name: Holder
  doc: Has a special name for a reason.
  fields:
{}{}  messages:
",
        numbered(&fields, field),
        numbered(&fields, present),
        numbered(&items, |number, item| {
            format!(
                "name: f{number}, number: {number}, type: Holder.{item}, doc: Has a special name for a reason."
            )
        }),
        numbered(&items, |number, item| {
            let number = number + items.len();
            format!(
                "name: f{number}, number: {number}, type: Holder.{item}Choice, doc: Has a special name for a reason."
            )
        }),
    );
    for item in &items {
        text += &message(item);
    }
    text + &enums(&items)
}

/// A message with a field of every kind and a nested message of the same name, and one with a oneof
/// of that name.
fn message(name: &str) -> String {
    let other = if name == "Option" { "Vec" } else { "Option" };
    let oneof = snake(name);
    format!(
        "  - name: {name}
    doc: Has a special name for a reason.
    fields:
    - {{name: text, number: 1, type: string, rules: {{min_len: 1, pattern: '^a'}}, doc: Has a special name for a reason.}}
    - {{name: count, number: 2, type: optional int64, doc: Has a special name for a reason.}}
    - {{name: again, number: 3, type: Holder.{name}, doc: Has a special name for a reason.}}
    - {{name: other, number: 4, type: repeated Holder.{other}, doc: Has a special name for a reason.}}
    - {{name: by_name, number: 5, type: 'map<string, Holder.{other}>', doc: Has a special name for a reason.}}
    - {{name: when, number: 6, type: timestamp, doc: Has a special name for a reason.}}
    - {{name: inner, number: 7, type: Holder.{name}.{name}, required: docs, doc: Has a special name for a reason.}}
    messages: [{{name: {name}, doc: Has a special name for a reason.}}]
  - name: {name}Choice
    doc: Has a special name for a reason.
    oneofs: [{{name: {oneof}, doc: Has a special name for a reason.}}]
    fields:
    - {{name: one, number: 1, type: Holder.{other}, oneof: {oneof}, doc: Has a special name for a reason.}}
    - {{name: two, number: 2, type: Holder.{name}.{name}, oneof: {oneof}, doc: Has a special name for a reason.}}
    - {{name: some_bytes, number: 3, type: bytes, oneof: {oneof}, doc: Has a special name for a reason.}}
    - {{name: no_text, number: 4, type: string, oneof: {oneof}, sensitive: true, doc: Has a special name for a reason.}}
"
    )
}

/// An enum with each name, and one with a value for each name.
fn enums(items: &[&str]) -> String {
    let names: BTreeSet<String> = items.iter().map(|item| snake(item).to_uppercase()).collect();
    let value = |number: usize, name: &String| {
        format!("name: EVERY_{name}, number: {number}, doc: Has a special name for a reason.")
    };
    let field = |number: usize, item: &&str| {
        format!(
            "name: f{number}, number: {number}, type: Enums.{item}, doc: Has a special name for a reason."
        )
    };
    let mut text = format!(
        "- name: Enums
  doc: Has a special name for a reason.
  fields:
{}  - {{name: every, number: 999, type: Every, doc: Has a special name for a reason.}}
  enums:
",
        numbered(items, field),
    );
    for item in items {
        let prefix = snake(item).to_uppercase();
        text += &format!(
            "  - {{name: {item}, doc: Has a special name for a reason., values: [\
             {{name: {prefix}_NONE, number: 0, doc: Has a special name for a reason.}}, \
             {{name: {prefix}_SELF, number: 1, doc: Has a special name for a reason.}}]}}\n"
        );
    }
    text + &format!(
        "enums:
- name: Every
  doc: Has a special name for a reason.
  values:
  - {{name: EVERY_UNSPECIFIED, number: 0, doc: Has a special name for a reason.}}
{}",
        numbered(&names, value),
    )
}

/// An RPC that takes and returns shared messages.
fn rpc(name: &str, method: &str) -> String {
    format!(
        "  - name: {name}
    method: {method}
    doc: Has a special name for a reason.
    request: {{type: Holder}}
    response: {{type: Enums}}
    examples: [{{title: Nothing, request: {{}}, response: {{}}}}]
"
    )
}

/// An RPC that returns pages.
fn paged(method: &str) -> String {
    format!(
        "  - name: {}
    method: {method}
    paging: {{items: items}}
    doc: Has a special name for a reason.
    request:
      doc: Has a special name for a reason.
      fields: [{{name: pagination, number: 1, type: Page, doc: Has a special name for a reason.}}]
    response:
      doc: Has a special name for a reason.
      fields:
      - {{name: items, number: 1, type: repeated Present, doc: Has a special name for a reason.}}
      - {{name: pagination, number: 2, type: Page, doc: Has a special name for a reason.}}
    examples: [{{title: Nothing, request: {{}}, response: {{items: []}}}}]
",
        pascal(method)
    )
}

const PAGE: &str = "messages:
- name: Page
  doc: Has a special name for a reason.
  fields:
  - {name: token, number: 1, type: string, sensitive: false, doc: Has a special name for a reason.}
  - {name: page_size, number: 2, type: int32, doc: Has a special name for a reason.}
  - {name: next_token, number: 3, type: string, sensitive: false, doc: Has a special name for a reason.}
";

/// A file of the schema with a service of one resource.
fn service(name: &str, resource: &str, rpcs: &str) -> String {
    format!(
        "service: {{name: {name}, doc: Has a special name for a reason.}}
resources:
- name: {resource}
  doc: Has a special name for a reason.
  rpcs:
{rpcs}"
    )
}

/// The schema: a file of types, a service with all RPCs, one whose RPCs return pages, and a service
/// and a resource with each name.
fn files() -> Vec<(String, String)> {
    let methods = methods();
    let all: String = methods.iter().map(|method| rpc(&pascal(method), method)).collect();
    let lists: String = words(&[OF_EVERYTHING]).into_iter().map(paged).collect();
    let mut files = vec![
        ("all_types.yaml".to_owned(), types()),
        ("all_rpcs.yaml".to_owned(), service("AllRpcs", "all_rpcs", &all)),
        ("lists.yaml".to_owned(), service("Lists", "lists", &lists) + PAGE),
    ];
    let items = words(&[ITEMS]);
    let services = items.iter().zip(methods.iter().filter(|name| !items.contains(name)));
    files.extend(services.map(|(item, method)| {
        (format!("s_{}.yaml", snake(item)), service(item, method, &rpc(item, method)))
    }));
    files
}

/// The crate of the schema.
pub(crate) fn package(name: &str) -> Tree {
    let files = files();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut tree = crate_of(&api_from(&sources(&files)));
    let manifest = tree.get("Cargo.toml").expect("it has a manifest");
    tree.insert("Cargo.toml", manifest.replace("\"shop-v1\"", &format!("\"{name}\"")));
    tree
}
