import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../src/collect/script/mask.awk", import.meta.url));

/** The awks that the collector meets: GNU's on RHEL, busybox's, and the one of Debian. */
export const awks = [["gawk"], ["mawk"], ["busybox", "awk"]].filter(
  ([command = "", ...rest]) => spawnSync(command, [...rest, "BEGIN { exit 0 }"]).status === 0,
);

/** What the collector's own masker makes of these texts, which each end in a newline. */
export function maskedByAwk(
  [command = "", ...args]: readonly string[],
  texts: readonly string[],
  name = "0",
): string[] {
  const folder = mkdtempSync(join(tmpdir(), "sospect-mask-"));
  try {
    mkdirSync(join(folder, "out"));
    const paths = texts.map((text, at) => {
      const path = join(folder, `in-${at + 1}`);
      writeFileSync(path, text);
      return path;
    });
    const run = spawnSync(command, [...args, "-v", `OUT=${join(folder, "out")}`, "-v", `NAME=${name}`, "-f", program], {
      input: paths.map((path) => `${path}\n`).join(""),
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      encoding: "utf8",
    });
    if (run.status !== 0 || run.stderr !== "") throw new Error(`${command}: ${run.stderr}`);
    return texts.map((_, at) => readFileSync(join(folder, "out", `${at + 1}`), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
