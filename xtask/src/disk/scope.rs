//! The part of the disk that a command owns.

use gitpod_codegen::Tree;

/// The part of the disk that a command owns. Paths are relative, with `/`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// The generated folders of a workspace, where every file is generated but a few.
    Workspace(&'a [String]),
    /// A folder that may hold other files beside the exported tree.
    Export(&'a Tree),
}

/// Files beside the generated ones: links to files at the root, which packages contain, too, and
/// cargo's lock file after a build of the crate on its own.
const OTHERS: [&str; 4] = [
    "generated/CHANGELOG.md",
    "generated/Cargo.lock",
    "generated/LICENSE-APACHE",
    "generated/LICENSE-MIT",
];

impl<'a> Scope<'a> {
    /// The folders to read; the empty path is the root.
    pub(crate) fn folders(self) -> Vec<&'a str> {
        match self {
            Self::Workspace(folders) => folders.iter().map(String::as_str).collect(),
            Self::Export(_) => vec![""],
        }
    }

    /// Whether to read a folder inside them.
    pub(crate) fn enters(self, folder: &str) -> bool {
        match self {
            // Cargo's output after a build of the crate on its own.
            Self::Workspace(folders) => folders
                .iter()
                .all(|generated| folder.strip_prefix(generated.as_str()) != Some("/target")),
            Self::Export(_) => !folder.split('/').any(|part| part.starts_with('.')),
        }
    }

    /// Whether to compare a file.
    pub(crate) fn covers(self, file: &str) -> bool {
        match self {
            Self::Workspace(_) => self.owns(file),
            Self::Export(_) => file.ends_with(".proto") || self.owns(file),
        }
    }

    /// Whether a file that is not generated is in the way; other files are ignored.
    pub(crate) fn owns(self, file: &str) -> bool {
        match self {
            Self::Workspace(_) => !OTHERS.contains(&file),
            Self::Export(wanted) => wanted.iter().any(|(path, _)| {
                // A file or a link in the place of a folder is in the way, too.
                let below = path.strip_prefix(file);
                below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
            }),
        }
    }

    /// Whether to remove a folder that has become empty.
    pub(crate) fn prunes(self, folder: &str, deleted: &[&str]) -> bool {
        match self {
            Self::Workspace(_) => true,
            Self::Export(_) => deleted
                .iter()
                .any(|file| file.strip_prefix(folder).is_some_and(|below| below.starts_with('/'))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generated folders of a workspace with a suite.
    fn folders() -> Vec<String> {
        ["generated", "tests/suites/one/generated"].map(str::to_owned).to_vec()
    }

    #[test]
    fn only_the_top_target_folder_is_skipped() {
        let folders = folders();
        let scope = Scope::Workspace(&folders);
        assert!(!scope.enters("generated/target"));
        assert!(!scope.enters("tests/suites/one/generated/target"));
        assert!(scope.enters("generated/src/target"));
        assert!(scope.enters("generated/targets"));
    }

    #[test]
    fn some_files_lie_beside_the_generated_ones() {
        let folders = folders();
        let scope = Scope::Workspace(&folders);
        for file in super::OTHERS {
            assert!(!scope.covers(file) && !scope.owns(file));
        }
        assert!(scope.covers("generated/LICENSE"));
        assert!(scope.owns("generated/src/LICENSE-MIT"));
    }

    #[test]
    fn an_export_shares_its_folder() {
        let mut tree = Tree::default();
        tree.insert("gitpod/v1/project.proto", "");
        let scope = Scope::Export(&tree);
        assert!(scope.owns("gitpod/v1/project.proto") && scope.owns("gitpod/v1"));
        assert!(scope.owns("gitpod") && !scope.owns("git"));
        assert!(scope.covers("vendor/other.proto") && !scope.owns("vendor/other.proto"));
        assert!(!scope.covers("README.md"));
        assert!(!scope.enters(".git") && scope.enters("gitpod"));
        assert!(scope.prunes("gitpod/v1", &["gitpod/v1/old.proto"]));
        assert!(!scope.prunes("vendor", &["gitpod/v1/old.proto"]));
    }
}
