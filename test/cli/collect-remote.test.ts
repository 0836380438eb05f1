import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Laptop, PROGRAM } from "./fake-ssh.ts";

const SCRIPT = readFileSync(fileURLToPath(new URL("../../dist/collect/collect.sh", import.meta.url)), "utf8");
const NAME = "sospect-controller0-20261123T165006Z";
const WELL = "cat >/dev/null; cat bundle.tgz";

describe("collect, from a laptop", () => {
  it("sends the collector to a node, writes what comes back under the node's name, and prints its path alone", async () => {
    const laptop = new Laptop().node("192.168.24.9", "cat >script; cat bundle.tgz");
    const { code, stdout, stderr } = await laptop.collect(["--host", "heat-admin@192.168.24.9", "-o", laptop.out]);
    const path = join(laptop.out, `${NAME}.tgz`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${path}\n` });
    expect(stderr).toMatch(/^192\.168\.24\.9: \S+\.tgz \(\d+\.\d MB, \d+\.\d s\)\n$/);
    expect(stderr).toContain(path);
    expect(readFileSync(path)).toEqual(readFileSync(laptop.bundle));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(laptop.written()).toEqual([`${NAME}.tgz`]);
    expect(laptop.read("script")).toBe(SCRIPT);
  });

  it("passes what it does not know itself on to the collector, and ssh's settings to ssh", async () => {
    const laptop = new Laptop().node("a", WELL);
    const ours = ["--ssh-option", "ProxyJump=stack@director", "--identity=/k", "--ssh-config", "c", "--parallel", "2"];
    const theirs = ["--lines", "50", "--no-mask", "--registry=a b:8787"];
    expect((await laptop.collect([...ours, "--host=a", ...theirs])).code).toBe(0);
    const args = laptop.read("arguments").split("\n");
    expect(args.join(" ")).toMatch(/^-F c -i \/k -o ProxyJump=stack@director -o BatchMode=yes /);
    expect(args.at(-2)).toMatch(/ sh -o - --progress --lines 50 --no-mask '--registry=a b:8787'$/);
  });

  it("collects from the hosts of an inventory, and says which it leaves out", async () => {
    const laptop = new Laptop().node("10.0.0.1", WELL);
    const inventory = join(laptop.folder, "hosts.yaml");
    const undercloud = "Undercloud: {hosts: {undercloud: }, vars: {ansible_connection: local}}";
    writeFileSync(
      inventory,
      `Controller: {hosts: {c0: {ansible_host: 10.0.0.1}}}\nCompute: {hosts: {n0: }}\n${undercloud}\n`,
    );
    const { code, stderr } = await laptop.collect(["--inventory", inventory, "--limit", "Undercloud,c?"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^undercloud: skipped: [^\n]* name it with --host\nc0: [^\n]*\n$/);
  });

  it.each<[string, string, string]>([
    ["the collector says why", "echo 'collect: no container engine here' >&2; exit 3", "no container engine here"],
    ["other words come after", "echo 'collect: why' >&2; echo bye >&2; exit 5", "why"],
    ["progress is no reason", "echo 'collect: why' >&2; echo 'collect: progress: x' >&2; exit 5", "why"],
    [
      "ssh says why",
      "echo banner >&2; echo 'Permission denied (publickey).' >&2; exit 255",
      "Permission denied (publickey).",
    ],
    [
      "the line breaks",
      "echo 'collect: only a warning' >&2; echo 'Connection closed.' >&2; exit 255",
      "Connection closed.",
    ],
    ["sudo says why", "echo 'sudo: a password is required' >&2; exit 1", "sudo: a password is required"],
    ["nobody says why", "exit 7", "ssh ended with exit code 7"],
    ["ssh is killed", "kill -9 $$", "ssh was ended by SIGKILL"],
    ["it dies half-way", "head -c 300 bundle.tgz; sleep 0.2; echo 'collect: disk full' >&2; exit 5", "disk full"],
    ["it is killed half-way", "head -c 300 bundle.tgz; sleep 0.2; kill -9 $$", "ssh was ended by SIGKILL"],
    ["all seems well but half is missing", "head -c 300 bundle.tgz", "its bundle came damaged: unexpected end of file"],
    ["bytes are lost", "head -c 300 bundle.tgz; tail -c 300 bundle.tgz", "its bundle came damaged: "],
    ["nothing comes", ":", "the collector sent nothing"],
    ["two bytes come", "head -c 2 bundle.tgz", "what came is no bundle, it begins with"],
    ["a login script talks", "echo Welcome; cat bundle.tgz", 'what came is no bundle, it begins with "Welcome'],
    ["a talk never ends", "yes; sleep 60", 'what came is no bundle, it begins with "y'],
    ["its words would be obeyed", "printf 'collect: \\033[2Jgone\\r\\302\\233m\\n' >&2; exit 1", "^[[2Jgone^MU+009Bm"],
    ["its words have no end", "head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 1", "xxx"],
  ])(
    "leaves no file of a node that fails, tells the last reason on one line, and keeps the others: %s",
    async (_, does, why) => {
      const laptop = new Laptop().node("bad", does).node("good", WELL);
      const { code, stdout, stderr } = await laptop.collect(["--host", "bad", "--host", "good"]);
      expect(
        stderr
          .split("\n")
          .find((line) => line.startsWith("bad: "))
          ?.slice(0, 13 + why.length),
      ).toBe(`bad: failed: ${why}`);
      expect(stderr.trimEnd().split("\n")).toHaveLength(2);
      expect(stderr.length).toBeLessThan(1000);
      expect({ code, stdout, files: laptop.written() }).toEqual({
        code: 1,
        stdout: `${laptop.out}/${NAME}.tgz\n`,
        files: [`${NAME}.tgz`],
      });
    },
  );

  const HEADER = "printf '\\037\\213\\010\\000\\000\\000\\000\\000\\000\\003'";
  it.each<[string, string, string]>([
    ["another gzip", "echo hello | gzip", 'what came is no bundle of the collector: unpacked it begins with "hello'],
    ["an empty archive", "head -c 10240 /dev/zero | gzip", "what came is no bundle of the collector: an empty archive"],
    ["a gzip of nothing", "printf '' | gzip", "what came is no bundle of the collector: an empty archive"],
    [
      "an archive of something else",
      "tar -czf - node-bad",
      "what came is no bundle of the collector: unpacked it begins",
    ],
    ["a gzip that is none inside, and has no end", `${HEADER}; cat /dev/urandom`, "its bundle came damaged: "],
    [
      "zeros without end",
      "while head -c 1000000 /dev/zero | gzip; do :; done",
      "what came is no bundle of the collector",
    ],
    [
      "a bundle that unpacks without end",
      "cat bundle.tgz; head -c 900000000 /dev/zero | gzip",
      "what came unpacks to more than 8 MiB: if it is to be as large, raise --max-bundle",
    ],
    [
      "a bundle that is too large",
      "cat bundle.tgz; head -c 3000000 /dev/urandom | gzip; sleep 60",
      "it sends more than 1 MiB: if it is to be as large, raise --max-bundle",
    ],
  ])("takes no more than a bundle, while it comes, and leaves no file: %s", async (_, does, why) => {
    const laptop = new Laptop().node("bad", does);
    const { code, stdout, stderr } = await laptop.collect(["--host", "bad", "--max-bundle", "1"]);
    expect(stderr).toContain(`bad: failed: ${why}`);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, stdout, files: laptop.written() }).toEqual({ code: 3, stdout: "", files: [] });
  });

  it.each<[string, boolean]>([
    ["controller0", false],
    ["CONTROLLER0.internalapi.example.org", false],
    ["192.168.24.9", false],
    ["controller1", true],
  ])("says of a bundle that names another host than %s that it does", async (host, says) => {
    const laptop = new Laptop().node(host, WELL);
    const { code, stderr } = await laptop.collect(["--host", host]);
    expect(code).toBe(0);
    expect(stderr.includes(", of a node that calls itself controller0\n")).toBe(says);
  });

  it("shows the control characters of an inventory's names", async () => {
    const laptop = new Laptop().node("10.0.0.1", "exit 1");
    const inventory = join(laptop.folder, "hosts.yaml");
    writeFileSync(inventory, 'all:\n  hosts:\n    "\\e]0;owned\\a\\e[2Jn1": {ansible_host: 10.0.0.1}\n');
    const { stderr } = await laptop.collect(["--inventory", inventory]);
    expect(stderr).toBe("^[]0;owned^G^[[2Jn1: failed: ssh ended with exit code 1\n");
  });

  it("gives up on a node that takes too long", async () => {
    const laptop = new Laptop().node("a", "head -c 300 bundle.tgz; exec sleep 60");
    const { code, stderr } = await laptop.collect(["--host", "a", "--host-timeout", "1"]);
    expect(stderr).toBe(
      "a: failed: not done after 1 s: see what hangs there, or give it more time with --host-timeout\n",
    );
    expect({ code, files: laptop.written() }).toEqual({ code: 3, files: [] });
  });

  it("exits with 3 where no node could be collected from", async () => {
    const laptop = new Laptop().node("a", "exit 1").node("b", "exit 255");
    const { code, stdout } = await laptop.collect(["--host", "a", "--host", "b"]);
    expect({ code, stdout, files: laptop.written() }).toEqual({ code: 3, stdout: "", files: [] });
  });

  it("says what is missing where there is no ssh", async () => {
    const laptop = new Laptop();
    const { code, stderr } = await laptop.collect(["--host", "a"], undefined, "/nowhere");
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: "a: failed: ssh is not on the path: install OpenSSH's client\n",
    });
  });

  it("gives bundles of one name different ones, and replaces nothing that is there", async () => {
    const laptop = new Laptop().node("a", WELL).node("b", WELL);
    writeFileSync(join(laptop.out, `${NAME}.tgz`), "mine");
    const { code, stdout } = await laptop.collect(["--host", "a", "--host", "b"]);
    expect(code).toBe(0);
    expect(laptop.written()).toEqual([`${NAME}-2.tgz`, `${NAME}-3.tgz`, `${NAME}.tgz`]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2);
    expect(readFileSync(join(laptop.out, `${NAME}.tgz`), "utf8")).toBe("mine");
  });

  it("goes on where nobody reads what it says", () => {
    const laptop = new Laptop().node("a", `sleep 0.3; ${WELL}`).node("b", `sleep 0.6; ${WELL}`);
    const piped = '{ "$@"; echo $? >../code; } 2>&1 >/dev/null | :; until [ -s ../code ]; do sleep 0.1; done';
    const words = [process.execPath, PROGRAM, "--host", "a", "--host", "b"];
    spawnSync("sh", ["-c", piped, "sh", ...words], { cwd: laptop.out, env: { ...process.env, PATH: laptop.path } });
    expect(laptop.read("code")).toBe("0\n");
    expect(laptop.written()).toEqual([`${NAME}-2.tgz`, `${NAME}.tgz`]);
  });

  it("has no more sessions at once than it may", async () => {
    const laptop = new Laptop();
    const hosts = ["a", "b", "c", "d", "e"];
    for (const host of hosts) laptop.node(host, `echo + >>log; ${WELL}; sleep 0.2; echo - >>log`);
    const { code } = await laptop.collect(["--parallel", "2", ...hosts.flatMap((host) => ["--host", host])]);
    expect(code).toBe(0);
    const steps = laptop.read("log").trimEnd().split("\n");
    const running = steps.map((_, at) =>
      steps.slice(0, at + 1).reduce((sum, step) => sum + (step === "+" ? 1 : -1), 0),
    );
    expect(steps).toHaveLength(10);
    expect(Math.max(...running)).toBe(2);
  });

  it.each<[NodeJS.Signals, number, string]>([
    ["SIGINT", 130, ""],
    ["SIGTERM", 143, ""],
    ["SIGHUP", 129, ""],
    ["SIGTERM", 143, "trap '' TERM; "],
  ])("ends every ssh on %s, exits with %i and leaves no file half-written: %s", async (signal, code, deaf) => {
    const laptop = new Laptop().node("a", `${deaf}head -c 300 bundle.tgz; echo $$ >pid-a; exec sleep 600`);
    laptop
      .node("done", WELL)
      .node("b", `until [ -s pid-a ] && [ -e out/${NAME}.tgz ]; do sleep 0.1; done; echo $$ >pid-b; exec sleep 600`);
    const ended = await laptop.collect(["--host", "a", "--host", "b", "--host", "done"], { signal, at: "pid-b" });
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain("a: failed: interrupted\n");
    expect({ stdout: ended.stdout, files: laptop.written() }).toEqual({
      stdout: `${laptop.out}/${NAME}.tgz\n`,
      files: [`${NAME}.tgz`],
    });
    for (const host of ["a", "b"]) expect(() => process.kill(Number(laptop.read(`pid-${host}`)), 0)).toThrow("ESRCH");
  });

  it.each<[string, string[], string]>([
    ["an option for a host", ["--host", "-oProxyCommand=touch x"], "is no host"],
    ["a command for a host", ["--host", "a;touch x"], "is no host"],
    ["one bad host among good", ["--host", "a", "--host", "$(touch x)"], "is no host"],
    ["an option for a user", ["--host", "-oProxyCommand=touch x@a"], "is no user"],
    ["a host without a value", ["--host"], "--host needs a value"],
    ["no number of sessions", ["--host", "a", "--parallel", "0"], "--parallel needs a number"],
    ["no number of seconds", ["--host", "a", "--host-timeout=1h"], "--host-timeout needs a number"],
    ["no number of MiB", ["--host", "a", "--max-bundle=1g"], "--max-bundle needs a number"],
    ["a limit without an inventory", ["--host", "a", "--limit", "b"], "--limit chooses from an inventory"],
    ["standard output as a directory", ["--host", "a", "-o", "-"], "-o - is for one node only"],
    ["no such inventory", ["--inventory", "none.yaml"], "none.yaml"],
    [
      "an inventory with a mistake",
      ["--inventory", "../bad.yaml"],
      "../bad.yaml:2:1: unknown key 'user' beside 'hosts'",
    ],
    [
      "a limit that nothing bears",
      ["--inventory", "../good.yaml", "--limit", "b"],
      "../good.yaml has no host or group b; it has a",
    ],
    ["only hosts that are elsewhere", ["--inventory", "../local.yaml"], "names only hosts that are local"],
    ["a directory that is a file", ["--host", "a", "-o", "../good.yaml"], "good.yaml"],
  ])("refuses with 2 and one line, before any ssh: %s", async (_, args, why) => {
    const laptop = new Laptop().node("a", WELL);
    writeFileSync(join(laptop.folder, "bad.yaml"), "hosts: [a]\nuser: b\n");
    writeFileSync(join(laptop.folder, "good.yaml"), "hosts: [a]\n");
    writeFileSync(join(laptop.folder, "local.yaml"), "g: {hosts: {a: {ansible_connection: local}}}\n");
    const { code, stdout, stderr } = await laptop.collect(args);
    expect(stderr).toContain(why);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, stdout, files: laptop.written() }).toEqual({ code: 2, stdout: "", files: [] });
    expect(() => laptop.read("arguments")).toThrow("ENOENT");
  });

  it("tells of the run by ssh after the collector's own help, and prints the collector", async () => {
    const laptop = new Laptop();
    const help = await laptop.collect(["--help"]);
    expect(help.stdout).toMatch(/^Usage: collect \[[\s\S]*\nFrom a laptop: /);
    expect(await laptop.collect(["--host", "a", "--help"])).toEqual(help);
    expect(await laptop.collect(["--print-script"])).toEqual({ code: 0, stdout: SCRIPT, stderr: "" });
  });
});
