"""Attacks on the secrets of a call: redirects to another origin, and replies that echo them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from client_replies import TOKEN, call, failed
from hostile import Hostile, Request, reply
from report import Report, holds

# The values of headers of the caller, one with a name that says so and one without.
KEY = "secret-key-of-the-caller"
OWN = "own-header-of-the-caller"
HEADERS = ["--header", f"x-api-key: {KEY}", "--header", f"x-tenant: {OWN}"]

# A field that the schema marks as sensitive.
SECRET = "secret-in-the-request"
CREATE = "gitpod.v1.RunnerConfigurationService/CreateSCMIntegration"
DATA = json.dumps({"scmId": "github", "oauthPlaintextClientSecret": SECRET})

REDIRECTS = ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]


def run(program: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("client", "redirects with headers", 64, lambda: _headers(program))
    report.attack("client", "redirects with a secret", 64, lambda: _body(program))
    report.attack("client", "echoes of secrets", 64, lambda: _echoes(program))


def _redirected(program: Path, *words: str) -> tuple[bytes, int]:
    """Returns what the second origin receives, and the peak memory."""
    peak, received = 0, b""
    for status in REDIRECTS:
        with Hostile(lambda _: [reply("200 OK", b"{}")]) as second:
            location = f"location: {second.url}/elsewhere\r\n"
            with Hostile(lambda _, answer=reply(status, headers=location): [answer]) as first:
                run = call(program, first.url, *words)
                holds(len(first.requests) == 1, f"{status}: {run.err[:500]}")
            received += second.received()
            peak = max(peak, run.peak)
    return received, peak


def _headers(program: Path) -> tuple[str, int]:
    received, peak = _redirected(program, "projects.list", *HEADERS)
    for secret in (TOKEN, KEY, OWN):
        holds(secret.encode() not in received, f"the second origin received {secret!r}")
    return f"the second origin received {len(received):,} bytes without them", peak


def _body(program: Path) -> tuple[str, int]:
    received, peak = _redirected(program, CREATE, "--data", DATA, *HEADERS)
    for secret in (TOKEN, KEY, OWN, SECRET):
        holds(secret.encode() not in received, f"the second origin received {secret!r}")
    return f"the second origin received {len(received):,} bytes without it", peak


def _error(message: str, detail: dict[str, object] | None = None) -> bytes:
    body: dict[str, object] = {"code": "internal", "message": message}
    if detail is not None:
        body["details"] = [detail]
    return json.dumps(body).encode()


def _places(secret: str) -> Iterable[tuple[str, bytes]]:
    """Replies that have a secret in one place each."""
    bad, gateway = "400 Bad Request", "502 Bad Gateway"
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in secret)
    yield "message", reply(bad, _error(f"Bearer {secret}"))
    yield "escaped message", reply(bad, b'{"code":"internal","message":"%s"}' % escaped.encode())
    yield "code", reply(bad, json.dumps({"code": secret, "message": "m"}).encode())
    yield "detail type", reply(bad, _error("m", {"type": secret, "value": "aGk"}))
    debug = {secret: [secret, {"a": f"Bearer {secret}"}]}
    yield "detail", reply(bad, _error("m", {"type": "a.B", "value": "aGk", "debug": debug}))
    yield "header", reply(bad, _error("m"), f"x-echo: {secret}\r\nwww-authenticate: {secret}\r\n")
    yield "trailer", reply(bad, _error("m"), f"trailer-x-echo: {secret}\r\n")
    yield "reason", reply(f"500 {secret}")
    yield "content type", reply(gateway, b"x", of=f"text/{secret}")
    yield "coding", reply(gateway, b"x", f"content-encoding: {secret}\r\n")
    yield "page", reply(gateway, f"<pre>{secret}</pre>".encode(), of="text/html")
    yield "cut page", reply(gateway, f"{'.' * 500}{secret}".encode(), of="text/html")
    zipped = gzip.compress(f"<pre>{secret}</pre>".encode())
    yield "gzip page", reply(gateway, zipped, "content-encoding: gzip\r\n", "text/html")
    yield "location", reply("307 Temporary", headers=f"location: ftp://{secret}@x/{secret}\r\n")
    yield "host", reply("307 Temporary", headers=f"location: http://{secret}.invalid/\r\n")
    yield "response", reply("200 OK", json.dumps({"projects": secret}).encode())
    yield "field", reply("200 OK", json.dumps({"projects": [{"id": {secret: 1}}]}).encode())


def _echoes(program: Path) -> tuple[str, int]:
    peak, count, leaks = 0, 0, []
    for secret in (TOKEN, KEY):
        for place, answer in _places(secret):
            with Hostile(lambda _, answer=answer: [answer]) as server:
                run = call(program, server.url, "projects.list", *HEADERS)
            failed(run)
            if secret in run.out + run.err:
                leaks.append(f"{secret} in {place}")
            peak, count = max(peak, run.peak), count + 1
    holds(not leaks, f"printed: {', '.join(leaks)}")
    return f"{count} replies without a leak", peak
