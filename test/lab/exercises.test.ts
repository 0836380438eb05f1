import { expect, test } from "vitest";
import {
  answered,
  type Deed,
  executed,
  gradeStudent,
  inspected,
  madeAnew,
  paused,
  restarted,
  rewritten,
  setUp,
  stopped,
  unhealthy,
  without,
} from "./student.ts";

/** What each task of an exercise is to come to, in order, and the whole. */
interface Case {
  readonly name: string;
  readonly marks: string;
  readonly deeds: Readonly<Record<string, readonly Deed[]>>;
}

/** The host of each node of the course, as a healthy node of that role. */
interface Stage {
  readonly exercise: string;
  readonly nodes: Readonly<Record<string, { readonly release?: string; readonly role: string }>>;
  /** What setup does to the nodes besides its record. */
  readonly broken?: Readonly<Record<string, readonly Deed[]>>;
  readonly cases: readonly Case[];
}

const controller = { controller0: { role: "Controller" } };
const KEYSTONE = "var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf";
const KEYSTONE_INSIDE = "sos_containers/keystone/etc/keystone/keystone.conf";
const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const CONDUCTOR_INSIDE = "sos_containers/nova_conductor/etc/nova/nova.conf";
const PCS = "sos_commands/pacemaker/pcs_status";
const UNITS = /^(tripleo_memcached\.service) .*$/m;

const RUNNING =
  "ceilometer_agent_compute iscsid logrotate_crond neutron_ovs_agent nova_compute nova_libvirt nova_migration_target nova_virtlogd";
const ARCHITECTURE = "architecture-containerization";
const KEYSTONE_ID = "keystone-id: @keystone";

/** In the place of @NAME stands the id of that container. */
const withIds =
  (deed: Deed): Deed =>
  (files) => {
    const inspect = files["sos_commands/docker/containers/docker_inspect_all"]?.text ?? "[]";
    const ids = (JSON.parse(inspect) as { Id: string; Name: string }[]).map(({ Id, Name }) => [Name.slice(1), Id]);
    const changed = deed(files);
    return rewritten("sos_commands/lab/records", (text) =>
      text.replace(/@(\w+)/g, (_, name: string) => ids.find(([known]) => known === name)?.[1]?.slice(0, 12) ?? name),
    )(changed);
  };

const answers = (...lines: string[]) => withIds(answered(ARCHITECTURE, ...lines));
const image = "keystone-image: 192.168.24.1:8787/rhosp13/openstack-keystone:13.0-100";
const shots = "one-shots: keystone_db_sync, nova_db_sync, cinder_api_db_sync";
const log = "keystone-log: /var/log/containers/keystone/keystone.log";
const compute = answered(ARCHITECTURE, `running: ${RUNNING}`);
/** An event of the time of setup, so that docker remembers all that came after. */
const remembered = executed("keystone", "true", 60);
const byHand = executed("keystone", "/openstack/healthcheck");

