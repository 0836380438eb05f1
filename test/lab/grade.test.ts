import { describe, expect, it } from "vitest";
import { recordOf, SETUP_AT } from "../../scripts/labs/students.js";
import { gradeOf } from "../../src/lab/grade.ts";
import { gradeText } from "../../src/lab/grade-text.ts";
import { maskGrade } from "../../src/lab/mask-grade.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { bundlesOf, grade, twoTasks } from "./support.ts";

const exercise = twoTasks();
const RECORDS = "sos_commands/lab/records";
const restarted = "nova-api-restarted";

const markOf = (graded: ReturnType<typeof grade>, id: string) => graded.tasks.find((task) => task.id === id);

/** The student's bundles with another record on all nodes. */
const withRecord = (text: string) => bundlesOf("anna", { change: (files) => ({ ...files, [RECORDS]: { text } }) });

describe("an exercise", () => {
  it("is passed by who did it after the setup", () => {
    expect(grade(exercise, bundlesOf("anna"))).toMatchObject({ mark: "pass", others: [] });
  });

  it("is failed by who did nothing, with the line that tells so", () => {
    const graded = grade(exercise, bundlesOf("anna", { done: false }));
    expect(graded.mark).toBe("fail");
    const task = markOf(graded, restarted);
    expect(task).toMatchObject({ mark: "fail", found: expect.stringContaining("has not been started") });
    expect(task?.evidence.map(({ text }) => text)).toContainEqual(expect.stringContaining("StartedAt"));
  });

  it("is not graded where nobody knows when it was set up", () => {
    const graded = grade(exercise, bundlesOf("anna", { setup: false }));
    expect(graded.mark).toBe("ungraded");
    expect(markOf(graded, restarted)?.reason).toMatch(/no record of a setup/);
  });

  it.each([
    ["written anew afterwards", recordOf(SETUP_AT - 90_000, "x", { mtime: SETUP_AT, ctime: SETUP_AT })],
    ["set back by touch, as its other time tells", recordOf(SETUP_AT - 90_000, "x", { ctime: SETUP_AT })],
    ["without a time", `record architecture-containerization mtime ${SETUP_AT} ctime ${SETUP_AT}\n| nothing\nend\n`],
    ["of after the capture", recordOf(SETUP_AT + 90_000, "x")],
  ])("does not count a record that was %s", (_, text) => {
    expect(markOf(grade(exercise, withRecord(text)), restarted)?.mark).toBe("ungraded");
  });

  it("does not count the record of another exercise", () => {
    const text = recordOf(SETUP_AT, "x").replace("architecture-containerization", "another-exercise");
    expect(markOf(grade(exercise, withRecord(text)), restarted)?.mark).toBe("ungraded");
  });

  it("says which node has no bundle, and grades what it can", () => {
    const [controller, compute] = bundlesOf("anna", { done: false });
    const without = grade(exercise, compute === undefined ? [] : [compute]);
    expect(without.mark).toBe("ungraded");
    expect(without.nodes.map(({ node, reason }) => [node, reason === undefined])).toEqual([
      ["director", false],
      ["controller0", false],
      ["compute0", true],
    ]);
    expect(grade(exercise, controller === undefined ? [] : [controller]).mark).toBe("fail");
  });

  it("knows a node by what its bundle says, not by its file's name", () => {
    const renamed = bundlesOf("anna").map((one) => ({
      ...one,
      summary: { ...one.summary, source: "controller0.tgz" },
    }));
    const [, compute] = renamed;
    const graded = grade(exercise, compute === undefined ? [] : [compute]);
    expect(graded.nodes.find(({ node }) => node === "controller0")?.source).toBeUndefined();
    expect(graded.nodes.find(({ node }) => node === "compute0")?.source).toBe("controller0.tgz");
  });

  it("takes the later of two bundles of one node, and one of a bundle that is there twice", () => {
    const [first, ...rest] = bundlesOf("anna", { done: false });
    const [done] = bundlesOf("anna");
    if (first === undefined || done === undefined) throw new Error("no bundles");
    const later = {
      ...done,
      summary: { ...done.summary, source: "later.tgz" },
      facts: done.facts.map((fact) =>
        fact.kind === "identity" && fact.what === "captured-at" ? { ...fact, value: "2036-11-24T00:00:00Z" } : fact,
      ),
    };
    for (const bundles of [
      [first, later],
      [later, first, { ...later }],
    ]) {
      const graded = grade(exercise, [...bundles, ...rest]);
      expect(graded.nodes.find(({ node }) => node === "controller0")?.source).toBe("later.tgz");
      expect(graded.others[0]).toMatchObject({ reason: expect.stringContaining("same node") });
    }
  });

  it("does not choose between two bundles of one node and time", () => {
    const graded = grade(exercise, [...bundlesOf("anna", { done: false }), ...bundlesOf("anna").slice(0, 1)]);
    expect(markOf(graded, restarted)).toMatchObject({ mark: "ungraded", reason: expect.stringContaining("2 bundles") });
  });

  it("does not count a bundle whose files are of two hosts", () => {
    const change = (
      files: Parameters<NonNullable<Parameters<typeof bundlesOf>[1]>["change"] & object>[0],
      node: string,
    ) => (node === "controller0" ? { ...files, "sos_commands/host/hostname": { text: "compute0\n" } } : files);
    const graded = grade(exercise, bundlesOf("anna", { change }));
    expect(markOf(graded, restarted)).toMatchObject({ mark: "ungraded" });
    expect(graded.mark).toBe("ungraded");
  });

  it("says of a bundle of another host that it does not count", () => {
    const change = (files: Readonly<Record<string, { readonly text: string }>>) =>
      Object.fromEntries(
        Object.entries(files).map(([path, file]) => [
          path,
          { ...file, text: file.text.replaceAll("compute0", "mallory") },
        ]),
      );
    const { others } = grade(exercise, bundlesOf("anna", { change }));
    expect(others.map(({ reason }) => reason)).toEqual([expect.stringContaining("mallory")]);
  });

  it("is graded alike each time", () => {
    const [one, other] = [grade(exercise, bundlesOf("anna")), grade(exercise, bundlesOf("anna"))];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });
});

