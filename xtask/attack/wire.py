"""Requests as bytes, and the RPCs that the attacks call."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import uuid
from typing import Any

from report import holds

Address = tuple[str, int]

SERVICES = "/gitpod.v1."
GET_PROJECT = f"{SERVICES}ProjectService/GetProject"
LIST_PROJECTS = f"{SERVICES}ProjectService/ListProjects"
CREATE_PROJECT = f"{SERVICES}ProjectService/CreateProject"
CREATE_PROJECTS = f"{SERVICES}ProjectService/CreateProjects"

# The time limit of a read, in seconds. It bounds every attack on a server.
PATIENCE = 30

JSON = b"content-type: application/json\r\n"

# The start of an HTTP/2 connection.
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def head(path: str, headers: bytes, host: bytes = b"host: x\r\n") -> bytes:
    """The head of a request with JSON."""
    return b"POST %s HTTP/1.1\r\n%s%s%s\r\n" % (path.encode(), host, JSON, headers)


def request(path: str, body: bytes = b"{}", headers: bytes = b"") -> bytes:
    """A whole request."""
    return head(path, b"%scontent-length: %d\r\n" % (headers, len(body))) + body


def connect(address: Address) -> socket.socket:
    """A connection that sends every write at once."""
    connection = socket.create_connection(address, PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def exchange(address: Address, data: bytes) -> bytes:
    """Sends bytes and the end of the stream, and returns the whole answer."""
    with connect(address) as connection:
        answer = b""
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(1 << 16):
                answer += more
        except (BrokenPipeError, ConnectionResetError):
            # The server may answer and close before it has read everything.
            pass
        return answer


def status(answer: bytes) -> int:
    """The status of the first response."""
    words = answer.split(b"\r\n", 1)[0].split(b" ")
    holds(words[0] == b"HTTP/1.1" and len(words) > 1, f"no HTTP response but {answer[:80]!r}")
    return int(words[1])


class Client:
    """A well-behaved client with one connection."""

    def __init__(self, address: Address, patience: float = PATIENCE) -> None:
        self._connection = http.client.HTTPConnection(*address, timeout=patience)

    def post(
        self, path: str, body: bytes | dict[str, Any], headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Calls an RPC and returns status and body."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"content-type": "application/json", **(headers or {})}
        self._connection.request("POST", path, data, headers)
        response = self._connection.getresponse()
        return response.status, response.read()

    def works(self) -> None:
        """Fails unless a call is answered."""
        code, _ = self.post(LIST_PROJECTS, b"{}")
        holds(code == 200, f"another client got HTTP {code}")


def project(name: str) -> dict[str, Any]:
    """A valid request for a project."""
    git = {"remoteUri": f"https://github.com/acme/{name}"}
    return {"name": name, "initializer": {"specs": [{"git": git}]}}


def new_id() -> str:
    """An id that no resource has."""
    return str(uuid.uuid4())


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """A frame of HTTP/2."""
    length = struct.pack(">I", len(payload))[1:]
    return length + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def http2_request(stream: int, path: str, body: bytes) -> bytes:
    """A request over HTTP/2, with literal headers."""
    fields = {
        ":method": "POST",
        ":scheme": "http",
        ":path": path,
        ":authority": "x",
        "content-type": "application/json",
    }
    block = b"".join(
        b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
        for name, value in fields.items()
    )
    return frame(1, 4, stream, block) + frame(0, 1, stream, body)