const architecture: Stage = {
  exercise: ARCHITECTURE,
  nodes: { ...controller, compute0: { role: "Compute" } },
  broken: { controller0: [remembered] },
  cases: [
    { name: "nothing done", marks: "fail fail fail fail fail fail: fail", deeds: {} },
    {
      name: "half done: seen on compute0, and nova_api left stopped",
      marks: "pass fail fail fail fail fail: fail",
      deeds: { compute0: [compute], controller0: [stopped("nova_api")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass pass pass: pass",
      deeds: {
        compute0: [compute],
        controller0: [answers(KEYSTONE_ID, image, shots, log), restarted("nova_api"), byHand],
      },
    },
    {
      name: "right in an unusual way: commas, another order, a shell, more one-shots, restarted in one go",
      marks: "pass pass pass pass pass pass: pass",
      deeds: {
        compute0: [answered(ARCHITECTURE, `running= ${RUNNING.split(" ").reverse().join(",")}`)],
        controller0: [
          answers(log, `${shots} heat_engine_db_sync`, image, `${KEYSTONE_ID}`),
          restarted(["nova_api", "cinder_api"]),
          executed("keystone", "bash -c /openstack/healthcheck"),
        ],
      },
    },
    {
      name: "right, and docker has forgotten the check: it passes without that task",
      marks: "pass pass pass pass pass ungraded: pass",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, log),
          restarted("nova_api"),
          rewritten("sos_commands/docker/docker_events_--since_24h", (text) => text.replace(/^.*: true .*\n/m, "")),
        ],
      },
    },
    {
      name: "cheated: another student's ids, services as one-shots, the log inside, nova_api made anew, a check in words only",
      marks: "fail fail fail fail fail fail: fail",
      deeds: {
        compute0: [answered(ARCHITECTURE, `running: ${RUNNING} nova_statedir_owner`)],
        controller0: [
          answers(
            "keystone-id: 0123456789ab",
            image,
            "one-shots: keystone_db_sync keystone_db_sync keystone",
            "keystone-log: /var/log/keystone/keystone.log",
          ),
          madeAnew("nova_api"),
          executed("keystone", "echo /openstack/healthcheck"),
        ],
      },
    },
    {
      name: "cheated: a line in a log says that nova_api was restarted, and a reboot has restarted everything",
      marks: "pass pass pass pass fail pass: fail",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, log),
          rewritten("var/log/containers/nova/nova.log", (text) => `${text}2026-11-24 03:55:00.000 8 INFO restarted\n`),
          byHand,
          inspected("*", ({ State }) =>
            State["Running"] === true
              ? { State: { ...State, StartedAt: "2026-11-24T03:50:00Z", FinishedAt: "2026-11-24T03:49:00Z" } }
              : {},
          ),
        ],
      },
    },
    {
      name: "cheated: the record of setup was written anew, to be older than what was done before",
      marks: "pass pass pass pass ungraded ungraded: ungraded",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, log),
          restarted("nova_api", 90),
          byHand,
          rewritten("sos_commands/lab/records", (text) =>
            text.replace(
              /^record (\S+) .*\n.*$/m,
              "record $1 mtime 1795492800 ctime 1795492800\n| setup-at 1795480000",
            ),
          ),
        ],
      },
    },
    {
      name: "without inspect and events what was done cannot be told",
      marks: "pass pass pass pass ungraded ungraded: ungraded",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, log),
          without("sos_commands/docker/containers/docker_inspect_all"),
          without("sos_commands/docker/docker_events_--since_24h"),
        ],
      },
    },
  ],
};

const exited: Stage = {
  exercise: "containers-exited",
  nodes: controller,
  broken: { controller0: [stopped(["heat_engine", "nova_scheduler"], 61)] },
  cases: [
    { name: "nothing done", marks: "fail fail fail pass: fail", deeds: {} },
    {
      name: "half done: one of the two",
      marks: "fail pass fail pass: fail",
      deeds: { controller0: [answered("containers-exited", "exited-services: heat_engine"), restarted("heat_engine")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services: heat_engine nova_scheduler"),
          restarted(["heat_engine", "nova_scheduler"]),
        ],
      },
    },
    {
      name: "right in an unusual way: restarted several times, others too",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services = nova_scheduler,heat_engine"),
          restarted(["heat_engine", "nova_scheduler", "horizon"]),
        ],
      },
    },
    {
      name: "cheated: all that had ended was started, and one was made anew",
      marks: "fail fail pass fail: fail",
      deeds: {
        controller0: [
          answered("containers-exited", "exited-services: heat_engine nova_scheduler nova_db_sync"),
          madeAnew("heat_engine"),
          restarted("nova_scheduler"),
          stopped(["nova_db_sync", "keystone_db_sync"], 4),
        ],
      },
    },
  ],
};

