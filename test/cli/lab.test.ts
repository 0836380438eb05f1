import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { studentBundles } from "../../scripts/labs/students.js";
import { SMALL } from "../lab/support.ts";
import { run } from "./run.ts";

const LAB = fileURLToPath(new URL("../../bin/lab.js", import.meta.url));
const ID = "architecture-containerization";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "lab-"));
});
afterAll(() => rm(scratch, { recursive: true }));

async function handIn(folder: string, student: string, options: { readonly done?: boolean } = {}): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const bundles = studentBundles(student, options);
  await Promise.all(bundles.map(({ name, bytes }) => writeFile(join(folder, name), bytes)));
  return bundles.map(({ name }) => join(folder, name));
}

const lab = (...args: string[]) => run("lab", args, scratch);

describe("lab grade", () => {
  it.each([
    ["passes who did it", { done: true }, 0, "PASS"],
    ["fails who did not", { done: false }, 1, "FAIL"],
  ])("%s, with the exit code that says so", async (_, options, code, word) => {
    const bundles = await handIn(join(scratch, word), "anna", options);
    for (const words of [
      [SMALL, "grade"],
      ["grade", SMALL],
    ]) {
      const ended = await lab(...words, ...bundles);
      expect(ended.code).toBe(code);
      expect(ended.stdout).toMatch(new RegExp(`\\nOverall exercise grade\\.+ {2}${word}\\n$`));
      expect(ended.stderr).toBe("");
    }
  });

  it("cannot grade without the bundles, and says what to collect", async () => {
    await writeFile(join(scratch, "no.tgz"), "no bundle");
    const ended = await lab(SMALL, "grade", "no.tgz");
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain("collect");
    expect(ended.stderr).toMatch(/^no\.tgz: .+\n$/);
  });

  it.each([
    [["architecture-containerisation", "grade", "x.tgz"], /did you mean 'architecture-containerization'/],
    [["grade", ID, "--class", "nowhere"], /nowhere: no such directory/],
    [["grade", ID, "--host", "mallory"], /no node of the exercise/],
    [["grade", ID, "--host", "controller0=-oProxyCommand=x"], /is no host/],
  ])("refuses %j with one line", async (args, message) => {
    const ended = await lab(...args);
    expect([ended.code, ended.stdout]).toEqual([2, ""]);
    expect(ended.stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(message)]);
  });
});

describe("lab grade --class, with a bundle that takes too long", () => {
  it("gives it up, says so, and ends", async () => {
    const folder = join(scratch, "slow");
    await handIn(join(folder, "anna"), "anna", { done: true });
    // The built one, since workers run what is built.
    const built = new URL("../../dist/cli/lab-workers.js", import.meta.url).href;
    const { gradeAll } = (await import(built)) as typeof import("../../src/cli/lab-workers.ts");
    const order = { directory: folder, exercise: SMALL, language: "en" as const, seconds: 0.001 };
    const students = [{ student: "anna", bundles: ["anna"] }];
    const works = await gradeAll(students, order, () => {});
    expect(works).toEqual([
      {
        student: "anna",
        problems: ["anna: could not be graded: not done after 0.001 s (see --student-timeout)"],
        prints: [],
      },
    ]);
  });
});

describe("lab grade --class", () => {
  it("goes on past a bad bundle, points out what was handed in twice, and writes the same each time", async () => {
    const folder = join(scratch, "class");
    await handIn(join(folder, "anna"), "anna");
    await handIn(join(folder, "ben"), "anna");
    await handIn(join(folder, "cora"), "cora", { done: false });
    await mkdir(join(folder, "dora"));
    await writeFile(join(folder, "dora", "broken.tgz"), "this is no archive");
    await writeFile(join(folder, "sospect-controller0.tgz"), "whose?");
    const written = async (out: string) => {
      const ended = await lab("grade", SMALL, "--class", folder, "-o", out);
      const files = (await readdir(join(scratch, out))).sort();
      return {
        ended,
        files,
        texts: await Promise.all(files.map((file) => readFile(join(scratch, out, file), "utf8"))),
      };
    };
    const first = await written("one");
    expect(first.ended.code).toBe(3);
    expect(first.ended.stderr).toMatch(/^sospect-controller0\.tgz: whose is it\?/);
    expect(first.files).toEqual([`lab-${ID}.csv`, `lab-${ID}.html`, `lab-${ID}.json`]);
    const { students, twice } = JSON.parse(first.texts[2] ?? "");
    expect(students.map(({ student, mark }: { student: string; mark: string }) => [student, mark])).toEqual([
      ["anna", "pass"],
      ["ben", "pass"],
      ["cora", "fail"],
      ["dora", "ungraded"],
    ]);
    expect(twice).toHaveLength(3);
    expect(first.texts.every((text) => !text.includes(scratch))).toBe(true);
    expect((await written("two")).texts).toEqual(first.texts);
  });
});

