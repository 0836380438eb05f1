// What grows: lists that bundles hold, each as long as wanted. A name, and the files of a bundle that has so many.
import { healthyBundle } from "../healthy/index.js";
import { amplified, repeated } from "./amplify.js";

const HEAD = "CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES";
const idOf = (index) => index.toString(16).padStart(12, "0");
const row = (
  index,
  name,
  status = "Up 35 hours (unhealthy)",
  image = "172.16.0.1:8787/rhosp13/openstack-nova-api:latest",
) => `${idOf(index)}   ${image}   "kolla_start"   2 years ago   ${status}      ${name}`;
const table = (count, make) => `${[HEAD, ...repeated(count, make)].join("\n")}\n`;
const ps = (count, make) => ({ "sos_commands/docker/docker_ps_-a": table(count, make) });
const lines = (count, make) => `${repeated(count, make).join("\n")}\n`;
const base = {
  hostname: "controller0\n",
  "sos_commands/docker/docker_ps_-a": table(1, (index) => row(index, "nova_api")),
};
const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const inspected = (index, more = {}) => ({
  Id: idOf(index).padEnd(64, "0"),
  Name: `/nova_api_${index}`,
  Created: "2026-11-23T09:00:00.0Z",
  State: { Status: "running", Running: true, ExitCode: 0, StartedAt: "2026-11-23T09:00:00.0Z", ...more.State },
  Image: `sha256:${"b".repeat(64)}`,
  RestartCount: 0,
  HostConfig: { RestartPolicy: { Name: "always" } },
  Mounts: [],
  ...more.top,
  Config: { Image: "172.16.0.1:8787/rhosp13/openstack-nova-api:13.0", Env: [], Labels: {}, ...more.Config },
});
const inspect = (all) => ({ "sos_commands/docker/containers/docker_inspect_all": JSON.stringify(all, null, 4) });
const error = (index, text) => `2026-11-23 10:${String(index % 60).padStart(2, "0")}:00.000 7 ERROR nova.x [-] ${text}`;