const wrongPort = (text: string) => text.replace(":5672/", ":5673/");
const rightPort = (text: string) => text.replace(":5673/", ":5672/");
const port = "There is no nova-conductor process with opened RabbitMQ ports (5671,5672) running in the container";
const healthyAgain = inspected("nova_conductor", ({ State }) => ({
  State: {
    ...State,
    Health: { Status: "healthy", FailingStreak: 0, Log: [{ End: "2026-11-24T03:59:30Z", ExitCode: 0, Output: "" }] },
  },
}));

const unhealthyStage: Stage = {
  exercise: "services-unhealthy",
  nodes: controller,
  broken: {
    controller0: [
      rewritten(NOVA, wrongPort, 61),
      rewritten(CONDUCTOR_INSIDE, wrongPort, 61),
      restarted("nova_conductor", 61),
      unhealthy("nova_conductor", port),
    ],
  },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done: repaired and not restarted",
      marks: "pass fail fail: fail",
      deeds: { controller0: [rewritten(NOVA, rightPort, 10)] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 10),
          rewritten(CONDUCTOR_INSIDE, rightPort, 10),
          restarted("nova_conductor"),
          healthyAgain,
        ],
      },
    },
    {
      name: "right in an unusual way: the container was made anew, with its check",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 10),
          rewritten(CONDUCTOR_INSIDE, rightPort, 10),
          madeAnew("nova_conductor"),
          healthyAgain,
        ],
      },
    },
    {
      name: "cheated: the check inside the container says that all is well, and the cause is still there",
      marks: "fail fail pass: fail",
      deeds: { controller0: [restarted("nova_conductor"), healthyAgain] },
    },
    {
      name: "cheated: repaired inside the container alone",
      marks: "fail fail pass: fail",
      deeds: { controller0: [rewritten(CONDUCTOR_INSIDE, rightPort, 3), restarted("nova_conductor"), healthyAgain] },
    },
    {
      name: "cheated: the container was made anew without its check, and the file's time was set back",
      marks: "pass fail fail: fail",
      deeds: {
        controller0: [
          rewritten(NOVA, rightPort, 5000),
          madeAnew("nova_conductor", 5, ({ State: { Health: _, ...State } }) => ({
            State: { ...State, Status: "running", StartedAt: "2026-11-24T03:55:00Z" },
          })),
        ],
      },
    },
  ],
};

const lifecycle: Stage = {
  exercise: "services-lifecycle",
  nodes: controller,
  broken: { controller0: [paused("heat_engine")] },
  cases: [
    { name: "nothing done", marks: "fail fail fail pass: fail", deeds: {} },
    { name: "half done", marks: "pass fail fail pass: fail", deeds: { controller0: [restarted("cinder_api")] } },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: { controller0: [restarted("cinder_api"), stopped("horizon"), inspected("heat_engine", goOn)] },
    },
    {
      name: "right in an unusual way: stopped and started, killed in place of stopped",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          restarted("cinder_api", 1),
          stopped("horizon"),
          inspected("horizon", ({ State }) => ({ State: { ...State, ExitCode: 137 } })),
          inspected("heat_engine", goOn),
        ],
      },
    },
    {
      name: "cheated: docker was restarted, which restarts everything",
      marks: "pass pass fail fail: fail",
      deeds: {
        controller0: [
          inspected("*", ({ State }) =>
            State["Running"] === true
              ? { State: { ...State, Status: "running", Paused: false, StartedAt: "2026-11-24T03:50:00Z" } }
              : {},
          ),
          stopped("horizon"),
        ],
      },
    },
    {
      name: "cheated: horizon was removed and heat_engine killed",
      marks: "fail fail fail pass: fail",
      deeds: { controller0: [removed("horizon"), stopped("heat_engine")] },
    },
  ],
};

function goOn({ State }: { readonly State: Record<string, unknown> }) {
  return { State: { ...State, Status: "running", Paused: false } };
}

