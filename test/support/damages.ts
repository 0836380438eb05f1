import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { memberHeader, memberPadding } from "../../src/bundle/formats/tar-write.ts";

const BLOCK = 512;

/** One file of an archive: where its content begins in its bytes, and how long it is. */
export interface Member {
  readonly path: string;
  readonly bytes: Buffer;
  readonly from: number;
  readonly size: number;
}

/** A bundle taken apart, so that it can be damaged in any place. */
export interface Parts {
  readonly members: readonly Member[];
  /** Whether its manifest has a record of what was packed, by which any change is known. */
  readonly recorded: boolean;
}

/** The files of a .tgz in their order; what stands before a file's header for a long name goes with it. */
export function partsOf(tgz: Buffer): Parts {
  const tar = gunzipSync(tgz);
  const members: Member[] = [];
  let start = 0;
  let at = 0;
  let long: string | undefined;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8) || 0;
    const type = String.fromCharCode(tar[at + 156] ?? 0);
    const end = at + BLOCK + size + ((BLOCK - (size % BLOCK)) % BLOCK);
    const body = tar.toString("utf8", at + BLOCK, at + BLOCK + size);
    if (type === "L") long = body.replace(/\0.*$/s, "");
    if (type === "x") long = /^\d+ path=(.*)$/m.exec(body)?.[1] ?? long;
    if (type === "0" || type === "\0" || type === "5") {
      const prefix = tar.toString("latin1", at + 345, at + 500).replace(/\0.*$/s, "");
      const name = tar.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
      const path = (long ?? (prefix === "" ? name : `${prefix}/${name}`)).replace(/^[^/]*\//, "");
      members.push({ path, bytes: Buffer.from(tar.subarray(start, end)), from: at + BLOCK - start, size });
      start = end;
      long = undefined;
    }
    at = end;
  }
  return { members, recorded: false };
}

/** The same with a record of every file in its manifest, as our collector writes it. */
export function withRecord({ members }: Parts): Parts {
  const files = members.flatMap((member) => {
    if (member.size === 0 || member.path === "manifest.json") return [];
    const bytes = contentOf(member);
    return [{ path: member.path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
  });
  const empty = members.filter(({ size, path }) => size === 0 && path !== "" && !path.endsWith("/"));
  const none = empty.map(({ path }) => ({ path, bytes: 0 }));
  const recorded = members.map((member) => {
    if (member.path !== "manifest.json") return member;
    const manifest: unknown = JSON.parse(contentOf(member).toString());
    return replaced(member, Buffer.from(JSON.stringify({ ...(manifest as object), files: [...files, ...none] })));
  });
  return { members: recorded, recorded: true };
}

function contentOf({ bytes, from, size }: Member): Buffer {
  return bytes.subarray(from, from + size);
}

function replaced(member: Member, content: Buffer): Member {
  const top = member.bytes.toString("latin1", 0, 100).split("/")[0] ?? "";
  const mtime = (Number.parseInt(member.bytes.toString("latin1", 136, 147), 8) || 0) * 1000;
  const header = memberHeader({ path: `${top}/${member.path}`, size: content.length, mtime });
  const bytes = Buffer.concat([header, content, memberPadding(content.length)]);
  return { path: member.path, bytes, from: header.length, size: content.length };
}

export function tarOf(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(({ bytes }) => bytes), Buffer.alloc(2 * BLOCK)]);
}

/** A damage by its name: what it makes of a bundle; `chance` gives numbers from 0 to below 1. */
export interface Kind {
  readonly name: string;
  /** A change that leaves plausible text is known by the manifest's record alone. */
  readonly needsRecord?: true;
  /** The bundle is as good as whole: every outcome is the same. */
  readonly harmless?: true;
  readonly damage: (parts: Parts, chance: () => number) => Buffer;
}

const pick = <T>(items: readonly T[], chance: () => number): T => items[Math.floor(chance() * items.length)] as T;

function flipped(bytes: Buffer, chance: () => number, from = 0): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = 1 + Math.floor(chance() * 6); left > 0; left--) {
    const at = from + Math.floor(chance() * (copy.length - from));
    copy[at] = (copy[at] ?? 0) ^ (1 + Math.floor(chance() * 255));
  }
  return copy;
}

