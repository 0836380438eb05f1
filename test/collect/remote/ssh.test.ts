import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sshArguments } from "../../../src/collect/remote/ssh.ts";
import { isRoot, shells } from "../stage.ts";

const target = { label: "controller0", host: "192.168.24.9", user: "heat-admin", port: 2222 };
const none = { options: [], identities: [] };

describe("ssh's command line", () => {
  it("names port, user and host after the options, and the host where no option is read any more", () => {
    const args = sshArguments(target, none, []);
    expect(args.slice(-5, -1)).toEqual(["-p", "2222", "--", "heat-admin@192.168.24.9"]);
    expect(sshArguments({ label: "director", host: "director" }, none, []).slice(-3, -1)).toEqual(["--", "director"]);
  });

  it("asks nobody and gives up on what does not answer, unless the user says otherwise: ssh takes the first", () => {
    const args = sshArguments(target, { ...none, options: ["BatchMode=no", "ProxyJump=stack@director"] }, []);
    expect(args.indexOf("BatchMode=no")).toBeLessThan(args.indexOf("BatchMode=yes"));
    expect(args).toEqual(
      expect.arrayContaining(["ProxyJump=stack@director", "ConnectTimeout=10", "ServerAliveInterval=15"]),
    );
  });

  it("passes keys and a configuration on", () => {
    const args = sshArguments(target, { ...none, identities: ["/k ey", "l"], config: "c" }, []);
    expect(args.join("|")).toContain("-F|c|-i|/k ey|-i|l|");
  });

  it("is one that the installed ssh understands", ({ skip }) => {
    const args = sshArguments(target, { ...none, options: ["ProxyJump=stack@director"], config: "/dev/null" }, [
      "--lines",
      "5",
    ]);
    const { error, stdout } = spawnSync("ssh", ["-G", ...args], { encoding: "utf8" });
    if (error) skip("ssh is not installed");
    for (const line of [
      "user heat-admin",
      "hostname 192.168.24.9",
      "port 2222",
      "batchmode yes",
      "connecttimeout 10",
    ]) {
      expect(stdout.split("\n")).toContain(line);
    }
    expect(stdout).toMatch(/^proxyjump stack@director$/m);
  });
});

const ODD = [
  "",
  " ",
  "two words",
  "'",
  "''",
  '"$HOME"',
  "$(id)",
  "`id`",
  ";id",
  "a\\nb",
  "a\nb",
  "*",
  "~",
  "!x",
  "#",
  "-n",
  "ä",
  "\\",
];

/** Runs what ssh would run in a login shell of root, or of a user who may sudo, and returns the script's words. */
function onNode(command: string, login: readonly string[], isUser: boolean): string[] {
  const bin = mkdtempSync(join(tmpdir(), "sospect-sudo-"));
  onTestFinished(() => rmSync(bin, { recursive: true }));
  chmodSync(bin, 0o755);
  writeFileSync(join(bin, "sudo"), '#!/bin/sh\n[ "$1" = -n ] && shift && BY=sudo exec "$@"\n', { mode: 0o755 });
  const as = isUser && isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
  const [program = "", ...args] = [...as, ...login, "-c", command];
  const input = `for each; do printf '%s\\0' "$each"; done; printf %s "\${BY:-root}"`;
  const env = { PATH: `${bin}:${process.env["PATH"]}` };
  return spawnSync(program, args, { input, encoding: "utf8", env }).stdout.split("\0");
}

describe.each(shells)("the remote command, under $name as the login shell", ({ words }) => {
  const command = sshArguments(target, none, ODD).at(-1) ?? "";

  it("hands every argument to the script as it is, by sudo", () => {
    expect(onNode(command, words, true)).toEqual([...ODD, "sudo"]);
  });

  it("does without sudo for root", ({ skip }) => {
    if (!isRoot) skip("only root can be root");
    expect(onNode(command, words, false)).toEqual([...ODD, "root"]);
  });
});
