import type { Result } from "../../src/report/result.ts";
import type { Evidence, Finding, Outcome, Severity, Subject } from "../../src/rules/outcome.ts";

const NODES = ["controller0", "compute0", "compute1"] as const;
const RULES = ["service-exited", "container-unhealthy", "one-shot-failed", "config-hash-differs", "image-tag-moved"];
const TITLES = [
  ...["A service has exited", "A container fails its own health check", "A one-shot failed"],
  ...["A container was made for another configuration", "A tag means another image now"],
];
const CONTAINERS = ["nova_compute", "iscsid", "glance_api", "heat_engine", "keystone", "cinder_api"];

const tool = { name: "sospect", version: "0.1.0" } as const;

function nodeOf(name: string, notes: readonly string[] = []) {
  return {
    name,
    source: `bundles/${name}.tgz`,
    kind: "sospect" as const,
    engine: "docker 1.13.1",
    containers: 24,
    notes: [...notes],
  };
}

const container = (name: string): Subject => ({ kind: "container", name });

/** Every rule on every container of every node. */
function outcomesOf(outcome: Outcome["outcome"], reasonOf?: (rule: string) => string): Outcome[] {
  return NODES.flatMap((node) =>
    RULES.flatMap((rule) =>
      CONTAINERS.map((name) => ({
        rule,
        node,
        subject: container(name),
        outcome,
        ...(reasonOf === undefined ? {} : { reason: reasonOf(rule) }),
      })),
    ),
  );
}

const inputOf = (name: string) => ({
  ...{ path: `${name}.tgz`, bundles: [{ source: `${name}.tgz`, node: name }], passedBy: [] },
});

/** Nothing is wrong, and all was decided. */
export const healthy: Result = {
  schemaVersion: 2,
  tool,
  verdict: "ok",
  inputs: NODES.map((name) => inputOf(name)),
  nodes: NODES.map((name) => nodeOf(name)),
  findings: [],
  outcomes: [
    ...outcomesOf("ok"),
    ...NODES.map((node): Outcome => ({ rule: "clock-off", node, outcome: "not-applicable" })),
  ],
};

const EVIDENCE: readonly Evidence[] = [
  {
    file: "sos_commands/docker/docker_ps_-a_--no-trunc",
    line: 6,
    text: `${"8976d5141d9c".padEnd(64, "0")}   172.25.249.200:8787/rhosp13/openstack-iscsid:13.0-73   "kolla_start"   8 seconds ago   Exited (0) 2 seconds ago   iscsid`,
  },
  {
    file: "var/lib/tripleo-config/docker-container-startup-config-step_3.json",
    line: 47,
    text: '  "iscsid": {',
  },
  {
    file: "sos_commands/docker/containers/docker_inspect_all",
    line: 1040,
    text: '\t"FinishedAt": "2026-01-01T00:00:00Z",',
  },
];

function findingOf(index: number, severity: Severity, node: string): Finding {
  const name = CONTAINERS[index % CONTAINERS.length] ?? "";
  const rule = RULES[index % RULES.length] ?? "";
  return {
    id: `${rule}-${index}`,
    rule,
    title: TITLES[index % TITLES.length] ?? "",
    severity,
    node,
    subject: container(name),
    message: `${name} is a service and has exited (137); that it is a service follows from its start-up configuration in var/lib/tripleo-config/docker-container-startup-config-step_3.json`,
    why: "A service that is not running serves nobody, and its clients wait until they give up.",
    remedy: `sudo docker logs --tail 50 ${name}\n# when the cause is mended, so that it does not come back at the next start of the node or of the engine itself:\nsudo docker start ${name}`,
    count: 1,
    evidence: EVIDENCE.slice(0, 1 + (index % EVIDENCE.length)),
  };
}

const BROKEN_SEVERITIES: readonly Severity[] = [
  ...Array<Severity>(2).fill("critical"),
  ...Array<Severity>(8).fill("error"),
  ...Array<Severity>(6).fill("warning"),
  ...Array<Severity>(4).fill("info"),
];

/** Twenty findings of every severity; one of several nodes together, one that stands for three. */
const brokenFindings = BROKEN_SEVERITIES.map((severity, index): Finding => {
  const finding = findingOf(index, severity, NODES[index % NODES.length] ?? "");
  if (index === 1) {
    return {
      ...finding,
      rule: "image-absent-in-registry",
      node: "deployment",
      subject: { kind: "image", name: "172.25.249.200:8787/rhosp13/openstack-neutron-server:13.0-73" },
      message: "The registry of the director has no tag 13.0-73 of openstack-neutron-server, which 2 nodes run",
    };
  }
  if (index === 12) {
    return {
      ...finding,
      rule: "config-edited-by-hand",
      subject: {
        kind: "config",
        name: "/var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf [token] expiration",
      },
    };
  }
  return index === 3 ? { ...finding, count: 3 } : finding;
});

