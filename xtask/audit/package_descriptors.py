"""Writes the descriptors of an installed Python package as a `FileDescriptorSet`.

For `cargo xtask audit descriptors`. Run it with the interpreter of an environment that has the
package, such as the one that `cargo xtask interop` leaves in `target/interop/connect`:

    target/interop/connect/bin/python xtask/audit/package_descriptors.py gitpod.v1 > api.binpb

Imports every `…_pb2` module of the Python package that is named, and writes their files with all
imports, each after the files that it imports.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorSet


def main() -> int:
    """Exit codes: 0 success, 1 the package has no descriptors, 2 wrong usage."""
    if len(sys.argv) != 2:
        print(f"usage: {sys.argv[0]} PACKAGE > FILE", file=sys.stderr)
        return 2
    package = importlib.import_module(sys.argv[1])
    names = (module.name for module in pkgutil.iter_modules(package.__path__, f"{sys.argv[1]}."))
    files: dict[str, FileDescriptor] = {}
    for name in names:
        if name.endswith("_pb2"):
            _add(importlib.import_module(name).DESCRIPTOR, files)
    if not files:
        print(f"error: the package {sys.argv[1]} has no `…_pb2` modules", file=sys.stderr)
        return 1
    out = FileDescriptorSet()
    for file in files.values():
        file.CopyToProto(out.file.add())
    sys.stdout.buffer.write(out.SerializeToString(deterministic=True))
    return 0


def _add(file: FileDescriptor, files: dict[str, FileDescriptor]) -> None:
    """Adds a file after its imports."""
    if file.name not in files:
        for imported in file.dependencies:
            _add(imported, files)
        files[file.name] = file


if __name__ == "__main__":
    raise SystemExit(main())
