import { expect, it } from "vitest";
import { OWN_RULES } from "../../../src/analyze.ts";
import type { Node } from "../../../src/model/types.ts";
import { withCauses } from "../../../src/rules/causes/causes.ts";
import type { Fault } from "../../../src/rules/causes/fault.ts";
import { loadKnowledge, loadRules } from "../../../src/rules/load.ts";
import type { Rule } from "../../../src/rules/rule.ts";

const [{ rules }, { known }] = [await loadRules([OWN_RULES]), await loadKnowledge([OWN_RULES])];
const ID = "0a1b2c3d4e5f";

function fault(id: string, kind: "container" | "log", name: string, record: object): Fault {
  const rule = rules.find((one) => one.id === id) as Rule;
  const { title, severity, why } = rule;
  const finding = {
    id,
    title,
    rule: id,
    severity,
    why,
    node: "n0",
    subject: { kind, name },
    message: "m",
    remedy: "r",
  };
  const variables = { [rule.subjectName]: { ...record, subject: finding.subject }, found: {}, node: { name: "n0" } };
  return { finding: { ...finding, count: 1, evidence: [] }, rule, variables };
}

function causesWith(line: string): (string | undefined)[] {
  const containers = [{ name: "cinder_volume", id: ID }];
  const nodes = [{ name: "n0", containers }] as unknown as Node[];
  const world = { deployment: { nodes, reaches: [], clusterBundles: [] }, catalogue: known.catalogue };
  const refused = fault("container-start-refused", "log", "journalctl -t conmon", { log: "journal", line, groups: {} });
  const down = fault("container-never-started", "container", "cinder_volume", { name: "cinder_volume" });
  const found = withCauses([down, refused], "en", world).find(({ rule }) => rule === "container-never-started");
  return (found?.causes ?? []).map(({ rule }) => rule);
}

it.each([
  ["in short", `conmon ${ID} <error>: Failed to create container: exit status 1`, ["container-start-refused"]],
  ["as a whole", `unable to start container "${ID}${"7".repeat(52)}": crun: x`, ["container-start-refused"]],
  ["of another container", "conmon 9a1b2c3d4e5f <error>: Failed to create container: exit status 1", []],
  ["within another id", `conmon ff${ID} <error>: Failed to create container: exit status 1`, []],
  ["not at all", "Failed to create container: exit status 1", []],
])("an engine's refusal explains the container whose id it names: %s", (_, line, causes) => {
  expect(causesWith(line)).toEqual(causes);
});
