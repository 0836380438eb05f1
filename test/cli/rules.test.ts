import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "./run.ts";

const RULE = `id: service-exited
title: A service that is to run all the time has ended
severity: error
needs: [containers]
each: node.containers
as: container
where: container.lifecycle == "service"
when: container.state == "exited"
message: "{{container.name}} has exited ({{container.exitCode}})"
why: It serves nobody.
remedy: "{{container.commands.start}}"
tests:
  - name: fires on a service that ended
    given:
      container: { name: iscsid, state: exited, exitCode: 0, lifecycle: service }
    expect: fault
    message: iscsid has exited (0)
  - name: stays silent on a service that runs
    given:
      container: { name: iscsid, state: running, lifecycle: service }
    expect: ok
  - name: is not about one-shots
    given:
      container: { name: nova_db_sync, state: exited, exitCode: 0, lifecycle: one-shot }
    expect: not-applicable
  - name: is undecided without a list of containers
    given: {}
    absent: [containers]
    expect: unknown
`;
const BUNDLE = fileURLToPath(new URL("../../bundles/controller0.tgz", import.meta.url));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "rules-cli-"));
  await writeFile(join(directory, "service-exited.yaml"), RULE);
});
afterEach(() => rm(directory, { recursive: true }));

async function change(from: string, to: string): Promise<void> {
  const file = join(directory, "service-exited.yaml");
  const text = await readFile(file, "utf8");
  // As editors write: another file, which then takes the place of this one.
  await writeFile(`${file}~`, text.replace(from, to));
  await rename(`${file}~`, file);
}

const FIRST_OK = "lifecycle: service }\n    expect: ok";

describe("sospect rules test", () => {
  it("counts the tests of a user's own rules", async () => {
    const { code, stdout, stderr } = await run("sospect", ["rules", "test", directory]);
    expect([code, stdout, stderr]).toEqual([0, "1 rule, 4 tests: 4 passed, 0 failed\n", ""]);
  });

  it("says where a test fails, and what each part of the condition came to", async () => {
    await change(FIRST_OK, FIRST_OK.replace("ok", "fault"));
    const { code, stdout, stderr } = await run("sospect", ["rules", "test", "service-exited.yaml"], directory);
    expect(code).toBe(1);
    expect(stdout).toBe("1 rule, 4 tests: 3 passed, 1 failed\n");
    expect(stderr).toBe(`service-exited.yaml:21:13: test 'stays silent on a service that runs': expected fault, came ok
    where   yes    container.lifecycle == "service"
                     container.lifecycle = "service"
    when  > no     container.state == "exited"
                     container.state = "running"
`);
  });

  it("tests only the rule that is asked for", async () => {
    const { stdout } = await run("sospect", ["rules", "test", "--only", "container-dead"]);
    expect(stdout).toMatch(/^1 rule, \d+ tests: /);
  });

  it("tests nothing where a rule does not load", async () => {
    await change("container.lifecycle ==", "container.lifcycle ==");
    const { code, stdout, stderr } = await run("sospect", ["rules", "test", directory]);
    expect([code, stdout]).toEqual([2, "1 problem: nothing was tested\n"]);
    expect(stderr).toMatch(/service-exited.yaml:7:18: .*did you mean 'lifecycle'\?\n$/);
  });

  it("tests again whenever a file changes, until it is interrupted", async () => {
    const watching = spawn(process.execPath, [
      fileURLToPath(new URL("../../bin/sospect.js", import.meta.url)),
      "rules",
      "test",
      "--watch",
      directory,
    ]);
    const ended = new Promise((resolve) => watching.on("close", (code, signal) => resolve([code, signal])));
    const told = reader(watching);
    await told(/\d\d:\d\d:\d\d {2}1 rule, 4 tests: 4 passed, 0 failed\n/);
    await told(/Ctrl-C/);
    await change(FIRST_OK, FIRST_OK.replace("ok", "fault"));
    await told(/stays silent on a service that runs': expected fault, came ok/);
    await told(/4 tests: 3 passed, 1 failed \(.*service-exited.yaml changed\)\n/);
    await change("when: ", "wen: ");
    await told(/unknown key 'wen'; did you mean 'when'\?/);
    await change("wen: ", "when: ");
    await told(/4 tests: 3 passed, 1 failed/);
    watching.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });
});

/** Waits for a text that a process writes, after what was waited for before. */
function reader({ stdout, stderr }: ChildProcess) {
  let text = "";
  let waiting = () => {};
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      waiting();
    });
  }
  return (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      waiting = () => {
        const found = pattern.exec(text);
        if (found === null) return;
        text = text.slice(0, found.index) + text.slice(found.index + found[0].length);
        resolve();
      };
      waiting();
    });
}

