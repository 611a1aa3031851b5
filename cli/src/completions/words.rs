//! The command line as far as it is typed.

use super::Shell;

/// Characters at which bash takes words apart that no space does.
const BREAKS: [char; 3] = [':', '=', '@'];

/// The command line as far as it is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The words after the program's name and before the one that is being typed.
    pub(super) before: Vec<String>,
    /// The word that is being typed; may be empty.
    pub(super) current: String,
    /// How many bytes of that word the shell takes for something else and keeps as they are.
    pub(super) kept: usize,
}

impl Line {
    /// Reads words as a shell gives them. Those of bash follow the text that it will replace.
    pub(super) fn new(words: &[String], shell: Shell) -> Self {
        let (replaced, mut before) = match (shell, words) {
            (Shell::Bash, [replaced, words @ ..]) => (Some(replaced), join(words)),
            (_, words) => (None, words.to_vec()),
        };
        let current = before.pop().unwrap_or_default();
        // What stands in quotes that are still open.
        let current = current.trim_start_matches(['"', '\'']).to_owned();
        let kept = replaced.and_then(|replaced| current.strip_suffix(replaced.as_str()));
        let kept = kept.map_or(0, str::len);
        Self { before, current, kept }
    }
}

/// Joins what bash took apart: `--validate`, `=`, `warn` is one word, and so is `@`, `file`.
fn join(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut goes_on = false;
    for word in words {
        let is_break = !word.is_empty() && word.chars().all(|char| BREAKS.contains(&char));
        let goes_before = goes_on || (is_break && !word.starts_with('@'));
        match joined.last_mut() {
            Some(last) if goes_before => last.push_str(word),
            _ => joined.push(word.clone()),
        }
        goes_on = is_break;
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
    fn what_bash_takes_apart_is_joined() {
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
    fn bash_keeps_what_it_does_not_replace() {
        for (words, current, kept) in [
            (&["wa", "--validate", "=", "wa"][..], "--validate=wa", "--validate="),
            (&["", "--validate", "="], "--validate=", "--validate="),
            (&["--val", "call", "--val"], "--val", ""),
            (&["@fi", "--data", "@", "fi"], "@fi", ""),
            (&["pro", "call", "\"pro"], "pro", ""),
            (&["other", "call", "pro"], "pro", ""),
        ] {
            let line = Line::new(&owned(words), Shell::Bash);
            assert_eq!((line.current.as_str(), line.kept), (current, kept.len()), "{words:?}");
        }
        let nothing = Line { before: Vec::new(), current: String::new(), kept: 0 };
        assert_eq!(Line::new(&[], Shell::Bash), nothing);
        assert_eq!(Line::new(&owned(&[""]), Shell::Bash), nothing);
    }

    #[test]
    fn other_shells_give_words_as_they_are() {
        let words = owned(&["a", "=", "b"]);
        let line = Line::new(&words, Shell::Fish);
        assert_eq!((&line.before[..], line.current.as_str(), line.kept), (&words[..2], "b", 0));
    }
}
