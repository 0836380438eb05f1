import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { read } from "./helpers.ts";

const folder = join(process.env["REALDATA_DIR"] ?? "../shared/realdata", "archives");
const archives = existsSync(folder) ? readdirSync(folder) : [];

if (archives.length === 0) test.skip(`real archives are absent (${folder}): nothing compared`, () => undefined);

test.each(archives.flatMap((name) => [[name, "system-first"] as const, [name, "built-in"] as const]))(
  "%s has the files that tar sees, by what is %s",
  { timeout: 60_000 },
  async (name, choice) => {
    const path = join(folder, name);
    const listing = execFileSync("tar", ["tvf", path], { encoding: "utf8", maxBuffer: 1e8 });
    const regular = listing.split("\n").filter((line) => line.startsWith("-"));
    const { result, files } = await read(path, {}, choice);
    expect(result).toMatchObject({ ok: true, summary: { entries: regular.length, notes: [] } });
    expect(files.every((file) => file.loss === undefined && file.ends === 1)).toBe(true);
    expect(regular.every((line, index) => line.endsWith(`/${files[index]?.path}`))).toBe(true);
  },
);
