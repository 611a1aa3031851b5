// connect-es against the mock: `node main.mjs DESCRIPTORS MOCK STRICT_MOCK SLOW_MOCK`.
//
// The descriptors are those of the exported proto files.

import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { Checks } from "./checks.mjs";
import { errors } from "./errors.mjs";
import { pages } from "./pages.mjs";
import { protocols } from "./protocols.mjs";
import { services } from "./services.mjs";

const [descriptors, mock, strictMock, slowMock] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const checks = new Checks("es", registry);

/** The clients of all services over a transport. */
function clients(transport) {
  const service = (name) => createClient(registry.getService(`gitpod.v1.${name}`), transport);
  return {
    organization: service("OrganizationService"),
    user: service("UserService"),
    runner: service("RunnerService"),
    configuration: service("RunnerConfigurationService"),
    project: service("ProjectService"),
  };
}

/** The clients of all services with JSON and further options. */
function connect(baseUrl, options = {}) {
  return clients(
    createConnectTransport({
      baseUrl,
      httpVersion: "1.1",
      useBinaryFormat: false,
      defaultTimeoutMs: 30_000,
      ...options,
      interceptors: [...(options.interceptors ?? []), checks.interceptor],
    }),
  );
}

const context = { checks, registry, clients, connect, mock, strictMock, slowMock };
await services(context);
await pages(context);
await errors(context);
await protocols(context);
process.exitCode = checks.hold ? 0 : 1;
