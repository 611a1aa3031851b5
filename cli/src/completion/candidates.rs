//! Candidates for RPCs, message types and request data.
//!
//! Names with the package, or a slash, are offered only after a first letter: otherwise every
//! name would be listed several times.

use std::ffi::OsStr;

use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use gitpod_api::types::MESSAGES;

use crate::catalog::{self, methods};

/// RPCs by each of their names.
pub(crate) fn methods(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let mut found = Vec::new();
    let mut offer = |word: &str, about: &'static str| {
        if !word.is_empty() && word.starts_with(current) {
            let about = Some(about).filter(|about| !about.is_empty());
            found.push(CompletionCandidate::new(word).help(about.map(Into::into)));
        }
    };
    for of in methods::all() {
        let short = methods::short_name(of);
        let documented = of.documented_name().unwrap_or_default();
        offer(documented, short);
        offer(short, documented);
        if !current.is_empty() {
            offer(methods::full_name(of), documented);
            offer(of.path(), documented);
            offer(&format!("/{short}"), documented);
        }
    }
    found
}

/// Message types; or files after `--lines`, which takes no type.
pub(crate) fn types_or_files(current: &OsStr) -> Vec<CompletionCandidate> {
    if std::env::args_os().any(|word| word == "--lines") {
        return PathCompleter::file().complete(current);
    }
    types(current)
}

/// Message types by each of their names.
pub(crate) fn types(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let full_names = MESSAGES.iter().filter(|_| !current.is_empty()).map(|of| of.name());
    let names = MESSAGES.iter().map(|of| catalog::short(of.name())).chain(full_names);
    names.filter(|name| name.starts_with(current)).map(CompletionCandidate::new).collect()
}

/// Files after `@`.
pub(crate) fn data(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(path) = current.to_str().and_then(|current| current.strip_prefix('@')) else {
        return Vec::new();
    };
    let files = PathCompleter::file().complete(OsStr::new(path));
    files.into_iter().map(|file| file.add_prefix("@")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    /// The words offered for the end of a line.
    fn words(line: &str) -> Vec<String> {
        let words: Vec<_> = format!("gitpod-api {line}").split(' ').map(Into::into).collect();
        let last = words.len() - 1;
        let found = clap_complete::engine::complete(&mut args::command(), words, last, None);
        let word = |of: &CompletionCandidate| of.get_value().to_string_lossy().into_owned();
        found.unwrap().iter().map(word).collect()
    }

    #[test]
    fn commands_and_their_options_are_offered() {
        assert!(words("").contains(&"call".to_owned()));
        assert!(!words("").iter().any(|word| word.starts_with('_')));
        assert_eq!(words("me"), ["methods"]);
        assert_eq!(words("--v"), ["--version"]);
        assert_eq!(words("help comp"), ["completions"]);
        assert_eq!(words("completions ")[..3], ["bash", "zsh", "fish"]);
        assert_eq!(words("methods --j"), ["--json"]);
        assert_eq!(words("call --d"), ["--data", "--defaults"]);
        assert_eq!(words("call - --d"), ["--data", "--defaults"]);
        for nothing in ["nope", "completions bash x", "call --data ", "call --data=", "call -- --d"]
        {
            assert!(words(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn values_of_options_are_offered() {
        assert_eq!(words("call --validate "), ["off", "warn", "refuse"]);
        assert_eq!(words("call m --validate w"), ["warn"]);
        assert_eq!(words("call --validate=re"), ["--validate=refuse"]);
        assert_eq!(words("call --validate refuse --pre"), ["--pretty"]);
        assert!(words("call --timeout 5s ").len() > 100);
        assert!(words("call --data - ").len() > 100);
        for line in ["call some.method ", "call --timeout 5s some.method "] {
            assert!(words(line).iter().all(|word| word.starts_with('-')), "{line}");
        }
    }

    #[test]
    fn every_method_is_offered_by_each_of_its_names() {
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
    fn every_message_type_is_offered() {
        for of in MESSAGES {
            for name in [of.name(), catalog::short(of.name())] {
                assert!(words(&format!("json {name}")).contains(&name.to_owned()), "{name}");
            }
        }
        assert!(words("json T").iter().all(|word| word.starts_with('T')));
    }
}