/** Neither inspect nor the list has it any more. */
function removed(name: string): Deed {
  return (files) => {
    const inspect = "sos_commands/docker/containers/docker_inspect_all";
    const all = JSON.parse(files[inspect]?.text ?? "[]") as { Name: string }[];
    const left = all.filter(({ Name }) => Name !== `/${name}`);
    const list = "sos_commands/docker/docker_ps_-a_--no-trunc";
    const rows = (text: string) =>
      text
        .split("\n")
        .filter((row) => !row.endsWith(` ${name}`))
        .join("\n");
    return rewritten(list, rows)(rewritten(inspect, () => JSON.stringify(left, null, 4))(files));
  };
}

const option = (value: string) => (text: string) => `${text}\n[token]\nexpiration = ${value}\n`;

const change: Stage = {
  exercise: "config-change",
  nodes: controller,
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done, or cheated: the file changed and the service not restarted",
      marks: "pass fail fail: fail",
      deeds: { controller0: [rewritten(KEYSTONE, option("7200"), 10)] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, option("7200"), 10),
          rewritten(KEYSTONE_INSIDE, option("7200"), 10),
          restarted("keystone"),
        ],
      },
    },
    {
      name: "right in an unusual way: set twice, the last counts; the container was made anew",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, (text) => option("7200")(option("600")(text)), 10),
          rewritten(KEYSTONE_INSIDE, (text) => option("7200")(option("600")(text)), 10),
          madeAnew("keystone"),
        ],
      },
    },
    {
      name: "cheated: in /etc, where it has no effect",
      marks: "fail pass fail: fail",
      deeds: {
        controller0: [rewritten("etc/keystone/keystone.conf", option("7200"), 10), restarted("keystone")],
      },
    },
    {
      name: "cheated: inside the container alone",
      marks: "fail pass fail: fail",
      deeds: { controller0: [restarted("keystone"), rewritten(KEYSTONE_INSIDE, option("7200"), 3)] },
    },
    {
      name: "cheated: restarted first, then changed, and the file's time set back",
      marks: "pass pass fail: fail",
      deeds: { controller0: [restarted("keystone"), rewritten(KEYSTONE, option("7200"), 30)] },
    },
    {
      name: "without the copy inside the container it cannot be told whether it is in force",
      marks: "pass pass ungraded: ungraded",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, option("7200"), 10),
          restarted("keystone"),
          (files) => Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith("sos_containers/"))),
        ],
      },
    },
  ],
};

const LOGS = "logs-containers";
const novaLog = "nova-log: /var/log/containers/nova/nova.log";

const logs: Stage = {
  exercise: LOGS,
  nodes: { ...controller, compute0: { role: "Compute" } },
  cases: [
    { name: "nothing done", marks: "fail fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail fail: fail",
      deeds: { controller0: [answered(LOGS, log, "nova-log: ", "keystone-driver: ")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [answered(LOGS, log, novaLog, "keystone-driver: journald")],
        compute0: [answered(LOGS, novaLog)],
      },
    },
    {
      name: "right in an unusual way: the log of keystone's web server",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten("var/log/containers/httpd/keystone/keystone_wsgi_main_error.log", () => "x\n", 2),
          answered(LOGS, "keystone-log=/var/log/containers/httpd/keystone/keystone_wsgi_main_error.log"),
          answered(LOGS, novaLog, "keystone-driver:   journald"),
        ],
        compute0: [answered(LOGS, novaLog)],
      },
    },
    {
      name: "cheated: a file of that name where the service logged before, and paths that are none",
      marks: "fail fail fail fail: fail",
      deeds: {
        controller0: [
          rewritten("var/log/keystone/keystone.log", () => "x\n", 2),
          answered(LOGS, "keystone-log: /var/log/keystone/keystone.log", "nova-log: /var/log/containers/nova/"),
          answered(LOGS, "keystone-driver: json-file"),
        ],
        compute0: [answered(LOGS, "nova-log: /var/log/containers/nova/nova-compute-2.log")],
      },
    },
  ],
};

