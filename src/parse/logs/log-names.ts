import picomatch from "picomatch";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { fitsAny } from "../syntax/globs.ts";

/** Which files of a bundle are logs, and what they are called wherever they lie. */
interface Place {
  readonly paths: readonly string[];
  readonly name: (path: string) => string;
}

const after = (prefix: RegExp) => (path: string) => path.replace(prefix, "");

/** Where below /var/log services write that run outside containers. */
export interface LogPlaces {
  readonly folders: readonly string[];
  /** Files that lie in none. */
  readonly files: readonly string[];
}

/** What the log at a path is called; `undefined` for what is none. */
export type NameOfLog = (path: string) => string | undefined;

const PLACES: readonly Place[] = [
  {
    paths: ["var/log/containers/stdouts/**"],
    name: (path) => `stdout:${baseOf(path).replace(/\.log$/, "")}`,
  },
  { paths: ["var/log/containers/**"], name: after(/^var\/log\/containers\//) },
  { paths: ["var/lib/docker/volumes/kolla_logs/_data/**"], name: after(/^.*?\/_data\//) },
  { paths: ["var/lib/containers/storage/volumes/kolla_logs/_data/**"], name: after(/^.*?\/_data\//) },
  { paths: ["var/log/kolla/**"], name: after(/^var\/log\/kolla\//) },
  {
    paths: ["{docker,podman}_logs_*", "containers/{docker,podman}_logs_*"].flatMap((name) => [
      `sos_commands/*/${name}`,
      `sos_commands/*/user_*/${name}`,
    ]),
    name: (path) => `stdout:${baseOf(path).replace(/^(docker|podman)_logs_(-\w+_)*/, "")}`,
  },
  { paths: ["sos_containers/*/var/log/*/**"], name: after(/^sos_containers\/[^/]+\/var\/log\//) },
  { paths: ["sos_commands/logs/journalctl_--no-pager*"], name: () => "journal" },
  { paths: ["var/log/{messages,syslog,kern.log}*"], name: () => "syslog" },
  { paths: ["var/log/audit/audit.log*", "sos_commands/selinux/{denials,ausearch_*}"], name: () => "audit" },
  {
    paths: ["sos_commands/kernel/dmesg*", "var/log/dmesg", "insights_commands/dmesg*"],
    name: () => "dmesg",
  },
  {
    paths: ["var/lib/*/*/ansible.log*", "home/*/*.log", "var/log/{paunch,ansible}.log*"],
    name: (path) => `deploy/${baseOf(path)}`,
  },
];

/** What is no text, and what says only where the logs are. */
const NO_LOG =
  /\.(gz|xz|bz2|zst|lz4|zip|tgz|pcap|journal|db|sock|pid|pos)$|(^|\/)(readme\.txt|\.placeholder|\.gitkeep)$/i;

/** `.1`, `-20261124`, `.log.2026-11-24`: what rotation adds to a name. */
const ROTATED = /(\.\d{1,3}|[-.]\d{8}(-\d+)?|\.\d{4}-\d\d-\d\d)$/;

/** Names logs as services write them. */
export function logNamer({ folders, files }: LogPlaces): NameOfLog {
  const own = [...folders.map((folder) => `var/log/${folder}/**`), ...files.map((file) => `var/log/${file}*`)];
  const places = [...PLACES, ...(own.length > 0 ? [{ paths: own, name: after(/^var\/log\//) }] : [])];
  const isPlaced = fitsAny(places.flatMap(({ paths }) => paths));
  const matchers = places.map(({ paths, name }) => ({ name, matches: picomatch([...paths], { dot: true }) }));
  return (path) => {
    if (NO_LOG.test(path) || !isPlaced(path)) return undefined;
    return matchers
      .find(({ matches }) => matches(path))
      ?.name(path)
      .replace(ROTATED, "");
  };
}

/** The same where it is not known which services there are: of all that lies below /var/log. */
export const logName: NameOfLog = logNamer({ folders: ["*"], files: ["*.log"] });

/**
 * What the logs of a container are called that writes to the journal alone, where it would write elsewhere: its output, the
 * file of its own in the folder of its service, and those that the catalogue has. `container` is its name, or its id.
 */
export function logsOfContainer(container: string, catalogue: Catalogue): string[] {
  const [service = ""] = container.split(/[-_]/);
  const own = container.replaceAll("_", "-");
  const known = catalogue.ofContainer(container)?.component.logs ?? [];
  const names = [`stdout:${container}`, `${service}/${own}.log`, ...known.map((log) => log.replaceAll("*", own))];
  return [...new Set(names)];
}

/** Whether one of the globs fits the name of a log. */
export function logFits(globs: readonly string[]): (name: string) => boolean {
  return picomatch([...globs], { dot: true });
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
