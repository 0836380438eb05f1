import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../src/collect/script/mask.awk", import.meta.url));

/** The awks that the collector meets: GNU's on RHEL, busybox's, and the one of Debian. */
export const awks = [["gawk"], ["mawk"], ["busybox", "awk"]].filter(
  ([command = "", ...rest]) => spawnSync(command, [...rest, "BEGIN { exit 0 }"]).status === 0,
);

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What the collector's own masker makes of these files, which each end in a newline; `alone` where no file may tell what is
 * secret in another.
 */
export function maskedByAwk(
  [command = "", ...args]: readonly string[],
  files: readonly TextFile[],
  { name = "0", alone = false }: { readonly name?: string; readonly alone?: boolean } = {},
): string[] {
  const folder = mkdtempSync(join(tmpdir(), "sospect-mask-"));
  try {
    mkdirSync(join(folder, "out"));
    const paths = files.map(({ path, text }, at) => {
      const file = join(folder, `${at}`, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    });
    const run = spawnSync(
      command,
      [
        ...args,
        "-v",
        `OUT=${join(folder, "out")}`,
        "-v",
        `NAME=${name}`,
        ...(alone ? ["-v", "ALONE=1"] : []),
        "-f",
        program,
      ],
      {
        input: paths.map((path) => `${path}\n`).join(""),
        env: { PATH: process.env.PATH, LC_ALL: "C" },
        encoding: "utf8",
      },
    );
    if (run.status !== 0 || run.stderr !== "") throw new Error(`${command}: ${run.stderr}`);
    return files.map((_, at) => readFileSync(join(folder, "out", `${at + 1}`), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
