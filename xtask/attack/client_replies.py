"""Attacks on `gitpod-api call` with replies that are large, become large or never end."""

from __future__ import annotations

import itertools
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import program as programs
from hostile import Handler, Hostile, Request, repeated, reply
from program import Run
from report import MIB, Report, holds

# Below the client's default limit on a response.
LARGE = 60 * MIB

START = b'{"projects":['
ITEM = b"{},"
END = b"{}]}"

# How long a call may take, in seconds, beyond its own timeout.
PATIENCE = 30

TOKEN = "secret-token-of-the-caller"


def run(program: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("client", "60 MiB of `{}`", 256, lambda: _large(program))
    report.attack("client", "60 MiB of `{}` in gzip", 256, lambda: _large_gzip(program))
    report.attack("client", "59 MB of error details", 64, lambda: _large_error(program))
    report.attack("client", "pages without items and end", 64, lambda: _endless_pages(program))
    report.attack("client", "https to a plain http port", 64, lambda: _not_tls(program))


def call(program: Path, url: str, *words: str, seconds: float = PATIENCE) -> Run:
    """Runs `gitpod-api call` with a token, and without the proxies of this environment."""
    environment = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    environment["ONA_API_KEY"] = TOKEN
    command = [program, "call", *words, "--base-url", url]
    return programs.run(command, seconds, environment)


def failed(run: Run) -> str:
    """Describes a failed call. Fails unless the call printed its error as it should."""
    holds(run.code == 1, f"exit code {run.code}, {run.err[:500]!r}")
    holds(len(run.err) <= 1 << 16, f"an error of {len(run.err):,} bytes")
    return f"{json.loads(run.err)['code']} after {run.seconds:.1f} s"


def _list(program: Path, handler: Handler, *words: str) -> tuple[str, int]:
    with Hostile(handler) as server:
        run = call(program, server.url, "projects.list", *words)
    return failed(run), run.peak


def _large(program: Path) -> tuple[str, int]:
    return _list(program, lambda _: repeated("200 OK", START, ITEM, END, LARGE))


def _large_gzip(program: Path) -> tuple[str, int]:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [squeeze.compress(START)]
    parts += [squeeze.compress(ITEM * 20_000) for _ in range(LARGE // len(ITEM) // 20_000)]
    body = b"".join([*parts, squeeze.compress(END), squeeze.flush()])
    answer = reply("200 OK", body, "content-encoding: gzip\r\n")
    words, peak = _list(program, lambda _: [answer])
    return f"{len(body):,} bytes, {words}", peak


def _large_error(program: Path) -> tuple[str, int]:
    start = b'{"code":"internal","message":"m","details":['

    def handler(_: Request) -> Iterable[bytes]:
        return repeated("500 Internal Server Error", start, ITEM, END, 59_000_000)

    return _list(program, handler, "--timeout", "1s")


def _endless_pages(program: Path) -> tuple[str, int]:
    numbers: Iterator[int] = itertools.count()

    def handler(_: Request) -> Iterable[bytes]:
        page = {"projects": [], "pagination": {"nextToken": f"token-{next(numbers)}"}}
        return [reply("200 OK", json.dumps(page).encode())]

    words, peak = _list(program, handler, "--all")
    return f"{words} and {next(numbers):,} pages", peak


def _not_tls(program: Path) -> tuple[str, int]:
    with Hostile(lambda _: [reply("400 Bad Request")]) as server:
        run = call(program, f"https://127.0.0.1:{server.port}", "projects.list")
        holds(TOKEN.encode() not in server.received(), "the token was sent without TLS")
    return failed(run), run.peak
