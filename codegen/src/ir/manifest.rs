//! The manifest of the generated crate, with its defaults filled in.

/// What the manifest says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The name of the package, such as `shop-v1`.
    pub name: String,
    /// The version.
    pub version: String,
    /// The description, in one line.
    pub description: String,
    /// The license, as an SPDX expression.
    pub license: Option<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The categories of crates.io.
    pub categories: Vec<String>,
    /// The URL of the documentation.
    pub documentation: Option<String>,
    /// The URL of the home page.
    pub homepage: Option<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// Where the crate finds its runtime.
    pub runtime: Runtime,
}

/// Where the crate finds `gitpod-runtime`.
#[derive(Debug, Clone)]
pub struct Runtime {
    /// The version requirement.
    pub version: String,
    /// The folder of the runtime, if it is not that of crates.io.
    pub path: Option<String>,
}

impl Manifest {
    /// The name of the library, such as `shop_v1`.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The version requirement with which others depend on the crate: `1.2` for the version `1.2.3`.
    #[must_use]
    pub fn requirement(&self) -> &str {
        let is_release = self.version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match self.version.rsplit_once('.') {
            Some((minor, _)) if is_release => minor,
            _ => &self.version,
        }
    }
}
