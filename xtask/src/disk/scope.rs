//! Which part of the disk a command answers for.

use gitpod_codegen::Tree;

use crate::workspace::{FORMAT, GENERATED};

/// Which part of the disk a command answers for. Paths are relative, with `/`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// The generated folders of a workspace, where every file is the tool's.
    Workspace,
    /// A folder that may hold other things beside the exported tree.
    Export(&'a Tree),
}

impl Scope<'_> {
    /// Where to look; the empty path is the root itself.
    pub(crate) fn folders(self) -> &'static [&'static str] {
        match self {
            Self::Workspace => &[GENERATED, FORMAT],
            Self::Export(_) => &[""],
        }
    }

    /// Whether to look into a folder.
    pub(crate) fn enters(self, folder: &str) -> bool {
        match self {
            // Cargo's output, when somebody built the crate on its own.
            Self::Workspace => folder.strip_prefix(GENERATED) != Some("/target"),
            Self::Export(_) => !folder.split('/').any(|part| part.starts_with('.')),
        }
    }

    /// Whether a file matters to the comparison.
    pub(crate) fn covers(self, file: &str) -> bool {
        match self {
            Self::Workspace => true,
            Self::Export(_) => file.ends_with(".proto") || self.must_have(file),
        }
    }

    /// Whether a file that is not the tool's is in the way, rather than none of our business.
    pub(crate) fn must_have(self, file: &str) -> bool {
        match self {
            Self::Workspace => true,
            Self::Export(wanted) => wanted.iter().any(|(path, _)| {
                // A file, or a link, in the place of a folder is in the way as well.
                let below = path.strip_prefix(file);
                below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
            }),
        }
    }

    /// Whether a folder that has become empty goes, too.
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
    fn only_the_top_target_folder_is_cargos() {
        assert!(!Scope::Workspace.enters("generated/target"));
        assert!(Scope::Workspace.enters("generated/src/target"));
        assert!(Scope::Workspace.enters("generated/targets"));
    }

    #[test]
    fn an_export_shares_its_folder() {
        let mut tree = Tree::default();
        tree.insert("gitpod/v1/project.proto", "");
        let scope = Scope::Export(&tree);
        assert!(scope.must_have("gitpod/v1/project.proto") && scope.must_have("gitpod/v1"));
        assert!(scope.must_have("gitpod") && !scope.must_have("git"));
        assert!(scope.covers("vendor/other.proto") && !scope.must_have("vendor/other.proto"));
        assert!(!scope.covers("README.md"));
        assert!(!scope.enters(".git") && scope.enters("gitpod"));
        assert!(scope.prunes("gitpod/v1", &["gitpod/v1/old.proto"]));
        assert!(!scope.prunes("vendor", &["gitpod/v1/old.proto"]));
    }
}
