// What there is on a node of the made-up deployment: each container with all that an inspection tells of it.
import { imageOf, nameOf, SERVICES } from "./names.js";

export const NOW = Date.UTC(2026, 0, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CONDITIONS = [
  "unhealthy",
  "healthy",
  "failed",
  "running",
  "healthy",
  "done",
  "held",
  "healthy",
  "healthy",
  "running",
];
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

function probesOf(name, bad) {
  return times(5, (index) => ({
    ...{ at: NOW - (5 - index) * MINUTE, exitCode: bad ? 1 : 0 },
    output: bad ? `There is no ${name} process with opened RabbitMQ ports (5671,5672) running in the container` : "",
  }));
}

function inspectionOf(name) {
  return {
    labels: times(14, (index) => ({ name: `com.redhat.label-${index}`, value: `${name} of build ${index}` })),
    environment: times(12, (index) => ({ name: `KOLLA_SETTING_${index}`, value: `/var/lib/kolla/${name}/${index}` })),
    mounts: times(10, (index) => ({
      source: `/var/lib/config-data/puppet-generated/${name}/${index}`,
      destination: `/var/lib/kolla/config_files/${index}`,
    })),
  };
}

/** `lines`: how many of a log are shown, which are the fewer the more containers there are. */
function containerSurvey(index, lines) {
  const name = nameOf(index);
  const condition = CONDITIONS[index % CONDITIONS.length];
  const ended = condition === "failed" || condition === "done";
  return {
    ...{ name, engine: "docker", id: index.toString(16).padStart(12, "c"), condition, recovered: false },
    ...{ state: ended ? "exited" : "running", lifecycle: "service", manager: "paunch" },
    ...(ended ? { exitCode: condition === "done" ? 0 : 137, finishedAt: NOW - HOUR } : {}),
    health: { status: condition, by: "engine", failingStreak: 0, probes: probesOf(name, condition === "unhealthy") },
    image: `172.25.249.200:8787/${imageOf(name)}:13.0-73`,
    ...{ imageId: "5f3cbd9f1e2a", createdAt: NOW - 48 * HOUR, startedAt: NOW - (index + 1) * 7 * MINUTE },
    ...{ restartCount: 0, restartPolicy: "always", privileged: false, logDriver: "journald" },
    ...inspectionOf(name),
    usage: { cpuPercent: (index * 7) % 110, memoryPercent: (index * 13) % 90, memory: "412MiB / 15.6GiB" },
    volumes: [name.split("_")[0]],
    logs: [
      {
        ...{ log: `stdout:${name}`, file: `sos_commands/docker/containers/docker_logs_${name}`, first: 101 },
        lines: times(
          lines,
          (line) =>
            `2026-01-01 11:59:${10 + line}.000 7 INFO ${name}.service [-] request ${line} of ${name} was served in 0.0${line} s`,
        ),
      },
    ],
    commands: {
      restart: `sudo docker restart ${name}`,
      logs: `sudo docker logs --tail 50 ${name}`,
      inspect: `sudo docker inspect ${name}`,
    },
  };
}

function eventsOf(name, containers) {
  const started = containers.map((one) => ({ at: one.startedAt, kind: "started", subject: one.name, text: "" }));
  const exited = containers
    .filter(({ condition }) => condition === "failed")
    .map((one) => ({
      at: one.finishedAt,
      kind: "exited",
      subject: one.name,
      text: "exit code 137",
      severity: "error",
    }));
  const whole = { at: NOW, kind: "captured", subject: name, text: "" };
  return [...started, ...exited, whole].sort((one, other) => one.at - other.at);
}

function volumeOf(service) {
  const file = `/var/lib/config-data/puppet-generated/${service}/etc/${service}/${service}.conf`;
  return {
    name: service,
    containers: SERVICES.filter((name) => name.startsWith(service)),
    files: [
      { file, moreLines: 0, lines: times(60, (line) => ({ line: 3 * line + 1, text: `setting_${line}=${line}` })) },
    ],
  };
}

function driftOf(index) {
  const file = "etc/nova/nova.conf";
  return {
    ...{ file: `/${file}`, section: "DEFAULT", key: `setting_${index}`, kind: "no-effect", masked: false },
    etc: { value: "true", file, line: index + 1 },
    generated: { value: "false", file: `var/lib/config-data/puppet-generated/nova/${file}`, line: index + 1 },
  };
}

/** A node with so many containers, of which so many lines of logs are shown. */
export function nodeSurvey(name, count, lines) {
  const containers = times(count, (index) => containerSurvey(index, lines));
  const services = [...new Set(SERVICES.map((service) => service.split("_")[0]))];
  return {
    ...{ name, capturedAt: NOW, bootedAt: NOW - 50 * HOUR, containers, listed: true, missing: [] },
    ...{ events: eventsOf(name, containers), moreEvents: 0 },
    errorRates: services.map((service, which) => ({
      ...{ service, from: NOW - 24 * HOUR, step: HOUR, errors: 150, warnings: 31 },
      counts: times(24, (hour) => (hour * (which + 1)) % 17),
    })),
    ...{ drift: times(10, driftOf), moreDrift: 0, volumes: services.map(volumeOf), logs: [] },
    ...{ memory: { totalBytes: 64e9, availableBytes: 9e9 }, disks: [{ mount: "/", usedPercent: 81, sizeBytes: 40e9 }] },
    capture: {
      ...{ entries: 812, bytes: 24_000_000, milliseconds: 740, collectedMilliseconds: 3950, captures: 61 },
      ...{ faulty: [], recovered: [] },
    },
  };
}
