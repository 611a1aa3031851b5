// All pages of every list.

import { randomUUID } from "node:crypto";
import { holds, same } from "./checks.mjs";

const NAMES = {
  organization: "OrganizationService",
  user: "UserService",
  runner: "RunnerService",
  configuration: "RunnerConfigurationService",
  project: "ProjectService",
};

/** The pages of a list, each requested with the token of the previous one. */
async function* pagesOf(method, request, pageSize) {
  let token = "";
  do {
    const page = await method({ ...request, pagination: { pageSize, token } });
    yield page;
    token = page.pagination?.nextToken ?? "";
  } while (token !== "");
}

export async function pages(context) {
  const api = context.connect(context.mock);
  const of = { organizationId: randomUUID() };
  const on = { runnerId: randomUUID() };
  const within = { projectId: randomUUID() };
  // Service, method, request, the field of the items, and their key.
  const lists = [
    ["organization", "listMembers", of, "members", "userId"],
    ["organization", "listDomainVerifications", of, "domainVerifications", "id"],
    ["organization", "listSCIMConfigurations", {}, "scimConfigurations", "id"],
    ["organization", "listSSOConfigurations", of, "ssoConfigurations", "id"],
    ["user", "listPersonalAccessTokens", {}, "personalAccessTokens", "id"],
    ["runner", "listRunners", {}, "runners", "runnerId"],
    ["runner", "listRunnerPolicies", on, "policies", "groupId"],
    ["configuration", "listEnvironmentClasses", {}, "environmentClasses", "id"],
    ["configuration", "listHostAuthenticationTokens", {}, "tokens", "id"],
    ["configuration", "listSCMIntegrations", {}, "integrations", "id"],
    ["project", "listProjects", {}, "projects", "id"],
    ["project", "listProjectEnvironmentClasses", within, "projectEnvironmentClasses", "order"],
    ["project", "listProjectPolicies", within, "policies", "groupId"],
  ];
  for (const [service, method, request, items, key] of lists) {
    const rpc = `${NAMES[service]}/${method[0].toUpperCase()}${method.slice(1)}`;
    await context.checks.check(rpc, "all pages", async () => {
      const call = api[service][method];
      const whole = (await call({ ...request, pagination: { pageSize: 100 } }))[items];
      holds(whole.length > 1, `only ${whole.length} items`);
      const size = Math.max(1, Math.floor(whole.length / 3));
      const seen = [];
      for await (const page of pagesOf(call, request, size)) {
        seen.push(page[items].map((item) => item[key]));
      }
      same(
        seen.flat(),
        whole.map((item) => item[key]),
      );
      same(seen.length, Math.ceil(whole.length / size), "number of pages");
      if (key !== "order") {
        same(new Set(seen.flat()).size, whole.length, "number of different items");
      }
    });
  }
}
