"""What the comparisons share: their arguments, and a program that answers messages line by line."""

from __future__ import annotations

import argparse
import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Input:
    """A message for the program: its type, its codec and its bytes."""

    type: str
    codec: str
    data: bytes
    # What the comparison is called in the report.
    what: str

    def line(self) -> bytes:
        return f"{self.type} {self.codec} {self.data.hex()}\n".encode("ascii")


def options() -> argparse.Namespace:
    """The arguments of a comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--protos", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    return parser.parse_args()


def answered(command: list[Any], lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that a program answers to these."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None and running.stdout is not None
        stream = running.stdin

        def feed() -> None:
            with stream:
                stream.writelines(lines)

        # Answers are read concurrently, so that no full pipe blocks either side.
        feeder = threading.Thread(target=feed)
        feeder.start()
        try:
            yield from running.stdout
        except BaseException:
            # The feeder may wait for a program whose answers are no longer read.
            running.kill()
            raise
        feeder.join()
        if running.wait() != 0:
            raise SystemExit(f"error: {command[0]} exited with code {running.returncode}")
