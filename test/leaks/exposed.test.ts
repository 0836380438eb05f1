import { describe, expect, it } from "vitest";
import type { HealthyFile } from "../../scripts/healthy/index.js";
import { analyzeHealthy } from "../support/healthy.ts";
import { shownIn } from "./shown.ts";

const SECRET = "hYq41Vtw9Lz0Kd";
const RULES = ["secret-in-log", "secret-in-process-list", "secret-world-readable", "config-world-readable"];

/** What these rules say, by their subject, of a node that is healthy but for these files. */
async function told(change: (files: Readonly<Record<string, HealthyFile>>) => Readonly<Record<string, HealthyFile>>) {
  const { result } = await analyzeHealthy({ release: "13", role: "Controller" }, (files) => ({
    ...files,
    ...change(files),
  }));
  expect(shownIn(JSON.stringify(result), [SECRET])).toEqual([]);
  const own = result.findings.filter(({ rule }) => RULES.includes(rule));
  return Object.fromEntries(
    own.map(({ severity, rule, subject, message }) => [subject.name, `${severity} ${rule}: ${message}`]),
  );
}

describe("a secret in a log", () => {
  it("is told by the kind of its key", async () => {
    const lines = [
      ["an option", `spawn --os-password=${SECRET} --x`, "'--os-password'"],
      ["an option with its value apart", `spawn --os-password ${SECRET} --x`, "an option for a password"],
      ["JSON", `{"adminPass": "${SECRET}"}`, "'adminPass'"],
      ["a dictionary of Python", `{u'rabbit_password': u'${SECRET}', 'a': 1}`, "'rabbit_password'"],
      ["a URL", `rabbit://guest:${SECRET}@10.0.0.1:5672/`, "'rabbit://guest'"],
      ["behind what is quoted of the line", `${"x".repeat(600)} password=${SECRET}`, "'password'"],
    ] as const;
    const nameOf = (what: string) => `var/log/containers/nova/${what.replaceAll(" ", "-")}.log`;
    const found = await told(() =>
      Object.fromEntries(
        lines.map(([what, line]) => [nameOf(what), { text: `2026-11-24 03:59:10.123 7 DEBUG nova [-] ${line}\n` }]),
      ),
    );
    const expected = lines.map(([what, , key]) => {
      const log = `/${nameOf(what)}`;
      return [log, `info secret-in-log: ${log} shows a secret (once, at 2026-11-24 03:59:10), after ${key}`] as const;
    });
    expect(found).toEqual(Object.fromEntries(expected));
  });

  it("is not seen in what services mask, in code, templates and words", async () => {
    const lines = [
      "{'adminPass': '***', u'password': u'***'}",
      "--os-password=None password=None",
      "    auth = Password(username=user2, password=self.password2, x=1)",
      "password={{ password1 }} password=%(password1)s password=$PASSWORD1",
      "rabbit://guest@10.0.0.1:5672/",
      "bad password: attempt 3 of user7",
    ];
    const text = lines.map((line) => `2026-11-24 03:59:10.123 7 DEBUG nova [-] ${line}\n`).join("");
    expect(await told(() => ({ "var/log/containers/nova/x.log": { text } }))).toEqual({});
  });
});

const HEADER = "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND";

function processes(...commands: readonly string[]): Record<string, HealthyFile> {
  const rows = commands.map((one) => `root        33  0.0  0.1  22222  3333 ?        Ssl  03:00   0:01 ${one}`);
  return { "sos_commands/process/ps_auxwww": { text: `${[HEADER, ...rows].join("\n")}\n` } };
}

describe("a secret on a command line", () => {
  it("is told by its program and option, once for all its processes", async () => {
    const found = await told(() =>
      processes(
        "/usr/sbin/crond -n",
        `/usr/sbin/fence_ipmilan --username=admin --password=${SECRET} -o status`,
        `/usr/sbin/fence_ipmilan --username=admin --password=${SECRET} -o status`,
        `docker run -e DB_PASSWORD=${SECRET} x`,
        `/usr/bin/python3 /usr/bin/of-python --url=amqp://me:${SECRET}@h:1`,
        `sh -c mysql --password=${SECRET}`,
        ` \\_ /usr/sbin/child --password=${SECRET}`,
      ),
    );
    const expected = [
      ["fence_ipmilan", "--password"],
      ["docker", "DB_PASSWORD"],
      ["of-python", "me: of a URL"],
      ["sh", "--password"],
      ["child", "--password"],
    ].map(([program, option]) => [
      program,
      `info secret-in-process-list: ${program} of root was started with a secret on its command line, after ${option}`,
    ]);
    expect(found).toEqual(Object.fromEntries(expected));
  });

  it("is not seen in names of files, methods and objects, nor in what is overwritten", async () => {
    const found = await told(() =>
      processes(
        "x --password-file=/etc/x/password --secret /run/x.sock --key-file /etc/x.key",
        "mysql -uroot -px xxxxxxx --password=xxxxxxxx",
        '/usr/libexec/qemu-kvm -object secret,id=masterKey0,data=ab12 -blockdev {"key-secret":"storage-secret0"}',
        "etcd --auth-token=simple --token-provider fernet",
        "/usr/sbin/ntpd -u ntp:ntp -p /run/ntpd.pid",
      ),
    );
    expect(found).toEqual({});
  });
});

const VOLUMES = "var/lib/config-data/puppet-generated";
const HAPROXY = `${VOLUMES}/haproxy/etc/haproxy/haproxy.cfg`;
const HORIZON = `${VOLUMES}/horizon/etc/horizon/horizon.conf`;
const REDIS = `${VOLUMES}/gnocchi/etc/gnocchi/redis.cnf`;
const NOVA = `${VOLUMES}/nova/etc/nova/nova.conf`;

describe("a file with a secret", () => {
  it("is told where everyone may read it, and only there; the main one of a service as worse", async () => {
    const stats = `listen s\n  stats auth admin:${SECRET}\n`;
    const found = await told((files) => ({
      [HAPROXY]: { ...files[HAPROXY], mode: 0o644, text: `${files[HAPROXY]?.text ?? ""}${stats}` },
      [REDIS]: { ...files[HAPROXY], mode: 0o640, text: `[redis]\nrequirepass = ${SECRET}\n` },
      [HORIZON]: { ...files[HORIZON], mode: 0o644, text: files[HORIZON]?.text ?? "" },
      [NOVA]: { ...files[NOVA], mode: 0o644, text: files[NOVA]?.text ?? "" },
    }));
    expect(Object.entries(found).map(([file, line]) => [file, line.split(":")[0]])).toEqual([
      [`/${NOVA}`, "warning config-world-readable"],
      [`/${HAPROXY}`, "info secret-world-readable"],
    ]);
    expect(found[`/${HAPROXY}`]).toContain("mode 0644, owner 0:0");
  });
});
