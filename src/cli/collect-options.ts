import { USUAL_MIB } from "../collect/remote/arriving.ts";
import type { SshSettings } from "../collect/remote/ssh.ts";

/** What `sospect collect` is asked for, by its options. */
export type Wanted =
  | { readonly kind: "local"; readonly args: readonly string[]; readonly help: boolean }
  | { readonly kind: "print-script" }
  | { readonly kind: "wrong"; readonly message: string }
  | ({ readonly kind: "remote" } & RemoteOptions);

export interface RemoteOptions {
  readonly hosts: readonly string[];
  readonly inventory?: string;
  readonly limit: readonly string[];
  readonly directory: string;
  readonly parallel: number;
  readonly seconds: number;
  /** How much one node may send. */
  readonly mebibytes: number;
  readonly ssh: SshSettings;
  /** What the collector is to be told. */
  readonly args: readonly string[];
}

export const REMOTE_HELP = `
From a laptop: collect --host [USER@]HOST… [--inventory FILE] [-o DIR] [any option above]

Runs the collector by ssh on all nodes at once, as root or by a sudo that asks for no password, and writes each bundle to
DIR here. Nothing is installed on a node.

      --host [USER@]HOST   a node; may be repeated
      --inventory FILE     nodes of a YAML file: a list, or an inventory of TripleO or ansible
      --limit NAMES        of the inventory only these hosts and groups: names with * and ?, separated by commas
      --identity FILE      ssh -i: a private key; may be repeated
      --ssh-config FILE    ssh -F: the configuration
      --ssh-option NAME=V  ssh -o, such as ProxyJump=stack@director; may be repeated
      --parallel N         nodes at once (default: 8)
      --host-timeout SECS  how long one node may take (default: 1800)
      --max-bundle MIB     how much one node may send (default: ${USUAL_MIB}), which may unpack to eight times as much
      --print-script       print the collector, for a node that no ssh reaches, and do nothing else

Paths of bundles go to standard output, one a line.
Exit: 0 all written, 1 some failed, 2 wrong usage, 3 none written.
`;

const WITH_VALUE = [
  "--host",
  "--inventory",
  "--limit",
  "--identity",
  "--ssh-config",
  "--ssh-option",
  "--parallel",
  "--host-timeout",
  "--max-bundle",
  "--output",
] as const;

/** What the collector's script tells of itself, here and without collecting anything. */
const ABOUT = ["--help", "-h", "--version"];

type Name = (typeof WITH_VALUE)[number];

/** Sorts options into those of the run by ssh and those of the collector. */
export function readOptions(args: readonly string[]): Wanted {
  const given = new Map<Name, string[]>();
  const passed: string[] = [];
  const rest = [...args];
  let without: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, option = word, joined] = /^(--[^=]*)=(.*)$/s.exec(word) ?? [];
    const name = WITH_VALUE.find((known) => known === (option === "-o" ? "--output" : option));
    if (name === undefined) {
      passed.push(word);
      continue;
    }
    const value = joined ?? rest.shift() ?? "";
    if (value === "") without ??= option;
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  if (passed.includes("--print-script")) return { kind: "print-script" };
  const about = passed.find((word) => ABOUT.includes(word));
  const isRemote = given.has("--host") || given.has("--inventory");
  if (about !== undefined || !isRemote) {
    return {
      kind: "local",
      args: isRemote && about !== undefined ? [about] : args,
      help: about !== undefined && about !== "--version",
    };
  }
  if (without !== undefined) return wrong(`${without} needs a value`);
  return remote(given, passed);
}

function remote(given: ReadonlyMap<Name, readonly string[]>, args: readonly string[]): Wanted {
  const last = (name: Name): string | undefined => given.get(name)?.at(-1);
  const inventory = last("--inventory");
  const config = last("--ssh-config");
  const limit = (given.get("--limit") ?? []).flatMap((names) => names.split(",").filter((name) => name !== ""));
  if (given.has("--limit") && inventory === undefined)
    return wrong("--limit chooses from an inventory: add --inventory FILE");
  const parallel = numberOf(last("--parallel") ?? "8", 100);
  if (parallel === undefined) return wrong(`--parallel needs a number from 1 to 100, not '${last("--parallel")}'`);
  const seconds = numberOf(last("--host-timeout") ?? "1800", 1_000_000);
  if (seconds === undefined) return wrong(`--host-timeout needs a number of seconds, not '${last("--host-timeout")}'`);
  const mebibytes = numberOf(last("--max-bundle") ?? String(USUAL_MIB), 1_000_000);
  if (mebibytes === undefined) return wrong(`--max-bundle needs a number of MiB, not '${last("--max-bundle")}'`);
  const directory = last("--output") ?? ".";
  if (directory === "-") return wrong("-o - is for one node only, without --host: give a directory");
  return {
    kind: "remote",
    hosts: given.get("--host") ?? [],
    limit,
    directory,
    parallel,
    seconds,
    mebibytes,
    ssh: {
      options: given.get("--ssh-option") ?? [],
      identities: given.get("--identity") ?? [],
      ...(config === undefined ? {} : { config }),
    },
    args: args.filter((word) => word !== "--progress"),
    ...(inventory === undefined ? {} : { inventory }),
  };
}

function numberOf(text: string, most: number): number | undefined {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

function wrong(message: string): Wanted {
  return { kind: "wrong", message: `${message} (see: sospect collect --help)` };
}
