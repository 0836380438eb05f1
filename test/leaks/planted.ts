import type { HealthyFile } from "../../scripts/healthy/index.js";

type Files = Readonly<Record<string, HealthyFile>>;
type Change = (files: Files) => Files;

/** A secret that is put into the bundle of a node, and what it is wrapped in, so that a rule has something to say of it. */
interface Plant {
  readonly what: string;
  readonly put: (secret: string, node: number) => Change;
}

const CAPTURED = Date.UTC(2026, 10, 24, 4, 0, 0) / 1000;
const MINUTE = 60;
const VOLUMES = "var/lib/config-data/puppet-generated";
const NOVA = `${VOLUMES}/nova/etc/nova/nova.conf`;
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";

/** A file with a text at its end, last written so many minutes before the capture; what was not there was empty. */
function appended(path: string, text: string, minutesBefore?: number): Change {
  return changed(path, (before) => `${before}${text}\n`, minutesBefore);
}

function changed(path: string, change: (text: string) => string, minutesBefore?: number): Change {
  return (files) => ({
    ...files,
    [path]: {
      ...files[path],
      text: change(files[path]?.text ?? ""),
      ...(minutesBefore === undefined ? {} : { mtime: CAPTURED - minutesBefore * MINUTE }),
    },
  });
}

function logged(log: string, line: string): Change {
  return appended(`var/log/containers/${log}`, `2026-11-24 03:59:10.123 7 ${line}`);
}

interface Inspected {
  Name: string;
  Config: { Env: string[]; Labels: Record<string, string>; Image: string; Cmd?: string[] };
  State: Record<string, unknown>;
  Mounts: object[];
}

function inspected(name: string, change: (container: Inspected) => void): Change {
  return changed(INSPECT, (text) => {
    const all = JSON.parse(text) as Inspected[];
    for (const one of all) if (one.Name === `/${name}`) change(one);
    return JSON.stringify(all, null, 4);
  });
}

function both(...changes: readonly Change[]): Change {
  return (files) => changes.reduce((all, change) => change(all), files);
}