const HEALTH = "health-checks";
const health: Stage = {
  exercise: HEALTH,
  nodes: controller,
  broken: { controller0: [remembered, restarted("heat_engine", 61), unhealthy("heat_engine", port)] },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail: fail",
      deeds: { controller0: [answered(HEALTH, "unhealthy: heat_engine", "unchecked:")] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: keystone_cron"),
          executed("heat_engine", "/openstack/healthcheck 5672"),
        ],
      },
    },
    {
      name: "right in an unusual way: as the engine runs it, seconds after the engine's own",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: horizon, swift_rsync"),
          executed("heat_engine", "/bin/sh -c /openstack/healthcheck", 2.2),
          executed("heat_engine", "/bin/sh -c /openstack/healthcheck", 2),
        ],
      },
    },
    {
      name: "a shell was opened: nobody can tell whether the check was run in it, and it passes without",
      marks: "pass pass ungraded: pass",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine", "unchecked: keystone_cron"),
          executed("heat_engine", "bash"),
        ],
      },
    },
    {
      name: "cheated: all names, and a check in words only",
      marks: "fail fail fail: fail",
      deeds: {
        controller0: [
          answered(HEALTH, "unhealthy: heat_engine keystone nova_api", "unchecked: keystone_cron keystone"),
          executed("heat_engine", "cat /openstack/healthcheck"),
        ],
      },
    },
  ],
};

const CRON = "192.168.24.1:8787/rhosp13/openstack-cron";
const NEWER = "b".repeat(64);
const OLDER = /"Image": "sha256:([0-9a-f]{64})",\n\s+"Name": "\/logrotate_crond"/;
const IMAGES = "sos_commands/docker/docker_images_--no-trunc_--digests";
const named = (id: string): Deed =>
  rewritten(IMAGES, (text) => {
    const row = text.split("\n").find((line) => line.startsWith(`${CRON} `)) ?? "";
    const tagged = row.replace("13.0-100  ", "lab-update").replace(/sha256:[0-9a-f]{64}/, "<none>".padEnd(71));
    return `${text}${tagged.replace(/sha256:[0-9a-f]{64}/, `sha256:${id}`)}\n`;
  });
const newer = ({ Config }: { readonly Config: Record<string, unknown> }) => ({
  Image: `sha256:${NEWER}`,
  Config: { ...Config, Image: `${CRON}:lab-update` },
});
const update: Stage = {
  exercise: "image-update",
  nodes: { compute0: { role: "Compute" } },
  cases: [
    { name: "nothing done", marks: "fail fail: fail", deeds: { compute0: [named(NEWER)] } },
    {
      name: "half done: made anew from the newer image, without its restart policy",
      marks: "pass fail: fail",
      deeds: {
        compute0: [
          named(NEWER),
          madeAnew("logrotate_crond", 5, (one) => ({
            ...newer(one),
            HostConfig: { ...one.HostConfig, RestartPolicy: { Name: "no" } },
          })),
        ],
      },
    },
    {
      name: "right",
      marks: "pass pass: pass",
      deeds: { compute0: [named(NEWER), madeAnew("logrotate_crond", 5, newer)] },
    },
    {
      name: "right in an unusual way: restarted once more afterwards",
      marks: "pass pass: pass",
      deeds: {
        compute0: [named(NEWER), madeAnew("logrotate_crond", 8, newer), restarted("logrotate_crond", 2)],
      },
    },
    {
      name: "cheated: the old image got the newer one's name",
      marks: "fail pass: fail",
      deeds: {
        compute0: [
          (files) => {
            const inspect = files["sos_commands/docker/containers/docker_inspect_all"]?.text ?? "";
            return named(OLDER.exec(inspect)?.[1] ?? "")(files);
          },
          madeAnew("logrotate_crond", 5, ({ Config }) => ({ Config: { ...Config, Image: `${CRON}:lab-update` } })),
        ],
      },
    },
    {
      name: "cheated: restarted only",
      marks: "fail fail: fail",
      deeds: { compute0: [named(NEWER), restarted("logrotate_crond")] },
    },
  ],
};

