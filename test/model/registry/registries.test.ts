import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;

describe("the registries that images are of", () => {
  const image = "192.0.2.1:8787/rhosp13/openstack-nova-api:13.0-1";
  const trusted = (engine: string, files: Record<string, string>) =>
    node({ [ps(engine)]: psTable(["nova_api", image, "Up 2 days"]), ...files }).usedRegistries.map(
      (one) => one.trusted,
    );
  const info = (...entries: string[]) =>
    `Server Version: 1.13.1\nInsecure Registries:\n${entries.map((one) => ` ${one}\n`).join("")}`;

  it.each([
    ["192.0.2.1:8787", true],
    ["192.0.2.0/24", true],
    ["192.0.2.1", true],
    ["192.0.3.0/24", false],
    ["127.0.0.0/8", false],
    ["192.0.2.1:5000", false],
  ])("are trusted by docker where it names %s: %s", (entry, expected) => {
    expect(trusted("docker", { "sos_commands/docker/docker_info": info(entry) })).toEqual([expected]);
  });

  it("may be trusted where docker does not tell", () => {
    expect(trusted("docker", {})).toEqual([undefined]);
    expect(
      trusted("docker", { "etc/sysconfig/docker": 'INSECURE_REGISTRY="--insecure-registry 192.0.2.1:8787"\n' }),
    ).toEqual([true]);
    expect(trusted("docker", { "etc/sysconfig/docker": "OPTIONS=''\n" })).toEqual([undefined]);
  });

  it("are trusted by podman where its files name them", () => {
    const conf = "etc/containers/registries.conf";
    expect(trusted("podman", { [conf]: "[registries.insecure]\nregistries = ['192.0.2.1:8787']\n" })).toEqual([true]);
    expect(trusted("podman", { [conf]: "[registries.insecure]\nregistries = []\n" })).toEqual([false]);
    expect(trusted("podman", { [`${conf}.d/x.conf`]: "[[registry]]\nlocation='x'\n" })).toEqual([undefined]);
    expect(trusted("podman", {})).toEqual([undefined]);
  });

  it("are seen to be without TLS by any node's bundle", () => {
    const director = captured({
      "manifest.json": capture("curl -sSf http://192.0.2.1:8787/v2/_catalog?n=1000", 0),
      [CATALOG]: '{"repositories":["rhosp13/openstack-nova-api"]}',
    });
    const controller = captured({ [ps()]: psTable(["nova_api", image, "Up 2 days"]) });
    const seen = (...bundles: (typeof director)[]) =>
      deploymentOf(bundles, KNOWN).nodes.flatMap(({ usedRegistries }) =>
        usedRegistries.map(({ seenPlain }) => seenPlain),
      );
    expect(seen(controller)).toEqual([false]);
    expect(seen(director, controller)).toEqual([true]);
  });
});

const CATALOG = "sos_commands/registry/v2/_catalog";

function capture(command: string, exitCode: number, more: object = {}): string {
  return JSON.stringify({
    tool: { name: "sospect-collect" },
    captures: [{ path: CATALOG, command, exitCode, timedOut: false, cutShort: false, ...more }],
  });
}

describe("the registry that a node runs", () => {
  const config = { "etc/docker-distribution/registry/config.yml": "http:\n  addr: 192.0.2.1:8787\n" };
  const ASK = "curl -sSf http://192.0.2.1:8787/v2/_catalog?n=1000";
  const registries = (files: Record<string, string>) =>
    node(files).ownRegistries.map(({ name, unit, answers, problem }) => [name, unit, answers, problem]);
  const UNIT = "docker-distribution.service";

  it.each([
    [0, true, undefined],
    [22, true, undefined],
    [7, false, "the connection was refused"],
    [28, false, "it timed out"],
  ])("answered where the question ended with %i: %s", (code, answers, problem) => {
    expect(registries({ ...config, "manifest.json": capture(ASK, code) })).toEqual([
      ["192.0.2.1:8787", UNIT, answers, problem],
    ]);
  });

  it("is judged by the ports, else by its unit", () => {
    const ss = (port: number) => ({
      "sos_commands/networking/ss_-lntup": `tcp LISTEN 0 1 192.0.2.1:${port} 0.0.0.0:* users:(("x",pid=1,fd=3))\n`,
    });
    const unit = (state: string) => ({
      "sos_commands/systemd/systemctl_list-units_--failed": `${UNIT} loaded ${state}\n`,
    });
    expect(registries({ ...config, ...ss(8787) })[0]?.[2]).toBe(true);
    expect(registries({ ...config, ...ss(22) })[0]).toEqual([
      "192.0.2.1:8787",
      UNIT,
      false,
      "nothing listens on port 8787",
    ]);
    expect(registries({ ...config, ...unit("failed failed x") })[0]?.slice(2)).toEqual([false, `${UNIT} is failed`]);
    expect(registries({ ...config, ...unit("active running x") })[0]?.[2]).toBeUndefined();
    expect(registries(config)[0]?.[2]).toBeUndefined();
  });

  it("is httpd from OSP 15 on, whatever an upgrade has left", () => {
    const release = { "etc/rhosp-release": "Red Hat OpenStack Platform release 16.1.3 GA (Train)\n" };
    const httpd = { "etc/httpd/conf.d/image-serve.conf": "Listen 192.0.2.1:8787\n" };
    expect(registries({ ...config, ...release })).toEqual([]);
    expect(registries({ ...config, ...release, ...httpd })).toMatchObject([
      ["192.0.2.1:8787", "httpd.service", undefined, undefined],
    ]);
  });

  it("is not looked for on other nodes", () => {
    expect(registries({ hostname: "compute0\n" })).toEqual([]);
  });
});