const plants: readonly Plant[] = [
  {
    what: "settings that a running container has not loaded",
    put: (secret) => appended(NOVA, `[trustee]\npassword = ${secret}\nuser = trustee`, 5),
  },
  {
    what: "a setting that differs between controllers",
    put: (secret, node) => appended(NOVA, `[neutron]\nmetadata_proxy_shared_secret = ${secret}${node}Zq`, 5),
  },
  {
    what: "a URL in a setting that is not loaded",
    put: (secret) => appended(NOVA, `[placement_database]\nconnection = mysql+pymysql://nova:${secret}@db/nova_x`, 5),
  },
  {
    what: "a setting that goes on in the next line",
    put: (secret) => appended(NOVA, `[barbican]\nclient_secret = first\n  ${secret}`, 5),
  },
  {
    what: "the copy inside a container, edited there",
    put: (secret) => appended("sos_containers/keystone/etc/keystone/keystone.conf", `[ldap]\npassword = ${secret}`, 4),
  },
  {
    what: "an edit of /etc without effect",
    put: (secret) =>
      both(
        appended("etc/nova/nova.conf", `[neutron]\npassword = ${secret}`, 30),
        appended(NOVA, "[neutron]\npassword = anOther0ne", 5),
      ),
  },
  {
    what: "a password of haproxy",
    put: (secret) =>
      appended(`${VOLUMES}/haproxy/etc/haproxy/haproxy.cfg`, `listen stats\n  stats auth admin:${secret}`, 5),
  },
  {
    what: "an option that is repeated",
    put: (secret) => appended(NOVA, `[keystone]\npassword = ${secret}\npassword = ${secret}twice`, 5),
  },
  {
    what: "a line that is no setting",
    put: (secret) => appended(`${VOLUMES}/cinder/etc/cinder/cinder.conf`, `--os-password ${secret}`, 5),
  },
  {
    what: "a private key in a file of settings",
    put: (secret) =>
      appended(
        `${VOLUMES}/glance_api/etc/glance/glance-api.conf`,
        `-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA${secret}\n-----END RSA PRIVATE KEY-----`,
        5,
      ),
  },
  {
    what: "a variable of a container",
    put: (secret) => inspected("nova_api", ({ Config }) => Config.Env.push(`OS_PASSWORD=${secret}`)),
  },
  {
    what: "a label of a container",
    put: (secret) =>
      inspected("heat_api", ({ Config }) => {
        Config.Labels["config_data"] =
          `${(Config.Labels["config_data"] ?? "{}").slice(0, -1)},"command":["/bin/x","--os-password","${secret}"]}`;
        Config.Labels["my.token"] = secret;
      }),
  },
  {
    what: "the output of a health check",
    put: (secret) =>
      both(
        changed("sos_commands/docker/docker_ps_-a_--no-trunc", (text) =>
          text.replace(/\(healthy\) (?=.*nova_scheduler$)/m, "(unhealthy)"),
        ),
        inspected("nova_scheduler", ({ State }) => {
          const End = "2026-11-24T03:59:41Z";
          const Log = [{ Start: End, End, ExitCode: 1, Output: `amqp://guest:${secret}@10.0.0.1:5672 refused\n` }];
          State["Health"] = { Status: "unhealthy", FailingStreak: 9, Log };
        }),
      ),
  },
  {
    what: "an error of the engine",
    put: (secret) =>
      inspected("nova_metadata", ({ State }) => {
        State["Error"] = `exec: "mysql --password=${secret}": not found`;
      }),
  },
  {
    what: "a login in the reference of an image",
    put: (secret) =>
      inspected("nova_conductor", ({ Config }) => {
        Config.Image = `https://puller:${secret}@registry.example.com/nova-conductor:1`;
      }),
  },
  {
    what: "a mount's name",
    put: (secret) =>
      inspected("nova_consoleauth", ({ Mounts }) =>
        Mounts.push({ Type: "bind", Source: `/etc/x?password=${secret}`, Destination: "/x" }),
      ),
  },
  {
    what: "instructions of kolla_start",
    put: (secret) =>
      changed("var/lib/kolla/config_files/nova_api.json", () =>
        JSON.stringify({ command: `/usr/bin/x --password=${secret}`, config_files: [{ source: 7 }] }),
      ),
  },
  {
    what: "a traceback",
    put: (secret) =>
      logged(
        "nova/nova.log",
        `ERROR nova Traceback (most recent call last):\n2026-11-24 03:59:10.123 7 ERROR nova   File "x.py", line 1, in y\n2026-11-24 03:59:10.123 7 ERROR nova ValueError: password=${secret} is refused`,
      ),
  },
  {
    what: "a critical line",
    put: (secret) => logged("heat/heat.log", `CRITICAL heat [-] Unhandled error: token=${secret}`),
  },
  {
    what: "a log's line without a word of what it is, of a secret that a setting tells",
    put: (secret) =>
      both(
        appended(NOVA, `[ironic]\npassword = ${secret}`, 5),
        logged("cinder/cinder.log", `CRITICAL cinder [-] Unhandled error: refused ${secret} of nobody`),
      ),
  },
  {
    what: "a URL of the message broker",
    put: (secret) =>
      logged(
        "neutron/neutron.log",
        Array.from(
          { length: 5 },
          () =>
            `ERROR oslo.messaging._drivers.impl_rabbit [-] AMQP server on 10.0.0.1:5672 is unreachable: amqp://guest:${secret}@10.0.0.1:5672 refused. Trying again in 3 seconds.`,
        ).join("\n2026-11-24 03:59:30.123 7 "),
      ),
  },
  {
    what: "a file's name",
    put: (secret) =>
      both(
        appended(NOVA, `[vmware]\nhost_password = ${secret}`, 5),
        appended(
          `var/log/containers/nova/${secret}.log`,
          "2026-11-24 03:59:10.123 7 CRITICAL nova [-] Unhandled error",
        ),
        appended(`${VOLUMES}/nova/etc/nova/${secret}.conf`, "[a]\nb = c", 5),
      ),
  },
  {
    what: "a failed unit's description",
    put: (secret) =>
      appended(
        "sos_commands/systemd/systemctl_list-units_--all_--type_service_timer",
        `x.service loaded failed failed x --password=${secret}`,
      ),
  },
  {
    what: "a failed action of the cluster",
    put: (secret) =>
      appended(
        "sos_commands/pacemaker/pcs_status",
        `Failed Resource Actions:\n* stonith-x_start_0 on overcloud-controller-0 'unknown error' (1): call=7, status=Error, exitreason='fence_ipmilan --password=${secret} failed',\n    last-rc-change='Tue Nov 24 03:58:00 2026', queued=0ms, exec=2ms\n`,
      ),
  },
  {
    what: "a command that was run in a container",
    put: (secret) =>
      changed("sos_commands/docker/docker_events_--since_24h", (text) =>
        text.replace(
          "exec_create: /bin/sh -c /openstack/healthcheck ",
          `exec_create: mysql -unova --password=${secret} `,
        ),
      ),
  },
  {
    what: "a command of the manifest that failed",
    put: (secret) =>
      changed("manifest.json", (text) => {
        const manifest = JSON.parse(text) as { captures: { command: string; exitCode: number; stderr: string }[] };
        const capture = manifest.captures[3];
        if (capture !== undefined)
          Object.assign(capture, { command: `mysql --password=${secret}`, exitCode: 1, stderr: `password=${secret}` });
        return JSON.stringify(manifest);
      }),
  },
  {
    what: "an answer of a student",
    put: (secret) =>
      changed(
        "sos_commands/lab/records",
        (text) =>
          `${text.replace(/end\n$/, "")}answers health-checks mtime ${CAPTURED} ctime ${CAPTURED}\n| password = ${secret}\nend\n`,
      ),
  },
  {
    what: "a mount point",
    put: (secret) => appended("sos_commands/filesys/df_-hP", `//nas/x?password=${secret} 10G 10G 0 100% /mnt/x`),
  },
];

export interface Planted {
  readonly secrets: readonly string[];
  /** The files of one of the nodes, with all secrets in it. */
  readonly into: (files: Files, node: number) => Files;
}

/** Plants every kind of secret, and real values in the place of tokens. */
export function planted(): Planted {
  const secrets = plants.map((_, index) => secretOf(index));
  const tokens = [1, 2, 3, 4].map((number) => secretOf(100 + number));
  return {
    secrets: [...secrets, ...tokens],
    into: (files, node) => {
      const shown = Object.entries(files).map(([path, file]) => {
        const text = file.text.replace(/masked-8c1b2d-(\d)/g, (_, number) => tokens[Number(number) - 1] ?? "");
        return [path, { ...file, text }] as const;
      });
      return plants.reduce<Files>(
        (all, { put }, index) => put(secrets[index] ?? "", node)(all),
        Object.fromEntries(shown),
      );
    },
  };
}

/** A value as generators of passwords make them; no two have eight characters in common. */
function secretOf(seed: number): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  let state = seed * 7919 + 104729;
  let text = "";
  for (let index = 0; index < 20; index += 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    text += letters[(state >>> 8) % letters.length] ?? "";
  }
  return `${text}7x`;
}
