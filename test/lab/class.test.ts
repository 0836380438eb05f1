import { describe, expect, it } from "vitest";
import { classOf, type StudentWork } from "../../src/lab/class.ts";
import { classCsv } from "../../src/lab/class-csv.ts";
import { classHtml } from "../../src/lab/class-html.ts";
import { labWords } from "../../src/lab/words.ts";
import { bundlesOf, grade, twoTasks } from "./support.ts";

const exercise = twoTasks();
const head = {
  exercise: exercise.id,
  title: exercise.title.en,
  tasks: exercise.tasks.map(({ id, label, points }) => ({ id, label: label.en, points })),
};

const graded = (done: boolean) => grade(exercise, bundlesOf("anna", { done }));
const work = (student: string, more: Partial<StudentWork> = {}): StudentWork => ({
  student,
  problems: [],
  prints: [],
  ...more,
});
const print = (source: string, sha256: string, boot: string) => ({
  source,
  sha256,
  host: "controller0",
  boots: [boot],
});

describe("a class", () => {
  it("is in the order of names, however fast who was", () => {
    const { students } = classOf(head, [work("zoe"), work("Ben"), work("anna")]);
    expect(students.map(({ student }) => student)).toEqual(["Ben", "anna", "zoe"]);
  });

  it("points out one file under two names, and one boot under two names", () => {
    const { twice, students } = classOf(head, [
      work("anna", { grade: graded(true), prints: [print("anna/a.tgz", "1", "b1")] }),
      work("ben", { grade: graded(true), prints: [print("ben/b.tgz", "1", "b1")] }),
      work("cora", { grade: graded(true), prints: [print("cora/c.tgz", "2", "b1")] }),
      work("dora", { grade: graded(true), prints: [print("dora/d.tgz", "3", "b3"), print("dora/e.tgz", "3", "b3")] }),
    ]);
    expect(twice.map(({ why, handedIn }) => [why, handedIn.map(({ student }) => student)])).toEqual([
      ["file", ["anna", "ben"]],
      ["boot", ["anna", "ben", "cora"]],
    ]);
    expect(students.map(({ mark }) => mark)).toEqual(["pass", "pass", "pass", "pass"]);
  });

  it("keeps the row of who handed in nothing that can be read", () => {
    const { students } = classOf(head, [work("anna", { problems: ["anna/x.tgz: not an archive"] })]);
    expect(students).toEqual([expect.objectContaining({ student: "anna", mark: "ungraded", points: 0 })]);
  });
});

describe("a class as CSV", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '"=1'])("calculates nothing for a student called %j", (name) => {
    const row = classCsv(classOf(head, [work(name)]), labWords.en).split("\r\n")[1] ?? "";
    expect(row).not.toMatch(/^"?[=+\-@\t]/);
    expect(row).toMatch(/^"('[=+\-@]|"")/);
  });

  it("has a column for each task", () => {
    const [first, row] = classCsv(classOf(head, [work("anna", { grade: graded(false) })]), labWords.en).split("\r\n");
    expect(first).toBe('"student","grade","points","of","nova-api-restarted","keystone-healthy","remarks"');
    expect(row).toBe('"anna","FAIL","40","100","FAIL","PASS",""');
  });
});

describe("a class as HTML", () => {
  const page = classHtml(
    classOf(head, [
      work("<img src=x onerror=alert(1)>", { grade: graded(false), problems: ["<script>alert(1)</script>"] }),
    ]),
    "en",
  );

  it("escapes what students write, and runs no script", () => {
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("&lt;img src");
    expect(page).toContain("default-src &#x27;none&#x27;".replaceAll("&#x27;", "'"));
  });

  it("loads nothing from anywhere", () => {
    expect(page).not.toMatch(/(src|href)="(?!#)|url\(|@import/);
  });

  it("says in words what signs and colours say", () => {
    expect(page).toContain('<span class="hidden">FAIL</span>');
    expect(page).toContain('<html lang="en">');
  });
});
