import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Run, run } from "./run.ts";

/** The blocks of YAML that docs/services.md shows, in order. */
async function shown(): Promise<string[]> {
  const page = await readFile(new URL("../../docs/services.md", import.meta.url), "utf8");
  return [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) => block);
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "sospect-services-"));
  await mkdir(join(directory, "my-rules/services"), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(directory, "my-rules/services", name), text);

const sospect = (args: readonly string[]): Promise<Run> => run("sospect", args, directory);

/** Writes both files that docs/services.md shows. */
async function writeShown(): Promise<void> {
  const [service = "", capabilities = ""] = await shown();
  await write("adjutant.yaml", service);
  await write("capabilities.yaml", capabilities);
}

describe("sospect services", () => {
  it("lists every service with its components, what they provide, and what runs them", async () => {
    const { code, stdout } = await sospect(["services"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ services, \d+ components$/m);
    expect(stdout).toMatch(/^nova {2}Nova: runs instances$/m);
    expect(stdout).toMatch(/^ {2}rabbitmq +messages between services +rabbitmq, rabbitmq-bundle,/m);
  });

  it("lists only what is there under a deployment tool, by the names that it gives", async () => {
    const { stdout } = await sospect(["services", "--tool", "kolla-ansible"]);
    expect(stdout).toMatch(/^ {2}neutron-server +the network API +neutron_server, /m);
    expect(stdout).not.toMatch(/neutron_api|rabbitmq-bundle/);
  });

  it("is one JSON document with --format json", async () => {
    const { stdout } = await sospect(["services", "--format", "json", "--tool", "edpm"]);
    const { schemaVersion, services } = JSON.parse(stdout);
    expect(schemaVersion).toBe(1);
    expect(services.map(({ id }: { readonly id: string }) => id)).toContain("nova");
    expect(services.map(({ id }: { readonly id: string }) => id)).not.toContain("keystone");
  });

  it.each([
    [["services", "--tool", "kola-ansible"], "no deployment tool 'kola-ansible'; did you mean 'kolla-ansible'?\n"],
    [
      ["services", "explain", "nova_compue"],
      "no service, component, container or capability 'nova_compue'; did you mean 'nova_compute'?\n",
    ],
    [
      ["services", "explain", "qqqqqqqqqqqq"],
      "no service, component, container or capability 'qqqqqqqqqqqq'; see: sospect services\n",
    ],
  ])("tells what is wrong with %j, and what may have been meant", async (args, expected) => {
    expect(await sospect(args)).toMatchObject({ code: 2, stdout: "", stderr: expected });
  });
});

describe("sospect services explain", () => {
  it.each([
    ["nova-compute", /^ {2}Without it no instance of this node can be started, stopped or moved\.$/m],
    ["nova_compute", /^The container nova_compute runs nova-compute\.$/m],
    ["nova_api_db_sync", /^The container nova_api_db_sync does something for nova-api once, and ends\.$/m],
    ["neutron-dnsmasq-qdhcp-1", /^neutron-dhcp-agent starts the container neutron-dnsmasq-qdhcp-1 itself/m],
    ["galera-bundle-podman-0", /^ {2}pacemaker +tripleo: galera-bundle$/m],
    ["messages", /^ {2}providers +rabbitmq$/m],
    ["nova", /^ {2}nova-scheduler +Without it new instances get no host/m],
    ["identity", /It is reached through the address that all APIs are reached\s+at\./],
    ["neutron-server", /^ {2}ports +9696 api \(tripleo\)$/m],
  ])("tells what %s is", async (name, expected) => {
    const { code, stdout } = await sospect(["services", "explain", name]);
    expect(code).toBe(0);
    expect(stdout).toMatch(expected);
  });

  it("tells what one needs, who provides that, and who needs it", async () => {
    const { stdout } = await sospect(["services", "explain", "libvirt", "--tool", "tripleo"]);
    expect(stdout).toMatch(/^ {2}needed by +ceilometer-compute, nova-compute, nova-migration$/m);
    const compute = await sospect(["services", "explain", "nova-compute"]);
    expect(compute.stdout).toMatch(/images: images of instances \(for new instances\), from glance-api$/m);
    expect(compute.stdout).toMatch(/^ +hypervisor: the hypervisor, from libvirt$|needs +hypervisor: .*libvirt$/m);
  });

  it("speaks Chinese", async () => {
    const { stdout } = await sospect(["services", "explain", "nova_compute", "--lang", "zh"]);
    expect(stdout).toContain("没有它：本节点的实例无法启动、停止或迁移。");
    expect(stdout).toContain("instances：本节点上的实例");
  });
});

describe("services of one's own", () => {
  it("are added as docs/services.md shows, and have nothing to mend", async () => {
    await writeShown();
    const linted = await sospect(["rules", "lint", "my-rules"]);
    expect(linted).toMatchObject({ code: 0, stdout: "0 rules, 1 service, 0 problems\n", stderr: "" });
    const { stdout } = await sospect(["services", "explain", "bootstrap_adjutant", "--rules", "my-rules"]);
    expect(stdout).toMatch(/does something for adjutant-api once/);
    expect(stdout).toMatch(/networking: the network API \(for projects with a network\), from neutron-server$/m);
  });

  it("are told of with file, line and column by every command that reads them", async () => {
    await writeShown();
    await write("adjutant.yaml", (await shown())[0]?.replace("[identity, ", "[identiti, ") ?? "");
    const expected = /adjutant\.yaml:\d+:\d+: no capability 'identiti'; did you mean 'identity'\?/;
    for (const args of [
      ["rules", "lint", "my-rules"],
      ["services", "--rules", "my-rules"],
      ["analyze", "--rules", "my-rules", "none.tgz"],
    ]) {
      const { code, stderr } = await sospect(args);
      expect([args[0], code]).toEqual([args[0], 2]);
      expect(stderr).toMatch(expected);
    }
  });

  it("are no rules where they lie elsewhere, which is told", async () => {
    await writeFile(join(directory, "my-rules/adjutant.yaml"), (await shown())[0] ?? "");
    const { stderr } = await sospect(["rules", "lint", "my-rules"]);
    expect(stderr).toMatch(
      /^my-rules\/adjutant\.yaml:1:10: this is a service, and no rule: put it into the folder services/,
    );
  });
});
