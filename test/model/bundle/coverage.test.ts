import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const OURS = { tool: { name: "sospect-collect", version: "0.1.0" }, host: "n", started: "2026-11-23T09:00:00Z" };

function containers(files: Record<string, string | FileOf>) {
  const { state, ...rest } = nodeOf(captured(files), KNOWN).coverage.containers;
  return [state, "reason" in rest ? rest.reason : ""] as const;
}

function manifest(capture: object): string {
  return JSON.stringify({
    ...OURS,
    captures: [{ command: "docker ps -a", path: PS, exitCode: 0, timedOut: false, cutShort: false, ...capture }],
  });
}

describe("what a bundle holds of containers", () => {
  it("is whole with a list of all", () => {
    expect(containers({ [PS]: psTable() })[0]).toBe("whole");
  });

  it("is partial with a list of those that run", () => {
    expect(containers({ "sos_commands/docker/docker_ps": psTable(["a", "i", "Up 2 days"]) })[0]).toBe("partial");
  });

  it("is partial with inspections alone", () => {
    expect(containers({ "sos_commands/docker/docker_inspect_aaaaaaaaaaaa": inspect({ name: "a" }) })[0]).toBe(
      "partial",
    );
  });

  it("is absent where the file holds an error, which the reason quotes", () => {
    const [state, reason] = containers({
      [PS]: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    });
    expect(state).toBe("absent");
    expect(reason).toContain("Cannot connect to the Docker daemon");
    expect(reason).toContain("collect:");
  });

  it("is absent without a file, and the reason names the paths", () => {
    expect(containers({ hostname: "n" })).toEqual(["absent", expect.stringContaining(PS)]);
  });

  it.each([
    ["failed", { exitCode: 1 }, /exit code 1/],
    ["hung", { exitCode: 124, timedOut: true }, /timed out/],
    ["was cut short", { cutShort: true }, /cut short/],
  ])("is partial where the manifest says that the command %s", (_, capture, reason) => {
    const [state, why] = containers({ [PS]: psTable(["a", "i", "Up 1 day"]), "manifest.json": manifest(capture) });
    expect(state).toBe("partial");
    expect(why).toMatch(reason);
  });

  it("is partial where the entry was cut while reading", () => {
    expect(containers({ [PS]: { text: psTable(["a", "i", "Up 1 day"]), loss: "the archive ends here" } })[0]).toBe(
      "partial",
    );
  });

  it("is partial where the archive is damaged, since names and values in it may be others", () => {
    const notes = [{ code: "corrupt", message: "512 bytes that are no header were skipped", lossy: true }] as const;
    const node = nodeOf(captured({ [PS]: psTable(["a", "i", "Up 1 day"]) }, { notes }), KNOWN);
    expect(node.coverage.containers.state).toBe("partial");
  });

  it("is partial where an engine is there, and no list of its containers", () => {
    const files = { [PS]: psTable(["a", "i", "Up 1 day"]), "sos_commands/podman/podman_version": "Version:  4.4.1\n" };
    expect(containers(files)[0]).toBe("partial");
  });

  it("is partial where an engine is there, but not the socket of its daemon", () => {
    const socket = "failed to connect: dial unix /var/run/docker.sock: connect: no such file or directory";
    expect(containers({ [PS]: socket, "sos_commands/podman/podman_ps_-a": psTable() })[0]).toBe("partial");
  });

  it("is partial where one of two engines does not answer", () => {
    const podman = "sos_commands/podman/podman_ps_-a";
    expect(containers({ [PS]: "Cannot connect to the Docker daemon", [podman]: psTable() })[0]).toBe("partial");
  });

  it("is whole where the other engine is not installed", () => {
    const podman = "sos_commands/podman/podman_ps_-a";
    expect(containers({ [PS]: "bash: docker: command not found", [podman]: psTable() })[0]).toBe("whole");
  });
});

describe("a node that runs no container", () => {
  it("has no configuration of containers to ask for", () => {
    const { coverage } = nodeOf(captured({ [PS]: psTable() }), KNOWN);
    expect([coverage.configuration.state, coverage.checksums.state]).toEqual(["whole", "whole"]);
  });

  it("is not one of which nothing is known", () => {
    const { coverage } = nodeOf(captured({ hostname: "n" }), KNOWN);
    expect([coverage.configuration.state, coverage.checksums.state]).toEqual(["absent", "absent"]);
  });
});