function filled(bytes: Buffer, chance: () => number, fill: () => number, longest = 3000): Buffer {
  const copy = Buffer.from(bytes);
  const from = Math.floor(chance() * copy.length);
  const end = Math.min(copy.length, from + 1 + Math.floor(chance() ** 3 * longest));
  for (let at = from; at < end; at++) copy[at] = fill();
  return copy;
}

const zero = () => 0;
const zipped = (members: readonly Member[]) => gzipSync(tarOf(members), { level: 1 });

/** The members with the content of one of them changed, its length kept. */
function within(
  { members }: Parts,
  chance: () => number,
  wanted: (member: Member) => boolean,
  change: (content: Buffer) => Buffer,
): readonly Member[] {
  const chosen = pick(
    members.filter((member) => member.size > 40 && wanted(member)),
    chance,
  );
  return members.map((member) => {
    if (member !== chosen) return member;
    const bytes = Buffer.from(member.bytes);
    change(contentOf(member)).copy(bytes, member.from);
    return { ...member, bytes };
  });
}

const isJson = ({ path }: Member) => /inspect|json|startup-config|manifest/.test(path);
const isRead = ({ path }: Member) => /^(sos_commands|var\/lib|etc|sos_containers|manifest)/.test(path);

export const kinds: readonly Kind[] = [
  {
    name: "bytes flipped under the compression",
    damage: (parts, chance) => flipped(zipped(parts.members), chance, 10),
  },
  { name: "cut", damage: ({ members }, chance) => cut(zipped(members), chance) },
  { name: "cut before it was compressed", damage: ({ members }, chance) => gzipSync(cut(tarOf(members), chance)) },
  {
    name: "a run of zeros in the compressed bytes",
    damage: (parts, chance) => filled(zipped(parts.members), chance, zero),
  },
  { name: "a run of zeros", damage: ({ members }, chance) => gzipSync(filled(tarOf(members), chance, zero)) },
  {
    name: "a run of zeros within JSON",
    damage: (parts, chance) => zipped(within(parts, chance, isJson, (content) => filled(content, chance, zero))),
  },
  {
    name: "a run of zeros within a file",
    damage: (parts, chance) => zipped(within(parts, chance, isRead, (content) => filled(content, chance, zero, 400))),
  },
  {
    name: "a run of garbage within a file",
    needsRecord: true,
    damage: (parts, chance) =>
      zipped(within(parts, chance, isRead, (content) => filled(content, chance, () => Math.floor(chance() * 256)))),
  },
  {
    name: "bytes flipped within a file",
    needsRecord: true,
    damage: (parts, chance) =>
      zipped(
        within(
          parts,
          chance,
          ({ path }) => path !== "manifest.json",
          (content) => flipped(content, chance),
        ),
      ),
  },
  {
    name: "a file cut",
    needsRecord: true,
    damage: ({ members }, chance) => {
      const chosen = pick(
        members.filter(({ size, path }) => size > 40 && path !== "manifest.json"),
        chance,
      );
      return zipped(members.map((one) => (one === chosen ? replaced(one, cut(contentOf(one), chance)) : one)));
    },
  },
  {
    name: "an entry lost",
    damage: ({ members, recorded }, chance) => {
      // Without its manifest nothing tells of a bundle what was lost of it.
      const chosen = pick(
        members.filter(({ size, path }) => size > 0 && (!recorded || path !== "manifest.json")),
        chance,
      );
      return zipped(members.filter((one) => one !== chosen));
    },
  },
  {
    name: "an entry twice",
    harmless: true,
    damage: ({ members }, chance) => {
      const again = pick(members, chance);
      const at = Math.floor(chance() * members.length);
      return zipped([...members.slice(0, at), again, ...members.slice(at)]);
    },
  },
  {
    name: "another order",
    harmless: true,
    damage: ({ members }, chance) =>
      zipped(
        members
          .map((member) => [chance(), member] as const)
          .sort(([one], [other]) => one - other)
          .map(([, member]) => member),
      ),
  },
];

function cut(bytes: Buffer, chance: () => number): Buffer {
  return bytes.subarray(0, 1 + Math.floor(chance() * (bytes.length - 1)));
}

/** Numbers from 0 to below 1 that are the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