/** Each list by itself, as a hostile hand would make it. */
const written = {
  "rows of ps": (n) => ps(n, (index) => row(index, `nova_${index}`)),
  "rows of ps of one name": (n) => ps(n, (index) => row(index, "nova_api")),
  "rows of ps of one id": (n) => ps(n, (index) => row(1, `nova_${index}`)),
  "rows of ps with an image each": (n) =>
    ps(n, (index) => row(index, `nova_${index}`, "Up 2 hours", `r${index}:8787/n${index}/x:1`)),
  "rows of ps that exited": (n) => ps(n, (index) => row(index, `nova_${index}`, "Exited (1) 2 hours ago")),
  "one-shots that exited": (n) => ps(n, (index) => row(index, `nova_${index}_db_sync`, "Exited (1) 2 hours ago")),
  "rows of ps that restart": (n) => ps(n, (index) => row(index, `nova_${index}`, "Restarting (1) 2 seconds ago")),
  "replicas of pacemaker": (n) =>
    ps(n, (index) =>
      row(index, `galera-bundle-docker-${index}`, "Up 2 hours", "r:8787/rhosp13/openstack-mariadb:pcmklatest"),
    ),
  "ps of containers as JSON": (n) => ({
    "sos_commands/podman/podman_ps_-a": JSON.stringify(
      repeated(n, (index) => ({
        Id: idOf(index),
        Names: [`nova_${index}`],
        Image: "x/y:1",
        State: "exited",
        ExitCode: 1,
      })),
    ),
  }),
  images: (n) => ({
    "sos_commands/docker/docker_images": `REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\n${lines(n, (index) => `r:8787/rhosp13/x${index}   13.0   ${idOf(index)}   2 weeks ago   600 MB`)}`,
  }),
  "tags of one image": (n) => ({
    "sos_commands/docker/docker_images": `REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\n${lines(n, (index) => `r:8787/rhosp13/nova-api   13.${index}   ${idOf(1)}   2 weeks ago   600 MB`)}`,
  }),
  "images without a name": (n) => ({
    "sos_commands/docker/docker_images": `REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\n${lines(n, (index) => `<none>   <none>   ${idOf(index)}   2 weeks ago   600 MB`)}`,
  }),
  "image list": (n) => ({
    "home/stack/overcloud_images.yaml": `container_images:\n${lines(n, (index) => `- imagename: r:8787/rhosp13/openstack-x${index}:1\n  push_destination: r`)}`,
  }),
  "image list of one image": (n) => ({
    "home/stack/overcloud_images.yaml": `container_images:\n${lines(n, () => "- imagename: r:8787/rhosp13/openstack-x")}`,
  }),
  "drifting keys": (n) => ({
    [NOVA]: `[DEFAULT]\n${lines(n, (index) => `k${index}=a`)}`,
    "etc/nova/nova.conf": `[DEFAULT]\n${lines(n, (index) => `k${index}=b`)}`,
  }),
  "drifting sections": (n) => ({
    [NOVA]: lines(n, (index) => `[s${index}]\nk=a`),
    "etc/nova/nova.conf": lines(n, (index) => `[s${index}]\nk=b`),
  }),
  "keys that repeat": (n) => ({ [NOVA]: `[DEFAULT]\n${lines(n, (index) => `my_ip = ${index}`)}` }),
  "values that go on": (n) => ({ [NOVA]: `[DEFAULT]\nmy_ip = 1\n${lines(n, (index) => `  ${index}`)}` }),
  "lines that are no settings": (n) => ({ [NOVA]: `[DEFAULT]\n${lines(n, (index) => `nonsense ${index}`)}` }),
  passwords: (n) => ({
    [NOVA]: `[DEFAULT]\n${lines(n, (index) => `password${index} = s3cret${index}x`)}`,
    "etc/nova/nova.conf": `[DEFAULT]\n${lines(n, (index) => `password${index} = s3cret${index}y`)}`,
  }),
  "files of settings": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        [`var/lib/config-data/puppet-generated/v${index}/etc/nova/nova.conf`, `[DEFAULT]\nmy_ip = ${index}\n`],
        [`etc/nova/n${index}.conf`, "[DEFAULT]\na = 1\n"],
      ]).flat(),
    ),
  "copies out of containers": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [`sos_containers/c${index}/etc/nova/nova.conf`, `[DEFAULT]\nmy_ip = ${index}\n`]),
    ),
  "checksums of volumes": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        `var/lib/config-data/puppet-generated/v${index}.md5sum`,
        `${idOf(index).padEnd(32, "0")}\n`,
      ]),
    ),
  "lines of haproxy": (n) => ({
    "var/lib/config-data/puppet-generated/haproxy/etc/haproxy/haproxy.cfg": lines(
      n,
      (index) => `listen l${index}\n  bind 10.0.0.1:${index}\n  server s${index} 10.0.0.${index % 250}:80 check`,
    ),
  }),
  "failed units": (n) => ({
    "sos_commands/systemd/systemctl_list-units": lines(
      n,
      (index) => `  tripleo_x${index}.service loaded failed failed x`,
    ),
  }),
  "units of the host": (n) => ({
    "sos_commands/systemd/systemctl_list-units": lines(n, (index) => `  x${index}.service loaded failed failed x`),
  }),
  "timers of health checks": (n) => ({
    "sos_commands/systemd/systemctl_list-units": lines(
      n,
      (index) =>
        `  tripleo_x${index}_healthcheck.timer loaded active waiting x\n  tripleo_x${index}_healthcheck.service loaded failed failed x`,
    ),
  }),
  "ports that listen": (n) => ({
    "sos_commands/networking/ss_-lntup": lines(
      n,
      (index) => `tcp   LISTEN  0  128  10.0.0.1:${index}  *:*  users:(("p${index}",pid=${index},fd=4))`,
    ),
  }),
  "kills for memory": (n) => ({
    "sos_commands/kernel/dmesg": lines(
      n,
      (index) => `[${index}.000000] Out of memory: Killed process ${index} (p${index}) total-vm:1kB, anon-rss:1kB`,
    ),
  }),
  "file systems": (n) => ({
    "sos_commands/filesys/df_-al": `Filesystem 1K-blocks Used Available Use% Mounted on\n${lines(n, (index) => `/dev/sd${index} 100 99 1 99% /m${index}`)}`,
  }),
  "figures of stats": (n) => ({
    "sos_commands/docker/docker_stats_--no-stream": `CONTAINER   CPU %   MEM USAGE / LIMIT   MEM %   NET I/O   BLOCK I/O   PIDS\n${lines(n, (index) => `${idOf(index)}   99.00%   1GiB / 1GiB   99.00%   0B / 0B   0B / 0B   1`)}`,
    ...ps(n, (index) => row(index, `nova_${index}`, "Up 2 hours")),
  }),
  "containers inspected": (n) => inspect(repeated(n, (index) => inspected(index))),
  "containers of one label": (n) =>
    inspect(
      repeated(n, (index) =>
        inspected(index, {
          Config: { Labels: { container_name: "nova_api", managed_by: "tripleo-Controller", config_id: "x" } },
        }),
      ),
    ),
  "containers with probes": (n) =>
    inspect(
      repeated(n, (index) =>
        inspected(index, {
          State: {
            Health: {
              Status: "unhealthy",
              FailingStreak: 3,
              Log: [{ End: "2026-11-23T09:00:00Z", ExitCode: 1, Output: "no" }],
            },
          },
        }),
      ),
    ),
  probes: (n) =>
    inspect([
      inspected(1, {
        State: {
          Health: {
            Status: "unhealthy",
            FailingStreak: 3,
            Log: repeated(n, (index) => ({ End: "2026-11-23T09:00:00Z", ExitCode: 1, Output: `no ${index}` })),
          },
        },
      }),
    ]),
  mounts: (n) =>
    inspect([
      inspected(1, {
        top: { Mounts: repeated(n, (index) => ({ Source: `/var/lib/x${index}`, Destination: `/d${index}` })) },
      }),
    ]),
  labels: (n) =>
    inspect([inspected(1, { Config: { Labels: Object.fromEntries(repeated(n, (index) => [`l${index}`, "x"])) } })]),
  variables: (n) => inspect([inspected(1, { Config: { Env: repeated(n, (index) => `V${index}=x`) } })]),
  networks: (n) =>
    inspect([
      inspected(1, {
        top: {
          NetworkSettings: {
            Networks: Object.fromEntries(repeated(n, (index) => [`n${index}`, { IPAddress: "10.0.0.1" }])),
          },
        },
      }),
    ]),
  "definitions in labels": (n) =>
    inspect(
      repeated(n, (index) =>
        inspected(index, {
          Config: {
            Labels: { config_data: JSON.stringify({ image: `x/y${index}`, restart: "always", volumes: ["/a:/b"] }) },
          },
        }),
      ),
    ),
  "start-up definitions": (n) => ({
    "var/lib/tripleo-config/docker-container-startup-config-step_4.json": JSON.stringify(
      Object.fromEntries(
        repeated(n, (index) => [
          `nova_${index}`,
          {
            image: `r:8787/rhosp13/x${index}:1`,
            restart: "always",
            healthcheck: { test: "x" },
            volumes: [`/var/lib/config-data/puppet-generated/v${index}:/x`],
          },
        ]),
      ),
    ),
  }),
  "start-up files": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        `var/lib/tripleo-config/container-startup-config/step_4/nova_${index}.json`,
        JSON.stringify({ image: `r/x${index}:1`, restart: "always" }),
      ]),
    ),
  "copies by kolla": (n) => ({
    "var/lib/kolla/config_files/nova_api.json": JSON.stringify({
      command: "x",
      config_files: repeated(n, (index) => ({
        source: `/var/lib/kolla/config_files/src/${index}`,
        dest: `/etc/${index}`,
        merge: true,
      })),
    }),
  }),
  "files of kolla": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        `var/lib/kolla/config_files/nova_${index}.json`,
        JSON.stringify({ command: "x", config_files: [{ source: "/var/lib/kolla/config_files/src/*", dest: "/" }] }),
      ]),
    ),
  "events of one container": (n) => ({
    "sos_commands/docker/docker_events_--since_24h": lines(
      n,
      (index) =>
        `2026-11-23T${String(Math.floor(index / 3600) % 24).padStart(2, "0")}:${String(Math.floor(index / 60) % 60).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}.000000000Z container die ${idOf(0).padEnd(64, "0")} (exitCode=1, name=nova_api)`,
    ),
  }),
  "events of many containers": (n) => ({
    ...ps(n, (index) => row(index, `nova_api_${index}`, "Up 2 hours")),
    "sos_commands/docker/docker_events_--since_24h": lines(
      n,
      (index) => `2026-11-23T10:00:00.000000000Z container die ${idOf(index).padEnd(64, "0")} (exitCode=1, name=x)`,
    ),
  }),
  "commands run inside": (n) => ({
    "sos_commands/docker/docker_events_--since_24h": lines(
      n,
      (index) =>
        `2026-11-23T10:00:00.000000000Z container exec_create: vi /etc/${index} ${idOf(0).padEnd(64, "0")} (name=nova_api)`,
    ),
  }),
  "repositories of a registry": (n) => ({
    "sos_commands/registry/v2/_catalog": JSON.stringify({ repositories: repeated(n, (index) => `rhosp13/x${index}`) }),
  }),
  "tags of a registry": (n) => ({
    "sos_commands/registry/v2/rhosp13/x/tags/list": JSON.stringify({
      name: "rhosp13/x",
      tags: repeated(n, (index) => `13.${index}`),
    }),
  }),
  "repositories with tags": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        `sos_commands/registry/v2/rhosp13/x${index}/tags/list`,
        JSON.stringify({ name: `rhosp13/x${index}`, tags: ["1"] }),
      ]),
    ),
  "captures of a manifest": (n) => ({
    "manifest.json": manifestOf(n, (index) => `sos_commands/c${index}`),
  }),
  "captures that failed, of listings": (n) => ({
    "manifest.json": manifestOf(n, (index) => `sos_commands/docker/docker_inspect_${index}`),
    ...Object.fromEntries(repeated(n, (index) => [`sos_commands/docker/docker_inspect_${index}`, "[]"])),
  }),
  "names in hosts": (n) => ({
    "etc/hosts": lines(n, (index) => `10.0.0.${index % 250} controller-${index}.localdomain controller-${index}`),
  }),
  "addresses of the node": (n) => ({
    "sos_commands/networking/ip_-o_addr": lines(
      n,
      (index) => `${index}: eth${index}    inet 10.0.${index % 250}.1/24 scope global eth${index}`,
    ),
  }),
  "members of corosync": (n) => ({
    "etc/corosync/corosync.conf": `nodelist {\n${lines(n, (index) => `  node {\n    ring0_addr: controller-${index}\n    nodeid: ${index}\n  }`)}}\n`,
  }),
  "folders of logs": (n) => ({
    "sos_commands/logs/ls_-lRn_--full-time_var_log": lines(
      n,
      (index) => `/var/log/x${index}:\ntotal 0\ndrwxr-xr-x. 2 0 0 6 2026-11-23 10:00:00.000000000 +0000 y${index}\n`,
    ),
  }),
  "log files": (n) =>
    Object.fromEntries(
      repeated(n, (index) => [
        `var/log/containers/nova/x${index}.log`,
        `${error(index, "AMQP server on 10.0.0.1:5672 is unreachable")}\n`,
      ]),
    ),
  "log files outside containers": (n) =>
    Object.fromEntries(repeated(n, (index) => [`var/log/nova/x${index}.log`, `${error(index, "x")}\n`])),
  "kinds of log lines": (n) => ({
    "var/log/containers/nova/nova-api.log": lines(n, (index) =>
      error(index, `AMQP server on 10.0.${index % 250}.${Math.floor(index / 250)}:5672 is unreachable: timed out`),
    ),
  }),
  tracebacks: (n) => ({
    "var/log/containers/nova/nova-api.log": lines(
      n,
      (index) => `${error(index, "Traceback (most recent call last):")}\n${error(index, `ValueError${index}: x`)}`,
    ),
  }),
  "records of exercises": (n) => ({
    "sos_commands/lab/records": lines(n, (index) => `record exercise-${index} 1 1\n1\n| a ${index}`),
  }),
};

