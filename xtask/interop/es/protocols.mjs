// Other features of the connect-es transports: GET, gzip, deadlines, HTTP/2, gRPC.

import { subscribe } from "node:diagnostics_channel";
import { Code } from "@connectrpc/connect";
import {
  compressionGzip,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { fails, holds, same } from "./checks.mjs";

// The last request on the wire over HTTP/1.1; interceptors run before it is encoded.
let sent;
subscribe("http.client.request.start", ({ request }) => {
  sent = request;
});

export async function protocols(context) {
  await get(context);
  await compression(context);
  await deadlines(context);
  await frames(context);
}

async function get({ checks, connect, mock, strictMock }) {
  const plain = connect(mock);
  const api = connect(mock, { useHttpGet: true });
  const strict = connect(strictMock, { useHttpGet: true });
  const calls = [
    ["OrganizationService/GetOrganization", "organization", "getOrganization", "organizationId"],
    ["UserService/GetUser", "user", "getUser", "userId"],
    ["RunnerService/GetRunner", "runner", "getRunner", "runnerId"],
    ["ProjectService/GetProject", "project", "getProject", "projectId"],
  ];
  for (const [rpc, service, method, key] of calls) {
    await checks.check(rpc, "GET returns the response of POST", async () => {
      const request = { [key]: "0d7b4b1e-7c7e-4a63-9c4e-5d7f6a1b2c3d" };
      const answer = await api[service][method](request);
      same(sent.method, "GET", "method");
      same(answer, await plain[service][method](request));
    });
  }
  await checks.check(
    "RunnerConfigurationService/ListSCMIntegrations",
    "GET with text to escape",
    async () => {
      const request = {
        filter: { runnerIds: [] },
        pagination: { pageSize: 1, token: "ä&=+ %/?#" },
      };
      const error = await fails(
        Code.InvalidArgument,
        strict.configuration.listSCMIntegrations(request),
      );
      same(sent.method, "GET", "method");
      holds(error.rawMessage.includes("page token"), `another error: ${error.rawMessage}`);
    },
  );
  await checks.check("ProjectService/DeleteProject", "side effects need POST", async () => {
    await api.project.deleteProject({ projectId: "0d7b4b1e-7c7e-4a63-9c4e-5d7f6a1b2c3e" });
    same(sent.method, "POST", "method");
  });
}

async function compression({ checks, connect, mock }) {
  const api = connect(mock, { sendCompression: compressionGzip, compressMinBytes: 0 });
  let encoding;
  const onHeader = (headers) => {
    encoding = headers.get("content-encoding");
  };
  await checks.check("ProjectService/CreateProject", "gzip in both directions", async () => {
    const technicalDescription = "Ω gzip ".repeat(1000);
    const request = { name: "zipped", technicalDescription };
    const { project } = await api.project.createProject(request, { onHeader });
    same(project.technicalDescription, technicalDescription);
    same(sent.getHeader("content-encoding"), "gzip", "encoding of the request");
    same(encoding, "gzip", "encoding of the reply");
  });
  const none = connect(mock, { acceptCompression: [] });
  await checks.check(
    "ProjectService/ListProjects",
    "no gzip unless requested",
    async () => {
      const { projects } = await none.project.listProjects({}, { onHeader });
      holds(projects.length > 0, "no projects");
      same(encoding, null, "encoding of the reply");
    },
  );
}

async function deadlines({ checks, connect, slowMock }) {
  const api = connect(slowMock);
  await checks.check("ProjectService/ListProjects", "a deadline is exceeded", async () => {
    await fails(Code.DeadlineExceeded, api.project.listProjects({}, { timeoutMs: 50 }));
  });
  await checks.check(
    "ProjectService/ListProjects",
    "the server keeps a deadline by itself",
    async () => {
      const answer = await fetch(`${slowMock}/gitpod.v1.ProjectService/ListProjects`, {
        method: "POST",
        headers: { "content-type": "application/json", "connect-timeout-ms": "50" },
        body: "{}",
      });
      const body = await answer.json();
      checks.record("server", `${answer.status} ${JSON.stringify(body)}`);
      same([answer.status, body.code], [504, "deadline_exceeded"]);
    },
  );
  await checks.check("UserService/GetUser", "a call is cancelled", async () => {
    const given = new AbortController();
    const call = api.user.getUser({}, { signal: given.signal });
    given.abort();
    await fails(Code.Canceled, call);
  });
}

/** The same messages with other protocols, over HTTP/2. */
async function frames({ checks, clients, connect, mock }) {
  const options = { baseUrl: mock, interceptors: [checks.interceptor] };
  const json = { ...options, useBinaryFormat: false };
  const web = (options) => createGrpcWebTransport({ ...options, httpVersion: "1.1" });
  const transports = [
    ["Connect over HTTP/2", connect(mock, { httpVersion: "2" })],
    ["gRPC", clients(createGrpcTransport(options))],
    ["gRPC with JSON", clients(createGrpcTransport(json))],
    ["gRPC-Web", clients(web(options))],
    ["gRPC-Web with JSON", clients(web(json))],
  ];
  for (const [name, api] of transports) {
    await checks.check("RunnerService/CreateRunner", `${name}: values come back`, async () => {
      const { runner } = await api.runner.createRunner({ name });
      same((await api.runner.getRunner({ runnerId: runner.runnerId })).runner.name, name);
    });
    await checks.check("UserService/GetUser", `${name}: an error arrives`, async () => {
      const headers = { "x-mock-error": "resource_exhausted" };
      await fails(Code.ResourceExhausted, api.user.getUser({}, { headers }));
    });
  }
}
