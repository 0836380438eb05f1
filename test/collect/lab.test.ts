import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { factsOf, ofKind, only } from "../parse/support.ts";

const PART = readFileSync(fileURLToPath(new URL("../../src/collect/script/lab.sh", import.meta.url)), "utf8");

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "records-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** What the collector writes of a node whose /var/lib and /root lie below `root`. */
function captured(): string {
  const script = PART.replaceAll("/var/lib/sospect-lab", `${root}/lab`).replaceAll("/root/", `${root}/`);
  return execFileSync("sh", ["-c", `capture() { shift; "$@"; }\n${script}\ncapture_lab`], { encoding: "utf8" });
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("what the collector takes of lab exercises", () => {
  it("says that there is nothing, where there is nothing", () => {
    expect(captured()).toBe("end\n");
  });

  it("is read by the parser: records with both times of their files, and answers", () => {
    write("lab/some-exercise/record", "setup-at 1790000000\nboot-id x\n");
    write("lab/some-exercise/done/stop-it", "complete\n");
    write("lab-answers/some-exercise", "exited: a, b\r\nrecord other mtime 1 ctime 1");
    utimesSync(join(root, "lab/some-exercise/record"), 1790000000, 1790000000);
    const facts = factsOf("sos_commands/lab/records", captured());
    const record = only(facts, "lab-record");
    expect(record).toMatchObject({ exercise: "some-exercise", setupAt: 1790000000, mtime: 1790000000 });
    expect(Math.abs(record.ctime - Date.now() / 1000)).toBeLessThan(3600);
    expect(ofKind(facts, "lab-answer").map(({ name, value }) => [name, value])).toEqual([["exited", "a, b"]]);
    expect(only(facts, "listing").state).toBe("whole");
  });

  it("follows no link", () => {
    write("secret", "password: hunter22\n");
    write("lab-answers/other", "a: b\n");
    symlinkSync(join(root, "secret"), join(root, "lab-answers/some-exercise"));
    mkdirSync(join(root, "lab"));
    symlinkSync(join(root, "lab-answers"), join(root, "lab/linked"));
    expect(captured()).not.toMatch(/hunter22|linked/);
  });
});