/** An exercise on this machine itself, which an ssh of our own making leads to; what lies in /var/lib goes below `root`. */
describe("lab setup and finish", () => {
  let root: string;
  const text = (en: string) => ({ en, zh: `文${en}` });

  beforeEach(async () => {
    root = await mkdtemp(join(scratch, "node-"));
    await mkdir(join(root, "bin"));
    const ssh = `#!/bin/sh
for word; do host=$word; [ "$before" = -- ] && break; before=$word; done
case $host in *down0) echo "ssh: connect to host down0 port 22: No route to host" >&2; exit 255 ;; esac
sed -e 's#/var/lib/sospect-lab#${root}/lab#; s#/root/lab-answers#${root}/answers#; s#uname -n#echo node0#; s#sleep 2#:#' >${root}/script
exec sh ${root}/script
`;
    await writeFile(join(root, "bin", "ssh"), ssh, { mode: 0o755 });
  });

  async function exercise(more: object = {}): Promise<string> {
    const action = (id: string, run: string) => ({
      id,
      on: "node0",
      label: text(id),
      run,
      undo: `rm -f ${root}/${id}`,
    });
    const task = {
      ...{ id: "one", label: text("One"), points: 1, on: "node0", needs: [] },
      ...{ expected: text("a"), found: text("b"), hint: text("c"), when: 'node.name == "node0"' },
      tests: [{ name: "x", expect: "ungraded" }],
    };
    const all = {
      ...{ id: "some", title: text("Some"), text: text("Do it."), nodes: { node0: { user: "root" } } },
      setup: [
        action("first", `echo x >>${root}/first`),
        action("second", `echo x >>${root}/second; test ! -e ${root}/break`),
      ],
      ...{ tasks: [task], ...more },
    };
    const file = join(root, "some.yaml");
    await writeFile(file, JSON.stringify(all));
    return file;
  }

  function labHere(...args: string[]): Promise<{ code: number | null; stdout: string }> {
    const env = { ...process.env, PATH: `${join(root, "bin")}:${process.env["PATH"]}` };
    const child = spawn(process.execPath, [LAB, ...args], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      stdout += data;
    });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout })));
  }

  const there = async () => (await readdir(root)).filter((name) => ["first", "second", "lab"].includes(name)).sort();

  it("twice is the same as once, both of them", async () => {
    const file = await exercise();
    const once = await labHere(file, "setup");
    expect(once.stdout).toContain(" . Verifying node reachable: node0.............................  SUCCESS\n");
    const record = await readFile(join(root, "lab/some/record"), "utf8");
    const again = await labHere("start", file);
    expect([once.code, again.code, again.stdout]).toEqual([0, 0, once.stdout]);
    expect(await readFile(join(root, "lab/some/record"), "utf8")).toBe(record);
    expect(record).toMatch(/^setup-at \d+\nboot-id /);
    expect(await readFile(join(root, "first"), "utf8")).toBe("x\n");
    for (const verb of ["finish", "cleanup"]) {
      expect((await labHere(file, verb)).code).toBe(0);
      expect(await there()).toEqual(["lab"]);
      expect(await readdir(join(root, "lab"))).toEqual([]);
    }
  });

  it("that broke half-way has no record, and is put back by finish", async () => {
    const file = await exercise();
    await writeFile(join(root, "break"), "");
    const broken = await labHere(file, "setup");
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/ \. second\.+ {2}FAIL\n {3}- found: exit code 1/);
    expect(await readdir(join(root, "lab/some"))).toEqual(["done"]);
    expect(await there()).toEqual(["first", "lab", "second"]);
    expect((await labHere(file, "finish")).code).toBe(0);
    expect(await there()).toEqual(["lab"]);
  });

  it("changes nothing where what it requires is not so", async () => {
    const requires = [{ id: "engine", on: "node0", label: text("engine"), run: "echo no engine >&2; exit 3" }];
    const ended = await labHere(await exercise({ requires }), "setup");
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain("found: exit code 3: no engine");
    expect(await there()).toEqual([]);
  });

  it("leaves alone what is so already, also when it is put back", async () => {
    await writeFile(join(root, "kept"), "");
    const setup = [
      {
        id: "kept",
        on: "node0",
        label: text("kept"),
        check: `test -e ${root}/kept`,
        run: "exit 1",
        undo: `rm ${root}/kept`,
      },
    ];
    const file = await exercise({ setup });
    expect((await labHere(file, "setup")).code).toBe(0);
    expect((await labHere(file, "finish")).code).toBe(0);
    expect(await readdir(root)).toContain("kept");
  });

  it("tells which node is down, and does the others", async () => {
    const file = await exercise({ nodes: { node0: {}, down0: {} } });
    const ended = await labHere(file, "setup");
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/ \. Verifying node reachable: down0\.+ {2}FAIL\n {3}- found: .*No route to host/);
    expect(ended.stdout).toMatch(/ \. first\.+ {2}SUCCESS/);
  });

  it("does nothing on a host that calls itself otherwise", async () => {
    const file = await exercise();
    await writeFile(file, (await readFile(file, "utf8")).replaceAll('"node0"', '"node1"'));
    const ended = await labHere(file, "setup");
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain("calls itself node0");
    expect(await there()).toEqual([]);
  });
});
