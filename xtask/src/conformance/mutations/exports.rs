//! Proto files of many schemas in one folder: each schema has a prefix for its paths and its package.
//!
//! Used by `mod`. Depends on `error`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gitpod_codegen::export::{self, ProtoRules};
use gitpod_codegen::ir::Api;

use crate::error::Error;

/// The prefix of an edited schema. All prefixes are equally long.
pub(super) fn mutant(number: usize) -> String {
    format!("m{number:05}")
}

/// The prefix of the schema that edits start from.
pub(super) fn base(number: usize) -> String {
    format!("b{number:05}")
}

/// The proto files of a schema without comments, by path, with a prefix.
pub(super) fn files(api: &Api, prefix: &str) -> BTreeMap<String, String> {
    let protos = export::proto(api, ProtoRules::LeftOut);
    protos.iter().map(|(path, text)| (path.to_owned(), moved(text, &api.package, prefix))).collect()
}

/// Writes proto files under their prefix.
pub(super) fn write(
    files: &BTreeMap<String, String>,
    prefix: &str,
    folder: &Path,
) -> Result<(), Error> {
    for (path, text) in files {
        let path = folder.join(prefix).join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::disk("create", parent))?;
        fs::write(&path, text).map_err(Error::disk("write", &path))?;
    }
    Ok(())
}

/// The text of a proto file with a prefix for its package.
fn moved(text: &str, package: &str, prefix: &str) -> String {
    let (own, absolute) = (package.replace('.', "/"), format!(" .{package}."));
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let line = match line.split_once(' ') {
            Some(("package", rest)) => format!("package {prefix}.{rest}"),
            Some(("import", rest)) => match rest.strip_prefix(&format!("\"{own}/")) {
                Some(rest) => format!("import \"{prefix}/{own}/{rest}"),
                None => line.to_owned(),
            },
            _ => line.replace(&absolute, &format!(" .{prefix}.{package}.")),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_gets_a_prefix_wherever_it_is_named() {
        let text = "// A comment.\npackage a.b;\nimport \"a/b/c.proto\";\nimport \"google/d.proto\";\n\
                    message A {\n  // In a comment.\n  repeated .a.b.C c = 1;\n}\n";
        assert_eq!(
            moved(text, "a.b", "m1"),
            "package m1.a.b;\nimport \"m1/a/b/c.proto\";\nimport \"google/d.proto\";\nmessage A {\n  \
             repeated .m1.a.b.C c = 1;\n}\n"
        );
    }
}