describe("sospect rules lint", () => {
  it("knows our rules when it checks a user's", async () => {
    await change("tests:", "explains: [{ rules: [container-dead, container-ded] }]\ntests:");
    const { code, stdout, stderr } = await run("sospect", ["rules", "lint", directory]);
    expect([code, stdout]).toEqual([2, "1 rule, 1 problem\n"]);
    expect(stderr).toMatch(/there is no rule 'container-ded'; did you mean 'container-dead'\?/);
  });
});

describe("sospect rules explain", () => {
  it("says why a rule ended as it did", async () => {
    const { code, stdout } = await run("sospect", ["rules", "explain", "service-exited", BUNDLE]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/FAULT {2}glance_api\n/);
  });

  it("explains one subject as JSON", async () => {
    const args = ["rules", "explain", "service-exited", BUNDLE, "--subject", "keystone", "--json"];
    const { rule, places } = JSON.parse((await run("sospect", args)).stdout);
    expect(rule).toBe("service-exited");
    expect(places[0].subjects.map((subject: { when: object }) => subject.when)).toMatchObject([
      { truth: "false", decides: true, reads: [{ path: "container.state", value: '"running"' }] },
    ]);
  });

  it.each([
    [["servce-exited", BUNDLE], /no rule 'servce-exited'; did you mean 'service-exited'\?/],
    [["service-exited", BUNDLE, "--subject", "nobody"], /none of the \d+ subjects on controller0 is named nobody/],
    [["service-exited", BUNDLE, "--node", "nowhere"], /no node is named nowhere: it looked at controller0/],
  ])("says of a name that is not there: %j", async (args, expected) => {
    const { code, stderr } = await run("sospect", ["rules", "explain", ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(expected);
  });
});

describe("sospect rules new", () => {
  it.each([
    ["containers", [], 5],
    ["logs", ["--log"], 7],
  ])(
    "writes a rule over %s that tests well, is never overwritten, and says what is still to be written",
    async (_, options, tests) => {
      const args = ["rules", "new", "a-b", directory, ...options];
      const [first, again] = [await run("sospect", args), await run("sospect", args)];
      const file = join(directory, "a-b.yaml");
      expect([first.code, first.stdout]).toEqual([0, `${file}\n`]);
      expect([again.code, again.stderr]).toEqual([2, `${file} exists: choose another id\n`]);
      expect((await run("sospect", ["rules", "test", file])).stdout).toBe(
        `1 rule, ${tests} tests: ${tests} passed, 0 failed\n`,
      );
      const { stderr } = await run("sospect", ["rules", "lint", file]);
      expect(stderr.match(/'(title|message|why|remedy)' is not written yet/g)).toHaveLength(4);
    },
  );

  it("says that a rule takes the place of one of ours", async () => {
    const { code, stderr } = await run("sospect", ["rules", "new", "container-dead", directory]);
    expect([code, stderr]).toEqual([
      0,
      "there is a rule 'container-dead' of ours: with --rules, yours takes its place\n",
    ]);
  });

  it("refuses an id that is no name of a file", async () => {
    expect((await run("sospect", ["rules", "new", "../x", directory])).code).toBe(2);
  });
});

describe("sospect rules docs", () => {
  const pages = () => join(directory, "pages");
  const docs = (...more: string[]) => run("sospect", ["rules", "docs", directory, "-o", pages(), ...more]);

  it("writes a page for each rule, an index and the model, and knows when they are old", async () => {
    expect(await docs()).toMatchObject({ code: 0, stdout: `3 pages in ${pages()}: 3 written, 0 removed\n` });
    expect(await docs("--check")).toMatchObject({ code: 0, stderr: "" });
    await change("title: A service", "title: Some service");
    const { code, stderr } = await docs("--check");
    expect(code).toBe(1);
    expect(stderr).toContain(`${join(pages(), "service-exited.md")} is not what the rules say\n`);
  });

  it("removes the page of a rule that is gone, and nobody else's", async () => {
    await docs();
    await writeFile(join(pages(), "mine.md"), "# Mine\n");
    await rename(join(pages(), "service-exited.md"), join(pages(), "old.md"));
    expect((await docs()).stdout).toMatch(/1 written, 1 removed/);
    expect(await readFile(join(pages(), "mine.md"), "utf8")).toBe("# Mine\n");
  });
});
