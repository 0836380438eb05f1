import { describe, expect, it } from "vitest";
import { factsOf, fromSosreport, ofKind, realDataIsHere, whereRealDataIs } from "../support.ts";

const capture = {
  command: "docker ps -a --no-trunc",
  path: "sos_commands/docker/docker_ps_-a_--no-trunc",
  exitCode: 124,
  timedOut: true,
  durationMs: 30000,
  bytes: 0,
  cutShort: false,
  stderr: "",
};
const ours = {
  schemaVersion: 1,
  tool: { name: "sospect-collect", version: "0.1.0" },
  host: "controller0",
  started: "2026-11-23T13:30:40Z",
  captures: [
    capture,
    { ...capture, path: "var/log/x", exitCode: 0, timedOut: false, cutShort: true },
    { command: "no path" },
  ],
};
const told = { kind: "capture", tool: "sospect", command: capture.command, milliseconds: 30_000, bytes: 0 };
const captures = [
  { ...told, path: capture.path, exitCode: 124, timedOut: true, cutShort: false },
  { ...told, path: "var/log/x", exitCode: 0, timedOut: false, cutShort: true },
];

describe("our manifest", () => {
  it("tells the host, the time, and how each command ended", () => {
    const facts = factsOf("manifest.json", JSON.stringify(ours));
    expect(ofKind(facts, "identity").map(({ what, value }) => [what, value])).toEqual([
      ["host-name", "controller0"],
      ["captured-at", "2026-11-23T13:30:40Z"],
    ]);
    expect(ofKind(facts, "capture")).toEqual(captures);
  });

  it("that is cut tells of no command what it does not show", () => {
    const text = JSON.stringify(ours);
    for (let end = 0; end < text.length; end++) {
      const seen = ofKind(factsOf("manifest.json", text.slice(0, end)), "capture");
      expect(captures.slice(0, seen.length)).toEqual(seen);
    }
  });

  it("is none where another tool's is, or none at all", () => {
    for (const text of ["", "{}", "[]", '{"tool": {"name": "other"}, "captures": [{"path": "x"}]}'])
      expect(factsOf("manifest.json", text)).toEqual([]);
  });
});

describe("the manifest of sos", () => {
  it("tells how each command of each plugin ended", () => {
    const command = { exec: "docker ps", filepath: "sos_commands/docker/docker_ps", return_code: 0, truncated: false };
    const late = { ...command, return_code: 124, truncated: true };
    const text = JSON.stringify(
      {
        components: {
          report: { plugins: { docker: { commands: [command, late] }, host: { commands: [command] }, logs: {} } },
        },
      },
      null,
      4,
    );
    const seen = ofKind(factsOf("sos_reports/manifest.json", text), "capture");
    expect(
      seen.map(({ tool, path, exitCode, timedOut, cutShort }) => [tool, path, exitCode, timedOut, cutShort]),
    ).toEqual([
      ["sos", command.filepath, 0, false, false],
      ["sos", command.filepath, 124, true, true],
      ["sos", command.filepath, 0, false, false],
    ]);
  });

  it.skipIf(!realDataIsHere)(`4.12 is read${whereRealDataIs}`, () => {
    const [text = ""] = fromSosreport("sos_reports/manifest.json").values();
    const seen = ofKind(factsOf("sos_reports/manifest.json", text), "capture");
    expect(seen).toHaveLength([...text.matchAll(/"filepath": "/g)].length);
    expect(seen).toContainEqual({
      kind: "capture",
      tool: "sos",
      command: expect.stringMatching(/docker ps -a$/),
      path: "sos_commands/docker/docker_ps_-a",
      exitCode: 0,
      timedOut: false,
      cutShort: false,
      milliseconds: expect.any(Number),
    });
  });
});
