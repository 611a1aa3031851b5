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
    /// Reads words as a shell gives them.
    pub(super) fn new(words: &[String], shell: Shell) -> Self {
        let (mut before, kept) = match shell {
            Shell::Bash => join(words),
            Shell::Zsh | Shell::Fish => (words.to_vec(), 0),
        };
        let current = before.pop().unwrap_or_default();
        Self { before, current, kept }
    }
}

/// Joins what bash took apart: `--validate`, `=`, `warn` is one word, and so is `@`, `file`.
///
/// Also gives how much stands before the last part of the last word.
fn join(words: &[String]) -> (Vec<String>, usize) {
    let mut joined: Vec<String> = Vec::new();
    let (mut goes_on, mut kept) = (false, 0);
    for word in words {
        let is_break = !word.is_empty() && word.chars().all(|char| BREAKS.contains(&char));
        let goes_before = goes_on || (is_break && !word.starts_with('@'));
        kept = 0;
        match joined.last_mut() {
            Some(last) if goes_before => {
                kept = last.len();
                last.push_str(word);
            }
            _ => joined.push(word.clone()),
        }
        if is_break {
            kept += word.len();
        }
        goes_on = is_break;
    }
    (joined, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(words: &[&str], expected: &[&str], kept: &str) {
        let owned =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(join(&owned(words)), (owned(expected), kept.len()), "{words:?}");
    }

    #[test]
    fn what_bash_takes_apart_is_joined() {
        becomes(&[], &[], "");
        becomes(&["call", ""], &["call", ""], "");
        becomes(&["call", "--validate", "=", "wa"], &["call", "--validate=wa"], "--validate=");
        becomes(&["call", "--validate", "="], &["call", "--validate="], "--validate=");
        becomes(&["--validate=wa"], &["--validate=wa"], "");
        becomes(
            &["--base-url", "http", ":", "//h", ":", "80", "x"],
            &["--base-url", "http://h:80", "x"],
            "",
        );
        becomes(&["--data", "@", "fi"], &["--data", "@fi"], "@");
        becomes(&["--data", "=@", "fi"], &["--data=@fi"], "--data=@");
        becomes(&["--data", "'{\"a\": 1}'", ""], &["--data", "'{\"a\": 1}'", ""], "");
        becomes(&[":", "x"], &[":x"], ":");
    }

    #[test]
    fn other_shells_give_words_as_they_are() {
        let words = ["a", "=", "b"].map(str::to_owned);
        let line = Line::new(&words, Shell::Fish);
        assert_eq!(
            (line.before.as_slice(), line.current.as_str(), line.kept),
            (&words[..2], "b", 0)
        );
        let nothing = Line { before: Vec::new(), current: String::new(), kept: 0 };
        assert_eq!(Line::new(&[], Shell::Bash), nothing);
    }
}
