//! `explain`: explains diagnostic codes.
//!
//! Used by `main`. Depends on `console` and `error`.

use gitpod_codegen::Code;

use crate::console::{print, print_error};
use crate::error::Outcome;

/// The line width of explanations.
const WIDTH: usize = 80;

/// Explains a code, or lists all of them.
pub(crate) fn explain(code: Option<&str>) -> Outcome {
    let Some(typed) = code else {
        print(&list(Code::ALL));
        return Outcome::Success;
    };
    if let Some(code) = Code::parse(typed) {
        print(&format!("{code}: {}\n\n{}", code.title(), wrap(code.explanation())));
        return Outcome::Success;
    }
    print_error(&unknown(typed));
    Outcome::Usage
}

fn unknown(typed: &str) -> String {
    let problem = format!("error: there is no code `{typed}`");
    let near = near(typed);
    match near.as_slice() {
        [] => format!("{problem}\n\nThe codes are:\n{}", list(Code::ALL)),
        [one] => format!("{problem}; did you mean `{one}`, \"{}\"?", one.title()),
        several => format!("{problem}; did you mean one of these?\n\n{}", list(several)),
    }
}

/// The code without its `E` or zeros, or else all codes of its group.
fn near(typed: &str) -> Vec<Code> {
    let digits = typed.trim_start_matches(['E', 'e']);
    let Ok(number) = digits.parse::<u32>() else { return Vec::new() };
    let with = |wanted: &dyn Fn(u32) -> bool| -> Vec<Code> {
        let number = |code: &Code| code.as_str().trim_start_matches('E').parse().unwrap_or(0);
        Code::ALL.iter().copied().filter(|code| wanted(number(code))).collect()
    };
    let exact = with(&|other| other == number);
    if exact.is_empty() { with(&|other| other / 100 == number / 100) } else { exact }
}

fn list(codes: &[Code]) -> String {
    let lines: Vec<_> = codes.iter().map(|code| format!("{code}  {}", code.title())).collect();
    lines.join("\n")
}

/// Wraps a text between words.
fn wrap(text: &str) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_fit_a_terminal() {
        for code in Code::ALL {
            let text = wrap(code.explanation());
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            assert!(text.split_whitespace().eq(code.explanation().split_whitespace()));
        }
    }

    #[test]
    fn misspelled_codes_have_suggestions() {
        assert_eq!(near("302"), [Code::UnknownType]);
        assert_eq!(near("E302"), [Code::UnknownType]);
        assert!(near("E0399").contains(&Code::UnknownType));
        assert!(near("E0399").iter().all(|code| code.as_str().starts_with("E03")));
        assert!(near("E9999").is_empty() && near("type").is_empty());
    }
}
