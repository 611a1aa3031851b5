// connect-es against the mock: `node main.mjs DESCRIPTORS MOCK STRICT_MOCK SLOW_MOCK TWIN TWIN`.
//
// The descriptors are those of the exported proto files.

import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { Checks } from "./checks.mjs";
import { errors } from "./errors.mjs";
import { everyRpc } from "./every-rpc.mjs";
import { pages } from "./pages.mjs";
import { protocols } from "./protocols.mjs";
import { services } from "./services.mjs";

const [descriptors, mock, strictMock, slowMock, ...twins] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const checks = new Checks("es", registry);
const binaryChecks = new Checks("es-binary", registry);

/** The services of the clients. */
const SERVICES = {
  organization: "OrganizationService",
  user: "UserService",
  runner: "RunnerService",
  configuration: "RunnerConfigurationService",
  project: "ProjectService",
};

/** The clients of all services over a transport. */
function clients(transport) {
  const client = ([name, service]) => [
    name,
    createClient(registry.getService(`gitpod.v1.${service}`), transport),
  ];
  return Object.fromEntries(Object.entries(SERVICES).map(client));
}

/** The clients of all services with JSON and further options. */
function connect(baseUrl, options = {}, interceptor = checks.interceptor) {
  return clients(
    createConnectTransport({
      baseUrl,
      httpVersion: "1.1",
      useBinaryFormat: false,
      defaultTimeoutMs: 30_000,
      ...options,
      interceptors: [...(options.interceptors ?? []), interceptor],
    }),
  );
}

const context = { checks, registry, clients, connect, mock, strictMock, slowMock };
await services(context);
await pages(context);
await errors(context);
await protocols(context);
await everyRpc({
  checks: binaryChecks,
  registry,
  services: SERVICES,
  connect: (url, options) => connect(url, options, binaryChecks.interceptor),
  mock: twins[0],
  twin: twins[1],
});
process.exitCode = checks.hold && binaryChecks.hold ? 0 : 1;
