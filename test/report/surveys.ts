import type { Result } from "../../src/report/result.ts";
import type { Condition, ContainerSurvey, NodeSurvey, Survey } from "../../src/survey/types.ts";
import { ATTACKS } from "./samples.ts";

const SERVICES = ["nova_compute", "iscsid", "glance_api", "heat_engine", "keystone", "cinder_api"];
const CAPTURED_AT = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;

/** The condition of the container at each place: most are well. */
const CONDITIONS: readonly Condition[] = [
  ...["healthy", "healthy", "running", "unhealthy", "done", "healthy"],
  ...["failed", "held", "starting", "unknown", "leftover", "running"],
] as Condition[];

function containerNamed(name: string, condition: Condition, index = 0): ContainerSurvey {
  const ended = condition === "failed" || condition === "done";
  return {
    ...{ name, engine: "docker", id: String(index).padStart(12, "a"), condition, recovered: false },
    ...{ state: ended ? "exited" : "running", ...(ended ? { exitCode: condition === "done" ? 0 : 137 } : {}) },
    ...{ lifecycle: condition === "done" ? "one-shot" : "service", manager: "paunch" },
    ...(condition === "healthy" || condition === "unhealthy" || condition === "starting"
      ? {
          health: {
            status: condition,
            by: "engine",
            failingStreak: condition === "unhealthy" ? 9 : 0,
            probes: [9, 6, 3].map((minutes) => ({
              at: CAPTURED_AT - minutes * 60_000,
              exitCode: condition === "unhealthy" ? 1 : 0,
              output: condition === "unhealthy" ? `There is no ${name} process with opened RabbitMQ ports` : "",
            })),
          },
        }
      : {}),
    image: `172.25.249.200:8787/rhosp13/openstack-${name.replaceAll("_", "-")}:13.0-73`,
    imageId: "5f3cbd9f1e2a",
    ...{ createdAt: CAPTURED_AT - 48 * HOUR, startedAt: CAPTURED_AT - (index + 1) * HOUR },
    ...(ended ? { finishedAt: CAPTURED_AT - HOUR / 2 } : {}),
    ...{ restartCount: 0, restartPolicy: "always", privileged: false, logDriver: "journald" },
    labels: [
      { name: "config_id", value: "tripleo_step4" },
      { name: "container_name", value: name },
      { name: "managed_by", value: "paunch" },
    ],
    environment: [
      { name: "KOLLA_CONFIG_STRATEGY", value: "COPY_ALWAYS" },
      { name: "OS_PASSWORD", value: "masked-1" },
    ],
    mounts: [
      { source: "/var/log/containers/nova", destination: "/var/log/nova" },
      {
        source: "/var/lib/config-data/puppet-generated/nova",
        destination: "/var/lib/kolla/config_files/src",
      },
    ],
    usage: { cpuPercent: (index * 7) % 110, memoryPercent: (index * 13) % 90, memory: "412MiB / 15.6GiB" },
    volumes: ["nova"],
    logs: [
      {
        ...{ log: `stdout:${name}`, file: `sos_commands/docker/containers/docker_logs_${name}`, first: 101 },
        lines: Array.from(
          { length: 12 },
          (_, line) => `2026-01-01 11:59:${10 + line}.000 7 INFO ${name} [-] line ${line}`,
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

function nodeNamed(name: string, count: number): NodeSurvey {
  const containers = Array.from({ length: count }, (_, index) =>
    containerNamed(
      index < SERVICES.length ? (SERVICES[index] ?? "") : `${SERVICES[index % SERVICES.length]}_${index}`,
      CONDITIONS[index % CONDITIONS.length] ?? "healthy",
      index,
    ),
  );
  return {
    name,
    capturedAt: CAPTURED_AT,
    bootedAt: CAPTURED_AT - 50 * HOUR,
    containers,
    listed: true,
    missing: [{ name: "nova_scheduler", lifecycle: "service", source: "the release's table for a Controller" }],
    events: [
      { at: CAPTURED_AT - 50 * HOUR, kind: "booted" as const, subject: name, text: "" },
      ...containers.map((one) => ({
        ...{ at: one.startedAt ?? CAPTURED_AT, kind: "started" as const, subject: one.name, text: "" },
        ...{ file: "sos_commands/docker/containers/docker_inspect_all", line: 12 },
      })),
      ...containers
        .filter(({ condition }) => condition === "failed")
        .map((one) => ({
          at: one.finishedAt ?? CAPTURED_AT,
          ...{ kind: "exited" as const, subject: one.name, text: "exit code 137, ended by SIGKILL" },
          severity: "error" as const,
        })),
      {
        ...{ at: CAPTURED_AT - 5 * HOUR, until: CAPTURED_AT - 4 * HOUR, kind: "burst" as const, subject: "nova" },
        ...{ text: "120 errors", severity: "warning" as const, uncertain: true as const },
      },
      { at: CAPTURED_AT, kind: "captured" as const, subject: name, text: "" },
    ].sort((one, other) => one.at - other.at),
    moreEvents: 0,
    errorRates: ["nova", "keystone", "neutron"].map((service, which) => ({
      ...{ service, from: CAPTURED_AT - 24 * HOUR, step: HOUR },
      counts: Array.from({ length: 24 }, (_, hour) => (hour === 19 - which ? 120 : (hour * (which + 1)) % 4)),
      ...{ errors: 150, warnings: 31 },
    })),
    drift: [
      {
        ...{ file: "/etc/nova/nova.conf", section: "DEFAULT", key: "debug", kind: "no-effect", masked: false },
        etc: { value: "true", file: "etc/nova/nova.conf", line: 3 },
        generated: {
          value: "false",
          file: "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
          line: 17,
        },
        inside: {
          ...{ container: "nova_compute", value: "false" },
          ...{ file: "sos_containers/nova_compute/etc/nova/nova.conf", line: 17 },
        },
      },
      {
        ...{ file: "/etc/nova/nova.conf", section: "placement", key: "password", kind: "not-loaded", masked: true },
        generated: {
          value: "masked-2",
          file: "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
          line: 99,
        },
      },
    ],
    moreDrift: 0,
    volumes: [
      {
        name: "nova",
        containers: ["nova_compute"],
        files: [
          {
            file: "/var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
            lines: [
              { line: 1, text: "[DEFAULT]" },
              { line: 17, text: "debug=false" },
              { line: 98, text: "[placement]" },
              { line: 99, text: "password=masked-2" },
            ],
            moreLines: 0,
          },
        ],
      },
    ],
    logs: [],
    memory: { totalBytes: 16 * 2 ** 30, availableBytes: 4 * 2 ** 30 },
    disks: [{ mount: "/", usedPercent: 81, sizeBytes: 40e9 }],
    capture: {
      ...{ entries: 812, bytes: 24_000_000, milliseconds: 740, collectedMilliseconds: 3950, captures: 61 },
      faulty: [{ command: "docker stats", path: "sos_commands/docker/docker_stats", timedOut: true, cutShort: false }],
      recovered: ["sos_commands/docker/containers/docker_inspect_all"],
    },
  };
}

/** A survey of the nodes of a result, with so many containers on each. */
export function surveyFor(result: Result, containers = 14): Survey {
  const nodes = result.nodes.map(({ name }) => nodeNamed(name, containers));
  return {
    nodes,
    images: SERVICES.map((service, index) => ({
      name: `rhosp13/openstack-${service.replaceAll("_", "-")}`,
      required: [{ tag: "13.0-73", by: [service] }],
      registry: index === 2 ? { state: "absent", tags: ["13.0-70"] } : { state: "served", tags: ["13.0-73"] },
      nodes: nodes.map((_, node) => ({
        state: index === node ? "missing" : node === 2 ? "unknown" : "used",
        tags: index === node || node === 2 ? [] : ["13.0-73"],
      })),
    })),
    excerpts: result.findings.flatMap(({ node, evidence }) =>
      evidence.slice(0, 1).map(({ file, line, text }) => ({
        ...{ node, file, line, first: Math.max(1, line - 2) },
        lines: [
          ...Array.from({ length: line - Math.max(1, line - 2) }, (_, index) => `a line before, ${index}`),
          text,
          "a line after",
        ],
        mark: { start: 0, end: Math.min(8, text.length) },
      })),
    ),
  };
}

/** Words that are ours, whatever a bundle holds. */
const OWN_WORDS = new Set(["condition", "kind", "severity"]);

/** A survey of which every text tries to break out, and no number but those of lines is one that can be. */
export function hostileSurvey(result: Result): Survey {
  const { nodes, images, excerpts } = surveyFor(result, 12);
  const subject = result.findings[0]?.subject.name ?? "";
  return {
    nodes: nodes.map((node, index) => ({
      ...spoilt(node),
      name: node.name,
      containers: node.containers.map((one, number) => ({
        ...spoilt(one),
        ...(number === 0 ? { name: subject } : {}),
      })),
      ...(index === 0 ? { capturedAt: Number.NaN, bootedAt: 9e15 } : {}),
      logs: [spoilt({ log: "", file: "", first: 1, lines: ["", ""] })],
      problem: textOf("problem"),
    })),
    images: images.map((image) => ({
      ...spoilt(image),
      registry: { ...spoilt(image.registry), state: image.registry.state },
      nodes: image.nodes.map((one) => ({ ...spoilt(one), state: one.state })),
    })),
    excerpts: excerpts.map((one) => ({ ...spoilt(one), node: one.node, file: one.file })),
  };
}

/** The same, with every text in it turned into an attack; of our own words alone what they are stays. */
function spoilt<T>(value: T, key = ""): T {
  if (typeof value === "string") return (OWN_WORDS.has(key) ? value : textOf(key)) as T;
  if (Array.isArray(value)) return value.map((one) => spoilt(one, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoilt(one, name)])) as T;
}

function textOf(key: string): string {
  return `${key} ${ATTACKS.join(" ")} </noscript><script>window.hit=1</script> ${"W".repeat(300)}`;
}
