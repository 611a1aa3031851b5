//! Truncated and randomly corrupted copies of `project.yaml`.

use std::fs;
use std::path::Path;

use gitpod_codegen::Sources;

use crate::{answer_to, in_time};

/// Marsaglia's xorshift generator, which makes the mutations reproducible.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }
}

/// Reads a file of the project's schema.
fn real(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema").join(name);
    fs::read_to_string(path).expect("the schema is readable")
}

/// Checks the project's schema with each variant of `project.yaml`.
fn answer_all(variants: impl Iterator<Item = Vec<u8>> + Send + 'static) {
    let (api, common) = (real("api.yaml"), real("common.yaml"));
    in_time(move || {
        for bytes in variants {
            let text = String::from_utf8_lossy(&bytes);
            let files = [("api.yaml", &*api), ("common.yaml", &*common), ("project.yaml", &*text)];
            let _ = answer_to(&Sources::from_texts(files));
        }
    });
}

#[test]
fn truncated_files_are_handled() {
    let text = real("project.yaml").into_bytes();
    answer_all((0..text.len()).step_by(97).map(move |end| text[..end].to_vec()));
}

#[test]
fn corrupted_files_are_handled() {
    let text = real("project.yaml").into_bytes();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    answer_all((0..300).map(move |_| {
        let mut bytes = text.clone();
        for _ in 0..=random.below(4) {
            damage(&mut bytes, &mut random);
        }
        bytes
    }));
}

/// Pieces of YAML, names, types and rules.
const PIECES: &[&str] = &[
    "\n",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!",
    "|\n",
    ">\n",
    "---\n",
    "~",
    "null",
    "true",
    "-1",
    "9223372036854775808",
    "optional ",
    "repeated ",
    "map<string, ",
    ">",
    "Project",
    "ProjectService",
    "type: ",
    "name: ",
    "oneof: x, ",
    "rules: {min_len: 9}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "🦀",
    "\0",
    "<<: ",
    "fields:\n",
    "deprecated: {}",
];

/// Changes, removes, duplicates, moves or inserts bytes.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let end = (at + 1 + random.below(60)).min(bytes.len());
    match random.below(6) {
        0 => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = PIECES[random.below(PIECES.len())];
            bytes.splice(at..at, piece.bytes());
        }
        3 => {
            let piece = PIECES[random.below(PIECES.len())];
            bytes.splice(at..end, piece.bytes());
        }
        4 => {
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        _ => remove_line(bytes, at),
    }
}

fn remove_line(bytes: &mut Vec<u8>, at: usize) {
    let start =
        bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let length = bytes[start..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
    bytes.drain(start..start + length);
}
