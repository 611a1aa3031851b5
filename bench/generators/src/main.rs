//! Generates messages, clients and servers from proto files with the generators of the peers, protoc included.
//!
//! The arguments are a candidate, the folder of the proto files, and the folder to write to.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [candidate, protos, out] = &arguments[..] else {
        return Err("usage: CANDIDATE PROTOS OUT".into());
    };
    fs::create_dir_all(out)?;
    let descriptors = out.join("descriptors.binpb");
    let files = proto_files(protos)?;
    bench_protoc::describe(protos, &files, &descriptors)?;
    match candidate.to_str() {
        Some("prost") => {
            tonic_prost_build::configure()
                .out_dir(out)
                .file_descriptor_set_path(&descriptors)
                .skip_protoc_run()
                .compile_protos(&files, std::slice::from_ref(protos))?;
        }
        Some("buffa") => {
            let names: Result<Vec<_>, _> =
                files.iter().map(|file| file.strip_prefix(protos)).collect();
            connectrpc_build::Config::new()
                .descriptor_set(&descriptors)
                .files(&names?)
                .emit_rerun_directives(false)
                .out_dir(out)
                .compile()?;
        }
        _ => return Err("unknown candidate".into()),
    }
    Ok(())
}

fn proto_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(proto_files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
