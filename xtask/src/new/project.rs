//! The names and the files of a new project.
//!
//! The files are those of the folder `new` of this crate, with names in place of `@…@`.

use std::path::{Path, PathBuf};

use gitpod_codegen::Tree;

use crate::error::Error;

/// The files, with their paths in the project.
const FILES: [(&str, &str); 8] = [
    (".cargo/config.toml", include_str!("../../new/cargo-config.toml")),
    (".gitignore", include_str!("../../new/gitignore")),
    ("Cargo.toml", include_str!("../../new/Cargo.toml")),
    ("schema/api.yaml", include_str!("../../new/schema/api.yaml")),
    ("schema/book.yaml", include_str!("../../new/schema/book.yaml")),
    ("src/lib.rs", include_str!("../../new/src/lib.rs")),
    ("src/main.rs", include_str!("../../new/src/main.rs")),
    ("tests/books.rs", include_str!("../../new/tests/books.rs")),
];

/// A new project: its names, which follow from the protobuf package.
#[derive(Debug)]
pub(super) struct Project {
    /// The protobuf package, such as `book_shop.v1`.
    package: String,
    /// Its first word, such as `book_shop`.
    stem: String,
    /// The checkout of the generator and the runtime.
    checkout: PathBuf,
}

impl Project {
    /// Names a project after its package, or after its folder.
    pub(super) fn new(
        folder: &Path,
        package: Option<&str>,
        checkout: &Path,
    ) -> Result<Self, Error> {
        let package = match package {
            Some(package) => package.to_owned(),
            None => format!("{}.v1", stem_of(folder)?),
        };
        let stem = package.split('.').next().unwrap_or_default().to_owned();
        Ok(Self { package, stem, checkout: checkout.to_owned() })
    }

    /// The files by their paths.
    pub(super) fn files(&self) -> Tree {
        let mut tree = Tree::default();
        for (path, template) in FILES {
            tree.insert(path, self.fill(template));
        }
        tree
    }

    /// The commands that come next.
    pub(super) fn next_commands(folder: &Path) -> [String; 3] {
        let folder = shell_word(&folder.to_string_lossy());
        [format!("cd {folder}"), "cargo xtask gen".to_owned(), "cargo test".to_owned()]
    }

    fn fill(&self, template: &str) -> String {
        let crate_name = self.package.replace(['.', '_'], "-");
        let server = format!("{}-server", self.stem.replace('_', "-"));
        template
            .replace("@PACKAGE@", &self.package)
            .replace("@TITLE@", &self.title())
            .replace("@VARIABLE@", &self.stem.to_uppercase())
            .replace("@CRATE@", &crate_name)
            .replace("@LIBRARY@", &crate_name.replace('-', "_"))
            .replace("@SERVER@", &server)
            .replace("@SERVER_LIBRARY@", &server.replace('-', "_"))
            .replace("@RUNTIME@", &quoted(&self.in_checkout("runtime")))
            .replace("@ALIAS@", &self.alias())
    }

    /// The words of cargo's alias that runs the generator. A string overrides an alias of an outer
    /// folder, such as the checkout, but cannot have paths with blanks.
    fn alias(&self) -> String {
        let manifest = self.in_checkout("xtask/Cargo.toml");
        let target = self.in_checkout("target");
        let words = ["run", "--quiet", "--manifest-path", &manifest, "--target-dir", &target, "--"];
        match words.iter().any(|word| word.contains(char::is_whitespace)) {
            true => format!("[{}]", words.map(quoted).join(", ")),
            false => quoted(&words.join(" ")),
        }
    }

    fn in_checkout(&self, path: &str) -> String {
        self.checkout.join(path).to_string_lossy().into_owned()
    }

    /// `Book Shop API` for the package `book_shop.v1`.
    fn title(&self) -> String {
        let words = self.stem.split('_').map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            format!("{}{rest} ", first.to_uppercase())
        });
        words.collect::<String>() + "API"
    }
}

/// A quoted string. Those of JSON are valid in YAML and TOML, too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A path as a word of a shell command.
fn shell_word(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+~".contains(&byte);
    match path.bytes().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// The word that the folder's name makes: `book_shop` for `Book-Shop`.
fn stem_of(folder: &Path) -> Result<String, Error> {
    let absolute = std::path::absolute(folder).map_err(Error::disk("find", folder))?;
    let name = absolute.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = name.replace('-', "_");
    let is_word = stem.starts_with(|first: char| first.is_ascii_lowercase())
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match is_word {
        true => Ok(stem),
        false => Err(Error::Argument {
            message: format!("`{name}` is no name for a protobuf package"),
            help: "name the package with `--package`, such as `--package shop.v1`",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(folder: &str, package: Option<&str>) -> Project {
        Project::new(Path::new(folder), package, Path::new("/a b")).unwrap()
    }

    #[test]
    fn names_follow_from_the_folder_or_the_package() {
        let shop = project("apis/Book-Shop", None);
        assert_eq!(
            (shop.package.as_str(), shop.title().as_str()),
            ("book_shop.v1", "Book Shop API")
        );
        let other = project("anywhere", Some("acme.books.v2"));
        assert_eq!((other.package.as_str(), other.title().as_str()), ("acme.books.v2", "Acme API"));
        assert!(other.fill("@CRATE@ @LIBRARY@").ends_with("acme-books-v2 acme_books_v2"));
        assert!(Project::new(Path::new("/x/1st"), None, Path::new("")).is_err());
    }

    #[test]
    fn commands_can_be_pasted() {
        let [enter, ..] = Project::next_commands(Path::new("my api's/shop"));
        assert_eq!(enter, r"cd 'my api'\''s/shop'");
        let [enter, ..] = Project::next_commands(Path::new("../shop"));
        assert_eq!(enter, "cd ../shop");
    }

    #[test]
    fn paths_with_blanks_are_kept_whole() {
        let project =
            |checkout| Project::new(Path::new("shop"), None, Path::new(checkout)).unwrap();
        assert!(project("/a").alias().starts_with("\"run --quiet --manifest-path /a/xtask/"));
        assert!(project("/a b").alias().contains(", \"/a b/xtask/Cargo.toml\", "));
    }

    #[test]
    fn no_placeholder_is_left() {
        for (path, text) in project("shop", None).files().iter() {
            assert!(!text.contains('@'), "{path}: {text}");
        }
    }
}
