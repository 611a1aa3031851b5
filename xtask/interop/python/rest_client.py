"""The REST client, and what its checks share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import gitpod
import httpx
from checks import Checks, Difference, same
from gitpod import Gitpod

INITIALIZER = {
    "specs": [
        {"context_url": {"url": "https://git.example.com/acme/shop/-/tree/main"}},
        {"git": {"remote_uri": "https://git.example.com/acme/shop.git", "clone_target": "main"}},
    ]
}


class Client:
    """The client against a plain and a strict mock."""

    def __init__(self, url: str, strict_url: str) -> None:
        self.checks = Checks("rest")
        self.check = self.checks.check
        self.requests = 0
        self.url = url
        self.client = self._client(url)
        self.strict = self._client(strict_url)
        # Runners have capabilities that this version of the client does not know.
        self.tolerant = self._client(url, checks_responses=False)

    def _client(self, url: str, *, checks_responses: bool = True) -> Gitpod:
        hooks = {"request": [self._asked], "response": [self._answered]}
        return Gitpod(
            bearer_token="token",
            # The path of the production service.
            base_url=f"{url}/api",
            max_retries=0,
            timeout=30,
            http_client=gitpod.DefaultHttpxClient(event_hooks=hooks),
            # A response that does not match the models is an error.
            _strict_response_validation=checks_responses,
        )

    def _asked(self, request: httpx.Request) -> None:
        self.requests += 1
        self.checks.record("client", f"{request.method} {request.url} {request.read().decode()}")

    def _answered(self, response: httpx.Response) -> None:
        self.checks.record("server", f"{response.status_code} {response.read().decode()}")


@contextmanager
def raises(
    exception: type[gitpod.APIStatusError], code: str, status: int | None = None
) -> Iterator[list[gitpod.APIStatusError]]:
    """Fails unless the block raises an error with a code; yields a list for that error."""
    caught: list[gitpod.APIStatusError] = []
    try:
        yield caught
    except gitpod.APIStatusError as error:
        caught.append(error)
        same(type(error), exception, "exception")
        same(error.code, code, "code")
        if status is not None:
            same(error.status_code, status, "status")
    else:
        raise Difference(f"{code} was wanted, and no error came")
