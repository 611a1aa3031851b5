"""Attacks on the server with bodies: small ones that become large, broken ones, endless ones."""

from __future__ import annotations

import gzip
from pathlib import Path

from program import Mock
from report import Report, holds
from wire import (
    CREATE_PROJECTS,
    GET_PROJECT,
    LIST_PROJECTS,
    Client,
    connect,
    exchange,
    head,
    request,
    status,
)

# The server's default limit on a body, in bytes.
BODY_LIMIT = 4 << 20

GZIP = {"content-encoding": "gzip"}

BINARY = {"content-type": "application/proto"}

# A project without fields, and one with an unknown field, in binary.
EMPTY = b"\x0a\x00"
NEW = b"\x0a\x03\xa0\x06\x01"


def run(program: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("server", "100,000 violations in gzip", 64, lambda: _violations(program))
    report.attack("server", "4 MiB of `{}`", 64, lambda: _empty(program, compressed=False))
    report.attack("server", "4 MiB of `{}` in gzip", 64, lambda: _empty(program, compressed=True))
    report.attack("server", "4 MiB of empty messages in binary", 64, lambda: _binary(program, EMPTY))
    report.attack("server", "4 MiB of unknown fields in binary", 64, lambda: _binary(program, NEW))
    report.attack("server", "broken messages in binary", 64, lambda: _broken_binary(program))
    report.attack("server", "a million chunks of one byte", 96, lambda: _tiny_chunks(program))
    report.attack("server", "bodies that end too early", 64, lambda: _truncated(program))
    report.attack("server", "wrong chunks", 64, lambda: _wrong_chunks(program))
    report.attack("server", "bytes after a gzip member", 64, lambda: _after_gzip(program))


def _projects(count: int) -> bytes:
    return b'{"projects":[%s{}]}' % (b"{}," * (count - 1))


def _violations(program: Path) -> tuple[str, int]:
    codes, largest = set(), 0
    with Mock(program, "--strict") as mock:
        # Fewer ones, too, because so many empty messages can be rejected before their validation.
        for count in (1_000, 10_000, 20_000, 50_000, 100_000):
            body = gzip.compress(_projects(count))
            code, answer = Client(mock.address).post(CREATE_PROJECTS, body, GZIP)
            holds(400 <= code < 500, f"HTTP {code} for {count:,}")
            holds(len(answer) <= 1 << 20, f"HTTP {code} with {len(answer):,} bytes for {count:,}")
            codes.add(code)
            largest = max(largest, len(answer))
        Client(mock.address).works()
        return f"HTTP {sorted(codes)} with at most {largest:,} bytes", mock.peak()


def _empty(program: Path, compressed: bool) -> tuple[str, int]:
    with Mock(program) as mock:
        body = _projects((BODY_LIMIT - 100) // 3)
        body, headers = (gzip.compress(body), GZIP) if compressed else (body, {})
        code, _ = Client(mock.address).post(CREATE_PROJECTS, body, headers)
        holds(400 <= code < 500, f"HTTP {code}, peak {mock.peak():,} bytes")
        Client(mock.address).works()
        return f"{len(body):,} bytes, HTTP {code}", mock.peak()


def _binary(program: Path, element: bytes) -> tuple[str, int]:
    with Mock(program) as mock:
        body = element * ((BODY_LIMIT - 100) // len(element))
        for data, headers in ((body, BINARY), (gzip.compress(body), {**BINARY, **GZIP})):
            code, _ = Client(mock.address).post(CREATE_PROJECTS, data, headers)
            holds(400 <= code < 500, f"HTTP {code}, peak {mock.peak():,} bytes")
        Client(mock.address).works()
        return f"{len(body):,} bytes, HTTP {code}", mock.peak()


def _broken_binary(program: Path) -> tuple[str, int]:
    bodies = [
        b"\x0a\xff\xff\xff\xff\x0f",  # A length of 4 GiB.
        b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",  # A length of 16 EiB.
        b"\x0a\x02a",  # A length beyond the end.
        b"\x80" * 100,  # A varint without an end.
        b"\x02\x00",  # The field number 0.
        b"\x0f\x00",  # A wire type that does not exist.
        b"\xa3\x06" * 1_000_000,  # Groups in groups.
        b"\xa4\x06",  # The end of a group that did not begin.
    ]
    with Mock(program) as mock:
        client = Client(mock.address)
        codes = [client.post(CREATE_PROJECTS, body, BINARY)[0] for body in bodies]
        holds(set(codes) == {400}, f"HTTP {codes}")
        client.works()
        return "HTTP 400", mock.peak()


def _tiny_chunks(program: Path) -> tuple[str, int]:
    connections, chunks = 50, 20_000
    with Mock(program) as mock:
        start = head(LIST_PROJECTS, b"transfer-encoding: chunked\r\n") + b"1\r\n{\r\n"
        open_ones = [connect(mock.address) for _ in range(connections)]
        try:
            for one in open_ones:
                one.sendall(start)
            # A few chunks a packet, so that this side does not take most of the time.
            for _ in range(chunks // 20):
                for one in open_ones:
                    one.sendall(b"1\r\n \r\n" * 20)
            Client(mock.address).works()
            codes = set()
            for one in open_ones:
                one.sendall(b"1\r\n}\r\n0\r\n\r\n")
                codes.add(status(one.recv(1 << 16)))
            holds(codes == {200}, f"HTTP {codes}")
            return f"HTTP {codes.pop()} on {connections} connections", mock.peak()
        except (BrokenPipeError, ConnectionResetError):
            # Closing such connections is as good an answer.
            Client(mock.address).works()
            return "connections closed", mock.peak()
        finally:
            for one in open_ones:
                one.close()


def _all_rejected(mock: Mock, requests: list[bytes]) -> str:
    codes = [status(exchange(mock.address, data)) for data in requests]
    holds(all(400 <= code < 500 for code in codes), f"HTTP {codes}")
    Client(mock.address).works()
    return f"HTTP {sorted(set(codes))}"


def _truncated(program: Path) -> tuple[str, int]:
    body = b'{"projectId":"a"}'
    length = head(GET_PROJECT, b"content-length: 100\r\n") + body
    chunked = head(GET_PROJECT, b"transfer-encoding: chunked\r\n")
    compressed = gzip.compress(body)[:-4]
    cut_gzip = request(GET_PROJECT, compressed, b"content-encoding: gzip\r\n")
    with Mock(program) as mock:
        requests = [length, chunked + b"11\r\n" + body, chunked + b"40\r\n" + body, cut_gzip]
        return _all_rejected(mock, requests), mock.peak()


def _wrong_chunks(program: Path) -> tuple[str, int]:
    start = head(GET_PROJECT, b"transfer-encoding: chunked\r\n")
    wrong = [b"zz\r\n{}\r\n0\r\n\r\n", b"-1\r\n{}\r\n0\r\n\r\n", b"2\r\n{}XX\r\n0\r\n\r\n"]
    wrong.append(b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n")
    with Mock(program) as mock:
        return _all_rejected(mock, [start + chunks for chunks in wrong]), mock.peak()


def _after_gzip(program: Path) -> tuple[str, int]:
    member = gzip.compress(b'{"projectId":"a"}')
    bodies = [member + b"more", member + b"\0", member + b"\x1f\x8b\x08"]
    headers = b"content-encoding: gzip\r\n"
    with Mock(program) as mock:
        requests = [request(GET_PROJECT, body, headers) for body in bodies]
        return _all_rejected(mock, requests), mock.peak()
