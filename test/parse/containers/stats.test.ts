import { describe, expect, it } from "vitest";
import { captures, factsOf, ofKind, realDataIsHere, whereRealDataIs } from "../support.ts";

const FILE = "sos_commands/docker/docker_stats_--no-stream";

function useOf(text: string, file = FILE): string[] {
  return ofKind(factsOf(file, text), "stats").map(({ id, name = "-", cpuPercent = "-", memoryPercent = "-" }) =>
    [id, name, cpuPercent, memoryPercent].join(" "),
  );
}

describe("statistics", () => {
  it("lack names before docker 17", () => {
    const text = [
      "CONTAINER           CPU %               MEM USAGE / LIMIT     MEM %               NET I/O             BLOCK I/O           PIDS",
      "b95a83497c91        0.28%               5.629MiB / 1.952GiB   0.28%               916B / 0B           147kB / 0B          9",
      "67b2525d8ad1        --                  -- / --               --                  --                  --                  --",
    ].join("\n");
    expect(useOf(text)).toEqual(["b95a83497c91 - 0.28 0.28", "67b2525d8ad1 - - -"]);
  });

  it("are read from JSON", () => {
    const docker = { ID: "b95a83497c91", Name: "web", CPUPerc: "0.28%", MemPerc: "1.5%" };
    const podman = [{ id: "b95a83497c91", name: "web", cpu_percent: "0.28%", mem_percent: "1.5%" }];
    expect(useOf(`${JSON.stringify(docker)}\n`)).toEqual(["b95a83497c91 web 0.28 1.5"]);
    expect(useOf(JSON.stringify(podman, null, 1))).toEqual(["b95a83497c91 web 0.28 1.5"]);
  });

  it("are none in a file that holds an error", () => {
    expect(useOf("Error response from daemon: no such container\n")).toEqual([]);
    expect(useOf("")).toEqual([]);
  });

  it("leave out a row that cannot be followed", () => {
    expect(useOf("CONTAINER ID   NAME      CPU %     MEM %\nb95a83497c91 web 0.28% 1%\n")).toEqual([]);
  });
});

describe.skipIf(!realDataIsHere)(`real statistics${whereRealDataIs}`, () => {
  it.each(captures("stats"))("are read from each row of $file", ({ lines, text }) => {
    const rows = ofKind(factsOf(FILE, text), "stats");
    expect(rows).toHaveLength(lines - 1);
    for (const { id, name, cpuPercent, source } of rows) {
      const [first, second, third] = (text.split("\n")[source.line - 1] ?? "").split(/\s+/);
      expect([id, name]).toEqual([first, second]);
      expect(cpuPercent).toBe(third === "--" ? undefined : Number.parseFloat(third ?? ""));
    }
  });
});
