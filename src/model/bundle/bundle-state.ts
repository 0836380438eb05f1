import type { BundleNote } from "../../bundle/entry.ts";
import type { DamageFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import type { BundleState, Evidence } from "../types.ts";
import { type Captured, factsOf, isLossy, judgedListing } from "./captured.ts";

/** Whether something of the bundle was lost, and what; and whose its files are. */
export function bundleStateOf(captured: Captured): BundleState {
  const lost = captured.summary.notes.filter(({ lossy }) => lossy).map(told);
  const damaged = damagedFilesOf(captured, ({ damage }) => damage !== "doubted");
  const hosts = hostsOf(captured);
  const boots = bootsOf(captured);
  return {
    subject: { kind: "bundle", name: captured.summary.source.split("/").at(-1) ?? captured.summary.source },
    lossy: isLossy(captured),
    losses: [...lost, ...damaged],
    ...present({ hosts: hosts.size === 0 ? undefined : [...hosts.keys()] }),
    boots: [...boots.keys()],
    evidence: { ...rows("hosts", hosts), ...rows("boots", boots) },
    lacks: { hosts: "no file of the bundle names the host that it was captured on; collect: 'hostname'" },
  };
}

/** What a host is called that has no name, and what scrubbers put in the place of one. */
const NO_NAME = /^$|^localhost|obfuscated|^host\d+$/;

/** The names that the kernel gives, and the engines, which ask it; /etc/hostname may hold that of the next boot. */
function hostsOf(captured: Captured): Map<string, Evidence> {
  const hosts = new Map<string, Evidence>();
  const note = (name: string, source: Evidence): void => {
    const short = name.toLowerCase().split(".")[0] ?? "";
    if (!NO_NAME.test(short) && !hosts.has(short)) hosts.set(short, source);
  };
  for (const { what, value, source } of factsOf(captured, "identity"))
    if (what === "host-name" && !source.file.endsWith("etc/hostname")) note(value, source);
  for (const { hostName, source } of factsOf(captured, "engine")) note(hostName ?? "", source);
  return hosts;
}

function bootsOf(captured: Captured): Map<string, Evidence> {
  const told = factsOf(captured, "identity").filter(({ what }) => what === "boot-id");
  return new Map(told.map(({ value, source }) => [value, source]));
}

function rows(property: string, found: ReadonlyMap<string, Evidence>): Record<string, Evidence> {
  return Object.fromEntries([...found.values()].map((source, at) => [`${property}.${at}`, source]));
}

/** What a person should know of the bundle: what was refused or lost, and what was read in spite of being broken. */
export function notesOf(captured: Captured): string[] {
  const captures = factsOf(captured, "capture");
  const listings = factsOf(captured, "listing").map((listing) => judgedListing(listing, captures));
  const whole = new Set(listings.flatMap(({ state, of, engine }) => (state === "whole" ? [`${of} ${engine}`] : [])));
  const broken = listings
    .filter(({ state, of, engine }) => state === "cut" || (state === "failed" && !whole.has(`${of} ${engine}`)))
    .map(({ file, problem }) => `${file}: ${problem}`);
  const damaged = damagedFilesOf(captured).filter((note) => !broken.includes(note));
  return [...captured.summary.notes.map(told), ...broken, ...damaged];
}

/** Of a flood of files some are enough. */
const MOST_FILES = 10;

function damagedFilesOf(captured: Captured, counts: (fact: DamageFact) => boolean = () => true): string[] {
  const all = factsOf(captured, "damage")
    .filter(counts)
    .map(({ file, reason }) => `${file}: ${reason}`);
  if (all.length <= MOST_FILES) return all;
  return [...all.slice(0, MOST_FILES), `and ${all.length - MOST_FILES} more files are damaged`];
}

function told({ path, message }: BundleNote): string {
  return path === undefined ? message : `${path}: ${message}`;
}
