import type { HostNumberFact, HostWordFact } from "../../parse/host/host-facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Clock, Container, Evidence, Load, Memory, Selinux } from "../types.ts";

/** The first figure of a kind, or the one of a file that tells it best. */
function numberOf(
  captured: Captured,
  what: HostNumberFact["what"],
  best: RegExp = /./,
): { readonly value: number; readonly source: Evidence } | undefined {
  const told = factsOf(captured, "host-number").filter((fact) => fact.what === what);
  return told.find(({ source }) => best.test(source.file)) ?? told[0];
}

/** The first word of a kind. */
export function wordOf(
  captured: Captured,
  what: HostWordFact["what"],
): { readonly value: string; readonly source: Evidence } | undefined {
  return factsOf(captured, "host-word").find((fact) => fact.what === what);
}

/** Seconds since the node booted: the kernel's own figure, else to the minute. */
export function secondsSinceBoot(
  captured: Captured,
): { readonly value: number; readonly source: Evidence } | undefined {
  return numberOf(captured, "uptime-seconds", /proc.uptime$/);
}

/** Evidence of those properties that are told. */
function evidenceOf(
  told: Readonly<Record<string, { readonly source: Evidence } | undefined>>,
): Record<string, Evidence> {
  return Object.fromEntries(
    Object.entries(told).flatMap(([key, one]) => (one === undefined ? [] : [[key, one.source]])),
  );
}

/** Memory and swap, of /proc/meminfo where the bundle has it. */
export function memoryOf(captured: Captured): Memory[] {
  const of = (what: HostNumberFact["what"]) => numberOf(captured, what, /meminfo$/);
  const [total, available] = [of("memory-total-kib"), of("memory-available-kib")];
  const [swap, free] = [of("swap-total-kib"), of("swap-free-kib")];
  if (total === undefined && swap === undefined) return [];
  return [
    {
      subject: { kind: "host", name: "memory" },
      ...present({
        totalMiB: mebi(total?.value),
        availableMiB: mebi(available?.value),
        availablePercent: percent(available?.value, total?.value),
        swapMiB: mebi(swap?.value),
        swapFreePercent: percent(free?.value, swap?.value),
      }),
      evidence: evidenceOf({
        totalMiB: total,
        availableMiB: available,
        availablePercent: available,
        swapMiB: swap,
        swapFreePercent: free,
      }),
      lacks: {
        "*": "the node does not tell, as kernels before 3.14 do not; collect: /proc/meminfo, or run collect on the node",
      },
    },
  ];
}

function mebi(kib: number | undefined): number | undefined {
  return kib === undefined ? undefined : Math.round(kib / 1024);
}

function percent(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : Math.round((part / whole) * 1000) / 10;
}

/** The load of the last quarter of an hour, and what it is shared by. */
export function loadOf(captured: Captured): Load[] {
  const load = numberOf(captured, "load-15");
  const cpus = numberOf(captured, "cpus", /(lscpu|nproc)$/);
  if (load === undefined) return [];
  return [
    {
      subject: { kind: "host", name: "load" },
      ...present({ fifteenMinutes: load.value, cpus: cpus?.value }),
      evidence: evidenceOf({ fifteenMinutes: load, cpus }),
      lacks: {
        "*": "the bundle does not tell how many processors the node has; collect: 'nproc', or run collect on the node",
      },
    },
  ];
}

/** Enforcing, permissive or disabled. */
export function selinuxOf(captured: Captured, containers: readonly Container[]): Selinux[] {
  const mode = wordOf(captured, "selinux-mode");
  if (mode === undefined) return [];
  return [
    {
      subject: { kind: "host", name: "SELinux" },
      mode: mode.value,
      ofKolla: containers.some(({ manager }) => manager === "kolla-ansible"),
      evidence: { mode: mode.source },
      lacks: {},
    },
  ];
}

/**
 * Whether the clock follows another. A daemon knows better than the kernel, which chronyd does not tell unless it is
 * configured to; that the kernel says no therefore counts only where no service of time is active.
 */
export function clockOf(captured: Captured, keptInContainer: boolean): Clock[] {
  const chrony = settled(captured, "chrony-synchronised");
  const ntp = settled(captured, "ntp-synchronised");
  const kernel = wordOf(captured, "kernel-synchronised");
  const service = wordOf(captured, "time-service");
  const offset = numberOf(captured, "chrony-offset-seconds") ?? numberOf(captured, "ntp-offset-seconds");
  if (!factsOf(captured, "listing").some(({ of, state }) => of === "clock" && state !== "failed")) return [];
  const beyondDoubt = kernel?.value === "yes" || (service?.value === "inactive" && !keptInContainer);
  const said =
    followed(chrony, ntp) ?? (beyondDoubt && kernel !== undefined ? { by: "the kernel", word: kernel } : undefined);
  return [
    {
      subject: { kind: "host", name: "clock" },
      ...present({
        synchronised: said === undefined ? undefined : said.word.value === "yes",
        toldBy: said?.by,
        offsetSeconds: offset === undefined ? undefined : Math.abs(offset.value),
      }),
      evidence: evidenceOf({ synchronised: said?.word, offsetSeconds: offset }),
      lacks: {
        "*": "no daemon of time says whether it follows another clock, or how far it is from it; collect: 'chronyc tracking' or 'ntpq -pn', or run collect on the node",
      },
    },
  ];
}

type Word = ReturnType<typeof wordOf>;

/** A daemon of time takes minutes to choose a source: that it has none shortly after a boot says nothing. */
const SETTLING_SECONDS = 900;

function settled(captured: Captured, what: Parameters<typeof wordOf>[1]): Word {
  const word = wordOf(captured, what);
  const boot = secondsSinceBoot(captured);
  return word?.value === "no" && boot !== undefined && boot.value < SETTLING_SECONDS ? undefined : word;
}

/** Of two daemons of which one follows a clock, that one counts. */
function followed(chrony: Word, ntp: Word): { readonly by: string; readonly word: NonNullable<Word> } | undefined {
  const told = [
    ...(chrony === undefined ? [] : [{ by: "chronyd", word: chrony }]),
    ...(ntp === undefined ? [] : [{ by: "ntpd", word: ntp }]),
  ];
  return told.find(({ word }) => word.value === "yes") ?? told[0];
}