const LAB_IMAGE = "172.25.249.200:8787/lab/openstack-cron";
const DIGEST = "c".repeat(64);
/** The course's registry in the place of the usual one. */
const ofCourse: Deed = (files) =>
  Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      path,
      { ...file, text: file.text.replaceAll("192.168.24.1:8787", "172.25.249.200:8787") },
    ]),
  );
const pushed: Deed = (files) => {
  const catalog = rewritten("sos_commands/registry/v2/_catalog", (text) => text.replace("[", '["lab/openstack-cron",'));
  const tags = rewritten(
    "sos_commands/registry/v2/lab/openstack-cron/tags/list",
    () => '{"name":"lab/openstack-cron","tags":["lab"]}\n',
  );
  const digests = rewritten(
    "sos_commands/registry/v2_manifests",
    () =>
      `HTTP/1.1 200 OK\ndocker-content-digest: sha256:${DIGEST}\n\nurl: http://172.25.249.200:8787/v2/lab/openstack-cron/manifests/lab\n`,
  );
  return [catalog, tags, digests].reduce((all, deed) => deed(all), files);
};
const fetched = (digest: string): Deed =>
  rewritten(IMAGES, (text) => {
    const [header = ""] = text.split("\n");
    const at = ["REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE"].map((title) => header.indexOf(title));
    const cells = [LAB_IMAGE, "lab", digest, `sha256:${"d".repeat(64)}`, "7 weeks ago", "980 MB"];
    const row = cells.reduce((line, cell, index) => line.padEnd(at[index] ?? 0) + cell, "");
    return `${text}${row}\n`;
  });
const registry: Stage = {
  exercise: "registry-images",
  nodes: { director: { release: "14", role: "Undercloud" }, compute0: { release: "14", role: "Compute" } },
  broken: { director: [ofCourse, fetched("<none>")], compute0: [ofCourse] },
  cases: [
    { name: "nothing done", marks: "fail fail: fail", deeds: {} },
    { name: "half done: pushed, not fetched", marks: "pass fail: fail", deeds: { director: [pushed] } },
    {
      name: "right",
      marks: "pass pass: pass",
      deeds: { director: [pushed], compute0: [fetched(`sha256:${DIGEST}`)] },
    },
    {
      name: "right in an unusual way: fetched on the director as well",
      marks: "pass pass: pass",
      deeds: { director: [pushed, fetched(`sha256:${DIGEST}`)], compute0: [fetched(`sha256:${DIGEST}`)] },
    },
    {
      name: "cheated: another image of compute0 got the name",
      marks: "pass fail: fail",
      deeds: { director: [pushed], compute0: [fetched("<none>")] },
    },
    {
      name: "cheated: nothing pushed, and the name given on both nodes",
      marks: "fail fail: fail",
      deeds: { compute0: [fetched("<none>")] },
    },
  ],
};

const PODMAN = "podman-systemd";
const timer = answered(PODMAN, "health-timer: tripleo_nova_scheduler_healthcheck.timer");
const unitIs =
  (state: string): Deed =>
  (files) =>
    ["systemctl_list-units_--all_tripleo", "systemctl_list-units_--all_--type_service_timer"].reduce(
      (all, list) =>
        rewritten(`sos_commands/systemd/${list}`, (text) =>
          text.replace(UNITS, `$1 loaded ${state} memcached container`),
        )(all),
      files,
    );
