//! Copies of the schema under different names in one folder, as a large schema, and mistakes in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gitpod_codegen::ir::Api;
use heck::ToShoutySnakeCase as _;

use crate::error::Error;
use crate::workspace::Workspace;

/// The file that lists the others.
const ROOT: &str = "api.yaml";

/// Writes a workspace with copies of the schema, and with unknown types in place of `string`. Other schemas are not
/// in it.
pub(super) fn write(
    workspace: &Workspace,
    copies: usize,
    mistakes: usize,
    folder: &Path,
) -> Result<(), Error> {
    let api = workspace.api(workspace.sources()?)?;
    let schema = folder.join("schema");
    fs::create_dir_all(&schema).map_err(Error::disk("create", &schema))?;
    let mut left = mistakes;
    let mut files = Vec::new();
    for copy in 0..copies {
        let suffix = suffix(copy);
        let names = names(&api, &suffix);
        for file in &api.files {
            let text = read(workspace, &file.name())?;
            let text = with_mistakes(&renamed(&text, &names, &suffix), &mut left);
            let name = format!("{}{}.yaml", file.stem, suffix.to_lowercase());
            let path = schema.join(&name);
            fs::write(&path, text).map_err(Error::disk("write", &path))?;
            files.push(name);
        }
    }
    let root = read(workspace, ROOT)?;
    // The list comes last.
    let (head, _) = root.split_once("\nfiles:").unwrap_or((&root, ""));
    let list: String = files.iter().map(|file| format!("- {file}\n")).collect();
    let path = schema.join(ROOT);
    fs::write(&path, format!("{head}\nfiles:\n{list}")).map_err(Error::disk("write", &path))
}

fn read(workspace: &Workspace, name: &str) -> Result<String, Error> {
    let path = workspace.root().join("schema").join(name);
    fs::read_to_string(&path).map_err(Error::disk("read", &path))
}

/// The suffix of the names in a copy: letters only, because enums and their values have to agree. The first copy keeps
/// the names.
fn suffix(copy: usize) -> String {
    match u8::try_from(copy) {
        Ok(0) | Err(_) => String::new(),
        Ok(copy) => {
            let letter = |number: u8| char::from(b'a' + number % 26);
            format!("X{}{}", letter(copy / 26), letter(copy))
        }
    }
}

/// The names that are unique in a package, with those in a copy.
fn names(api: &Api, suffix: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for name in api.messages.iter().map(|message| &message.name) {
        names.insert(name.clone(), format!("{name}{suffix}"));
    }
    for of in api.enums.iter() {
        names.insert(of.name.clone(), format!("{}{suffix}", of.name));
        let prefix = of.name.to_shouty_snake_case();
        for value in of.values.iter() {
            if let Some(rest) = value.name.strip_prefix(&prefix) {
                let renamed =
                    format!("{}{rest}", format!("{}{suffix}", of.name).to_shouty_snake_case());
                names.insert(value.name.clone(), renamed);
            }
        }
    }
    for service in api.services.iter() {
        names.insert(service.name.clone(), format!("{}{suffix}", service.name));
        for rpc in service.rpcs.iter() {
            // Requests and responses are named after their RPC.
            let name = &rpc.name;
            names.insert(name.clone(), format!("{name}{suffix}"));
            for part in ["Request", "Response"] {
                names.insert(format!("{name}{part}"), format!("{name}{suffix}{part}"));
            }
        }
    }
    names
}

/// Replaces whole words, and the first step of the accessors.
fn renamed(text: &str, names: &BTreeMap<String, String>, suffix: &str) -> String {
    let mut out = String::new();
    let mut in_resources = false;
    for line in text.lines() {
        match line.strip_prefix("- name: ") {
            Some(path) if in_resources && !suffix.is_empty() => {
                let (first, rest) = path.split_at(path.find('.').unwrap_or(path.len()));
                out.push_str(&format!("- name: {first}_{}{rest}", suffix.to_lowercase()));
            }
            _ => words(line, names, &mut out),
        }
        if line.ends_with(':') && !line.starts_with([' ', '-']) {
            in_resources = line == "resources:";
        }
        out.push('\n');
    }
    out
}

fn words(line: &str, names: &BTreeMap<String, String>, out: &mut String) {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(names.get(word).map_or(word, String::as_str));
        let next = after.find(is_word).unwrap_or(after.len());
        let (between, after) = after.split_at(next);
        out.push_str(between);
        rest = after;
    }
}

/// Replaces `string` by types that do not exist, while there are mistakes left.
fn with_mistakes(text: &str, left: &mut usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        match line.strip_suffix("type: string") {
            Some(start) if *left > 0 => {
                out.push_str(&format!("{start}type: strnig{left}"));
                *left -= 1;
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_and_accessors_are_renamed() {
        let names = [("Project", "ProjectXab"), ("PHASE_A", "PHASE_XAB_A")];
        let names = names.map(|(old, new)| (old.to_owned(), new.to_owned())).into();
        let text = "resources:\n- name: projects.phases\n  type: Project.Inner # Projects\nenums:\n- name: Project\n  x: [PHASE_A]\n";
        let expected = "resources:\n- name: projects_xab.phases\n  type: ProjectXab.Inner # Projects\nenums:\n- name: ProjectXab\n  x: [PHASE_XAB_A]\n";
        assert_eq!(renamed(text, &names, "Xab"), expected);
    }

    #[test]
    fn mistakes_replace_types() {
        let mut left = 1;
        let text = with_mistakes("type: string\ntype: string\n", &mut left);
        assert_eq!((text.as_str(), left), ("type: strnig1\ntype: string\n", 0));
    }

    #[test]
    fn suffixes_differ_and_have_no_digits() {
        assert_eq!([suffix(0), suffix(1), suffix(49)], ["", "Xab", "Xbx"]);
    }

    #[test]
    fn a_copy_is_a_valid_schema_and_mistakes_are_not() {
        let folder = std::env::temp_dir().join(format!("xtask-copies-{}", std::process::id()));
        let errors = |mistakes| {
            write(&Workspace::find(None).unwrap(), 2, mistakes, &folder).unwrap();
            let copies = Workspace::find(Some(&folder)).unwrap();
            copies.api(copies.sources().unwrap()).is_err()
        };
        assert_eq!([errors(0), errors(1)], [false, true]);
        let _ = fs::remove_dir_all(&folder);
    }
}
