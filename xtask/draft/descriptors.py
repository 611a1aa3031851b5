"""Descriptors of proto files: compiled, or read from a `FileDescriptorSet`."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import grpc_tools
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.protobuf.message import DecodeError
from grpc_tools import protoc


@dataclass(frozen=True)
class Descriptors:
    """The files of one package, and all files that they need."""

    files: list[FileDescriptorProto]
    """The files to convert: proto3 files of one package."""
    all: list[FileDescriptorProto]
    """These files and their imports, each after the files that it imports."""


def compiled(protos: list[str], include: list[Path]) -> Descriptors:
    """Compiles proto files, which must be proto3 files of one package."""
    folders = [*include, Path(grpc_tools.__file__).parent / "_proto"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        arguments = [f"--proto_path={path}" for path in folders]
        arguments += ["--include_imports", f"--descriptor_set_out={out}"]
        if protoc.main(["protoc", *arguments, *protos]) != 0:
            raise ValueError("protoc rejects the proto files")
        every = list(FileDescriptorSet.FromString(out.read_bytes()).file)
    wanted = {Path(proto).as_posix() for proto in protos}
    return _checked(Descriptors([file for file in every if file.name in wanted], every))


def read(path: Path, package: str) -> Descriptors:
    """Reads the files of a package from a `FileDescriptorSet`, which must have their imports."""
    try:
        every = list(FileDescriptorSet.FromString(path.read_bytes()).file)
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror}") from error
    except DecodeError as error:
        raise ValueError(f"{path} is not a FileDescriptorSet in the binary format") from error
    files = [file for file in every if file.package == package]
    if not files:
        found = sorted({file.package for file in every if file.package}) or ["none"]
        message = f"{path} has no file of the package {package}; its packages: {', '.join(found)}"
        raise ValueError(message)
    names = {file.name for file in every}
    for file in every:
        missing = next((name for name in file.dependency if name not in names), None)
        if missing is not None:
            message = f"{path} lacks {missing}, which {file.name} imports: write the set with imports"
            raise ValueError(message)
    return _checked(Descriptors(files, every))


def _checked(descriptors: Descriptors) -> Descriptors:
    files = descriptors.files
    for file in files:
        if file.syntax != "proto3":
            raise ValueError(f"{file.name} is not a proto3 file")
        if file.package != files[0].package:
            raise ValueError(f"{file.name} belongs to another package than {files[0].name}")
    return descriptors
