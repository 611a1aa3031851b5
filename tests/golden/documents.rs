//! Writes documents of every type of the fixtures with the runtime's verdict; run beside the
//! properties. `tests/golden.rs` compares them with the generator's check of examples.

mod documents;
mod mutate;

#[test]
fn write_documents() {
    let mut text = String::new();
    documents::each(20, |line| {
        text.push_str(line);
        text.push('\n');
    });
    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/documents.tsv");
    std::fs::write(path, text).expect("the folder is writable");
}
