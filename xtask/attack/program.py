"""The programs under attack, with a limit on their address space.

Peak memory is the resident set as the kernel counts it.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report import MIB, Broken, holds

# Stops a program before it fills the machine, far above every bound on its memory.
ADDRESS_SPACE = 4 << 30

# The time to start, and to stop without calls in progress, in seconds.
MOMENT = 10


def _limited(address_space: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))


class Mock:
    """`gitpod-api mock` on a free port."""

    def __init__(self, program: Path, *options: str) -> None:
        self._child = subprocess.Popen(
            [program, "mock", *options],
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: _limited(ADDRESS_SPACE),
        )
        assert self._child.stdout is not None
        url = self._child.stdout.readline().strip()
        holds(url.startswith("http://"), f"the mock printed {url!r} instead of its URL")
        host, port = url.removeprefix("http://").rsplit(":", 1)
        self.address = (host, int(port))

    def __enter__(self) -> Mock:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.wait()
        assert self._child.stdout is not None
        self._child.stdout.close()

    def peak(self) -> int:
        """The peak memory so far, in bytes."""
        holds(self._child.poll() is None, f"the mock exited with {self._child.returncode}")
        status = Path(f"/proc/{self._child.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) << 10

    def terminate(self, seconds: float = MOMENT) -> float:
        """Sends `SIGTERM` and returns how long the mock took to exit."""
        started = time.monotonic()
        self._child.send_signal(signal.SIGTERM)
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"the mock runs {seconds:.0f} s after SIGTERM") from None
        return time.monotonic() - started


@dataclass(frozen=True)
class Run:
    """A program that has exited."""

    code: int
    out: str
    err: str
    # In bytes. At least that of this process, from which the program was forked.
    peak: int
    seconds: float


def run(
    words: Sequence[str | Path],
    seconds: float,
    environment: dict[str, str] | None = None,
    address_space: int = ADDRESS_SPACE,
) -> Run:
    """Runs a program, which must exit in time."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.monotonic()
        child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment,
            preexec_fn=lambda: _limited(address_space),
        )
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - started > seconds:
                child.kill()
                child.wait()
                raise Broken(f"the program runs after {seconds:.0f} s")
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        ended = time.monotonic()
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read(8 * MIB))
        # Kilobytes on Linux.
        return Run(child.returncode, texts[0], texts[1], usage.ru_maxrss << 10, ended - started)
