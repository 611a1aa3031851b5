"""The server in a thread, which records its exchanges."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import Any

import uvicorn
from service import Faults, applications

# The path of the production service.
PREFIX = "/api"


class Recorder:
    """Routes requests to the services and records the last exchange."""

    def __init__(self) -> None:
        self._faults = Faults()
        self._applications = applications(self._faults)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.count = 0
        self.request: dict[str, Any] = {}
        self.response: dict[str, Any] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.count += 1
        self._loop = asyncio.get_running_loop()
        headers = decoded(scope["headers"])
        request = {"method": scope["method"], "path": scope["path"], "headers": headers, "body": b""}
        self.request, self.response = request, {}

        async def reading() -> Any:
            event = await receive()
            request["body"] += event.get("body", b"")
            return event

        async def writing(event: Any) -> None:
            if event["type"] == "http.response.start":
                self.response = {"status": event["status"], "headers": decoded(event["headers"])}
            await send(event)

        await self._application(scope["path"])(scope, reading, writing)

    def end(self) -> None:
        """Ends pending calls."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._faults.over.set)

    def _application(self, path: str) -> Any:
        for under, application in self._applications.items():
            if path.startswith(f"{PREFIX}{under}"):
                return self._below(application)
        return nothing

    @staticmethod
    def _below(application: Any) -> Any:
        async def mounted(scope: Any, receive: Any, send: Any) -> None:
            await application({**scope, "root_path": PREFIX}, receive, send)

        return mounted


def decoded(headers: Any) -> dict[str, str]:
    """Headers as text."""
    return {name.decode(): value.decode("latin-1") for name, value in headers}


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    """The response of a server that is not the API."""
    headers = [(b"content-type", b"text/html")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"<h1>Nothing is here</h1>"})


class Host:
    """The server, listening on a free port until the block ends."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        # Listening before the thread starts, so that clients can connect at once.
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        settings = uvicorn.Config(self.recorder, lifespan="off", log_level="warning")
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def __enter__(self) -> Host:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.recorder.end()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
