import { describe, expect, it } from "vitest";
import { maskJudgement, maskNotes } from "../../src/mask/mask-judgement.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { captured, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";
import { hidden, ordinary, tables } from "./cases.ts";

/** The text with every token shown as asterisks. */
const masked = (text: string): string =>
  createMasker()
    .text(text)
    .replace(/masked-\d+/g, "********");

describe("masking", () => {
  it.each(hidden)("hides %s and keeps the form", (_, text, expected) => {
    expect(masked(text)).toBe(expected);
    expect(masked(expected)).toBe(expected);
  });

  it.each(ordinary)("leaves alone: %s", (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe("masking in a table", () => {
  it.each(tables)("leaves columns where they are: %s", (_, text, expected) => {
    expect(createMasker().text(text)).toBe(expected);
  });
});

describe("masking a line of a file", () => {
  it.each([
    ['password = hunter2, "secret" words', "password = ********"],
    ['    "db_password": "hunter2, secret",', '    "db_password": "********",'],
    ["virt_type = kvm, qemu", "virt_type = kvm, qemu"],
  ])("hides a secret to its end: %s", (line, expected) => {
    expect(masked(line)).toBe(expected);
  });
});

describe("masking hostile text", () => {
  const texts = [
    ...["a.", "pass", "snmp", "secret_", '"token=', "mysql -", "eyJ.", "token:{", "secret,", "registrycreds:{", "]:1["],
    ...[
      "creds -",
      "authorization: digest ",
      "token for ",
      "htpasswd -b",
      "rootpw --",
      "cmd=41414141 ",
      "password is ",
      "aB",
      "| pw |",
    ],
    ...["%3a%2f%2fa%3a", "password(", "$1$", "<<<", "2026-11-24 03:52:53 ", "cookie=1 ", "-----BEGIN PRIVATE KEY-----"],
  ];

  it.each(texts)("ends on a line of many thousand: %s", (text) => {
    const line = text.repeat(50_000);
    expect(masked(line)).toMatch(/^[\s\S]{8}/);
  });
});

describe("masking a judgement", () => {
  it("does not take a short secret for part of other words", () => {
    const finding = {
      ...{ id: "r-1", title: "t" },
      rule: "config-edit-without-effect",
      severity: "warning",
      node: "controller0",
      subject: { kind: "config", name: "keystone" },
      why: "",
      count: 1,
      message: "password = a in [database] has no effect",
      remedy: "# a database",
      evidence: [{ file: "f", line: 1, text: "password = a" }],
    } as const;
    const [masked] = maskJudgement({ findings: [finding], outcomes: [] }, createMasker()).findings;
    expect(masked?.message).toBe("password = masked-1 in [database] has no effect");
    expect(masked?.remedy).toBe("# a database");
  });

  it("hides in the message what the evidence shows to be a secret", () => {
    const finding = {
      ...{ id: "r-1", title: "t" },
      rule: "config-edit-without-effect",
      severity: "warning",
      node: "n",
      subject: { kind: "config", name: "/etc/nova/nova.conf [neutron] password" },
      message: "password = hunter2, secret words in [neutron] has no effect; in force: password = other, secret",
      why: "w",
      remedy: "# hunter2, secret words",
      count: 1,
      evidence: [
        { file: "etc/nova/nova.conf", line: 3, text: "password = hunter2, secret words" },
        { file: "puppet/nova.conf", line: 3, text: "password = other, secret" },
      ],
    } as const;
    const reason = "it holds only: mysql://root:hunter2@db/x";
    const outcomes = [{ rule: "r", node: "n", outcome: "unknown", reason }] as const;
    const text = JSON.stringify(maskJudgement({ findings: [finding], outcomes }, createMasker()));
    expect(text).not.toMatch(/hunter2|secret words|other, secret/);
    expect(text).toContain("in [neutron] has no effect");
  });
});

describe("masking a remedy", () => {
  const remedyOf = (remedy: string, line: string) => {
    const finding = {
      ...({
        ...{ id: "r-1", title: "t" },
        rule: "r",
        severity: "warning",
        node: "n",
        subject: { kind: "config", name: "f" },
        message: "m",
        why: "w",
      } as const),
      ...{ remedy, count: 1, evidence: [{ file: "f", line: 1, text: line }] },
    } as const;
    return maskJudgement({ findings: [finding], outcomes: [] }, createMasker()).findings[0]?.remedy;
  };

  it("keeps its words as they are", () => {
    expect(remedyOf("# x\nls --password hunter2 'a b'", "password = hunter2")).toBe(
      "# x\nls --password masked-1 'a b'",
    );
  });

  it("hides a secret with a quote in it as well", () => {
    expect(remedyOf("ls '/a/hun'\\''ter2 b'", "password = hun'ter2")).toBe("ls '/a/masked-1 b'");
  });

  it("leaves out a command that would lose a quote with the secret", () => {
    const commands = "ls x\nls 'a'\\''pwn;pwn'\nls y";
    expect(remedyOf(commands, "password = \\''pwn;pwn")).toBe(
      "ls x\n# a command with a secret in it, which is not shown\nls y",
    );
  });
});

describe("masking the notes of nodes", () => {
  it("hides what they quote", () => {
    const deployment = deploymentOf(
      [captured({ "sos_commands/docker/docker_ps_-a": psTable(["a", "i", "Up 2 days"]) })],
      KNOWN,
    );
    const [node] = deployment.nodes;
    if (node === undefined) throw new Error("no node");
    const noted = { ...deployment, nodes: [{ ...node, notes: ["env: DB_PASSWORD=hunter2 cut off"] }] };
    expect(maskNotes(noted, createMasker()).nodes[0]?.notes).toEqual(["env: DB_PASSWORD=masked-1 cut off"]);
  });
});
