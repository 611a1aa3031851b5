"""A server on a free port that answers every request with given bytes."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A request as it was received: the head with the request line, and the body."""

    head: bytes
    body: bytes


# An answer, in parts, so that a large one is never in memory as a whole.
Handler = Callable[[Request], Iterable[bytes]]


class Hostile:
    """Serves in threads until the block ends. Every response closes its connection."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.requests: list[Request] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Hostile:
        return self

    def __exit__(self, *_: object) -> None:
        # Wakes the thread that accepts.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def received(self) -> bytes:
        """Everything that was received."""
        return b"".join(request.head + request.body for request in self.requests)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _read(connection)
                self.requests.append(request)
                for part in self._handler(request):
                    connection.sendall(part)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(1 << 16):
                    pass
            except OSError:
                # The client has enough.
                pass


def _read(connection: socket.socket) -> Request:
    data = b""
    # A client that begins with TLS gets its answer, too.
    while b"\r\n\r\n" not in data and not data.startswith(b"\x16"):
        more = connection.recv(1 << 16)
        if not more:
            return Request(data, b"")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    while len(body) < sum(lengths):
        body += connection.recv(1 << 16)
    return Request(head, body)


def reply(status: str, body: bytes = b"", headers: str = "", of: str = "application/json") -> bytes:
    """A whole response."""
    head = f"HTTP/1.1 {status}\r\ncontent-type: {of}\r\n{headers}content-length: {len(body)}\r\n"
    return f"{head}connection: close\r\n\r\n".encode("latin-1") + body


def repeated(status: str, start: bytes, item: bytes, end: bytes, size: int) -> Iterable[bytes]:
    """A response of `size` bytes in which an item is repeated."""
    count = (size - len(start) - len(end)) // len(item)
    length = len(start) + count * len(item) + len(end)
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    batch = 20_000
    yield f"{head}connection: close\r\n\r\n".encode() + start
    yield from itertools.repeat(item * batch, count // batch)
    yield item * (count % batch) + end
