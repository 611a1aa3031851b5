//! The files of a schema as trees, with paths to their items, and the steps that edits are made of.
//!
//! Used by `edits` and `mutants`. Depends on `yaml`.

use gitpod_codegen::Sources;

use super::yaml::Yaml;

/// The files of a schema.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) files: Vec<File>,
}

/// A file of a schema.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) root: Yaml,
}

/// A step to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To a value of a mapping.
    Key(&'static str),
    /// To an element of a list.
    At(usize),
}

/// The way to a value. Elements of a list are in order, so the greater path can be edited first
/// without moving the other one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    pub(super) file: usize,
    pub(super) steps: Vec<Step>,
}

impl Path {
    /// The path of a value below.
    pub(super) fn key(&self, key: &'static str) -> Self {
        self.join(Step::Key(key))
    }

    /// The path of an element of a list below.
    pub(super) fn item(&self, key: &'static str, at: usize) -> Self {
        self.key(key).join(Step::At(at))
    }

    fn join(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { file: self.file, steps }
    }

    /// Whether one of two paths leads through the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.file == other.file && self.steps.iter().zip(&other.steps).all(|(a, b)| a == b)
    }
}

/// A step of an edit.
#[derive(Debug, Clone)]
pub(super) enum Op {
    /// Sets a key of a mapping.
    Set(Path, &'static str, Yaml),
    /// Removes a key of a mapping.
    Unset(Path, &'static str),
    /// Removes an element of a list; the list, too, if it was the last one.
    Delete(Path),
    /// Appends to a list under a key of a mapping.
    Push(Path, &'static str, Yaml),
    /// Swaps an element of a list with the next one.
    SwapWithNext(Path),
    /// Renames a type wherever it is used.
    Rename { from: String, to: String },
    /// Adds a file.
    AddFile { name: &'static str, root: Yaml },
}

impl Document {
    /// Reads the files of a schema. `None` if one is not in the style.
    pub(super) fn of(sources: &Sources) -> Option<Self> {
        let file =
            |name: &str, text: &str| Some(File { name: name.to_owned(), root: Yaml::parse(text)? });
        let files = sources.iter().map(|(_, source)| file(&source.name, &source.text));
        Some(Self { files: files.collect::<Option<_>>()? })
    }

    /// The printed files.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        self.files.iter().map(|file| (file.name.clone(), file.root.print())).collect()
    }

    /// The value at a path.
    pub(super) fn get(&self, path: &Path) -> Option<&Yaml> {
        let mut value = &self.files.get(path.file)?.root;
        for step in &path.steps {
            value = match (step, value) {
                (Step::Key(key), _) => value.get(key)?,
                (Step::At(at), Yaml::List(items)) => items.get(*at)?,
                (Step::At(_), _) => return None,
            };
        }
        Some(value)
    }

    fn get_mut(&mut self, path: &Path) -> Option<&mut Yaml> {
        let mut value = &mut self.files.get_mut(path.file)?.root;
        for step in &path.steps {
            value = match (step, value) {
                (Step::Key(key), Yaml::Map(entries)) => {
                    &mut entries.iter_mut().find(|(name, _)| name == key)?.1
                }
                (Step::At(at), Yaml::List(items)) => items.get_mut(*at)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// Makes a step of an edit. `None` if its place does not exist.
    pub(super) fn apply(&mut self, op: &Op) -> Option<()> {
        match op {
            Op::Set(path, key, value) => {
                let Yaml::Map(entries) = self.get_mut(path)? else { return None };
                match entries.iter_mut().find(|(name, _)| name == key) {
                    Some((_, old)) => *old = value.clone(),
                    None => entries.push(((*key).to_owned(), value.clone())),
                }
            }
            Op::Unset(path, key) => {
                let Yaml::Map(entries) = self.get_mut(path)? else { return None };
                let at = entries.iter().position(|(name, _)| name == key)?;
                entries.remove(at);
            }
            Op::Delete(path) => self.delete(path)?,
            Op::Push(path, key, value) => {
                let Yaml::Map(entries) = self.get_mut(path)? else { return None };
                match entries.iter_mut().find(|(name, _)| name == key) {
                    Some((_, Yaml::List(items))) => items.push(value.clone()),
                    Some(_) => return None,
                    None => {
                        entries.push(((*key).to_owned(), Yaml::List(vec![value.clone()])));
                    }
                }
            }
            Op::SwapWithNext(path) => {
                let (at, list) = self.element(path)?;
                if at + 1 >= list.len() {
                    return None;
                }
                list.swap(at, at + 1);
            }
            Op::Rename { from, to } => {
                for file in &mut self.files {
                    rename(&mut file.root, from, to);
                }
            }
            Op::AddFile { name, root } => {
                self.files.push(File { name: (*name).to_owned(), root: root.clone() });
            }
        }
        Some(())
    }

    /// The list that holds an element, and its position.
    fn element(&mut self, path: &Path) -> Option<(usize, &mut Vec<Yaml>)> {
        let (Step::At(at), rest) = path.steps.split_last()? else { return None };
        let list = Path { file: path.file, steps: rest.to_vec() };
        let Yaml::List(items) = self.get_mut(&list)? else { return None };
        (*at < items.len()).then_some((*at, items))
    }

    fn delete(&mut self, path: &Path) -> Option<()> {
        let (at, items) = self.element(path)?;
        items.remove(at);
        if !items.is_empty() {
            return Some(());
        }
        let (_, [steps @ .., Step::Key(key)]) = path.steps.split_last()? else { return None };
        let holder = Path { file: path.file, steps: steps.to_vec() };
        self.apply(&Op::Unset(holder, key))
    }
}

/// Renames a type in the types of fields and of messages of RPCs.
fn rename(value: &mut Yaml, from: &str, to: &str) {
    match value {
        Yaml::Map(entries) => {
            for (key, value) in entries {
                match value {
                    Yaml::Text(lines) if key == "type" => {
                        for line in lines {
                            *line = renamed(line, from, to);
                        }
                    }
                    _ => rename(value, from, to),
                }
            }
        }
        Yaml::List(items) => items.iter_mut().for_each(|item| rename(item, from, to)),
        Yaml::Text(_) => {}
    }
}

/// A type such as `map<string, Outer.Inner>` with another name for a type or for its outer type.
fn renamed(ty: &str, from: &str, to: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let mut out = String::new();
    let mut rest = ty;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word.strip_prefix(from) {
            Some(inner) if inner.is_empty() || inner.starts_with('.') => {
                out.push_str(to);
                out.push_str(inner);
            }
            _ => out.push_str(word),
        }
        let mut characters = after.chars();
        out.extend(characters.next());
        rest = characters.as_str();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let text =
            "messages:\n- name: A\n  fields:\n  - name: a\n    type: map<string, A.B>\n- name: C\n";
        Document::of(&Sources::from_texts([("a.yaml", text)])).unwrap()
    }

    fn message(at: usize) -> Path {
        Path { file: 0, steps: Vec::new() }.item("messages", at)
    }

    #[test]
    fn steps_change_their_place() {
        let field = message(0).item("fields", 0);
        let ops = [
            Op::Set(field.clone(), "number", Yaml::text("1")),
            Op::Set(field, "name", Yaml::text("b")),
            Op::Push(message(1), "fields", Yaml::map([("name", "c")])),
            Op::Rename { from: "A".into(), to: "D".into() },
            Op::SwapWithNext(message(0)),
        ];
        let mut edited = document();
        for op in &ops {
            edited.apply(op).unwrap();
        }
        assert_eq!(
            edited.texts()[0].1,
            "messages:\n- name: C\n  fields:\n  - name: c\n- name: A\n  fields:\n  - name: b\n    \
             type: map<string, D.B>\n    number: 1\n"
        );
    }

    #[test]
    fn a_list_goes_with_its_last_element() {
        let mut edited = document();
        edited.apply(&Op::Delete(message(0).item("fields", 0))).unwrap();
        assert_eq!(edited.texts()[0].1, "messages:\n- name: A\n- name: C\n");
        assert!(edited.apply(&Op::Delete(message(0).item("fields", 0))).is_none());
        assert!(edited.apply(&Op::SwapWithNext(message(1))).is_none());
    }

    #[test]
    fn a_name_in_another_one_is_not_renamed() {
        assert_eq!(renamed("repeated AB", "A", "D"), "repeated AB");
        assert_eq!(renamed("map<int32, A>", "A", "D"), "map<int32, D>");
        assert_eq!(renamed("B.A", "A", "D"), "B.A");
    }
}
