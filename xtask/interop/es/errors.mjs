// Every error code, spread over all services, and errors of a strict mock.

import { randomUUID } from "node:crypto";
import { ViolationsSchema } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { Code } from "@connectrpc/connect";
import { fails, holds, same } from "./checks.mjs";
import { INITIALIZER } from "./services.mjs";

/** The codes by their wire names. */
function codes() {
  const names = Object.keys(Code).filter((name) => Number.isNaN(Number(name)));
  const spelled = (name) => name.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
  return names.map((name) => [spelled(name), Code[name]]);
}

export async function errors({ checks, connect, mock, strictMock }) {
  const api = connect(mock);
  const calls = [
    ["OrganizationService/JoinOrganization", api.organization.joinOrganization],
    ["UserService/GetUser", api.user.getUser],
    ["RunnerService/ListRunners", api.runner.listRunners],
    [
      "RunnerConfigurationService/ValidateRunnerConfiguration",
      api.configuration.validateRunnerConfiguration,
    ],
    ["ProjectService/GetProject", api.project.getProject],
  ];
  for (const [number, [name, code]] of codes().entries()) {
    const [rpc, method] = calls[number % calls.length];
    await checks.check(rpc, `${name} arrives with its message`, async () => {
      const error = await fails(code, method({}, { headers: { "x-mock-error": name } }));
      holds(error.rawMessage.length > 0, "an error without a message");
    });
  }
  const strict = connect(strictMock);
  await checks.check("ProjectService/GetProject", "strict mocks reject unknown ids", async () => {
    await fails(Code.NotFound, strict.project.getProject({ projectId: randomUUID() }));
  });
  await checks.check("ProjectService/CreateProject", "violations as typed details", async () => {
    const request = { name: "x".repeat(81), initializer: INITIALIZER };
    const error = await fails(Code.InvalidArgument, strict.project.createProject(request));
    const [details] = error.findDetails(ViolationsSchema);
    const [{ field, ruleId, message }] = details.violations;
    same(
      [field.elements.map((element) => element.fieldName), ruleId],
      [["name"], "string.max_len"],
    );
    holds(error.rawMessage.includes(message), `not in the message: ${message}`);
  });
  await checks.check(
    "OrganizationService/CreateCustomDomain",
    "a second one exists already",
    async () => {
      const { organization } = await strict.organization.createOrganization({ name: "Acme" });
      const request = { organizationId: organization.id, domainName: "ona.acme.example" };
      await strict.organization.createCustomDomain(request);
      await fails(Code.AlreadyExists, strict.organization.createCustomDomain(request));
    },
  );
}
