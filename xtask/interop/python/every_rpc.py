"""Every RPC with binary messages: the stubs of `gitpod-sdk` as they are by default, and gRPC.

Each request is also sent as JSON, to a second mock that has the same seed and gets the same calls in
the same order. So both replies must be equal.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import grpc
from checks import Checks, Difference, same
from connectrpc.code import Code
from connectrpc.compat import google_protobuf_json_codec
from connectrpc.errors import ConnectError
from gitpod.v1 import (
    organization_connect,
    organization_pb2,
    project_connect,
    project_pb2,
    runner_configuration_connect,
    runner_configuration_pb2,
    runner_connect,
    runner_pb2,
    user_connect,
    user_pb2,
)
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

# The stubs of each file with a service.
FILES = [
    (organization_pb2, organization_connect),
    (user_pb2, user_connect),
    (runner_pb2, runner_connect),
    (runner_configuration_pb2, runner_configuration_connect),
    (project_pb2, project_connect),
]

# Messages in requests are filled to this depth, which ends recursion.
DEPTH = 4

Send = Callable[[MethodDescriptor, Message], Message]


class Stubs:
    """The Connect stubs of all services."""

    def __init__(self, url: str, **options: Any) -> None:
        self._clients = {}
        for module, stubs in FILES:
            for service in module.DESCRIPTOR.services_by_name.values():
                client = getattr(stubs, f"{service.name}ClientSync")
                self._clients[service.full_name] = client(url, timeout_ms=30_000, **options)

    def __call__(self, method: MethodDescriptor, request: Message) -> Message:
        client = self._clients[method.containing_service.full_name]
        # `CreateSSOConfiguration` is `create_sso_configuration`.
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", method.name)
        return getattr(client, name.lower())(request)


class Grpc:
    """gRPC with binary messages, over HTTP/2."""

    def __init__(self, url: str) -> None:
        self._channel = grpc.insecure_channel(url.removeprefix("http://"))

    def __call__(self, method: MethodDescriptor, request: Message) -> Message:
        return self.call(method, request)

    def call(
        self, method: MethodDescriptor, request: Message, metadata: list[tuple[str, str]] = []
    ) -> Message:
        send = self._channel.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return send(request, timeout=30, metadata=metadata)


def methods(program: str) -> Iterator[MethodDescriptor]:
    """The RPCs that the mock has. The package is newer and has more."""
    listed = subprocess.run([program, "methods"], check=True, capture_output=True, text=True)
    served = set(re.findall(r"\w+Service/\w+", listed.stdout))
    for module, _ in FILES:
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                if f"{service.name}/{method.name}" in served:
                    yield method


def fill(message: Message, id: str, depth: int = DEPTH) -> Message:
    """Sets every field of a message, and of each oneof the first."""
    for field in message.DESCRIPTOR.fields:
        oneof = field.containing_oneof
        if oneof is not None and oneof.fields[0] is not field:
            continue
        repeated = field.label == FieldDescriptor.LABEL_REPEATED
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            if field.message_type.GetOptions().map_entry or depth == 0:
                continue
            target = getattr(message, field.name)
            fill_message(target.add() if repeated else target, id, depth - 1)
        elif repeated:
            getattr(message, field.name).append(scalar(field, id))
        else:
            setattr(message, field.name, scalar(field, id))
    return message


def fill_message(message: Message, id: str, depth: int) -> None:
    """Like `fill`, but times are valid."""
    if message.DESCRIPTOR.full_name == "google.protobuf.Timestamp":
        message.FromJsonString("2031-02-03T04:05:06.789Z")
    elif message.DESCRIPTOR.full_name == "google.protobuf.Duration":
        message.FromJsonString("5400.5s")
    else:
        fill(message, id, depth).SetInParent()


def scalar(field: FieldDescriptor, id: str) -> Any:
    """A value that differs from the default, except for page tokens."""
    if field.type == FieldDescriptor.TYPE_ENUM:
        return field.enum_type.values[-1].number
    if field.type == FieldDescriptor.TYPE_STRING:
        if field.name.endswith(("_id", "_ids")) or field.name == "id":
            return id
        return "" if field.name == "token" else "Größe 東京"
    return {
        FieldDescriptor.TYPE_BOOL: True,
        FieldDescriptor.TYPE_BYTES: b"\x00\xff",
        FieldDescriptor.TYPE_FLOAT: 1.5,
        FieldDescriptor.TYPE_DOUBLE: 1.5,
    }.get(field.type, 7)


def every_rpc(client: str, program: str, send: Send, twin: Send) -> Checks:
    """Compares the reply of each RPC with that to the same request as JSON."""
    checks = Checks(client)
    for method in methods(program):
        rpc = f"{method.containing_service.name}/{method.name}"
        with checks.check(rpc, "the reply equals that in JSON"):
            # An id of its own, so that no RPC meets what another deleted.
            id = str(uuid.uuid5(uuid.NAMESPACE_URL, rpc))
            request = fill(GetMessageClass(method.input_type)(), id)
            checks.record("client", request)
            same(send(method, request), twin(method, request), "reply")
    return checks


def connect_errors(checks: Checks, mock: str) -> None:
    """An error of the stubs as they are by default."""
    with checks.check("ProjectService/GetProject", "an error with a code and a message"):
        client = project_connect.ProjectServiceClientSync(mock)
        try:
            client.get_project(
                project_pb2.GetProjectRequest(), headers={"x-mock-error": "aborted"}
            )
        except ConnectError as error:
            same(error.code, Code.ABORTED)
            return
        raise Difference("no error came")


def grpc_errors(checks: Checks, mock: str) -> None:
    """An error over gRPC."""
    with checks.check("ProjectService/GetProject", "an error with a code and a message"):
        method = project_pb2.DESCRIPTOR.services_by_name["ProjectService"].methods_by_name[
            "GetProject"
        ]
        request = project_pb2.GetProjectRequest()
        try:
            Grpc(mock).call(method, request, [("x-mock-error", "aborted")])
        except grpc.RpcError as error:
            same(error.code(), grpc.StatusCode.ABORTED)
            return
        raise Difference("no error came")


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--protocol", required=True, choices=["connect", "grpc"])
    parser.add_argument("--mock", required=True)
    parser.add_argument("--twin", required=True)
    options = parser.parse_args()
    twin = Stubs(options.twin, codec=google_protobuf_json_codec())
    if options.protocol == "connect":
        checks = every_rpc("binary", options.program, Stubs(options.mock), twin)
        connect_errors(checks, options.mock)
    else:
        checks = every_rpc("grpc", options.program, Grpc(options.mock), twin)
        grpc_errors(checks, options.mock)
    return checks.finish()


if __name__ == "__main__":
    raise SystemExit(main())