export const broken: Result = {
  schemaVersion: 2,
  tool,
  verdict: "fault",
  inputs: NODES.map((name) => inputOf(name)),
  nodes: NODES.map((name, index) =>
    nodeOf(name, index === 0 ? ["etc/passwd: refused, a link that leads out of the bundle"] : []),
  ),
  findings: brokenFindings,
  outcomes: [
    ...brokenFindings.map(
      ({ rule, node, subject }): Outcome => ({ rule, node, subject: { ...subject }, outcome: "fault" }),
    ),
    ...outcomesOf("ok").slice(brokenFindings.length),
    {
      rule: "clock-off",
      node: "compute1",
      outcome: "unknown",
      reason: "no clock was read; collect: sos_commands/chrony/chronyc_tracking",
    },
  ],
};

const reference = ({ rule, node, subject }: Finding) => ({ rule, node, subject: { ...subject } });
const [broker, ...others] = brokenFindings.slice(2, 10);
if (broker === undefined) throw new Error("there are too few findings");
const messaging: Finding = {
  ...broker,
  rule: "messaging-unreachable",
  node: "deployment",
  causes: [reference(broker)],
};
const [alone, accepted, ...effects] = others.map(
  (finding, index): Finding => ({ ...finding, rule: `rule-${index}`, change: index % 2 === 0 ? "new" : "unchanged" }),
);
if (alone === undefined || accepted === undefined) throw new Error("there are too few findings");
const acceptance = { reason: "no iSCSI is used on this node", until: "2027-01-31", by: "operations" };

/** One cause explains most of it; something is accepted; there are earlier bundles. */
export const explained: Result = {
  ...broken,
  findings: [
    { ...broker, change: "new" },
    messaging,
    ...effects.map((finding, index): Finding => {
      const one: Finding = { ...finding, causes: [reference(messaging), reference(broker)] };
      return index === 0 ? { ...one, severity: "warning", change: "not-decided-before" } : one;
    }),
    alone,
    { ...accepted, accepted: acceptance },
  ],
  baseline: {
    nodes: [{ name: "controller0", source: "old/controller0.tgz", capturedAt: "2026-01-01T10:00:00.000Z" }],
    notes: ["compute0: no earlier bundle of it was given, so that nothing of it is compared"],
    gone: [findingOf(3, "error", "controller0")],
    undecided: [findingOf(4, "warning", "controller0")],
    changes: [
      ...(["container-new", "container-gone", "container-recreated", "container-started"] as const).map((kind) => ({
        ...{ node: "controller0", kind, subject: { kind: "container" as const, name: "keystone" } },
        ...{
          before: kind === "container-new" ? "" : "aaaaaaaaaaaa",
          after: kind === "container-gone" ? "" : "bbbbbbbbbbbb",
        },
        evidence: {},
      })),
      ...Array.from({ length: 30 }, (_, index) => ({
        ...{ node: "controller0", kind: "setting-changed" as const, before: "60", after: "600" },
        subject: { kind: "config" as const, name: `/var/lib/config-data/nova.conf [DEFAULT] key_${index}` },
        evidence: { after: { file: "var/lib/config-data/nova.conf", line: index + 1, text: `key_${index} = 600` } },
      })),
    ],
    moreChanges: 4,
  },
};

/** One node, and what else was handed in. */
export const unread: Result = {
  ...healthy,
  verdict: "unknown",
  inputs: [
    {
      path: "case",
      bundles: [{ source: "case/controller0.tgz", node: "controller0" }],
      passedBy: [
        { path: "kc9.tar.xz", reason: "the file is empty", lost: true },
        { path: "notes.txt" },
        { path: "logs/", files: 1 },
      ],
    },
    { path: "gone.tgz", bundles: [], unreadable: "no such file or directory", passedBy: [] },
  ],
};

