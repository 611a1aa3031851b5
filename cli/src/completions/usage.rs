//! What the help says, as data: so nothing is offered that it does not explain.

use crate::help::Topic;

/// A command or an option in a list of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Such as `json` or `--validate`.
    pub(super) name: &'static str,
    /// What stands for its value, such as `TIME` or `off|warn|refuse`; empty if it takes none.
    pub(super) value: &'static str,
    /// The first line of what is said about it.
    pub(super) about: &'static str,
}

impl Entry {
    /// The values to choose from, where they are known.
    pub(super) fn choices(self) -> impl Iterator<Item = &'static str> {
        // Words in capitals stand for something else.
        let is_literal = !self.value.is_empty() && !self.value.chars().any(char::is_uppercase);
        self.value.split('|').filter(move |_| is_literal)
    }
}

/// The commands, each once.
pub(super) fn commands() -> Vec<Entry> {
    let mut commands: Vec<Entry> = entries(Topic::All, "Commands:").collect();
    commands.dedup_by_key(|command| command.name);
    commands
}

/// The options of a command.
pub(super) fn options(topic: Topic) -> impl Iterator<Item = Entry> {
    entries(topic, "Options:")
}

/// The entries of a list: lines that are indented by two spaces.
fn entries(topic: Topic, heading: &str) -> impl Iterator<Item = Entry> {
    topic
        .text()
        .lines()
        .skip_while(move |line| *line != heading)
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '))
        .map(entry)
}

/// An entry such as `-h, --help  Show this help`.
fn entry(line: &'static str) -> Entry {
    let (usage, about) = line.split_once("  ").unwrap_or((line, ""));
    let usage = usage.split_once(", ").map_or(usage, |(_short, long)| long);
    let (name, value) = usage.split_once(' ').unwrap_or((usage, ""));
    Entry { name, value, about: about.trim_start() }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::args;

    #[test]
    fn lists_of_the_help_are_read() {
        let names: Vec<&str> = commands().iter().map(|command| command.name).collect();
        assert!(names.contains(&"json") && names.contains(&"call") && names.contains(&"help"));
        for command in commands() {
            assert!(Topic::parse(command.name).is_some(), "{command:?}");
            assert!(!command.about.is_empty(), "{command:?}");
            assert_eq!(names.iter().filter(|name| **name == command.name).count(), 1);
        }
        let validate = options(Topic::Call).find(|option| option.name == "--validate").unwrap();
        assert!(validate.choices().eq(["off", "warn", "refuse"]));
        let help = options(Topic::Call).last().unwrap();
        assert_eq!(help, Entry { name: "--help", value: "", about: "Show this help" });
        let data = options(Topic::Call).find(|option| option.name == "--data").unwrap();
        assert_eq!(data.choices().count(), 0);
    }

    /// Why a command line is refused, if it is.
    fn complaint(words: &[&str]) -> String {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        args::parse(words).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn every_option_of_the_help_is_understood_and_takes_what_it_says() {
        for command in commands() {
            for option in options(Topic::parse(command.name).unwrap()) {
                let told = complaint(&[command.name, option.name]);
                assert!(!told.contains("invalid option"), "{command:?} {option:?}: {told}");
                assert!(!option.about.is_empty(), "{command:?} {option:?}");
                let lacks_value = told.contains("missing argument for option");
                assert_eq!(lacks_value, !option.value.is_empty(), "{command:?} {option:?}");
                for choice in option.choices() {
                    let told = complaint(&[command.name, &format!("{}={choice}", option.name)]);
                    let first = told.lines().next().unwrap_or_default();
                    assert!(!first.contains(choice), "{command:?} {option:?}: {told}");
                }
            }
        }
    }
}
