import { expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import type { Node } from "../../../src/model/types.ts";
import { withCauses } from "../../../src/rules/causes/causes.ts";
import type { Fault } from "../../../src/rules/causes/fault.ts";
import { loadKnowledge, loadRules } from "../../../src/rules/load.ts";
import type { Finding } from "../../../src/rules/outcome.ts";
import type { Rule } from "../../../src/rules/rule.ts";

const [{ rules }, { known }] = [await loadRules([OWN_RULES]), await loadKnowledge([OWN_RULES])];
const ruleOf = (id: string) => rules.find((rule) => rule.id === id) as Rule;

/** As many nodes as it takes, on each of which a broker has ended and everything that needs it says so. */
function faultsOf(count: number): Fault[] {
  return Array.from({ length: count / 5 }, (_, index) => {
    const node = `n${index}`;
    const container = (id: string, name: string) =>
      fault(id, node, { subject: { kind: "container", name }, name, container: name });
    const log = (id: string, groups: Record<string, string>) => {
      const file = "nova/nova-compute.log";
      return fault(id, node, {
        subject: { kind: "log", name: file },
        log: file,
        file,
        container: "nova_compute",
        groups,
      });
    };
    return [
      container("service-exited", "rabbitmq"),
      container("container-unhealthy", "nova_compute"),
      log("amqp-unreachable", { host: node, port: "5672", reason: "refused" }),
      log("messaging-timeout", {}),
      log("traceback", { error: "oslo_messaging.exceptions.MessagingTimeout: x" }),
    ];
  }).flat();
}

function fault(
  id: string,
  node: string,
  record: { readonly subject: Finding["subject"]; readonly groups?: object; readonly [more: string]: unknown },
): Fault {
  const rule = ruleOf(id);
  const { severity, why, title } = rule;
  const finding: Finding = {
    ...{
      id: `${id}-${node}`,
      title,
      rule: id,
      severity,
      node,
      subject: record.subject,
      message: "m",
      why,
      remedy: "r",
    },
    ...{ count: 1, evidence: [] },
  };
  return { finding, rule, variables: { [rule.subjectName]: record, found: record.groups ?? {}, node: { name: node } } };
}

function secondsFor(count: number): number {
  const faults = faultsOf(count);
  const nodes = faults.map(({ finding }) => ({ name: finding.node, containers: [] })) as unknown as Node[];
  const world = { deployment: { nodes, reaches: [], clusterBundles: [] }, catalogue: known.catalogue };
  const start = process.cpuUsage();
  const found = withCauses(faults, "en", world);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  expect(found).toHaveLength(count);
  expect(found.filter(({ causes }) => causes === undefined)).toHaveLength(count / 5);
  return seconds;
}

it("takes time with the number of findings, not with its square", () => {
  secondsFor(500);
  const few = Math.min(secondsFor(500), secondsFor(500), secondsFor(500));
  const many = Math.min(secondsFor(2000), secondsFor(2000));
  const most = secondsFor(20_000);
  // Four times where it is linear, sixteen where it is quadratic; machines that run tests are noisy.
  expect(many).toBeLessThan(10 * few);
  expect(most).toBeLessThan(40 * many);
});
