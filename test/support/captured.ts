import type { BundleNote } from "../../src/bundle/entry.ts";
import type { Captured } from "../../src/model/bundle/captured.ts";
import type { Fact } from "../../src/parse/facts.ts";
import { parserFor } from "../../src/parse/parsers.ts";
import { isListed } from "../../src/parse/read-facts.ts";

export interface FileOf {
  readonly text: string;
  /** Seconds since the epoch. */
  readonly mtime?: number;
  readonly loss?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** What a bundle of these files yields: each is read by the parser that its path chooses. */
export function captured(
  files: Readonly<Record<string, string | FileOf>>,
  bundle: {
    readonly notes?: readonly BundleNote[];
    readonly format?: "tar.gz" | "directory";
    readonly source?: string;
  } = {},
): Captured {
  const facts = Object.entries(files).flatMap(([file, given]): Fact[] => {
    const { text, mtime, loss, ...owned } = typeof given === "string" ? { text: given } : given;
    const parser = parserFor(file);
    const listed = isListed(file);
    if (parser === undefined && !listed) throw new Error(`no parser reads ${file}`);
    const time = mtime === undefined ? {} : { mtime: mtime * 1000 };
    const read = parser?.parse({ file, text, ...time, ...(loss === undefined ? {} : { loss }) }) ?? [];
    return listed ? [...read, { kind: "file", file, size: text.length, ...time, ...owned } as const] : read;
  });
  const { notes = [], format = "tar.gz", source = "node0.tgz" } = bundle;
  const summary = { source, format, root: "", entries: Object.keys(files).length, bytes: 0, notes };
  return { summary, facts };
}

/** A table of `docker ps -a`, one row for each [name, image, status]. */
export function psTable(...rows: readonly (readonly [string, string, string])[]): string {
  const lines = rows.map(([name, image, status], index) =>
    row([idOf(index), image, '"kolla_start"', "2 weeks ago", status, "", name]),
  );
  return [row(["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]), ...lines].join("\n");
}

const WIDTHS = [15, 110, 24, 18, 30, 10, 0];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join("")
    .trimEnd();
}

/** The id of the n-th container of a table. */
export function idOf(index: number): string {
  return (index + 1).toString(16).padStart(12, "a");
}

export interface Inspected {
  readonly name: string;
  readonly index?: number;
  readonly status?: string;
  readonly exitCode?: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly health?: object;
  readonly healthcheck?: object;
  readonly healthcheckTest?: readonly string[];
  readonly restart?: string;
  readonly restartCount?: number;
  readonly oomKilled?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: readonly string[];
  readonly volumes?: readonly string[];
  /** SOURCE:DESTINATION */
  readonly mounts?: readonly string[];
  readonly image?: string;
  readonly imageId?: string;
  readonly createdAt?: string;
  readonly privileged?: boolean;
  readonly pidMode?: string;
  readonly logDriver?: string;
  /** Of its health check, in nanoseconds. */
  readonly interval?: number;
}

/** What `inspect` prints of containers, with what matters in a test and the engine's indentation. */
export function inspect(...containers: readonly Inspected[]): string {
  return JSON.stringify(containers.map(inspectOne), null, 4);
}

function inspectOne(given: Inspected, position: number): object {
  const status = given.status ?? "running";
  return {
    Id: idOf(given.index ?? position).padEnd(64, "0"),
    Created: given.createdAt ?? "2026-11-23T09:00:00.0Z",
    State: {
      Status: status,
      Running: status === "running",
      OOMKilled: given.oomKilled ?? false,
      ExitCode: given.exitCode ?? 0,
      Error: "",
      StartedAt: given.startedAt ?? "2026-11-23T09:00:00.0Z",
      FinishedAt: given.finishedAt ?? "0001-01-01T00:00:00Z",
      ...(given.health === undefined ? {} : { Health: given.health }),
      ...(given.healthcheck === undefined ? {} : { Healthcheck: given.healthcheck }),
    },
    Image: given.imageId ?? `sha256:${"b".repeat(64)}`,
    Name: given.name,
    RestartCount: given.restartCount ?? 0,
    HostConfig: {
      RestartPolicy: { Name: given.restart ?? "" },
      Privileged: given.privileged ?? false,
      PidMode: given.pidMode ?? "",
      ...(given.logDriver === undefined ? {} : { LogConfig: { Type: given.logDriver, Config: {} } }),
    },
    Mounts: [
      ...(given.volumes ?? []).map((source) => ({ Source: source, Destination: "/var/lib/kolla/config_files/src" })),
      ...(given.mounts ?? [])
        .map((mount) => mount.split(":"))
        .map(([Source, Destination]) => ({ Source, Destination })),
    ],
    Config: {
      Env: given.environment ?? [],
      ...(given.interval === undefined && given.healthcheckTest === undefined
        ? {}
        : { Healthcheck: { Test: given.healthcheckTest ?? ["x"], Interval: given.interval } }),
      Image: given.image ?? "rhosp13/openstack-x:13.0-1",
      Labels: given.labels ?? {},
    },
  };
}
