"""Attacks on the server with connections: replies that nobody reads, broken heads, the shutdown."""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path

from program import Mock
from report import Report, holds
from wire import (
    CREATE_PROJECTS,
    GET_PROJECT,
    LIST_PROJECTS,
    PREFACE,
    Address,
    Client,
    connect,
    exchange,
    frame,
    head,
    http2_request,
    project,
    request,
    status,
)

# A list whose reply has a hundred projects.
PAGE = b'{"pagination":{"pageSize":100}}'

# How long another client may wait until such connections are closed, in seconds: 30 until the server
# resets the streams or sends a ping, and 30 for the answer to the ping.
STALL = 90

# How long a server may go on with what it was sent, in seconds.
SETTLED = 5


def run(program: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("server", "HTTP/2 with a window of 0", 192, lambda: _no_window(program))
    report.attack("server", "full connections that take nothing", 192, lambda: _full(program))
    report.attack("server", "replies that are never read", 256, lambda: _never_read(program))
    report.attack("server", "no host, and two", 64, lambda: _hosts(program))
    report.attack("server", "SIGTERM after half a head", 64, lambda: _half_head(program))


def _fill(address: Address) -> None:
    """Creates a thousand projects."""
    client = Client(address)
    for batch in range(10):
        projects = [project(f"project-{batch}-{number}") for number in range(100)]
        code, _ = client.post(CREATE_PROJECTS, {"projects": projects})
        holds(code == 200, f"HTTP {code} for creates")


def _streams_without_window() -> bytes:
    """A hundred requests over HTTP/2 whose responses may not be sent."""
    # The setting 4 is the initial window of a stream.
    data = PREFACE + frame(4, 0, 0, struct.pack(">HI", 4, 0))
    for number in range(100):
        data += http2_request(2 * number + 1, LIST_PROJECTS, PAGE)
    return data


def _no_window(program: Path) -> tuple[str, int]:
    with Mock(program) as mock:
        return _hold(mock, 50, _streams_without_window())


def _full(program: Path) -> tuple[str, int]:
    """Holds every connection that is allowed, each with large responses, until the server ends them."""
    allowed = 4
    with Mock(program, "--max-connections", str(allowed)) as mock:
        _fill(mock.address)
        held = [connect(mock.address) for _ in range(allowed)]
        try:
            for one in held:
                one.sendall(_streams_without_window())
            started = time.monotonic()
            client = Client(mock.address, STALL)
            client.works()
            waited = time.monotonic() - started
            return f"another client is answered after {waited:.0f} s", mock.peak()
        finally:
            for one in held:
                one.close()


def _never_read(program: Path) -> tuple[str, int]:
    with Mock(program) as mock:
        _fill(mock.address)
        return _hold(mock, 200, request(LIST_PROJECTS, PAGE) * 50)


def _hold(mock: Mock, connections: int, data: bytes) -> tuple[str, int]:
    """Sends data on many connections and reads nothing, while another client makes calls."""
    held = []
    try:
        for _ in range(connections):
            one = connect(mock.address)
            one.setblocking(False)
            held.append(one)
            _send_some(one, data)
        calls, end = 0, time.monotonic() + SETTLED
        client = Client(mock.address)
        while time.monotonic() < end:
            client.works()
            calls += 1
            time.sleep(0.05)
        return f"{calls} calls of another client answered meanwhile", mock.peak()
    finally:
        for one in held:
            one.close()


def _send_some(one: socket.socket, data: bytes) -> None:
    try:
        one.send(data)
    except (BlockingIOError, BrokenPipeError, ConnectionResetError):
        # The server reads no more, or has closed the connection.
        pass


def _hosts(program: Path) -> tuple[str, int]:
    body = b"content-length: 2\r\n"
    hosts = [b"", b"host: x\r\nhost: y\r\n", b"host: x\r\nhost: x\r\n"]
    with Mock(program) as mock:
        requests = [head(GET_PROJECT, body, host) + b"{}" for host in hosts]
        codes = [status(exchange(mock.address, data)) for data in requests]
        holds(set(codes) == {400}, f"HTTP {codes}")
        return "HTTP 400", mock.peak()


def _half_head(program: Path) -> tuple[str, int]:
    starts = [b"", b"P", PREFACE[:10], PREFACE, b"POST / HTTP/1.1\r\nhost: x\r\nx-"]
    with Mock(program) as mock:
        open_ones = [connect(mock.address) for _ in starts]
        try:
            for one, start in zip(open_ones, starts, strict=True):
                one.sendall(start)
            # The mock has read the heads once it has answered a later call.
            Client(mock.address).works()
            peak = mock.peak()
            return f"exits after {mock.terminate():.1f} s", peak
        finally:
            for one in open_ones:
                one.close()
