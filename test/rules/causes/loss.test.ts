import { describe, expect, it } from "vitest";
import { Instances } from "../../../src/rules/causes/instances.ts";
import { lossBy } from "../../../src/rules/causes/loss.ts";
import type { Told } from "../../../src/rules/causes/told.ts";
import { SHIPPED } from "../../support/known.ts";

const { catalogue } = SHIPPED;

function told(given: Partial<Told>): Told {
  const finding = { rule: "a", severity: "error", node: given.node, subject: { kind: "container", name: "x" } };
  return {
    ...{ state: "down", whole: false, cloud: "overcloud", distance: 3, oneShot: false, stopped: false },
    ...given,
    fault: { finding, rule: {} } as unknown as Told["fault"],
  };
}

/** Nodes on which one container runs, or has ended where its name begins with `-`. */
function instancesOn(nodes: Readonly<Record<string, string>>, all: readonly Told[], replicas?: number): Instances {
  const deployment = {
    nodes: Object.entries(nodes).map(([name, container]) => ({
      name,
      containers: [{ name: container.replace("-", ""), running: !container.startsWith("-") }],
    })),
    clusterBundles: replicas === undefined ? [] : [{ name: "rabbitmq-bundle", running: replicas }],
  };
  return new Instances(deployment as unknown as ConstructorParameters<typeof Instances>[0], catalogue, all);
}

const broker = told({ component: "rabbitmq", node: "ctl0" });
const HANG = "requests are taken and then hang: new instances stay in scheduling, and agents are reported down";

describe("what users lose", () => {
  it.each<[string, Told, Record<string, string>, number | undefined, string | undefined]>([
    ["where another instance works is nothing", broker, { ctl0: "-rabbitmq", ctl1: "rabbitmq" }, undefined, undefined],
    [
      "is in doubt where others may not be seen",
      broker,
      { ctl0: "-rabbitmq" },
      undefined,
      `unless it runs elsewhere, ${HANG}`,
    ],
    ["is known where pacemaker tells of all", broker, { ctl0: "-rabbitmq" }, 0, HANG],
    ["is nothing where pacemaker has others", broker, { ctl0: "-rabbitmq" }, 2, undefined],
    ["is known of a component as a whole", { ...broker, whole: true }, {}, undefined, HANG],
    [
      "is known of what serves its node alone",
      told({ component: "nova-compute", node: "c0" }),
      { c0: "-nova_compute" },
      undefined,
      "no instance of this node can be started, stopped or moved",
    ],
    ["is nothing by a container that is to end", { ...broker, oneShot: true }, { ctl0: "-rabbitmq" }, 0, undefined],
    ["is not claimed of what fails its check", { ...broker, state: "unhealthy" }, { ctl0: "rabbitmq" }, 0, undefined],
    ["is not known of what no catalogue has", told({ node: "ctl0" }), {}, undefined, undefined],
  ])("%s", (_, one, nodes, replicas, loss) => {
    const instances = instancesOn(nodes, [one], replicas);
    expect(lossBy(one, { catalogue, instances }, "en")).toBe(loss);
  });
});
