//! What may stand at the end of a command line.

use gitpod_api::types::MESSAGES;

use super::Shell;
use super::usage::{self, Entry};
use super::words::Line;
use crate::help::Topic;
use crate::{methods, names};

/// A word that may stand where one is being typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    word: String,
    about: &'static str,
}

impl Candidate {
    /// The candidate in the way of a shell.
    pub(super) fn shown(&self, line: &Line, shell: Shell) -> String {
        let Self { word, about } = self;
        match shell {
            Shell::Bash => word.get(line.kept..).unwrap_or(word).to_owned(),
            Shell::Zsh if !about.is_empty() => format!("{}:{about}", word.replace(':', "\\:")),
            Shell::Fish if !about.is_empty() => format!("{word}\t{about}"),
            Shell::Zsh => word.replace(':', "\\:"),
            Shell::Fish => word.clone(),
        }
    }
}

/// All that may stand there and begins like what is typed already.
pub(super) fn candidates(line: &Line) -> Vec<Candidate> {
    let mut found = match line.before.split_first() {
        None if line.current.starts_with('-') => of_entries(usage::options(Topic::All)),
        None => of_entries(usage::commands()),
        Some((command, arguments)) => match Topic::parse(command) {
            Some(topic) => after_command(topic, arguments, &line.current),
            None => Vec::new(),
        },
    };
    found.retain(|candidate| candidate.word.starts_with(&line.current));
    found
}

fn of_entries(entries: impl IntoIterator<Item = Entry>) -> Vec<Candidate> {
    let candidate = |entry: Entry| Candidate { word: entry.name.to_owned(), about: entry.about };
    entries.into_iter().map(candidate).collect()
}

/// What may stand in the arguments of a command.
fn after_command(topic: Topic, arguments: &[String], current: &str) -> Vec<Candidate> {
    let option = |name: &str| usage::options(topic).find(|option| option.name == name);
    let (mut values, mut options_end) = (Vec::new(), false);
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        if options_end || !word.starts_with('-') || word == "-" {
            values.push(word.as_str());
        } else if word == "--" {
            options_end = true;
        } else if let Some(option) = option(word)
            && !option.value.is_empty()
            && rest.next().is_none()
        {
            return choices(option, "");
        }
    }
    if options_end || !current.starts_with('-') {
        return positional(topic, &values, arguments, current);
    }
    match current.split_once('=') {
        Some((name, _)) => {
            option(name).map_or_else(Vec::new, |it| choices(it, &format!("{name}=")))
        }
        None => of_entries(usage::options(topic)),
    }
}

fn choices(option: Entry, prefix: &str) -> Vec<Candidate> {
    let candidate = |choice| Candidate { word: format!("{prefix}{choice}"), about: "" };
    option.choices().map(candidate).collect()
}

/// What may stand after `values`, which are no options.
fn positional(
    topic: Topic,
    values: &[&str],
    arguments: &[String],
    current: &str,
) -> Vec<Candidate> {
    match topic {
        _ if !values.is_empty() => Vec::new(),
        Topic::Mock => Vec::new(),
        Topic::All => of_entries(usage::commands()),
        Topic::Call | Topic::Methods => method_names(current),
        // Of a stream there is only the file to name.
        Topic::Json if arguments.iter().any(|word| word == "--lines") => Vec::new(),
        Topic::Json => type_names(current),
        Topic::Completions => {
            Shell::ALL.map(|shell| Candidate { word: shell.name().to_owned(), about: "" }).into()
        }
    }
}

/// RPCs under all of their names; those with the package only for who began to type it.
fn method_names(current: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for of in methods::all() {
        let short = methods::short_name(of);
        let documented = of.documented_name().unwrap_or_default();
        found.push(Candidate { word: documented.to_owned(), about: short });
        found.push(Candidate { word: short.to_owned(), about: documented });
        if !current.is_empty() {
            for word in [methods::full_name(of), of.path()] {
                found.push(Candidate { word: word.to_owned(), about: documented });
            }
            found.push(Candidate { word: format!("/{short}"), about: documented });
        }
    }
    found.retain(|candidate| !candidate.word.is_empty());
    found
}

/// Message types; those with the package only for who began to type it.
fn type_names(current: &str) -> Vec<Candidate> {
    let with_package = MESSAGES.iter().filter(|_| !current.is_empty()).map(|of| of.name());
    let names = MESSAGES.iter().map(|of| names::short(of.name())).chain(with_package);
    names.map(|name| Candidate { word: name.to_owned(), about: "" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let line = Line::new(&words, Shell::Fish);
        candidates(&line).into_iter().map(|candidate| candidate.word).collect()
    }

    #[test]
    fn commands_and_their_options_are_offered() {
        assert!(words("").contains(&"call".to_owned()));
        assert!(!words("").iter().any(|word| word.starts_with('_')));
        assert_eq!(words("me"), ["methods"]);
        assert_eq!(words("--v"), ["--version"]);
        assert_eq!(words("help comp"), ["completions"]);
        assert_eq!(words("completions "), ["bash", "zsh", "fish"]);
        assert_eq!(words("methods --j"), ["--json"]);
        assert_eq!(words("call --d"), ["--data", "--defaults"]);
        assert_eq!(words("call - --d"), ["--data", "--defaults"]);
        for nothing in ["nope ", "completions bash ", "call --data ", "call --data=", "call -- --d"]
        {
            assert!(words(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn values_of_options_are_no_methods() {
        assert_eq!(words("call --validate "), ["off", "warn", "refuse"]);
        assert_eq!(words("call m --validate w"), ["warn"]);
        assert_eq!(words("call --validate=re"), ["--validate=refuse"]);
        assert_eq!(words("call --validate refuse --pre"), ["--pretty"]);
        assert!(words("call --timeout 5s ").len() > 100);
        assert!(words("call --data - ").len() > 100);
        assert!(words("call some.method ").is_empty());
        assert!(words("call --timeout 5s some.method ").is_empty());
    }

    #[test]
    fn every_method_is_completed_in_each_of_its_forms() {
        for of in methods::all() {
            let documented = of.documented_name().unwrap();
            for name in [of.path(), methods::full_name(of), methods::short_name(of), documented] {
                let typed = &name[..name.len() - 1];
                assert!(words(&format!("call {typed}")).contains(&name.to_owned()), "{name}");
                assert!(words(&format!("methods {typed}")).contains(&name.to_owned()), "{name}");
            }
            assert!(words("call --pretty ").contains(&documented.to_owned()));
        }
    }

    #[test]
    fn every_message_type_is_completed() {
        for of in MESSAGES {
            for name in [of.name(), names::short(of.name())] {
                assert!(words(&format!("json {name}")).contains(&name.to_owned()), "{name}");
            }
        }
        assert!(words("json T").iter().all(|word| word.starts_with('T')));
        assert!(words("json --lines ").is_empty() && words("json Type ").is_empty());
    }

    #[test]
    fn each_shell_has_its_way() {
        let candidate = Candidate { word: "--a:b=c".to_owned(), about: "what" };
        let line = Line { before: Vec::new(), current: "--a:b=".to_owned(), kept: 6 };
        let shown = Shell::ALL.map(|shell| candidate.shown(&line, shell));
        assert_eq!(shown, ["c", "--a\\:b=c:what", "--a:b=c\twhat"]);
    }
}