const podman: Stage = {
  exercise: PODMAN,
  nodes: { controller0: { release: "16", role: "Controller" } },
  broken: { controller0: [stopped("memcached", 61), unitIs("inactive dead")] },
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done",
      marks: "pass fail fail: fail",
      deeds: { controller0: [restarted("memcached"), unitIs("active running")] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [restarted(["memcached", "nova_scheduler"]), unitIs("active running"), timer],
      },
    },
    {
      name: "right in an unusual way: the unit made the container anew",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [madeAnew("memcached"), madeAnew("nova_scheduler"), unitIs("active running"), timer],
      },
    },
    {
      name: "cheated: started past systemd, and the service named for the timer",
      marks: "fail pass fail: fail",
      deeds: {
        controller0: [
          restarted(["memcached", "nova_scheduler"]),
          answered(PODMAN, "health-timer: tripleo_nova_scheduler_healthcheck.service"),
        ],
      },
    },
  ],
};

const BUNDLE = "haproxy-bundle-docker-0";
const cluster = (change: (text: string) => string) => rewritten(PCS, change);
const failedOnce = (text: string) =>
  text.replace(
    "Daemon Status:",
    `Failed Resource Actions:\n* ${BUNDLE}_monitor_60000 on overcloud-controller-0 'not running' (7): call=90, status=complete, exitreason='',\n    last-rc-change='Tue Nov 24 03:50:00 2026', queued=0ms, exec=0ms\n\nDaemon Status:`,
  );
const pacemaker: Stage = {
  exercise: "pacemaker-restart",
  nodes: controller,
  cases: [
    { name: "nothing done", marks: "fail pass: fail", deeds: {} },
    {
      name: "half done: stopped and not started",
      marks: "fail fail: fail",
      deeds: {
        controller0: [
          stopped(BUNDLE),
          cluster((text) => text.replace(/(haproxy-bundle-docker-0.*):\tStarted .*/, "$1:\tStopped (disabled)")),
        ],
      },
    },
    { name: "right", marks: "pass pass: pass", deeds: { controller0: [madeAnew(BUNDLE)] } },
    {
      name: "right in an unusual way: disabled and enabled again, twice",
      marks: "pass pass: pass",
      deeds: { controller0: [madeAnew(BUNDLE, 20), madeAnew(BUNDLE, 2)] },
    },
    {
      name: "cheated: restarted by docker, which pacemaker saw as a failure",
      marks: "fail fail: fail",
      deeds: { controller0: [restarted(BUNDLE), cluster(failedOnce)] },
    },
    {
      name: "cheated: pacemaker was told to look away",
      marks: "fail fail: fail",
      deeds: {
        controller0: [
          restarted(BUNDLE),
          cluster((text) => text.replace(/(haproxy-bundle-docker-0.*Started \S+)/, "$1 (unmanaged)")),
        ],
      },
    },
  ],
};

const stages = [
  ...[architecture, exited, unhealthyStage, lifecycle, change, logs, health],
  ...[update, registry, podman, pacemaker],
];

for (const { exercise, nodes, broken = {}, cases } of stages) {
  test.each(cases)(`${exercise}: $name`, async ({ marks, deeds }) => {
    const grade = await gradeStudent(
      exercise,
      Object.entries(nodes).map(([node, healthy]) => ({
        ...healthy,
        deeds: [setUp(exercise), ...(broken[node] ?? []), ...(deeds[node] ?? [])],
      })),
    );
    const told = grade.tasks.map(({ id, mark, found, reason }) => ({ id, mark, why: reason ?? found }));
    expect(`${grade.tasks.map(({ mark }) => mark).join(" ")}: ${grade.mark}`, JSON.stringify(told, null, 1)).toBe(
      marks,
    );
  });
}

test("a bundle without a record of setup, and a node without a bundle, are no failure of the student", async () => {
  const grade = await gradeStudent(ARCHITECTURE, [{ role: "Controller", deeds: [restarted("nova_api"), byHand] }]);

  expect(grade.mark).toBe("ungraded");
  const of = (id: string) => grade.tasks.find((task) => task.id === id);
  expect(of("running-listed")).toMatchObject({
    mark: "ungraded",
    reason: expect.stringMatching(/no bundle of compute0/),
  });
  expect(of("nova-api-restarted")).toMatchObject({ mark: "ungraded", reason: expect.stringMatching(/collect: /) });
});
