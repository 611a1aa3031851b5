// Sent values come back, and changes take effect.

import { randomUUID } from "node:crypto";
import { equals } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import { fails, holds, same } from "./checks.mjs";

export const INITIALIZER = {
  specs: [
    {
      spec: { case: "contextUrl", value: { url: "https://git.example.com/acme/shop/-/tree/main" } },
    },
    { spec: { case: "git", value: { remoteUri: "https://git.example.com/acme/shop.git" } } },
  ],
};

export async function services(context) {
  const api = context.connect(context.mock);
  await organizations(context, api.organization);
  await users(context, api.user);
  await runners(context, api.runner);
  await configurations(context, api);
  await projects(context, api.project);
}

/** Fails unless two messages are equal by their schema. */
function equal({ registry }, got, wanted) {
  const schema = registry.getMessage(wanted.$typeName);
  holds(equals(schema, got, wanted), "two messages differ that should not");
}

async function organizations(context, api) {
  const { checks } = context;
  const service = "OrganizationService";
  let organization;
  await checks.check(`${service}/CreateOrganization`, "sent values are read back", async () => {
    ({ organization } = await api.createOrganization({ name: "Größe & Söhne 東京 🚀" }));
    same(organization.name, "Größe & Söhne 東京 🚀");
    const read = await api.getOrganization({ organizationId: organization.id });
    equal(context, read.organization, organization);
  });
  await checks.check(`${service}/UpdateOrganization`, "omitted fields stay", async () => {
    const inviteDomains = { domains: ["acme.example", "acme.test"] };
    await api.updateOrganization({ organizationId: organization.id, inviteDomains });
    const after = (await api.getOrganization({ organizationId: organization.id })).organization;
    same(after.inviteDomains.domains, inviteDomains.domains);
    same(after.name, organization.name);
  });
  await checks.check(`${service}/UpdateOrganizationPolicies`, "int64 and durations", async () => {
    const organizationId = organization.id;
    await api.updateOrganizationPolicies({
      organizationId,
      maximumEnvironmentsPerUser: 9007199254740993n,
      maximumEnvironmentTimeout: { seconds: 5400n, nanos: 0 },
      membersCreateProjects: false,
    });
    const { policies } = await api.getOrganizationPolicies({ organizationId });
    same(policies.maximumEnvironmentsPerUser, 9007199254740993n);
    same(policies.maximumEnvironmentTimeout.seconds, 5400n);
    same(policies.membersCreateProjects, false);
  });
  await checks.check(`${service}/DeleteOrganization`, "it is gone", async () => {
    await api.deleteOrganization({ organizationId: organization.id });
    await fails(Code.NotFound, api.getOrganization({ organizationId: organization.id }));
  });
}

async function users(context, api) {
  const { checks } = context;
  const service = "UserService";
  await checks.check(
    `${service}/GetAuthenticatedUser`,
    "it is the same user each time",
    async () => {
      const { user } = await api.getAuthenticatedUser({});
      equal(context, (await api.getUser({ userId: user.id })).user, user);
    },
  );
  await checks.check(
    `${service}/SetDotfilesConfiguration`,
    "an empty reply; read again",
    async () => {
      const repository = "https://git.example.com/me/dotfiles";
      await api.setDotfilesConfiguration({ repository });
      const { dotfilesConfiguration } = await api.getDotfilesConfiguration({});
      same(dotfilesConfiguration.repository, repository);
    },
  );
  await checks.check(`${service}/SetSuspended`, "an enum changes", async () => {
    const userId = randomUUID();
    await api.setSuspended({ userId, suspended: true });
    const { user } = await api.getUser({ userId });
    const status = context.registry.getEnum("gitpod.v1.UserStatus");
    same(status.value[user.status].name, "USER_STATUS_SUSPENDED");
  });
}

