//! Compares two small schemas and the four formats of the result with committed files.
//!
//! The schemas and the files are in `tests/diff/`. `UPDATE_EXPECT=1 cargo test` writes the files again.

use std::path::{Path, PathBuf};
use std::{env, fs};

use gitpod_codegen::compare::{State, compare};
use gitpod_codegen::{Sources, acknowledgements};

use super::{Format, Options, Review, gate, html, json, markdown, text};
use crate::console::Color;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

/// One of the schemas, with paths as in a repository.
fn fixture(name: &str, prefix: &str) -> State {
    let folder = folder().join(name).join("schema");
    let mut files: Vec<String> = fs::read_dir(&folder)
        .expect("it is there")
        .map(|entry| entry.expect("it is listed").file_name().into_string().expect("it is text"))
        .collect();
    files.sort_unstable();
    let read = |file: String| {
        let text = fs::read(folder.join(&file)).expect("it is readable");
        let path = format!("{prefix}schema/{file}");
        (file, path, text)
    };
    state(files.into_iter().map(read))
}

fn state(files: impl IntoIterator<Item = (String, String, Vec<u8>)>) -> State {
    State::read(Sources::from_files(files)).map_err(|mistakes| mistakes.0).expect("it is valid")
}

/// Prints a comparison in a format, as for `--check`.
fn render(old: &State, new: &State, format: Format) -> String {
    let acknowledged = acknowledgements(&new.sources).expect("it is valid");
    let comparison = compare(old, new);
    let review = Review::new("main|<b> (abc1234)", old, new, &comparison, &acknowledged);
    let failures = gate::failures(&review, &Options { check: true, ..Options::default() });
    match format {
        Format::Text => text::render(&review, &failures, Color::Never.on(&std::io::stdout())),
        Format::Markdown => markdown::render(&review),
        Format::Json => json::render(&review),
        Format::Html => html::render(&review).expect("the template is right"),
    }
}

/// The comparison of both schemas, with one acknowledgement that matches and one that does not.
fn fixtures(format: Format) -> String {
    render(&fixture("old", "abc1234:"), &fixture("new", ""), format)
}

fn assert_committed(format: Format, file: &str) {
    let path = folder().join(file);
    let rendered = format!("{}\n", fixtures(format).trim_end());
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &rendered).expect("it is writable");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(rendered == committed, "{file} differs; see it with `UPDATE_EXPECT=1 cargo test`");
}

#[test]
fn text_is_as_committed() {
    assert_committed(Format::Text, "review.txt");
}

#[test]
fn markdown_is_as_committed() {
    assert_committed(Format::Markdown, "review.md");
}

#[test]
fn json_is_as_committed() {
    assert_committed(Format::Json, "review.json");
}

#[test]
fn html_is_as_committed() {
    assert_committed(Format::Html, "review.html");
}

#[test]
fn text_fits_a_terminal() {
    let text = fixtures(Format::Text);
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn states_without_differences_need_nothing() {
    let old = || fixture("old", "");
    let text = render(&old(), &old(), Format::Text);
    assert_eq!(
        text,
        "Compared with main|<b> (abc1234): 0 changes, none breaking.\n\
         No version step is needed; the version is 1.2.0.\n"
    );
    let markdown = render(&old(), &old(), Format::Markdown);
    assert!(markdown.starts_with("### API: 0 changes, none breaking\n"), "{markdown}");
    assert!(!markdown.contains("<details>") && !markdown.contains("---"), "{markdown}");
    let page = render(&old(), &old(), Format::Html);
    assert!(page.contains("none breaking") && !page.contains("<table>"), "{page}");
    let json = render(&old(), &old(), Format::Json);
    assert!(json.contains("\"changes\": []") && json.contains("\"required\": \"none\""), "{json}");
}

/// The names of all elements, outside of fences and code of Markdown.
fn elements(text: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .split('<')
        .skip(1)
        .map(|rest| {
            let name = rest.trim_start_matches('/');
            name.chars()
                .take_while(|char| char.is_ascii_alphanumeric() || "!-".contains(*char))
                .collect()
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn nothing_of_a_schema_becomes_an_element_of_a_page() {
    let page = fixtures(Format::Html);
    let template = include_str!("html/review.html");
    assert_eq!(elements(&page), elements(template));
    assert!(page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn nothing_of_a_schema_becomes_an_element_of_markdown() {
    let markdown = fixtures(Format::Markdown);
    let mut is_code = false;
    let mut prose = String::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            let outside = line.split('`').step_by(2).collect::<String>();
            prose.push_str(&outside.replace("\\<", ""));
        }
    }
    assert_eq!(elements(&prose), ["!--", "code", "details", "summary"]);
    assert!(markdown.contains("&lt;script&gt;") && markdown.contains("\\<script"), "{markdown}");
}

#[test]
fn markdown_fits_a_comment() {
    let schema = |name: &str| -> State {
        let fields = (1..3000).map(|number| {
            format!("    - {{name: {name}_{number}, number: {number}, type: string, doc: It is {number}.}}\n")
        });
        let files = [
            (
                "api.yaml",
                "package: acme.v1\ntitle: Acme\ndoc: Many fields.\nfiles: [many.yaml]\n".to_owned(),
            ),
            (
                "many.yaml",
                format!(
                    "messages:\n  - name: Many\n    standalone: true\n    doc: More than anybody reads.\n    fields:\n{}",
                    fields.collect::<String>()
                ),
            ),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), name.to_owned(), text.into_bytes()));
        state(files)
    };
    let markdown = render(&schema("old"), &schema("new"), Format::Markdown);
    assert!(markdown.chars().count() <= 65_536, "{}", markdown.len());
    assert!(markdown.contains("of 2999 rows left out"), "{markdown}");
    assert!(markdown.contains("of 2999 entries left out"), "{markdown}");
    assert!(markdown.contains("of 2999 changes left out"), "{markdown}");
    assert_eq!(markdown.matches("<details>").count(), markdown.matches("</details>").count());
    assert!(markdown.lines().filter(|line| line.starts_with("```")).count().is_multiple_of(2));
}
