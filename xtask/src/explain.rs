//! `explain`: explains the codes of diagnostics and the rules of `diff`.
//!
//! Used by `main`. Depends on `console` and `error`.

use std::fmt;

use gitpod_codegen::Code;
use gitpod_codegen::compare::Rule;
use strsim::osa_distance;

use crate::console::{print, print_error, wrap};
use crate::error::Outcome;

/// The line width of explanations.
const WIDTH: usize = 80;

/// The edits between a misspelled rule and one that is suggested.
const EDITS: usize = 3;

/// The number of suggestions.
const SUGGESTED: usize = 12;

/// What can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Code(Code),
    Rule(Rule),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Rule(rule) => rule.fmt(f),
        }
    }
}

impl Subject {
    fn title(self) -> &'static str {
        match self {
            Self::Code(code) => code.title(),
            Self::Rule(rule) => rule.title(),
        }
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::Code(code) => code.explanation(),
            Self::Rule(rule) => rule.explanation(),
        }
    }

    /// The subject with exactly this id.
    fn parse(id: &str) -> Option<Self> {
        Code::parse(id).map(Self::Code).or_else(|| Rule::parse(id).map(Self::Rule))
    }
}

/// Explains a code or a rule, or lists all of them.
pub(crate) fn explain(id: Option<&str>) -> Outcome {
    let Some(typed) = id else {
        print(&everything());
        return Outcome::Success;
    };
    if let Some(subject) = Subject::parse(typed) {
        let explanation = wrap(subject.explanation(), WIDTH, 0, 0);
        print(&format!("{subject}: {}\n\n{explanation}", subject.title()));
        return Outcome::Success;
    }
    print_error(&unknown(typed));
    Outcome::Usage
}

fn unknown(typed: &str) -> String {
    let problem = format!("error: there is no code or rule `{typed}`");
    match near(typed).as_slice() {
        [] => format!("{problem}\n\n{}", everything()),
        [one] => format!("{problem}; did you mean `{one}`, \"{}\"?", one.title()),
        several => format!("{problem}; did you mean one of these?\n\n{}", list(several)),
    }
}

/// The codes and rules that may have been meant.
fn near(typed: &str) -> Vec<Subject> {
    let codes = near_codes(typed);
    if !codes.is_empty() {
        return codes.into_iter().map(Subject::Code).collect();
    }
    near_rules(typed).into_iter().map(Subject::Rule).collect()
}

/// The code without its `E` or zeros, or else all codes of its group.
fn near_codes(typed: &str) -> Vec<Code> {
    let digits = typed.trim_start_matches(['E', 'e']);
    let Ok(number) = digits.parse::<u32>() else { return Vec::new() };
    let with = |wanted: &dyn Fn(u32) -> bool| -> Vec<Code> {
        let number = |code: &Code| code.as_str().trim_start_matches('E').parse().unwrap_or(0);
        Code::ALL.iter().copied().filter(|code| wanted(number(code))).collect()
    };
    let exact = with(&|other| other == number);
    if exact.is_empty() { with(&|other| other / 100 == number / 100) } else { exact }
}

/// The rule in other case or with other separators; or else those that are spelled similarly; or else
/// those that contain all words.
fn near_rules(typed: &str) -> Vec<Rule> {
    let words: Vec<String> = typed
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let id = words.join("_");
    if let Some(rule) = Rule::parse(&id) {
        return vec![rule];
    }
    let joined = words.concat();
    let same_letters = |rule: &&Rule| rule.id().replace('_', "") == joined;
    if let Some(rule) = Rule::ALL.iter().find(same_letters) {
        return vec![*rule];
    }
    let closest =
        Rule::ALL.iter().map(|rule| osa_distance(&id, rule.id())).min().unwrap_or(usize::MAX);
    if closest <= EDITS {
        let is_close = |rule: &&Rule| osa_distance(&id, rule.id()) == closest;
        return Rule::ALL.iter().filter(is_close).copied().collect();
    }
    let contains = |rule: &&Rule| {
        words.iter().all(|word| rule.id().split('_').any(|part| part.starts_with(word.as_str())))
    };
    Rule::ALL.iter().filter(contains).take(SUGGESTED).copied().collect()
}

/// All codes and rules.
fn everything() -> String {
    let codes: Vec<Subject> = Code::ALL.iter().copied().map(Subject::Code).collect();
    let rules: Vec<Subject> = Rule::ALL.iter().copied().map(Subject::Rule).collect();
    format!(
        "Diagnostics of `cargo xtask gen`:\n\n{}\n\nRules of `cargo xtask diff`:\n\n{}",
        list(&codes),
        list(&rules)
    )
}

/// One line for each, with the titles in one column.
fn list(subjects: &[Subject]) -> String {
    let ids: Vec<String> = subjects.iter().map(Subject::to_string).collect();
    let width = ids.iter().map(String::len).max().unwrap_or_default();
    let lines = ids.iter().zip(subjects).map(|(id, of)| format!("{id:<width$}  {}", of.title()));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_fit_a_terminal() {
        let codes = Code::ALL.iter().map(|code| code.explanation());
        for explanation in codes.chain(Rule::ALL.iter().map(|rule| rule.explanation())) {
            let text = wrap(explanation, WIDTH, 0, 0);
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            assert!(text.split_whitespace().eq(explanation.split_whitespace()));
        }
        assert!(everything().lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn codes_and_rules_are_explained_and_listed() {
        assert_eq!(Subject::parse("E0302"), Some(Subject::Code(Code::UnknownType)));
        assert_eq!(Subject::parse("FIELD_SAME_NAME"), Some(Subject::Rule(Rule::FieldSameName)));
        for rule in Rule::ALL {
            assert_eq!(Rule::parse(rule.id()), Some(*rule), "two rules have this id");
            assert!(everything().contains(&format!("{rule} ")), "{rule}");
        }
    }

    #[test]
    fn misspelled_codes_have_suggestions() {
        let unknown_type = [Subject::Code(Code::UnknownType)];
        assert_eq!(near("302"), unknown_type);
        assert_eq!(near("E302"), unknown_type);
        assert!(near("E0399").contains(&Subject::Code(Code::UnknownType)));
        assert!(near("E0399").iter().all(|code| code.to_string().starts_with("E03")));
        assert!(near("E9999").is_empty() && near("nonsense").is_empty() && near("-").is_empty());
    }

    #[test]
    fn misspelled_rules_have_suggestions() {
        for typed in [
            "field_same_name",
            "field-same-name",
            "Field Same Name",
            "FieldSameName",
            "[FIELD_SAME_NAME]",
            "FIELD_SAME_NAMES",
            "FEILD_SAME_NAME",
        ] {
            assert_eq!(near(typed), [Subject::Rule(Rule::FieldSameName)], "{typed}");
        }
        for (typed, word) in [("ONEOF", "ONEOF"), ("enum-value", "ENUM_VALUE"), ("rpc", "RPC")] {
            let near = near(typed);
            assert!(near.len() > 3, "{near:?}");
            assert!(near.iter().all(|rule| rule.to_string().contains(word)), "{near:?}");
        }
        assert!(near("no_delete").contains(&Subject::Rule(Rule::RpcNoDelete)));
    }
}
