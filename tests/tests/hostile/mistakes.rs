//! Thousands of mistakes of each kind in one file. The work for them grows as their number does.
//!
//! Work is counted in allocations and allocated bytes of reading, checking and rendering, which do not depend
//! on the machine. They are those of one thread, so all stages run on it. Twice the mistakes may take a little
//! more than twice the work.

use allocation_counter::measure;
use gitpod_codegen::{Code, lower, on_this_thread, parse, render_json, render_text};
use gitpod_tests::{file_with_fields, sources};

use crate::{answer, codes, in_time};

/// The smaller number of mistakes. Quadratic work would show with fewer.
const COUNT: usize = 500;

/// The number of mistakes, allocations and allocated bytes for a file.
fn work(things: &str) -> [u64; 3] {
    let sources = sources(&[("things.yaml", things)]);
    let mut mistakes = 0;
    let check = || {
        let found = lower(&parse(&sources)).expect_err("the schema has mistakes");
        let texts = [render_text(&found, &sources, false), render_json(&found, &sources)];
        assert!(texts.iter().all(|text| !text.is_empty()));
        mistakes = found.iter().count();
    };
    let info = measure(|| on_this_thread(check));
    [u64::try_from(mistakes).expect("a small number"), info.count_total, info.bytes_total]
}

