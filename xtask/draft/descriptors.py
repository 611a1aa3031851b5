"""Descriptors of proto files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import grpc_tools
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from grpc_tools import protoc


def compiled(protos: list[str], include: list[Path]) -> list[FileDescriptorProto]:
    """Compiles proto files, which must be proto3 files of one package."""
    folders = [*include, Path(grpc_tools.__file__).parent / "_proto"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        arguments = [f"--proto_path={path}" for path in folders]
        if protoc.main(["protoc", *arguments, f"--descriptor_set_out={out}", *protos]) != 0:
            raise ValueError("protoc rejects the proto files")
        files = list(FileDescriptorSet.FromString(out.read_bytes()).file)
    for file in files:
        if file.syntax != "proto3":
            raise ValueError(f"{file.name} is not a proto3 file")
        if file.package != files[0].package:
            raise ValueError(f"{file.name} belongs to another package than {files[0].name}")
    return files