/** Every list in the artefacts of healthy nodes, one at a time. */
function* ofSamples() {
  const seen = new Set();
  for (const [release, role] of [
    ["13", "Controller"],
    ["14", "Undercloud"],
    ["16", "Controller"],
    ["kolla-ansible", "control"],
  ]) {
    for (const [path, { text }] of Object.entries(healthyBundle(release, role).files)) {
      const kind = path.replace(/\d+/g, "0").split("/").slice(0, 3).join("/").slice(0, 40);
      if (text.trim() === "" || text.length > 400_000) continue;
      if (seen.has(kind)) continue;
      seen.add(kind);
      for (const { name, make } of amplified(text))
        yield { name: `${path}: ${name}`, filesOf: (count) => ({ [path]: make(count) }) };
    }
  }
}

/** Inputs of which each has one list that is as long as wanted, as `filesOf(count)`; `samples` adds those of every artefact. */
export function inputs({ samples = false } = {}) {
  const own = Object.entries(written).map(([name, filesOf]) => ({
    name,
    filesOf: (count) => ({ ...base, ...filesOf(count) }),
  }));
  return samples
    ? [
        ...own,
        ...[...ofSamples()].map(({ name, filesOf }) => ({
          name,
          filesOf: (count) => ({ ...base, ...filesOf(count) }),
        })),
      ]
    : own;
}

/** A manifest of captures that all failed. */
function manifestOf(n, pathOf) {
  return JSON.stringify({
    schemaVersion: 1,
    tool: { name: "sospect-collect", version: "0.1.0" },
    host: "controller0",
    started: "2026-11-23T10:00:00Z",
    captures: repeated(n, (index) => ({
      command: `c${index}`,
      path: pathOf(index),
      exitCode: 1,
      timedOut: false,
      durationMs: 1,
      bytes: 1,
      cutShort: false,
    })),
  });
}