describe("the overall grade", () => {
  const of = (...marks: ("pass" | "fail" | "ungraded")[]) => marks.map((mark) => ({ points: 10, mark }));
  it.each([
    ["passes when all points are reached", 30, of("pass", "pass", "pass"), "pass"],
    ["passes when the points that pass are reached, though more is open", 20, of("pass", "pass", "ungraded"), "pass"],
    ["fails when they cannot be reached any more", 30, of("pass", "fail", "ungraded"), "fail"],
    ["is open while they can be", 20, of("pass", "fail", "ungraded"), "ungraded"],
    ["is open where nothing could be graded", 30, of("ungraded", "ungraded", "ungraded"), "ungraded"],
  ] as const)("%s", (_, pass, tasks, expected) => {
    expect(gradeOf({ pass }, tasks).mark).toBe(expected);
  });
});

describe("a grade as students read it", () => {
  const text = (language: "en" | "zh", options: Parameters<typeof bundlesOf>[1] = { done: false }) =>
    gradeText(grade(exercise, bundlesOf("anna", options), language), {
      ...{ language, color: false, explain: false, live: true },
    });

  it("has a line for each check, and the grade at its end", () => {
    const lines = text("en").trimEnd().split("\n");
    expect(lines).toContain(" . Verifying node reachable: director..........................  SUCCESS");
    expect(lines.at(-1)).toBe("Overall exercise grade.........................................  FAIL");
  });

  it("is in Chinese where that is wanted", () => {
    expect(text("zh")).toMatch(/实验总评\.+ {2}FAIL\n$/);
  });

  it("shows what a terminal would obey", () => {
    const change = (files: Readonly<Record<string, { readonly text: string }>>) => ({
      ...files,
      "sos_commands/host/hostname": { text: "controller0\u001b[2J\n" },
    });
    expect(text("en", { change })).not.toContain("\u001b");
  });

  it("quotes no secret", () => {
    const graded = grade(exercise, bundlesOf("anna", { done: false }));
    const [task] = graded.tasks;
    if (task === undefined) throw new Error("no task");
    const leaky = {
      ...graded,
      tasks: [{ ...task, found: "it is hunter22", evidence: [{ file: "x", line: 1, text: "password = hunter22" }] }],
    };
    expect(JSON.stringify(maskGrade(leaky, createMasker()))).not.toContain("hunter22");
  });
});