/** Of a half of what is needed there is nothing: hundreds of open checks for a handful of reasons. */
export const halfMissing: Result = {
  schemaVersion: 2,
  tool,
  verdict: "unknown",
  inputs: NODES.map((name) => inputOf(name)),
  nodes: NODES.map((name) => ({
    ...nodeOf(
      name,
      Array.from({ length: 14 }, (_, index) => `sos_commands/file-${index}: cut off after ${index} bytes`),
    ),
    kind: "sosreport" as const,
    engine: "unknown",
    containers: 0,
  })),
  findings: [],
  outcomes: [
    ...outcomesOf("unknown", (rule) =>
      rule.startsWith("config")
        ? "no configuration of containers was found; collect: /var/lib/config-data as root"
        : "no list of containers was found; collect: sos report --enable-plugins docker,podman --plugin-option docker.all=on",
    ),
    ...outcomesOf("unknown", (rule) => `health of ${rule.split("-")[0]} is not told`),
    ...NODES.map((node): Outcome => ({ rule: "clock-off", node, outcome: "error", reason: "no such overload" })),
  ],
};

/** The parts of hostile text, each of which some reader would obey. */
export const ATTACKS = [
  "<script>window.hit=1</script>",
  '"><img src=x onerror=window.hit=1>',
  "</style></pre></td></title><svg onload=window.hit=1>",
  "{{constructor}} {{{constructor.constructor}}}",
  "https://evil.example/x.png javascript:window.hit=1",
  "\u001b[31mred\u001b[0m\u001b[2J",
  "\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  "\u009b31m\u0007\b\b\b\rover\u0000\u007f",
  "\u202egnp.exe\u202c \u2066isolate\u2069",
  "zero\u200bwidth\ufeff\u2060\u200d",
  "line\nbreak\u2028separator\u2029",
] as const;
const HOSTILE = `${ATTACKS.join(" ")} ${"W".repeat(4096)}`;
const hostileText = (label: string) => `${label} ${HOSTILE}`;

/** Everything that comes from a bundle tries to break out. */
export const hostile: Result = {
  schemaVersion: 2,
  tool,
  verdict: "fault",
  inputs: [
    {
      path: hostileText("input"),
      bundles: [{ source: hostileText("source"), node: hostileText("node") }],
      unreadable: hostileText("unreadable"),
      passedBy: [
        { path: hostileText("path"), reason: hostileText("reason"), lost: true },
        { path: hostileText("other") },
      ],
    },
  ],
  nodes: [
    {
      name: hostileText("node"),
      source: hostileText("source"),
      kind: "sosreport",
      engine: hostileText("engine"),
      containers: 1,
      notes: [hostileText("note"), ...ATTACKS],
    },
  ],
  findings: (["critical", "error", "warning", "info"] as const).map((severity) => ({
    ...(severity === "error"
      ? {
          causes: [
            { rule: "service-exited-critical", node: hostileText("node"), subject: container(hostileText("subject")) },
          ],
        }
      : {}),
    ...(severity === "info" ? { accepted: { reason: hostileText("reason"), until: "2027-01-31", by: HOSTILE } } : {}),
    id: hostileText(`id ${severity}`),
    rule: `service-exited-${severity}`,
    title: hostileText("title"),
    severity,
    node: hostileText("node"),
    subject: container(hostileText("subject")),
    message: hostileText("message"),
    why: "A service that is not running serves nobody.",
    remedy: `sudo docker logs ${hostileText("remedy")}\n# ${hostileText("comment")}`,
    count: 1,
    evidence: [
      { file: hostileText("file"), line: 1, text: hostileText("text") },
      ...ATTACKS.map((attack) => ({ file: attack, line: 2, text: attack })),
    ],
  })),
  outcomes: [
    { rule: "service-exited", node: hostileText("node"), subject: container(hostileText("subject")), outcome: "fault" },
    ...[hostileText("reason"), ...ATTACKS].map(
      (reason): Outcome => ({
        rule: "clock-off",
        node: hostileText("node"),
        outcome: "unknown",
        reason: `${reason}; collect: ${reason}`,
      }),
    ),
    { rule: "clock-off", node: hostileText("node"), outcome: "error", reason: HOSTILE },
  ],
  baseline: {
    nodes: [{ name: hostileText("node"), source: hostileText("source"), capturedAt: HOSTILE }],
    notes: [hostileText("note")],
    gone: [],
    undecided: [{ ...findingOf(0, "error", hostileText("node")), subject: container(HOSTILE), message: HOSTILE }],
    changes: ATTACKS.map((attack) => ({
      ...{ node: attack, kind: "setting-changed" as const, subject: { kind: "config" as const, name: attack } },
      ...{ before: attack, after: HOSTILE, evidence: { before: { file: attack, line: 1, text: attack } } },
    })),
    moreChanges: 0,
  },
};

export const samples: readonly (readonly [name: string, result: Result])[] = [
  ["healthy", healthy],
  ["broken", broken],
  ["explained", explained],
  ["half-missing", halfMissing],
  ["unread", unread],
  ["hostile", hostile],
];
