//! The bash adapter: rejoins the words that bash splits.
//!
//! Bash also splits words at `:`, `=` and `@`, and replaces only the last part. The adapter of
//! `clap_complete` completes such parts as arguments of their own: in `--validate=w` and after
//! `--base-url http://host`, it would offer the wrong candidates.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap_complete::engine::complete;
use clap_complete::env::EnvCompleter;

/// The characters other than whitespace at which bash splits words.
const BREAKS: [char; 3] = [':', '=', '@'];

/// Completions for bash.
pub(super) struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    /// Writes a script that runs the program as it was typed, so `completer` is not needed.
    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        _completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let script = include_str!("bash.sh").replace("FUNCTION", &name.replace('-', "_"));
        buf.write_all(script.replace("VARIABLE", var).replace("PROGRAM", bin).as_bytes())
    }

    /// Completes the words of bash. The first argument is the text that bash will replace.
    fn write_complete(
        &self,
        cmd: &mut clap::Command,
        args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let words: Vec<_> = args.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let Some((replaced, words)) = words.split_first() else { return Ok(()) };
        let line = Line::new(words, replaced);
        let index = line.words.len().saturating_sub(1);
        let words = line.words.iter().map(OsString::from).collect();
        for candidate in complete(cmd, words, index, current_dir)? {
            let word = candidate.get_value().to_string_lossy();
            writeln!(buf, "{}", word.get(line.kept..).unwrap_or(&word))?;
        }
        Ok(())
    }
}

/// A command line up to the cursor.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    /// The words as the user typed them; the last one is being completed.
    words: Vec<String>,
    /// The number of bytes of the last word that bash keeps.
    kept: usize,
}

impl Line {
    fn new(words: &[String], replaced: &str) -> Self {
        let mut words = join(words);
        let mut kept = 0;
        if let Some(current) = words.last_mut() {
            // The text after an open quote.
            *current = current.trim_start_matches(['"', '\'']).to_owned();
            kept = current.strip_suffix(replaced).map_or(0, str::len);
        }
        Self { words, kept }
    }
}

/// Joins the parts of words: `--validate`, `=`, `warn` become one word, as do `@`, `file`.
fn join(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut continues = false;
    for word in words {
        let is_break = !word.is_empty() && word.chars().all(|char| BREAKS.contains(&char));
        let is_part = continues || (is_break && !word.starts_with('@'));
        match joined.last_mut() {
            Some(last) if is_part => last.push_str(word),
            _ => joined.push(word.clone()),
        }
        continues = is_break;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn parts_of_words_are_joined() {
        for (words, expected) in [
            (&[][..], &[][..]),
            (&["call", ""], &["call", ""]),
            (&["call", "--validate", "=", "wa"], &["call", "--validate=wa"]),
            (&["call", "--validate", "="], &["call", "--validate="]),
            (
                &["--base-url", "http", ":", "//h", ":", "80", "x"],
                &["--base-url", "http://h:80", "x"],
            ),
            (&["--data", "@", "fi"], &["--data", "@fi"]),
            (&["--data", "=@", "fi"], &["--data=@fi"]),
            (&["--data", "'{\"a\": 1}'", ""], &["--data", "'{\"a\": 1}'", ""]),
            (&[":", "x"], &[":x"]),
        ] {
            assert_eq!(join(&owned(words)), expected, "{words:?}");
        }
    }

    #[test]
    fn text_that_bash_keeps_is_counted() {
        for (replaced, words, current, kept) in [
            ("wa", &["--validate", "=", "wa"][..], "--validate=wa", "--validate="),
            ("", &["--validate", "="], "--validate=", "--validate="),
            ("--val", &["call", "--val"], "--val", ""),
            ("@fi", &["--data", "@", "fi"], "@fi", ""),
            ("pro", &["call", "\"pro"], "pro", ""),
            ("other", &["call", "pro"], "pro", ""),
        ] {
            let line = Line::new(&owned(words), replaced);
            let last = line.words.last().map(String::as_str);
            assert_eq!((last, line.kept), (Some(current), kept.len()), "{words:?}");
        }
        assert_eq!(Line::new(&[], ""), Line { words: Vec::new(), kept: 0 });
    }
}
