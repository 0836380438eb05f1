import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { writeWhole } from "../../src/cli/write-whole.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const bundle = join(project, "bundles/compute0.tgz");

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "sospect-whole-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe("files that are written whole", () => {
  it("replace what stands at their names, and only their user may read them", async () => {
    const at = folder();
    writeFileSync(join(at, "a"), "earlier");
    chmodSync(join(at, "a"), 0o666);
    await writeWhole([
      { path: join(at, "a"), text: "new" },
      { path: join(at, "b"), text: "too" },
    ]);
    expect(readdirSync(at).sort()).toEqual(["a", "b"]);
    expect(readFileSync(join(at, "a"), "utf8")).toBe("new");
    expect(statSync(join(at, "a")).mode & 0o777).toBe(0o600);
  });

  it("take the place of a link, and leave what it leads to", async () => {
    const at = folder();
    writeFileSync(join(at, "precious"), "mine");
    symlinkSync("precious", join(at, "a"));
    await writeWhole([{ path: join(at, "a"), text: "new" }]);
    expect([readFileSync(join(at, "precious"), "utf8"), readFileSync(join(at, "a"), "utf8")]).toEqual(["mine", "new"]);
  });

  it("are all left out where one cannot be written, and what was there stays", async () => {
    const at = folder();
    writeFileSync(join(at, "a"), "earlier");
    const files = [
      { path: join(at, "a"), text: "new" },
      { path: join(at, "no/such/folder"), text: "new" },
    ];
    await expect(writeWhole(files)).rejects.toThrow("ENOENT");
    expect([readdirSync(at), readFileSync(join(at, "a"), "utf8")]).toEqual([["a"], "earlier"]);
  });
});

describe("a report on a disk that fills", () => {
  const unshare = ["--map-root-user", "--mount", "--user"];
  const allowed = spawnSync("unshare", [...unshare, "true"]).status === 0;

  // A small disk is mounted in a namespace of its own, which some machines refuse to ordinary users.
  it.skipIf(!allowed)("leaves the earlier report and nothing else, with one line that says why", () => {
    const script = `mount -t tmpfs -o size=100k none "$1" && echo earlier >"$1/sospect.json" || exit 99
      "$2" "$3" "$4" --format json,html -o "$1"; echo "rc $?"; ls -A "$1"; cat "$1/sospect.json"`;
    const words = [folder(), process.execPath, join(project, "bin/analyze.js"), bundle];
    const { stdout, stderr } = spawnSync("unshare", [...unshare, "sh", "-c", script, "sh", ...words], {
      encoding: "utf8",
    });
    expect(stdout).toBe("rc 2\nsospect.json\nearlier\n");
    expect(stderr).toMatch(/^sospect: ENOSPC: [^\n]*free some space[^\n]*\n$/);
  });

  it("is none of the outputs of a class either, which are written together", () => {
    const at = folder();
    mkdirSync(join(at, "class/ann"), { recursive: true });
    mkdirSync(join(at, "out/lab-config-change.json"), { recursive: true });
    writeFileSync(join(at, "class/ann/controller0.tgz"), readFileSync(join(project, "bundles/controller0.tgz")));
    const args = [join(project, "bin/lab.js"), "grade", "config-change", "--class", join(at, "class")];
    const { status, stderr } = spawnSync(process.execPath, [...args, "-o", join(at, "out")], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain("lab-config-change.json");
    expect(readdirSync(join(at, "out")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
