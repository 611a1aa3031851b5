//! Reads back what templates print, so that nothing is written whose structure a text changed.
//!
//! Texts are escaped, so a failure is a bug.

use toml::de::{DeTable, DeValue};

/// Checks that a manifest is TOML with the same keys as another one.
pub(super) fn same_keys(manifest: &str, expected: &str) -> Result<(), String> {
    let (found, expected) = (keys_of(manifest)?, keys_of(expected)?);
    match found == expected {
        true => Ok(()),
        false => Err(format!("its keys are {found:?}, not {expected:?}")),
    }
}

/// The paths of all keys.
fn keys_of(manifest: &str) -> Result<Vec<String>, String> {
    let table = DeTable::parse(manifest).map_err(|error| error.to_string())?;
    let mut keys = Vec::new();
    collect(table.get_ref(), "", &mut keys);
    keys.sort();
    Ok(keys)
}

fn collect(table: &DeTable<'_>, before: &str, keys: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{before}{:?}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            collect(inner, &format!("{path}."), keys);
        }
        keys.push(path);
    }
}

/// Checks that every fence of Markdown is closed.
pub(super) fn closed_fences(markdown: &str) -> Result<(), String> {
    let mut open: Option<&str> = None;
    for line in markdown.lines() {
        let fence = fence(line);
        match (open, fence) {
            (None, Some((marker, _))) => open = Some(marker),
            (Some(marker), Some((other, ""))) if other.starts_with(marker) => open = None,
            _ => {}
        }
    }
    open.map_or(Ok(()), |marker| Err(format!("a fence `{marker}` is not closed")))
}

/// The marker of a line that can open or close a fence, and the text after it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    let first = text.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let rest = text.trim_start_matches(first);
    let marker = text.get(..text.len() - rest.len())?;
    let is_fence = line.len() - text.len() <= 3 && marker.len() >= 3;
    (is_fence && (first == '~' || !rest.contains('`'))).then_some((marker, rest.trim()))
}

/// Checks that the start of a Rust file has only comments and a number of lines of inner docs.
pub(super) fn only_docs(code: &str, lines: usize) -> Result<(), String> {
    let is_doc = |line: &&str| line.starts_with("//!");
    let is_comment = |line: &str| line.starts_with("//") && !line.starts_with("///");
    // `\r` alone is no line break, but no part of a comment either.
    let are_comments =
        code.split('\n').all(|line| !line.contains('\r') && (line.is_empty() || is_comment(line)));
    match are_comments && code.lines().filter(is_doc).count() == lines {
        true => Ok(()),
        false => Err("it has code beside the docs of the module".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_key_is_found() {
        let expected = "[package]\nname = \"a\"\n";
        assert_eq!(same_keys("[package]\nname = \"b\"\n", expected), Ok(()));
        assert!(same_keys("[package]\nname = \"b\"\nbuild = \"c\"\n", expected).is_err());
        assert!(same_keys("[package]\nname = \"b\nc\"\n", expected).is_err());
        assert!(same_keys("[package]\nname = \"b\"\n[lib]\n", expected).is_err());
    }

    #[test]
    fn an_open_fence_is_found() {
        for closed in ["a ``` b", "```text\na\n```", "~~~\n```\n~~~", "    ```", "```\n``` a\n````"]
        {
            assert_eq!(closed_fences(closed), Ok(()), "{closed}");
        }
        for open in ["```", "~~~ a ~~~", "````\n```", "```\n~~~", "  ```rust"] {
            assert!(closed_fences(open).is_err(), "{open}");
        }
    }

    #[test]
    fn code_beside_docs_is_found() {
        assert_eq!(only_docs("// a\n\n//! b\n//!\n", 2), Ok(()));
        for code in [
            "//! b\nfn c() {}\n",
            "//! b\n#![allow(x)]\n",
            "//! b\n//! c\n",
            "//! b\n(\n",
            "//! b\n/// c",
        ] {
            assert!(only_docs(code, 1).is_err(), "{code}");
        }
    }
}
