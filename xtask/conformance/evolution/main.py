"""Judges edited schemas with protobuf: can old and new programs read each other's messages?

`cargo xtask conformance --only mutations` writes the edited schemas as proto files and runs this.

| file | holds |
| --- | --- |
| `images` | descriptors of the proto files, and the images that `buf breaking` compares |
| `values` | messages that cover every field of a type |
| `reading` | whether what was read is what was written |
| `peers` | the messages of every RPC, from old clients to new servers and back |
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import images
import peers

# The number of edited schemas that share a pool of descriptors and an image.
CHUNK = 150


def main() -> None:
    """Writes verdicts and images, a file of each for every chunk."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    folder: Path = parser.parse_args().folder
    bases = _lines(folder / "bases.jsonl")
    mutants = _lines(folder / "mutants.jsonl")
    chunks = [mutants[at : at + CHUNK] for at in range(0, len(mutants), CHUNK)]
    work = [(folder, number, bases, chunk) for number, chunk in enumerate(chunks)]
    with multiprocessing.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        for _ in pool.imap(_judge, work, chunksize=1):
            pass


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _judge(work: tuple[Path, int, list[Any], list[Any]]) -> None:
    folder, number, bases, chunk = work
    found = images.compiled(folder, bases, chunk)
    images.write(folder, number, chunk, found)
    verdicts = peers.verdicts(found, bases, chunk)
    lines = [json.dumps(verdict) + "\n" for verdict in verdicts]
    (folder / f"peers-{number}.jsonl").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
