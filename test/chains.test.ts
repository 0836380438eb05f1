import { describe, expect, it } from "vitest";
import { brokenCloud, scenarios } from "../scripts/broken/index.js";
import { findingsOf, treesOf } from "../src/rules/causes/trees.ts";
import type { Finding } from "../src/rules/outcome.ts";
import { analyzeTogether } from "./support/healthy.ts";

interface Expected {
  /** The roots of error or above: the rule, the node, the subject. */
  readonly roots: readonly string[];
  /** Rules whose findings hang under these roots, each at least once. */
  readonly effects: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  rabbitmq: {
    roots: ["bundle-down deployment rabbitmq-bundle"],
    effects: [
      ...["messaging-unreachable", "amqp-unreachable", "messaging-timeout", "conductor-unreachable", "traceback"],
      ...["container-unhealthy", "neutron-agent-failing", "neutron-agents-dead"],
      ...["bundle-replica-stopped", "service-exited"],
    ],
  },
  disk: {
    roots: ["disk-full overcloud-controller-1 /"],
    effects: ["no-space-left", "service-exited", "galera-not-synced", "bundle-replica-failed", "traceback"],
  },
  keystone: {
    roots: ["service-exited overcloud-controller-0+overcloud-controller-1+overcloud-controller-2 keystone"],
    effects: [
      ...["keystone-unreachable", "token-validation-failed", "critical-line", "placement-unreachable"],
      ...["apis-overdue", "container-unhealthy", "haproxy-no-server", "haproxy-server-down"],
    ],
  },
  libvirt: {
    roots: ["service-exited overcloud-novacompute-1 nova_libvirt"],
    effects: ["libvirt-unreachable", "traceback"],
  },
};

const shown = ({ rule, node, nodes = [node], subject }: Finding) => `${rule} ${nodes.join("+")} ${subject.name}`;
const isGrave = ({ severity }: Finding) => severity === "critical" || severity === "error";

describe("a report on a broken cloud", () => {
  it("is tested on every scenario", () => {
    expect(Object.keys(EXPECTED)).toEqual(scenarios);
  });

  it.each(Object.entries(EXPECTED))(
    "starts with what to mend and has all else under it: %s",
    async (name, expected) => {
      const { findings } = await analyzeTogether(brokenCloud(name));
      const trees = treesOf(findings);
      expect(trees.map(({ finding }) => shown(finding))).toEqual(expected.roots);
      expect(trees.filter(({ finding }) => isGrave(finding)).length).toBeLessThanOrEqual(3);
      const effects = new Set(trees.flatMap((tree) => findingsOf(tree).slice(1)).map(({ rule }) => rule));
      expect([...effects].sort()).toEqual([...expected.effects].sort());
      expect(trees.flatMap(findingsOf).length).toBe(findings.length);
    },
  );
});
