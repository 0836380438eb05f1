import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inAgreement } from "../../scripts/healthy/agree.js";
import { archiveOf } from "../../scripts/healthy/archive.js";
import { type HealthyFile, healthyBundle } from "../../scripts/healthy/index.js";
import { OWN_RULES } from "../../src/analyze.ts";
import { gradePaths } from "../../src/cli/lab-grade.ts";
import { OWN_LABS } from "../../src/cli/lab-load.ts";
import { parseExercise } from "../../src/lab/compile.ts";
import type { Grade } from "../../src/lab/grade.ts";
import { loadKnowledge } from "../../src/rules/load.ts";

type Files = Readonly<Record<string, HealthyFile>>;
/** What setup or a student did to a node, as its bundle shows it. */
export type Deed = (files: Files) => Files;

const CAPTURED = Date.UTC(2026, 10, 24, 4, 0, 0) / 1000;
const MINUTE = 60;
/** Setup was an hour before the capture. */
const SET_UP = CAPTURED - 60 * MINUTE;
const RECORDS = "sos_commands/lab/records";
const DOCKER_EVENTS = "sos_commands/docker/docker_events_--since_24h";
const BOOT = "e6f2a9c4-0d7b-4a55-9d0e-2c1f5b6a7d80";

const seconds = (minutesBefore: number) => CAPTURED - minutesBefore * MINUTE;
const iso = (time: number) => new Date(time * 1000).toISOString().replace(/\.000Z$/, "Z");

/** A text file of the bundle, changed; what was not there was empty. */
export function rewritten(path: string, change: (text: string) => string, minutesBefore?: number): Deed {
  return (files) => ({
    ...files,
    [path]: {
      ...files[path],
      text: change(files[path]?.text ?? ""),
      ...(minutesBefore === undefined ? {} : { mtime: seconds(minutesBefore) }),
    },
  });
}

export function without(path: string): Deed {
  return ({ [path]: _, ...files }) => files;
}

/** What setup leaves on the node. */
export function setUp(exercise: string, at = SET_UP): Deed {
  const record = `record ${exercise} mtime ${at} ctime ${at}\n| setup-at ${at}\n| boot-id ${BOOT}\n`;
  return rewritten(RECORDS, (text) => `${record}${text.replace(/end\n$/, "")}end\n`);
}

/** The lines that the student wrote into the answers file. */
export function answered(exercise: string, ...lines: string[]): Deed {
  const time = seconds(10);
  const answers = [`answers ${exercise} mtime ${time} ctime ${time}`, ...lines.map((line) => `| ${line}`)].join("\n");
  return rewritten(RECORDS, (text) => `${text.replace(/end\n$/, "")}${answers}\nend\n`);
}

interface Inspected {
  Id: string;
  Name: string;
  Created: string;
  Image: string;
  State: Record<string, unknown>;
  Config: Record<string, unknown>;
  HostConfig: Record<string, unknown>;
  Mounts: unknown[];
}

/** What inspect says of one container, changed; of several where names are several. */
export function inspected(names: string | readonly string[], change: (one: Inspected) => Partial<Inspected>): Deed {
  const wanted = typeof names === "string" ? [names] : names;
  return (files) => {
    const path = Object.keys(files).find((file) => file.endsWith("_inspect_all")) ?? "";
    const all = JSON.parse(files[path]?.text ?? "[]") as Inspected[];
    const changed = all.map((one) =>
      wanted.includes("*") || wanted.includes(one.Name.replace("/", "")) ? { ...one, ...change(one) } : one,
    );
    return rewritten(path, () => `${JSON.stringify(changed, null, 4)}\n`)(files);
  };
}

const RUNNING = { Status: "running", Running: true, Paused: false };

/** Stopped and started, or restarted; how long before the capture. */
export function restarted(names: string | readonly string[], minutesBefore = 5): Deed {
  return inspected(names, ({ State }) => ({
    State: {
      ...{ ...State, ...RUNNING },
      StartedAt: iso(seconds(minutesBefore)),
      FinishedAt: iso(seconds(minutesBefore) - 3),
    },
  }));
}

export function stopped(names: string | readonly string[], minutesBefore = 5): Deed {
  return inspected(names, ({ State }) => ({
    State: { ...State, Status: "exited", Running: false, Paused: false, FinishedAt: iso(seconds(minutesBefore)) },
  }));
}

export function paused(name: string): Deed {
  return inspected(name, ({ State }) => ({ State: { ...State, Status: "paused", Paused: true } }));
}

/** Removed, and another one made under its name. */
export function madeAnew(
  name: string,
  minutesBefore = 5,
  more: (one: Inspected) => Partial<Inspected> = () => ({}),
): Deed {
  return inspected(name, (one) => ({
    Created: iso(seconds(minutesBefore) - 1),
    State: { ...one.State, ...RUNNING, StartedAt: iso(seconds(minutesBefore)), FinishedAt: "0001-01-01T00:00:00Z" },
    ...more(one),
  }));
}

export function unhealthy(name: string, output: string): Deed {
  const Log = [{ Start: iso(CAPTURED - 20), End: iso(CAPTURED - 19), ExitCode: 1, Output: output }];
  return inspected(name, ({ State }) => ({
    State: { ...State, Health: { Status: "unhealthy", FailingStreak: 9, Log } },
  }));
}

/** A command that was run in a container of docker; `minutesBefore` the capture. */
export function executed(name: string, command: string, minutesBefore = 2): Deed {
  return (files) => {
    const path = Object.keys(files).find((file) => file.endsWith("_inspect_all")) ?? "";
    const all = JSON.parse(files[path]?.text ?? "[]") as Inspected[];
    const id = all.find((one) => one.Name === `/${name}`)?.Id ?? "";
    const at = `${iso(seconds(minutesBefore)).replace("Z", "")}.000000001Z`;
    const line = `${at} container exec_create: ${command}  ${id} (image=x, name=${name})\n`;
    const sorted = (text: string) => `${[...text.trim().split("\n"), line.trim()].sort().join("\n")}\n`;
    return rewritten(DOCKER_EVENTS, sorted)(files);
  };
}

export interface Handed {
  readonly release?: string;
  readonly role: string;
  readonly deeds: readonly Deed[];
}

/** Grades an exercise by the bundles of nodes that are healthy but for what was done to them. */
export async function gradeStudent(exercise: string, nodes: readonly Handed[]): Promise<Grade> {
  const directory = mkdtempSync(join(tmpdir(), "lab-student-"));
  try {
    const paths = nodes.map(({ release = "13", role, deeds }, index) => {
      const { plan, files } = healthyBundle(release, role);
      const path = join(directory, `${index}.tgz`);
      const done = inAgreement(deeds.reduce<Files>((all, deed) => deed(all), files));
      writeFileSync(path, archiveOf(`sospect-${plan.host}-20261124T040000Z`, done));
      return path;
    });
    const file = join(OWN_LABS, `${exercise}.yaml`);
    const loaded = parseExercise(file, await readFile(file, "utf8"));
    if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
    const { known } = await loadKnowledge([OWN_RULES]);
    const { grade, unreadable } = await gradePaths(loaded.exercise, paths, { known, language: "en", root: directory });
    if (unreadable.length > 0) throw new Error(JSON.stringify(unreadable));
    return grade;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