/// Asserts that a file with mistakes takes work in proportion to their number.
fn assert_linear(name: &str, file: impl Fn(usize) -> String + Send + 'static) {
    let (one, two) = in_time(move || (work(&file(COUNT)), work(&file(2 * COUNT))));
    assert!(one[0] >= 499 && two[0] >= one[0] + 499, "{name}: {one:?} {two:?}");
    for (one, two) in one.into_iter().zip(two) {
        assert!(two * 10 < one * 24, "{name}: {one} and {two}");
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| line(index) + "\n").collect()
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// Fields with a number each, and something else.
fn fields(count: usize, rest: impl Fn(usize) -> String) -> String {
    lines(count, |i| format!("- {{name: f{i}, number: {}, {}, doc: A flag.}}", i + 1, rest(i)))
}

/// A file with a field and an example of its message.
fn example(field: &str, request: &str) -> String {
    file_with_fields(field, "").replace("request: {}", &format!("request: {request}"))
}

/// A file with RPCs that are given by their keys other than name, method and doc.
fn with_rpcs(count: usize, messages: &str, rpc: impl Fn(usize) -> String) -> String {
    let rpcs = lines(count, |i| {
        format!("  - {{name: GetX{i}, method: get_x{i}, doc: Something returned., {}}}", rpc(i))
    });
    let field = "- {name: a, number: 1, type: bool, doc: A flag.}";
    file_with_fields(field, messages).replace("messages:\n", &format!("{rpcs}messages:\n"))
}

#[test]
fn unknown_keys() {
    assert_linear("of one record", |count| {
        let keys = lines(count, |i| format!("  colour{i}: red"));
        format!("messages:\n- name: A\n  doc: Some item.\n{keys}")
    });
    assert_linear("in one line", |count| {
        let keys = list(count, |i| format!("größe{i}: red"));
        format!("messages:\n- {{name: A, doc: Some item., {keys}}}\n")
    });
    assert_linear("of many records", |count| {
        file_with_fields(&fields(count, |_| "type: bool, colour: red".to_owned()), "")
    });
}

#[test]
fn duplicates() {
    assert_linear("fields", |count| {
        let field = "- {name: a, number: 1, type: bool, doc: A flag.}";
        file_with_fields(&lines(count, |_| field.to_owned()), "")
    });
    assert_linear("types", |count| {
        format!("messages:\n{}", lines(count, |_| "- {name: A, doc: An item.}".to_owned()))
    });
    assert_linear("JSON names", |count| {
        file_with_fields(&fields(count, |_| "json: same, type: bool".to_owned()), "")
    });
}

#[test]
fn unknown_names() {
    assert_linear("types", |count| {
        let messages = lines(count, |i| format!("- {{name: Thing{i}, doc: An item.}}"));
        file_with_fields(&fields(count, |i| format!("type: Thinng{i}")), &messages)
    });
    assert_linear("replacements", |count| {
        let rest = |i| format!("type: bool, deprecated: {{use: g{i}}}");
        file_with_fields(&fields(count, rest), "")
    });
    assert_linear("oneofs", |count| {
        let oneofs = list(count, |i| format!("{{name: p{i}, doc: Sorts of items.}}"));
        let fields = fields(count, |i| format!("type: bool, oneof: o{i}"));
        file_with_fields(&fields, "")
            .replace("      fields:\n", &format!("      oneofs: [{oneofs}]\n      fields:\n"))
    });
    assert_linear("messages of RPCs", |count| {
        let messages = lines(count, |i| format!("- {{name: Thing{i}, doc: An item.}}"));
        let example = "examples: [{title: A, request: {}, response: {}}]";
        with_rpcs(count, &messages, |i| {
            format!("request: {{type: Thinng{i}}}, response: {{type: Thing{i}}}, {example}")
        })
    });
}

/// Twice the known names may take twice the work, which is that of the names themselves. If every
/// mistake were compared with every name, it would be far more than the names alone take.
#[test]
fn unknown_names_among_many_known_ones() {
    let file = |mistakes: usize, known: usize| {
        let messages = lines(known, |i| format!("- {{name: Thing{i}, doc: An item.}}"));
        file_with_fields(&fields(mistakes, |i| format!("type: Thinng{i}")), &messages)
    };
    let extra = move |known| {
        let (few, many) = (work(&file(COUNT, known)), work(&file(2 * COUNT, known)));
        [many[1] - few[1], many[2] - few[2]]
    };
    let (one, two) = in_time(move || (extra(COUNT), extra(4 * COUNT)));
    for (one, two) in one.into_iter().zip(two) {
        assert!(two * 10 < one * 12, "the work of {COUNT} mistakes: {one} and {two}");
    }
}

/// The known names are all alike after a letter was removed from each, and the unknown one is what is left.
#[test]
fn unknown_names_with_many_near_ones() {
    assert_linear("types", |count| {
        let letters = usize::max(count / 25, 1);
        let others = ('a'..='z').filter(|letter| *letter != 'o');
        let names = others.flat_map(|other| {
            (0..letters).map(move |at| format!("T{}{other}{}", "o".repeat(at), "o".repeat(40 - at)))
        });
        let messages: Vec<_> =
            names.map(|name| format!("- {{name: {name}, doc: An item.}}\n")).collect();
        let name = format!("T{}", "o".repeat(40));
        file_with_fields(&fields(count, |_| format!("type: {name}")), &messages.concat())
    });
}

#[test]
fn mistakes_of_fields() {
    for rest in
        ["type: bool, rules: {min_len: 3}", "type: 'map<float, bool>'", "type: a b", "type: x"]
    {
        let field = move |_| rest.to_owned();
        assert_linear(rest, move |count| file_with_fields(&fields(count, field), ""));
    }
    assert_linear("names", |count| {
        let fields = fields(count, |_| "type: bool".to_owned());
        file_with_fields(&fields.replace(": f", ": F"), "")
    });
}

#[test]
fn reservations() {
    let reserving = |fields: &str, entries: &str| {
        let reserved = format!("      reserved: [{entries}]\n      fields:\n");
        file_with_fields(fields, "").replace("      fields:\n", &reserved)
    };
    assert_linear("numbers in use", move |count| {
        let numbers = list(count, |i| (i + 1).to_string());
        reserving(&fields(count, |_| "type: bool".to_owned()), &format!("{{numbers: [{numbers}]}}"))
    });
    assert_linear("names in use", move |count| {
        let names = list(count, |i| format!("f{i}"));
        reserving(&fields(count, |_| "type: bool".to_owned()), &format!("{{names: [{names}]}}"))
    });
    assert_linear("overlapping ranges", move |count| {
        let ranges = list(count, |i| format!("{}-max", i + 2));
        reserving(&fields(1, |_| "type: bool".to_owned()), &format!("{{numbers: [{ranges}]}}"))
    });
    assert_linear("repeated names", move |count| {
        let entries = list(count, |_| "{names: [a]}".to_owned());
        reserving(&fields(1, |_| "type: bool".to_owned()), &entries)
    });
}

#[test]
fn unused_types() {
    assert_linear("types", |count| {
        let field = "- {name: a, number: 1, type: bool, doc: A flag.}";
        file_with_fields(field, &lines(count, |i| format!("- {{name: A{i}, doc: An item.}}")))
    });
}

#[test]
fn values_of_enums() {
    assert_linear("prefixes", |count| {
        let values = lines(count, |i| format!("  - {{name: A{i}, number: {i}, doc: A sort {i}.}}"));
        format!("enums:\n- name: E\n  doc: Sorts of items.\n  values:\n{values}")
    });
}

#[test]
fn examples() {
    assert_linear("unknown fields", |count| {
        let request = list(count, |i| format!("g{i}: true"));
        example(&fields(count, |_| "type: bool".to_owned()), &format!("{{{request}}}"))
    });
    assert_linear("values of another type", |count| {
        let field = "- {name: a, number: 1, type: repeated int32, doc: Some items.}";
        example(field, &format!("{{a: [{}]}}", list(count, |_| "x".to_owned())))
    });
    assert_linear("unknown values of enums", |count| {
        let field = "- {name: a, number: 1, type: repeated E, doc: Some items.}";
        let request = format!("{{a: [{}]}}", list(count, |i| format!("E_B{i}")));
        let values = lines(count, |i| format!("  - {{name: E_A{i}, number: {i}, doc: Sort {i}.}}"));
        let enums = format!("enums:\n- name: E\n  doc: Sorts of items.\n  values:\n{values}");
        example(field, &request).replace("messages:\n", &enums)
    });
    assert_linear("broken rules", |count| {
        let rules = "rules: {items: {min_len: 3}}";
        let field =
            format!("- {{name: a, number: 1, type: repeated string, {rules}, doc: Items.}}");
        example(&field, &format!("{{a: [{}]}}", list(count, |_| "x".to_owned())))
    });
    assert_linear("of many RPCs", |count| {
        let messages = lines(count, |i| format!("- {{name: Thing{i}, doc: An item.}}"));
        let example = "examples: [{title: A, request: {q: 1}, response: {}}]";
        with_rpcs(count, &messages, |i| {
            format!("request: {{type: Thing{i}}}, response: {{type: Thing{i}}}, {example}")
        })
    });
}

#[test]
fn paging() {
    assert_linear("items", |count| {
        let fields = lines(count, |i| {
            format!("  - {{name: f{i}, number: {}, type: repeated bool, doc: Flags.}}", i + 1)
        });
        let messages = format!("- name: Big\n  doc: An item.\n  fields:\n{fields}");
        with_rpcs(count, &messages, |i| {
            format!("paging: {{items: g{i}}}, request: {{type: Big}}, response: {{type: Big}}")
        })
    });
}

#[test]
fn yaml() {
    assert_linear("duplicate keys", |count| {
        format!("messages:\n- name: A\n{}", lines(count, |_| "  doc: Some item.".to_owned()))
    });
    assert_linear("tags", |count| {
        file_with_fields(&fields(count, |_| "type: !x bool".to_owned()), "")
    });
    assert_linear("conflicts", |count| {
        let half = |name, i| format!("- {{name: {name}{i}, doc: Some item.}}");
        let conflict = |i| format!("<<<<<<<\n{}\n=======\n{}\n>>>>>>>", half("A", i), half("B", i));
        format!("messages:\n{}", lines(count, conflict))
    });
}

#[test]
fn a_value_with_many_commas_is_one_mistake() {
    let items = list(20_000, |i| format!("b{i}"));
    let field = format!("- {{name: a, number: 1, type: string, doc: a, {items}}}");
    let answer = answer(file_with_fields(&field, ""));
    assert_eq!(codes(&answer), [Code::Syntax]);
    assert_eq!(answer.map_err(|found| found.iter().count()).err(), Some(1));
}

#[test]
fn a_long_text_is_not_repeated_by_each_mistake() {
    let name = "X".repeat(100_000);
    let value = |i| format!("  - {{name: A{i}, number: {i}, doc: A sort {i}.}}");
    let things = format!(
        "enums:\n- name: {name}\n  doc: Sorts of items.\n  values:\n{}",
        lines(1_000, value)
    );
    let sources = sources(&[("things.yaml", &things)]);
    let found = lower(&parse(&sources)).expect_err("the values have no prefix");
    assert_eq!(found.iter().count(), 1_000);
    assert!(render_text(&found, &sources, false).len() < 5_000_000);
}
