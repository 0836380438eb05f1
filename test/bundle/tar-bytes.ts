/** Tars made by hand, so that they can be wrong in any way. */
export interface MemberOptions {
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** What the header states, when it is not the truth. */
  readonly size?: number;
  /** `ustar` by default; an empty one makes a header of the old v7 form. */
  readonly magic?: string;
  /** Last changes, before the checksum is made. */
  readonly patch?: (header: Buffer) => unknown;
}

const blockBytes = 512;

export function header(name: string | Buffer, size: number, options: MemberOptions = {}): Buffer {
  const block = Buffer.alloc(blockBytes);
  Buffer.from(name).copy(block, 0, 0, 100);
  block.write("0000644\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("14000000000\0", 136);
  block.write(options.type ?? "0", 156);
  block.write(options.link ?? "", 157);
  block.write(options.magic ?? "ustar\u000000", 257);
  block.write(options.prefix ?? "", 345);
  options.patch?.(block);
  return withChecksum(block);
}

function withChecksum(block: Buffer): Buffer {
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((blockBytes - (bytes.length % blockBytes)) % blockBytes)]);

export function member(name: string | Buffer, content: string | Buffer, options: MemberOptions = {}): Buffer {
  const body = Buffer.from(content);
  return Buffer.concat([header(name, options.size ?? body.length, options), padded(body)]);
}

export const folder = (name: string): Buffer => header(name, 0, { type: "5" });

export function pax(records: Readonly<Record<string, string>>, type = "x"): Buffer {
  return member("PaxHeaders/x", Object.entries(records).map(paxRecord).join(""), { type });
}

function paxRecord([key, value]: readonly [string, string]): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}

export const longName = (name: string | Buffer): Buffer =>
  member("././@LongLink", Buffer.concat([Buffer.from(name), Buffer.of(0)]), { type: "L" });

export const endMark = Buffer.alloc(2 * blockBytes);

export const tar = (...members: readonly Buffer[]): Buffer => Buffer.concat([...members, endMark]);

/** A small bundle with files of sizes around the block's. */
export const sample: readonly (readonly [string, string])[] = [
  ["sos_commands/docker/docker_ps", "CONTAINER ID\n"],
  ["etc/empty", ""],
  ["var/log/one-block", "x".repeat(512)],
  ["var/log/more", "line of a log\n".repeat(150)],
  ["version.txt", "4.0"],
];

export const sampleTar = (top = "sosreport-host-1/"): Buffer =>
  tar(...(top === "" ? [] : [folder(top)]), ...sample.map(([path, text]) => member(top + path, text)));
