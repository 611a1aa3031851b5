//! Runs the generators of the peers on the exported proto files.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

const INPUTS: &str = "GITPOD_BENCH_INPUTS";

/// The service that is called, and its imports. The other files would only be compiled.
const FILES: [&str; 2] = ["gitpod/v1/common.proto", "gitpod/v1/project.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={INPUTS}");
    let inputs = PathBuf::from(env::var(INPUTS)?);
    println!("cargo::rerun-if-changed={}", inputs.display());
    let protos = inputs.join("proto");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let descriptors = out.join("descriptors.binpb");
    let files = FILES.map(|file| protos.join(file));
    bench_protoc::describe(&protos, &files, &descriptors)?;

    tonic_prost_build::configure()
        .btree_map(".")
        // The servers implement two RPCs.
        .generate_default_stubs(true)
        .extern_path(".google.protobuf", "::pbjson_types")
        .compile_well_known_types(true)
        .file_descriptor_set_path(&descriptors)
        .skip_protoc_run()
        .compile_protos(&files, std::slice::from_ref(&protos))?;
    pbjson_build::Builder::new()
        .register_descriptors(&fs::read(&descriptors)?)?
        .btree_map(["."])
        .build(&[".gitpod.v1"])?;
    connectrpc_build::Config::new()
        .descriptor_set(&descriptors)
        .files(&FILES)
        // The names are not those of files here, so the build script would always run again.
        .emit_rerun_directives(false)
        .include_file("connect.rs")
        .out_dir(out.join("connect"))
        .compile()?;
    Ok(())
}
