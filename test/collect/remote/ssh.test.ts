import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
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

describe("the remote command", () => {
  it.each(shells)(
    "hands every argument to the script as it is, under $name as the login shell",
    ({ words: [shell = "", ...rest] }) => {
      const command = sshArguments(target, none, ODD).at(-1) ?? "";
      const script = `for each; do printf '%s\\0' "$each"; done; id -u`;
      const env = { ...process.env, HOME: "/nowhere" };
      const ran = spawnSync(shell, [...rest, "-c", command], { input: script, encoding: "utf8", env });
      if (!isRoot) return expect(ran.stdout).toBe("");
      expect(ran.stdout.split("\0")).toEqual([...ODD, "0\n"]);
    },
  );
});
