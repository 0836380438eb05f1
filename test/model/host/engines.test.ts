import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;

describe("an engine", () => {
  const show = (seconds: number) =>
    `Id=docker.service\nLoadState=loaded\nActiveState=active\nSubState=running\nActiveEnterTimestampMonotonic=${seconds * 1e6}\n`;
  const files = {
    [ps()]: psTable(["old", "i", "Up 2 hours"], ["new", "i", "Up 1 minute"]),
    "sos_commands/docker/docker_inspect_aaaaaaaaaaaa": inspect(
      { name: "old", startedAt: "2026-11-24T10:00:00Z" },
      { name: "new", startedAt: "2026-11-24T11:59:00Z" },
    ),
    date: "2026-11-24T12:00:00Z\n",
    "sos_commands/host/proc_uptime": "10000.00 1.0\n",
  };

  it("was started when systemd says, and is outlived by what runs longer", () => {
    const [engine] = node({ ...files, "sos_commands/systemd/systemctl_show_engines": show(9000) }).engines;
    expect(engine).toMatchObject({
      startedAfterBoot: 9000,
      secondsSinceStart: 1000,
      outlivedBy: ["old"],
      hasContainers: true,
    });
  });

  it("was started at a time that is not known without that", () => {
    expect(node(files).engines[0]).not.toHaveProperty("secondsSinceStart");
  });

  it("has a file of options, or none, or that is not known", () => {
    const manifest = JSON.stringify({
      tool: { name: "sospect-collect" },
      captures: [{ path: ps(), command: "docker ps -a", exitCode: 0, timedOut: false, cutShort: false }],
    });
    expect(node({ ...files, "etc/docker/daemon.json": "{" }).engines[0]).toMatchObject({
      optionsThere: true,
      optionsValid: false,
    });
    expect(node({ ...files, "manifest.json": manifest }).engines[0]).toMatchObject({ optionsThere: false });
    expect(node(files).engines[0]).not.toHaveProperty("optionsThere");
  });

  it.each([
    ["OPTIONS='--iptables=false'\n", undefined, false],
    ["OPTIONS=''\n", undefined, true],
    ["OPTIONS=''\n", '{"iptables": false}', false],
    [undefined, "{}", undefined],
  ])("with the options %j and %j writes rules of the firewall: %s", (line, json, expected) => {
    const engine = node({
      ...files,
      ...(line !== undefined && { "etc/sysconfig/docker": line }),
      ...(json !== undefined && { "etc/docker/daemon.json": json }),
    }).engines[0];
    expect(engine?.managesFirewall).toBe(expected);
  });

  it("of a build that is known by its package has that build's number", () => {
    const version = "Server:\n Version: 1.12.6\n Package version: docker-1.12.6-28.git1398f24.el7\n";
    expect(node({ "sos_commands/docker/docker_version": version }).engines[0]).toMatchObject({ packageRelease: 28 });
  });
});
