//! Measured builds: of a crate whose dependencies are there, or of a program in an empty target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::Place;
use super::sample::{Metric, Sample};
use super::{place, work};
use crate::error::Error;

/// The workspace of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// That of the bindings.
    Main,
    /// That of the measured programs.
    Bench,
}

/// What cargo does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// `cargo check`.
    Check,
    /// `cargo build`, not incremental.
    Debug,
    /// `cargo build --release`.
    Release,
}

/// The build of a crate whose dependencies are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Build {
    /// The workspace.
    pub(super) home: Home,
    /// The package that is built.
    pub(super) package: &'static str,
    /// Its features.
    pub(super) features: &'static str,
    /// The packages that are compiled; the others are there.
    pub(super) compiled: &'static [&'static str],
    /// What cargo does.
    pub(super) profile: Profile,
    /// Whether the package is a program, whose size counts, too.
    pub(super) is_program: bool,
}

impl Build {
    /// Builds the package once, so that only what is measured remains to be compiled.
    pub(super) fn prepare(&self, place: &Place) -> Result<(), Error> {
        work::output(&mut self.build(place)).map(|_| ())
    }

    /// Measures a build.
    pub(super) fn sample(&self, place: &Place) -> Result<Sample, Error> {
        let mut clean = self.cargo(place, "clean");
        for package in self.compiled {
            clean.args(["--package", package]);
        }
        if self.profile == Profile::Release {
            clean.arg("--release");
        }
        work::output(&mut clean)?;
        let mut sample = place.run(&self.build(place), &[])?;
        // The largest process is the compiler.
        sample.values.remove(&Metric::Peak);
        if self.is_program {
            let program = self.target(place).join("release").join(self.package);
            let size = fs::metadata(&program).map_err(Error::disk("read", &program))?.len();
            sample.values.insert(Metric::Bytes, size as f64);
        }
        Ok(sample)
    }

    fn build(&self, place: &Place) -> Command {
        let mut build = self.cargo(
            place,
            match self.profile {
                Profile::Check => "check",
                Profile::Debug | Profile::Release => "build",
            },
        );
        build.args(["--package", self.package]);
        if self.profile == Profile::Release {
            build.arg("--release");
        }
        if !self.features.is_empty() {
            build.args(["--features", self.features]);
        }
        build
    }

    fn cargo(&self, place: &Place, subcommand: &str) -> Command {
        place.cargo_in(&self.manifest(place), &self.target(place), subcommand)
    }

    fn manifest(&self, place: &Place) -> PathBuf {
        match self.home {
            Home::Main => place.root().join("Cargo.toml"),
            Home::Bench => place.root().join("bench/Cargo.toml"),
        }
    }

    fn target(&self, place: &Place) -> PathBuf {
        match self.home {
            Home::Main => place.folder().join("alone"),
            Home::Bench => place.build_folder(),
        }
    }
}

/// Measures the first build of a program of the workspace `bench`: with all dependencies, in an empty folder.
pub(super) fn first(package: &str, place: &Place) -> Result<Sample, Error> {
    let target = place.folder().join("first");
    remove(&target)?;
    let manifest = place.root().join("bench/Cargo.toml");
    let mut build = place.cargo_in(&manifest, &target, "build");
    build.args(["--package", package, "--message-format", "json"]);
    let output = place.folder().join("messages.json");
    let mut sample = place.run_to(&build, &output)?;
    sample.values.remove(&Metric::Peak);
    let messages = fs::read_to_string(&output).map_err(Error::disk("read", &output))?;
    sample.values.insert(Metric::Crates, crates(&messages) as f64);
    remove(&target)?;
    Ok(sample)
}

/// The number of compiled crates in the messages of cargo. Build scripts belong to their crate.
fn crates(messages: &str) -> usize {
    let is_crate = |line: &&str| {
        line.contains(r#""reason":"compiler-artifact""#)
            && !line.contains(r#""kind":["custom-build"]"#)
    };
    messages.lines().filter(is_crate).count()
}

fn remove(folder: &Path) -> Result<(), Error> {
    match folder.exists() {
        true => fs::remove_dir_all(folder).map_err(Error::disk("remove", folder)),
        false => Ok(()),
    }
}

/// The variables that would build otherwise than users do.
pub(super) const UNUSUAL: [&str; 4] = [
    "CARGO_PROFILE_DEV_DEBUG",
    "CARGO_PROFILE_TEST_DEBUG",
    "RUSTFLAGS",
    // Peers name folders of their own.
    "CARGO_MANIFEST_DIR",
];

/// Cargo with the settings of all builds here.
pub(super) fn cargo(manifest: &Path, target: &Path, subcommand: &str, inputs: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(cargo);
    command
        .args([subcommand, "--quiet", "--manifest-path"])
        .arg(manifest)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env(place::INPUTS, inputs);
    for variable in UNUSUAL {
        command.env_remove(variable);
    }
    command
}
