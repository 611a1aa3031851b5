"""Descriptors of the exported proto files, and the images that `buf breaking` compares.

The files and the package of each schema have a prefix, so that one run of a compiler takes many
schemas. Prefixes are equally long, so that one base serves for all of its edited schemas.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grpc_tools
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

# The files of each schema, by prefix and by path without the prefix.
Files = dict[str, dict[str, descriptor_pb2.FileDescriptorProto]]

FOREIGN = ""


def compiled(folder: Path, bases: list[Any], chunk: list[Any]) -> Files:
    """The files of the bases and of the edited schemas. Those of protobuf have no prefix."""
    schemas = [*bases, *chunk]
    protos = folder / "protos"
    paths = [str(path.relative_to(protos)) for schema in schemas
             for path in sorted((protos / schema["prefix"]).rglob("*.proto"))]
    out = folder / f"set-{chunk[0]['prefix']}.binpb"
    includes = Path(grpc_tools.__file__).parent / "_proto"
    code = protoc.main([
        "protoc",
        f"--proto_path={protos}",
        f"--proto_path={includes}",
        "--include_imports",
        f"--descriptor_set_out={out}",
        *paths,
    ])
    if code != 0:
        raise SystemExit("error: protoc does not take the exported files")
    found = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes())
    out.unlink()
    files: Files = {schema["prefix"]: {} for schema in schemas} | {FOREIGN: {}}
    for file in found.file:
        prefix, _, path = file.name.partition("/")
        if prefix in files:
            files[prefix][path] = file
        else:
            files[FOREIGN][file.name] = file
    return files


def write(folder: Path, number: int, chunk: list[Any], files: Files) -> None:
    """Writes the old and the new image of a chunk, with the files that differ and their imports."""
    foreign = files[FOREIGN].values()
    old = descriptor_pb2.FileDescriptorSet(file=foreign)
    new = descriptor_pb2.FileDescriptorSet(file=foreign)
    for schema in chunk:
        prefix = schema["prefix"]
        before = {path: moved(file, schema["base"], prefix)
                  for path, file in files[schema["base"]].items()}
        after = files[prefix]
        changed = [path for path in before.keys() | after.keys()
                   if before.get(path) != after.get(path)]
        for side, image in (before, old), (after, new):
            image.file.extend(side[path] for path in _closure(changed, side, prefix))
    (folder / f"old-{number}.binpb").write_bytes(old.SerializeToString())
    (folder / f"new-{number}.binpb").write_bytes(new.SerializeToString())


def moved(file: descriptor_pb2.FileDescriptorProto, old: str, new: str) -> Any:
    """A file with another prefix of the same length."""
    assert len(old) == len(new)
    data = file.SerializeToString().replace(old.encode(), new.encode())
    return descriptor_pb2.FileDescriptorProto.FromString(data)


def _closure(changed: list[str], files: dict[str, Any], prefix: str) -> list[str]:
    """The changed files and what they import, each after its imports."""
    order: list[str] = []

    def visit(path: str) -> None:
        if path in order or path not in files:
            return
        for dependency in files[path].dependency:
            before, _, rest = dependency.partition("/")
            if before == prefix:
                visit(rest)
        order.append(path)

    for path in sorted(changed):
        visit(path)
    return order
