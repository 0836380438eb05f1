import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { ConfigFileFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isDamaged } from "../bundle/captured.ts";
import { groupBy } from "../group-by.ts";
import type { ConfigPermission, Container, LogFolder } from "../types.ts";
import type { Seen } from "./config-places.ts";
import { isRewritten } from "./generated-config.ts";

/** All users of kolla are in this group as well. */
const KOLLA_GROUP = 42400;

export const OWN_FILE = /^var\/lib\/config-data\/puppet-generated\/[^/]+\/etc\/([a-z]+)\/\1(?:-api)?\.conf$/;
const SECRET_KEY = /(^|_)(password|secret|secret_key|transport_url|connection|auth_encryption_key|auth_key)$/;

/** Who may read the main file of each service, where the bundle keeps owners and modes. */
export function configPermissionsOf(captured: Captured, catalogue: Catalogue): ConfigPermission[] {
  if (!modesAreKept(captured)) return [];
  const files = factsOf(captured, "file").filter(({ file }) => OWN_FILE.test(file));
  const contents = new Map(factsOf(captured, "config-file").map((fact) => [fact.file, fact]));
  const kept = factsOf(captured, "file").some(
    ({ file, gid }) => file.startsWith("var/lib/config-data/") && isOfKolla(gid),
  );
  return files.flatMap(({ file, mode, uid, gid }): ConfigPermission[] => {
    if (mode === undefined) return [];
    const name = OWN_FILE.exec(file)?.[1] ?? "";
    const user = numberOf(name, catalogue);
    const content = contents.get(file);
    // A scrubber writes files anew, with what mode it likes.
    const asItWas = content?.scrubbed !== true;
    const owned = asItWas && kept && uid !== undefined && gid !== undefined && user !== undefined;
    const shown = `mode ${octal(mode)}, owner ${uid ?? "?"}:${gid ?? "?"}`;
    return [
      {
        subject: { kind: "config", name: `/${file}` },
        file: `/${file}`,
        mode: octal(mode),
        owner: `${uid ?? "?"}:${gid ?? "?"}`,
        ...present({
          secret: content === undefined ? undefined : holdsSecret(content),
          service: user === undefined ? undefined : `${name} (${user})`,
          readable: owned ? mayRead({ mode, uid, gid }, user) : undefined,
        }),
        ...(asItWas ? { worldReadable: (mode & 0o004) !== 0 } : {}),
        evidence: { worldReadable: { file, line: 1, text: shown }, readable: { file, line: 1, text: shown } },
        lacks: {
          "*": "the bundle does not keep whose the files are, the file was rewritten to mask secrets, or the user that has to read it is not known; collect: run collect on the node as root",
        },
      },
    ];
  });
}

/** A directory may have been unpacked by another user, with another mask; a cleaned or copied bundle keeps nothing. */
export function modesAreKept(captured: Captured): boolean {
  return captured.summary.format !== "directory" && !isDamaged(captured) && !isRewritten(captured);
}

function isOfKolla(id: number | undefined): boolean {
  return id !== undefined && id >= 42400 && id < 42500;
}

export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

function holdsSecret({ settings }: ConfigFileFact): boolean {
  return settings.some(({ key, values }) => SECRET_KEY.test(key) && values.some((value) => value !== ""));
}

function mayRead({ mode, uid, gid }: { mode: number; uid: number; gid: number }, user: number): boolean {
  if (uid === user) return (mode & 0o400) !== 0;
  if (gid === user || gid === KOLLA_GROUP) return (mode & 0o040) !== 0;
  return (mode & 0o004) !== 0;
}

/** The folders below /var/log/containers that running containers write to, and whose they are. */
export function logFoldersOf(captured: Captured, containers: Seen, catalogue: Catalogue): LogFolder[] {
  const folders = factsOf(captured, "log-folder");
  // Where no folder is its own service's, whatever made the node so did it to all alike.
  const kept = folders.some(({ folder, owner }) => owner === String(userOf(folder, catalogue)));
  const byFolder = writersByFolder(containers);
  return folders.flatMap(({ folder, owner, source }): LogFolder[] => {
    const user = userOf(folder, catalogue);
    const writers = byFolder.get(folder) ?? [];
    if (user === undefined || writers.length === 0) return [];
    const certain = kept && /^\d+$/.test(owner);
    return [
      {
        subject: { kind: "log", name: folder },
        folder,
        containers: writers.map(({ name }) => name),
        owner,
        expectedOwner: String(user),
        ...(certain ? { wrong: owner !== String(user) } : {}),
        evidence: { wrong: source },
        lacks: {
          wrong:
            "the listing does not tell owners by number, or no folder is its service's own; collect: 'ls -lRn --full-time /var/log'",
        },
      },
    ];
  });
}

function writersByFolder(containers: Seen): Map<string, Container[]> {
  const mounted = containers.flatMap(([{ details }, container]) => {
    const sources = container.running === true ? (details?.mounts ?? []).map(({ source }) => source) : [];
    return [...new Set(sources.map((source) => source.replace(/\/+$/, "")))].map((folder) => ({ folder, container }));
  });
  const groups = groupBy(mounted, ({ folder }) => folder);
  return new Map([...groups].map(([folder, all]) => [folder, all.map(({ container }) => container)]));
}

function userOf(folder: string, catalogue: Catalogue): number | undefined {
  return numberOf(/^\/var\/log\/containers\/([a-z]+)$/.exec(folder)?.[1] ?? "", catalogue);
}

/** The number of the user that a service runs as: the same in every image of kolla, and of none of the host's own users. */
function numberOf(name: string, catalogue: Catalogue): number | undefined {
  return catalogue.ofUser(name).find(({ user }) => user?.name === name)?.user?.uid;
}
