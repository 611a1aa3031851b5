"""Reads typed details of errors over gRPC, with grpcio, and over gRPC-Web.

The server is `tests/examples/error_details`. The details are decoded with the stubs of the official
package.
"""

from __future__ import annotations

import argparse
import base64
import struct
import urllib.parse
import urllib.request

import grpc
from checks import Checks, Difference, same
from gitpod.v1 import actionable_error_pb2, project_pb2
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import Message

RPC = "ProjectService/GetProject"
PATH = f"/gitpod.v1.{RPC}"
MESSAGE = "upgrade the organization first: 100 % więcej"
DETAILS = "grpc-status-details-bin"

# The first bit of the flags of a frame with trailers.
TRAILERS = 0x80


def status(data: bytes) -> Message:
    """Decodes a `google.rpc.Status`, which no installed package declares."""
    any_file = descriptor_pb2.FileDescriptorProto.FromString(any_pb2.DESCRIPTOR.serialized_pb)
    file = descriptor_pb2.FileDescriptorProto(
        name="google/rpc/status.proto",
        package="google.rpc",
        syntax="proto3",
        dependency=[any_file.name],
    )
    declared = file.message_type.add(name="Status")
    field = descriptor_pb2.FieldDescriptorProto
    declared.field.add(name="code", number=1, type=field.TYPE_INT32, label=field.LABEL_OPTIONAL)
    declared.field.add(name="message", number=2, type=field.TYPE_STRING, label=field.LABEL_OPTIONAL)
    declared.field.add(
        name="details",
        number=3,
        type=field.TYPE_MESSAGE,
        type_name=".google.protobuf.Any",
        label=field.LABEL_REPEATED,
    )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(any_file)
    pool.Add(file)
    of = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.rpc.Status"))
    return of.FromString(data)


def check_status(data: bytes) -> None:
    """Compares a status with what the server sends."""
    found = status(data)
    same(found.code, grpc.StatusCode.FAILED_PRECONDITION.value[0], "code")
    same(found.message, MESSAGE, "message")
    prefix = "type.googleapis.com/gitpod.v1."
    types = [detail.type_url for detail in found.details]
    names = ["ActionableErrorDetails", "OrganizationTierFailedPreconditionDetails"]
    same(types, [prefix + name for name in names], "types")
    details = actionable_error_pb2.ActionableErrorDetails.FromString(found.details[0].value)
    same(details.error_code, "tier-too-low", "error_code")
    same(details.user_message, "Zmień plan 😀", "user_message")
    same(dict(details.metadata), {"project": "a"}, "metadata")
    (action,) = details.actions
    same(action.label, "Change the tier", "label")
    same(action.WhichOneof("target"), "external_url", "target")
    same(action.external_url, "https://example.com/billing", "external_url")


def over_grpc(checks: Checks, url: str) -> None:
    """grpcio over HTTP/2."""
    channel = grpc.insecure_channel(url.removeprefix("http://"))
    call = channel.unary_unary(
        PATH,
        request_serializer=project_pb2.GetProjectRequest.SerializeToString,
        response_deserializer=project_pb2.GetProjectResponse.FromString,
    )
    caught: grpc.RpcError | None = None
    with checks.check(RPC, "a code and a message over gRPC"):
        try:
            call(project_pb2.GetProjectRequest(project_id="a"), timeout=30)
        except grpc.RpcError as error:
            caught = error
        if caught is None:
            raise Difference("no error came")
        same(caught.code(), grpc.StatusCode.FAILED_PRECONDITION)
        same(caught.details(), MESSAGE)
    with checks.check(RPC, "typed details over gRPC"):
        check_status(dict(caught.trailing_metadata())[DETAILS])


def over_grpc_web(checks: Checks, url: str) -> None:
    """gRPC-Web over HTTP/1.1, whose trailers are in the last frame of the body."""
    trailers: dict[str, str] = {}
    with checks.check(RPC, "a code and a message over gRPC-Web"):
        trailers = grpc_web_trailers(url)
        code = grpc.StatusCode.FAILED_PRECONDITION.value[0]
        same(trailers.get("grpc-status"), str(code), "grpc-status")
        same(urllib.parse.unquote(trailers["grpc-message"]), MESSAGE, "grpc-message")
    with checks.check(RPC, "typed details over gRPC-Web"):
        encoded = trailers[DETAILS]
        check_status(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))


def grpc_web_trailers(url: str) -> dict[str, str]:
    """Calls the RPC and returns the trailers, which may be headers of a response without a body."""
    message = project_pb2.GetProjectRequest(project_id="a").SerializeToString()
    request = urllib.request.Request(
        url + PATH,
        data=struct.pack(">BI", 0, len(message)) + message,
        headers={"content-type": "application/grpc-web+proto", "x-grpc-web": "1"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        body = response.read()
        headers = {name.lower(): value for name, value in response.headers.items()}
    if "grpc-status" in headers:
        return headers
    flags, length = struct.unpack_from(">BI", body)
    same(flags, TRAILERS, "flags of the only frame")
    same(len(body), 5 + length, "length of the body")
    lines = body[5:].decode("ascii").split("\r\n")
    pairs = [line.split(":", 1) for line in lines if line]
    return {name.strip().lower(): value.strip() for name, value in pairs}


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    checks = Checks("grpc")
    over_grpc(checks, options.server)
    over_grpc_web(checks, options.server)
    return checks.finish()


if __name__ == "__main__":
    raise SystemExit(main())
