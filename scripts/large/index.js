// A made-up deployment as large as wanted, for measuring reports: what is found on it, and what there is on its nodes.

import { imageOf, nameOf, nodeName, SERVICES } from "./names.js";
import { NOW, nodeSurvey } from "./survey.js";

const RULES = [
  ["service-exited", "error", "A service has exited"],
  ["container-unhealthy", "error", "A container fails its own health check"],
  ["config-not-loaded", "warning", "A container has not loaded its configuration"],
  ["database-unreachable", "critical", "A service cannot reach its database"],
  ["image-tag-moved", "info", "A tag means another image now"],
].map(([id, severity, title]) => ({
  ...{ id, severity, title },
  why: `${title}: whoever uses the cloud meets it sooner or later, and what depends on it waits until it gives up.`,
  references: ["Red Hat OpenStack Platform 13, Director Installation and Usage, chapter 12"],
}));
/** Rules that find nothing here, so that what was checked is as long as with all of ours. */
const QUIET = Array.from({ length: 120 }, (_, index) => `quiet-rule-${index}`);
/** As many as are read of bundles. */
const MOST_EXCERPTS = 1_500;
/** Of ten containers these have a finding. */
const FAULTY = new Set([0, 2, 3, 5, 6, 8]);

function findingOf(node, index) {
  const rule = RULES[index % RULES.length];
  const name = nameOf(index);
  return {
    ...{ id: `${rule.id}-${node}-${index}`, rule: rule.id, title: rule.title, severity: rule.severity },
    ...{ node, subject: { kind: "container", name } },
    message: `${name} fails its health check, ${index + 2} times in a row: There is no ${name} process with opened RabbitMQ ports (5671,5672) running in the container`,
    why: rule.why,
    remedy: `sudo docker logs --tail 50 ${name}\n# when the cause is mended:\nsudo docker restart ${name}`,
    count: 1,
    evidence: Array.from({ length: 1 + (index % 4) }, (_, which) => ({
      file: "sos_commands/docker/containers/docker_inspect_all",
      line: 100 * index + which + 1,
      text: `"Output": "There is no ${name} process with opened RabbitMQ ports (5671,5672) running in the container\\n"`,
    })),
    ...(index % 7 === 6 ? { accepted: { reason: "known, and mended in January", until: "2027-01-31" } } : {}),
  };
}

/** The findings of a node: of each ten containers the first explains the others. */
function findingsOf(node, containers) {
  const findings = [];
  for (let index = 0; index < containers; index++) {
    if (!FAULTY.has(index % 10)) continue;
    const cause = findings.find(({ index: first }) => index - first < 10 && first % 10 === 0)?.finding;
    const causes = cause && [{ rule: cause.rule, node, subject: cause.subject }];
    findings.push({ index, finding: { ...findingOf(node, index), ...(causes && { causes }) } });
  }
  return findings.map(({ finding }) => finding);
}

function outcomesOf(node, containers, findings) {
  const faults = findings.map(({ rule, subject }) => ({ rule, node, subject, outcome: "fault" }));
  const others = QUIET.flatMap((rule, which) =>
    Array.from({ length: which % 3 === 0 ? containers : 1 }, (_, index) => ({
      ...{ rule, node, subject: { kind: "container", name: nameOf(index) } },
      ...(which % 10 === 9
        ? { outcome: "unknown", reason: `no answer to ${rule}; collect: sos_commands/${rule}` }
        : { outcome: "ok" }),
    })),
  );
  return [...faults, ...others];
}

function excerptOf(node) {
  return ({ file, line, text }) => ({
    ...{ node, file, line, first: Math.max(1, line - 3), mark: { start: 1, end: 9 } },
    lines: Array.from({ length: 7 }, (_, index) =>
      index === Math.min(3, line - 1) ? text : `"FailingStreak": ${index},`,
    ),
  });
}

function imageRow(service, nodes) {
  return {
    name: imageOf(service),
    required: [{ tag: "13.0-73", by: [service] }],
    registry: { state: "served", tags: ["13.0-73"] },
    nodes: nodes.map(() => ({ state: "used", tags: ["13.0-73"] })),
  };
}

/** The result, the survey and the rules for so many nodes with so many containers each. */
export function largeReport(count, containers) {
  const names = Array.from({ length: count }, (_, index) => nodeName(index));
  const findings = names.map((node) => findingsOf(node, containers));
  const lines = Math.min(40, Math.max(3, Math.floor(2000 / (count * containers))));
  const order = ["critical", "error", "warning", "info"];
  return {
    result: {
      schemaVersion: 2,
      tool: { name: "sospect", version: "0.1.0" },
      verdict: "fault",
      inputs: [],
      nodes: names.map((name) => ({
        ...{ name, source: `bundles/${name}.tgz`, kind: "sospect", engine: "docker 1.13.1", containers, notes: [] },
        ...{ product: "tripleo", release: "13", role: "Controller" },
      })),
      findings: order.flatMap((severity) =>
        findings.flatMap((own) => treesOf(own).filter(([root]) => root.severity === severity)).flat(),
      ),
      outcomes: names.flatMap((node, index) => outcomesOf(node, containers, findings[index])),
    },
    survey: {
      nodes: names.map((name) => nodeSurvey(name, containers, lines)),
      images: SERVICES.map((service) => imageRow(service, names)),
      excerpts: names
        .flatMap((node, index) => findings[index].flatMap(({ evidence }) => evidence.map(excerptOf(node))))
        .slice(0, MOST_EXCERPTS),
    },
    rules: RULES,
    generatedAt: new Date(NOW).toISOString(),
  };
}

/** Findings in groups of a root and what follows from it. */
function treesOf(findings) {
  const trees = [];
  for (const one of findings) one.causes === undefined ? trees.push([one]) : trees.at(-1).push(one);
  return trees;
}