async function runners(context, api) {
  const { checks, registry } = context;
  const service = "RunnerService";
  const provider = registry.getEnum("gitpod.v1.RunnerProvider");
  const aws = provider.values.find((value) => value.name === "RUNNER_PROVIDER_AWS_EC2").number;
  let runner;
  await checks.check(
    `${service}/CreateRunner`,
    "nested values and enums are read again",
    async () => {
      const spec = { configuration: { region: "eu-central-1", autoUpdate: true } };
      ({ runner } = await api.createRunner({ name: "build", provider: aws, spec }));
      same([runner.name, runner.provider], ["build", aws]);
      same(runner.spec.configuration.region, "eu-central-1");
      equal(context, (await api.getRunner({ runnerId: runner.runnerId })).runner, runner);
    },
  );
  await checks.check(`${service}/UpdateRunnerPolicy`, "a role is granted and changed", async () => {
    const both = { groupId: randomUUID(), runnerId: runner.runnerId };
    await api.createRunnerPolicy({ ...both, role: 1 });
    await api.updateRunnerPolicy({ ...both, role: 2 });
    const { policies } = await api.listRunnerPolicies({ runnerId: runner.runnerId });
    same(policies.find((policy) => policy.groupId === both.groupId)?.role, 2);
  });
  await checks.check(`${service}/DeleteRunner`, "it is gone", async () => {
    await api.deleteRunner({ runnerId: runner.runnerId, force: true });
    await fails(Code.NotFound, api.getRunner({ runnerId: runner.runnerId }));
  });
}

async function configurations(context, { runner: runnerApi, configuration: api }) {
  const { checks } = context;
  const service = "RunnerConfigurationService";
  const { runnerId } = (await runnerApi.createRunner({ name: "host" })).runner;
  await checks.check(
    `${service}/CreateEnvironmentClass`,
    "the reply is an id to read",
    async () => {
      const configuration = [{ key: "machine", value: "m7" }];
      const sent = { runnerId, displayName: "Large", description: "Sixteen cores", configuration };
      const { id } = await api.createEnvironmentClass(sent);
      const read = (await api.getEnvironmentClass({ environmentClassId: id })).environmentClass;
      same([read.id, read.runnerId, read.displayName], [id, runnerId, "Large"]);
      same(
        read.configuration.map(({ key, value }) => ({ key, value })),
        configuration,
      );
    },
  );
  await checks.check(
    `${service}/CreateHostAuthenticationToken`,
    "a time, scopes and a subject",
    async () => {
      const expiresAt = timestampFromDate(new Date("2031-02-03T04:05:06.789Z"));
      const subject = { id: randomUUID(), principal: 1 };
      const sent = { runnerId, host: "git.example.com", token: "hidden secret", source: 2 };
      const scopes = ["read", "write"];
      const { token } = await api.createHostAuthenticationToken({
        ...sent,
        expiresAt,
        scopes,
        subject,
      });
      same([token.expiresAt.seconds, token.expiresAt.nanos], [expiresAt.seconds, 789_000_000]);
      same([token.scopes, token.subject.id], [scopes, subject.id]);
      equal(context, (await api.getHostAuthenticationToken({ id: token.id })).token, token);
    },
  );
  await checks.check(`${service}/UpdateSCMIntegration`, "a default value is set", async () => {
    const { id } = await api.createSCMIntegration({
      runnerId,
      scmId: "gitlab",
      host: "h",
      pat: true,
    });
    await api.updateSCMIntegration({ id, pat: false, oauthClientId: "client" });
    const { integration } = await api.getSCMIntegration({ id });
    same([integration.pat, integration.oauth.clientId], [false, "client"]);
  });
}

async function projects(context, api) {
  const { checks } = context;
  const service = "ProjectService";
  let project;
  await checks.check(`${service}/CreateProject`, "a list of oneofs is read back", async () => {
    ({ project } = await api.createProject({ name: "shop", initializer: INITIALIZER }));
    same(project.metadata.name, "shop");
    same(
      project.initializer.specs.map(({ spec }) => spec.case),
      ["contextUrl", "git"],
    );
    same(
      project.initializer.specs[1].spec.value.remoteUri,
      INITIALIZER.specs[1].spec.value.remoteUri,
    );
    equal(context, (await api.getProject({ projectId: project.id })).project, project);
  });
  await checks.check(
    `${service}/UpdateProject`,
    "text with everything that is escaped",
    async () => {
      const technicalDescription = 'Zeile\n\t"Ω" \\ \u2028 😀 </script>';
      const changed = await api.updateProject({ projectId: project.id, technicalDescription });
      same(changed.project.technicalDescription, technicalDescription);
      same(changed.project.metadata.name, "shop");
    },
  );
  await checks.check(`${service}/CreateProjects`, "all projects, in order", async () => {
    const names = Array.from({ length: 60 }, (_, number) => `project ${number}`);
    const projects = names.map((name) => ({ name, initializer: INITIALIZER }));
    const { createdProjects } = await api.createProjects({ projects });
    same(
      createdProjects.map((created) => created.metadata.name),
      names,
    );
  });
}
