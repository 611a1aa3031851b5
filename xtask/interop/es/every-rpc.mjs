// Every RPC with binary messages, the default of this client.
//
// Each request is also sent as JSON, to a second mock that has the same seed and gets the same calls
// in the same order. So both replies must be equal.

import { createHash } from "node:crypto";
import { ScalarType, create, equals } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { fails, holds } from "./checks.mjs";

// Messages in requests are filled to this depth, which ends recursion.
const DEPTH = 4;

/** `checks` are those of the client `es-binary`; `services` has the names of the clients' services. */
export async function everyRpc({ checks, registry, services, connect, mock, twin }) {
  const binary = connect(mock, { useBinaryFormat: undefined });
  const json = connect(twin);
  for (const [name, client] of Object.entries(binary)) {
    const service = registry.getService(`gitpod.v1.${services[name]}`);
    for (const method of service.methods) {
      const rpc = `${service.name}/${method.name}`;
      await checks.check(rpc, "the reply in binary equals that in JSON", async () => {
        const request = new Filling(rpc).message(method.input, DEPTH);
        const got = await client[method.localName](request);
        const wanted = await json[name][method.localName](request);
        holds(equals(method.output, got, wanted), "two replies differ");
      });
    }
  }
  await checks.check("ProjectService/GetProject", "an error of a binary call", async () => {
    const headers = { "x-mock-error": "aborted" };
    await fails(Code.Aborted, binary.project.getProject({}, { headers }));
  });
}

/** Fills messages with values that differ from the default. */
class Filling {
  #id;

  /** Each RPC has an id of its own, so that none meets what another deleted. */
  constructor(rpc) {
    const digest = createHash("sha256").update(rpc).digest("hex");
    this.#id = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
  }

  /** A message with every field set, and of each oneof the first. */
  message(schema, depth) {
    const message = create(schema);
    if (schema.typeName === "google.protobuf.Timestamp") {
      return Object.assign(message, { seconds: 1928023445n, nanos: 789_000_000 });
    }
    if (schema.typeName === "google.protobuf.Duration") {
      return Object.assign(message, { seconds: 5400n, nanos: 500_000_000 });
    }
    for (const field of schema.fields) {
      if (field.oneof && field.oneof.fields[0] !== field) continue;
      const value = this.#field(field, depth);
      if (value === undefined) continue;
      if (field.oneof) message[field.oneof.localName] = { case: field.localName, value };
      else message[field.localName] = value;
    }
    return message;
  }

  /** The value of a field. `undefined` for maps and below the depth. */
  #field(field, depth) {
    if (field.fieldKind === "map") return undefined;
    const value = this.#single(field, depth);
    return field.fieldKind === "list" && value !== undefined ? [value] : value;
  }

  #single(field, depth) {
    if (field.message) return depth > 0 ? this.message(field.message, depth - 1) : undefined;
    if (field.enum) return field.enum.values.at(-1).number;
    switch (field.scalar) {
      case ScalarType.STRING:
        if (/(^|_)ids?$/.test(field.name)) return this.#id;
        return field.name === "token" ? "" : "Größe 東京";
      case ScalarType.BOOL:
        return true;
      case ScalarType.BYTES:
        return new Uint8Array([0, 255]);
      case ScalarType.FLOAT:
      case ScalarType.DOUBLE:
        return 1.5;
      case ScalarType.INT64:
      case ScalarType.UINT64:
        return 7n;
      default:
        return 7;
    }
  }
}
