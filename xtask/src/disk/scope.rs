//! The part of the disk that a command owns.

use gitpod_codegen::Tree;

use crate::workspace::{FORMAT, GENERATED};

/// The part of the disk that a command owns. Paths are relative, with `/`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// The generated folders of a workspace, where every file is generated but links to files at the root.
    Workspace,
    /// A folder that may hold other files beside the exported tree.
    Export(&'a Tree),
}

/// Files beside the generated ones: links to files at the root, which packages contain, too.
const LINKS: [&str; 3] =
    ["generated/CHANGELOG.md", "generated/LICENSE-APACHE", "generated/LICENSE-MIT"];

impl Scope<'_> {
    /// The folders to read; the empty path is the root.
    pub(crate) fn folders(self) -> &'static [&'static str] {
        match self {
            Self::Workspace => &[GENERATED, FORMAT],
            Self::Export(_) => &[""],
        }
    }

    /// Whether to read a folder inside them.
    pub(crate) fn enters(self, folder: &str) -> bool {
        match self {
            // Cargo's output after a build of the crate on its own.
            Self::Workspace => folder.strip_prefix(GENERATED) != Some("/target"),
            Self::Export(_) => !folder.split('/').any(|part| part.starts_with('.')),
        }
    }

    /// Whether to compare a file.
    pub(crate) fn covers(self, file: &str) -> bool {
        match self {
            Self::Workspace => self.owns(file),
            Self::Export(_) => file.ends_with(".proto") || self.owns(file),
        }
    }

    /// Whether a file that is not generated is in the way; other files are ignored.
    pub(crate) fn owns(self, file: &str) -> bool {
        match self {
            Self::Workspace => !LINKS.contains(&file),
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
            Self::Workspace => true,
            Self::Export(_) => deleted
                .iter()
                .any(|file| file.strip_prefix(folder).is_some_and(|below| below.starts_with('/'))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_top_target_folder_is_skipped() {
        assert!(!Scope::Workspace.enters("generated/target"));
        assert!(Scope::Workspace.enters("generated/src/target"));
        assert!(Scope::Workspace.enters("generated/targets"));
    }

    #[test]
    fn links_to_the_root_lie_beside_the_generated_crate() {
        for link in super::LINKS {
            assert!(!Scope::Workspace.covers(link) && !Scope::Workspace.owns(link));
        }
        assert!(Scope::Workspace.covers("generated/LICENSE"));
        assert!(Scope::Workspace.owns("generated/src/LICENSE-MIT"));
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
