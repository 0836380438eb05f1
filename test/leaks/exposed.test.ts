import { describe, expect, it } from "vitest";
import type { HealthyFile } from "../../scripts/healthy/index.js";
import { analyzeHealthy } from "../support/healthy.ts";
import { shownIn } from "./shown.ts";

const SECRET = "hYq41Vtw9Lz0Kd";
const NODE = { release: "13", role: "Controller" };
const RULES = ["secret-in-log", "secret-in-process-list", "secret-world-readable", "config-world-readable"];

/** What these rules say of a node that is healthy but for one file. */
async function told(path: string, change: (file: HealthyFile | undefined) => HealthyFile) {
  const { result } = await analyzeHealthy(NODE, (files) => ({ ...files, [path]: change(files[path]) }));
  expect(shownIn(JSON.stringify(result), [SECRET])).toEqual([]);
  return result.findings
    .filter(({ rule }) => RULES.includes(rule))
    .map(({ severity, rule, subject, message }) => `${severity} ${rule} ${subject.name}: ${message}`);
}

const LOG = "var/log/containers/nova/nova.log";
const logged = (line: string) =>
  told(LOG, (file) => ({ text: `${file?.text ?? ""}2026-11-24 03:59:10.123 7 DEBUG nova [-] ${line}\n` }));

describe("a secret in a log", () => {
  it.each([
    ["an option", `spawn --os-password=${SECRET} --x`, "'--os-password'"],
    ["an option with its value apart", `spawn --os-password ${SECRET} --x`, "an option for a password"],
    ["JSON", `{"adminPass": "${SECRET}"}`, "'adminPass'"],
    ["a dictionary of Python", `{u'rabbit_password': u'${SECRET}', 'a': 1}`, "'rabbit_password'"],
    ["a URL", `rabbit://guest:${SECRET}@10.0.0.1:5672/`, "'rabbit://guest'"],
    ["behind what is quoted of the line", `${"x".repeat(600)} password=${SECRET}`, "'password'"],
  ])("is told by the kind of its key: %s", async (_, line, key) => {
    expect(await logged(line)).toEqual([
      `info secret-in-log /${LOG}: /${LOG} shows a secret (once, at 2026-11-24 03:59:10), after ${key}`,
    ]);
  });

  it.each([
    ["what the service masks", "{'adminPass': '***', u'password': u'***'}"],
    ["a word for nothing", "--os-password=None password=None"],
    ["code of a traceback", "    auth = Password(username=user2, password=self.password2, x=1)"],
    ["a template", "password={{ password1 }} password=%(password1)s password=$PASSWORD1"],
    ["an address without a password", "rabbit://guest@10.0.0.1:5672/"],
  ])("is not seen in %s", async (_, line) => {
    expect(await logged(line)).toEqual([]);
  });
});

const PS = "sos_commands/process/ps_auxwww";
const HEADER = "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND";
const running = (...commands: string[]) =>
  told(PS, () => ({
    text: [HEADER, ...commands.map((one) => `root        33  0.0  0.1  22222  3333 ?        Ssl  03:00   0:01 ${one}`)]
      .map((line) => `${line}\n`)
      .join(""),
  }));

describe("a secret on a command line", () => {
  it.each([
    [
      "an option",
      `/usr/sbin/fence_ipmilan --username=admin --password=${SECRET} -o status`,
      "fence_ipmilan",
      "--password",
    ],
    ["a variable", `docker run -e DB_PASSWORD=${SECRET} x`, "docker", "DB_PASSWORD"],
    ["a URL", `/usr/bin/python3 /usr/bin/x --url=amqp://me:${SECRET}@h:1`, "x", "me: of a URL"],
    ["a shell's", `sh -c mysql --password=${SECRET}`, "sh", "--password"],
    ["a child's", ` \\_ /usr/sbin/x --password=${SECRET}`, "x", "--password"],
  ])("is told by its program and option: %s", async (_, command, program, option) => {
    expect(await running("/usr/sbin/crond -n", command, command)).toEqual([
      `info secret-in-process-list ${program}: ${program} of root was started with a secret on its command line, after ${option}`,
    ]);
  });

  it.each([
    ["a file of secrets", "x --password-file=/etc/x/password --secret /run/x.sock --key-file /etc/x.key"],
    ["what a client of a database has overwritten", "mysql -uroot -px xxxxxxx --password=xxxxxxxx"],
    [
      "objects of a virtual machine",
      '/usr/libexec/qemu-kvm -object secret,id=masterKey0,data=ab12 -blockdev {"key-secret":"storage-secret0"}',
    ],
    ["a method", "etcd --auth-token=simple --token-provider fernet"],
    ["other options of one letter", "/usr/sbin/ntpd -u ntp:ntp -p /run/ntpd.pid"],
  ])("is not seen in %s", async (_, command) => {
    expect(await running(command)).toEqual([]);
  });
});

const VOLUMES = "var/lib/config-data/puppet-generated";

describe("a file with a secret", () => {
  const HAPROXY = `${VOLUMES}/haproxy/etc/haproxy/haproxy.cfg`;
  const withStats = (mode: number) =>
    told(HAPROXY, (file) => ({ ...file, mode, text: `${file?.text ?? ""}listen s\n  stats auth admin:${SECRET}\n` }));

  it("is told where everyone may read it, and only there", async () => {
    expect(await withStats(0o644)).toEqual([
      `info secret-world-readable /${HAPROXY}: /${HAPROXY} holds a secret, and everyone on the node who reaches it may read it: mode 0644, owner 0:0`,
    ]);
    expect(await withStats(0o640)).toEqual([]);
    expect(await told(HAPROXY, (file) => ({ text: "", ...file, mode: 0o644 }))).toEqual([]);
  });

  it("is worse where it is the main one of a service", async () => {
    const nova = `${VOLUMES}/nova/etc/nova/nova.conf`;
    const lines = await told(nova, (file) => ({ text: "", ...file, mode: 0o644 }));
    expect(lines.map((line) => line.split(":")[0])).toEqual([`warning config-world-readable /${nova}`]);
  });
});
