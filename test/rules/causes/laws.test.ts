import { describe, expect, it } from "vitest";
import { Instances } from "../../../src/rules/causes/instances.ts";
import type { Known, Law } from "../../../src/rules/causes/law.ts";
import { address } from "../../../src/rules/causes/laws/address.ts";
import { cutOff } from "../../../src/rules/causes/laws/cut-off.ts";
import { exhausted } from "../../../src/rules/causes/laws/exhausted.ts";
import { lostNode } from "../../../src/rules/causes/laws/lost-node.ts";
import { ownTrouble } from "../../../src/rules/causes/laws/own-trouble.ts";
import { replicas } from "../../../src/rules/causes/laws/replicas.ts";
import { sameEvent } from "../../../src/rules/causes/laws/same-event.ts";
import { sameLine } from "../../../src/rules/causes/laws/same-line.ts";
import { symptom } from "../../../src/rules/causes/laws/symptom.ts";
import type { Told } from "../../../src/rules/causes/told.ts";
import { ToldIndex } from "../../../src/rules/causes/told-index.ts";
import { KNOWN } from "../../support/known.ts";

type Given = Partial<Omit<Told, "fault">> &
  Pick<Told, "state"> & { readonly rule?: string; readonly severity?: string };

/** One thing that a finding tells; what matters alone has to be given. */
function told({ rule = "a-rule", severity = "error", ...given }: Given): Told {
  const subject = { kind: "container", name: given.container ?? "subject" };
  const finding = { rule, severity, node: given.node ?? "deployment", subject };
  return {
    ...{ whole: false, cloud: "overcloud", distance: 3, oneShot: false, stopped: false },
    ...given,
    fault: { finding, rule: {} } as unknown as Told["fault"],
  };
}

/** Nodes on which containers run, or have ended where their name begins with `-`. */
type Cloud = Readonly<Record<string, readonly string[]>>;

function sentencesOf(law: Law, effect: Told, others: readonly Told[], cloud: Cloud): string[] {
  const nodes = Object.entries(cloud).map(([name, containers]) => ({
    name,
    containers: containers.map((one) => ({ name: one.replace(/^-/, ""), running: !one.startsWith("-") })),
  }));
  const all = [effect, ...others];
  const deployment = { nodes, clusterBundles: [] } as unknown as ConstructorParameters<typeof Instances>[0];
  const known: Known = {
    index: new ToldIndex(all),
    instances: new Instances(deployment, KNOWN.catalogue, all),
    catalogue: KNOWN.catalogue,
  };
  return law.find(effect, known).map(({ because }) => because.en);
}

const broker = (state: Told["state"], node: string, more: Partial<Given> = {}): Told =>
  told({ state, node, component: "rabbitmq", container: "rabbitmq", rule: "service-exited", ...more });
const compute = (state: Told["state"], node: string, more: Partial<Given> = {}): Told =>
  told({ state, node, component: "nova-compute", container: "nova_compute", ...more });
/** What a rule over logs tells. */
const ofLog = (one: Told): Told => ({ ...one, fault: { ...one.fault, rule: { log: {} } } as unknown as Told["fault"] });
const NEEDS = "nova_compute needs messages between services, which rabbitmq provides";

interface Case {
  readonly name: string;
  readonly law: Law;
  readonly effect: Told;
  readonly others: readonly Told[];
  readonly cloud?: Cloud;
  readonly because: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "who is cut off from messages is so because the only broker is down",
    law: cutOff,
    effect: compute("cut-off", "c0", { from: "messages" }),
    others: [broker("down", "ctl0")],
    cloud: { ctl0: ["-rabbitmq"], c0: ["nova_compute"] },
    because: [NEEDS],
  },
  {
    name: "one broker of two that is down keeps nobody who did not ask it",
    law: cutOff,
    effect: compute("cut-off", "c0", { from: "messages" }),
    others: [broker("down", "ctl0")],
    cloud: { ctl0: ["-rabbitmq"], ctl1: ["rabbitmq"], c0: ["nova_compute"] },
    because: [],
  },
  {
    name: "one broker of two that is down keeps who asked at its address",
    law: cutOff,
    effect: compute("cut-off", "c0", { from: "messages", host: "10.0.0.1", atNode: "ctl0" }),
    others: [broker("down", "ctl0")],
    cloud: { ctl0: ["-rabbitmq"], ctl1: ["rabbitmq"], c0: ["nova_compute"] },
    because: [NEEDS],
  },
  {
    name: "the broker of the undercloud serves nobody in the overcloud",
    law: cutOff,
    effect: compute("cut-off", "c0", { from: "messages" }),
    others: [broker("down", "director", { cloud: "undercloud" })],
    cloud: { c0: ["nova_compute"] },
    because: [],
  },
  {
    name: "libvirt on another node serves nobody here",
    law: cutOff,
    effect: compute("cut-off", "c0", { from: "hypervisor" }),
    others: [told({ state: "down", component: "libvirt", container: "nova_libvirt", node: "c1" })],
    cloud: { c0: ["nova_compute"], c1: ["-nova_libvirt"] },
    because: [],
  },
  {
    name: "who asks at an address that is on no node gets no answer",
    law: address,
    effect: compute("cut-off", "c0", { from: "identity", host: "10.0.0.5" }),
    others: [told({ state: "down", host: "10.0.0.5", rule: "vip-absent" })],
    because: ["nova_compute is about 10.0.0.5, which is down"],
  },
  {
    name: "who asks at another address is not told of it",
    law: address,
    effect: compute("cut-off", "c0", { from: "identity", host: "10.0.0.6" }),
    others: [told({ state: "down", host: "10.0.0.5", rule: "vip-absent" })],
    because: [],
  },
  {
    name: "a service restarts because its configuration is wrong",
    law: ownTrouble,
    effect: compute("restarting", "c0"),
    others: [compute("misconfigured", "c0", { rule: "config-syntax-broken" })],
    because: ["nova_compute cannot work with this configuration"],
  },
  {
    name: "a service that was stopped on purpose did not end for a refused user",
    law: ownTrouble,
    effect: compute("down", "c0", { stopped: true }),
    others: [compute("misconfigured", "c0", { rule: "service-credentials-refused" })],
    because: [],
  },
  {
    name: "a service that was stopped on purpose did not end for want of messages",
    law: ownTrouble,
    effect: compute("down", "c0", { stopped: true }),
    others: [compute("cut-off", "c0", { from: "messages" })],
    because: [],
  },
  {
    name: "a service is not unhealthy for what another one is refused",
    law: ownTrouble,
    effect: compute("unhealthy", "c0"),
    others: [told({ state: "refused", component: "libvirt", container: "nova_libvirt", node: "c0" })],
    because: [],
  },
  {
    name: "what does not work on a node whose disk is full follows from that",
    law: exhausted,
    effect: broker("down", "ctl0"),
    others: [told({ state: "exhausted", resource: "disk", node: "ctl0", rule: "disk-full" })],
    because: ["rabbitmq is on ctl0, which is out of disk"],
  },
  {
    name: "a disk that only fills up keeps nothing from working",
    law: exhausted,
    effect: broker("down", "ctl0"),
    others: [told({ state: "exhausted", resource: "disk", node: "ctl0", rule: "disk-filling", severity: "warning" })],
    because: [],
  },
  {
    name: "a full disk of another node keeps nothing from working here",
    law: exhausted,
    effect: broker("down", "ctl0"),
    others: [told({ state: "exhausted", resource: "disk", node: "ctl1", rule: "disk-full" })],
    because: [],
  },
  {
    name: "a replica does not run because the bundle as a whole does not",
    law: replicas,
    effect: broker("down", "ctl0"),
    others: [broker("down", "deployment", { whole: true, distance: 0, rule: "bundle-down" })],
    cloud: { ctl0: ["-rabbitmq"] },
    because: ["rabbitmq is down as a whole, and rabbitmq with it"],
  },
  {
    name: "two rules that tell of one container's end tell one thing",
    law: sameEvent,
    effect: broker("down", "ctl0", { distance: 4, rule: "unit-without-container" }),
    others: [broker("down", "ctl0")],
    because: ["both tell of the same that happened to rabbitmq"],
  },
  {
    name: "the ends of two containers are two things",
    law: sameEvent,
    effect: broker("down", "ctl0", { distance: 4, rule: "unit-without-container" }),
    others: [compute("down", "ctl0")],
    because: [],
  },
  {
    name: "what is seen of a container follows from its not working",
    law: symptom,
    effect: broker("symptom", "ctl0"),
    others: [broker("restarting", "ctl0", { rule: "container-restarting" })],
    because: ["this is what is seen of rabbitmq where rabbitmq is restarting"],
  },
  {
    name: "a line of a log that is what its container said last follows from the container's not working",
    law: symptom,
    effect: ofLog(compute("symptom", "c0", { deciding: true })),
    others: [compute("restarting", "c0", { rule: "container-restarting" })],
    because: ["this is what is seen of nova_compute where nova_compute is restarting"],
  },
  {
    name: "any other line of a container's log may have reasons of its own",
    law: symptom,
    effect: ofLog(compute("symptom", "c0")),
    others: [compute("restarting", "c0", { rule: "container-restarting" })],
    because: [],
  },
  {
    name: "a member that finds no other of its cluster follows from the others, where none of them works",
    law: cutOff,
    effect: ofLog(
      told({ state: "cut-off", from: "database-cluster", component: "galera", container: "mariadb", node: "ctl0" }),
    ),
    others: [
      told({
        state: "restarting",
        component: "galera",
        container: "mariadb",
        node: "ctl0",
        rule: "container-restarting",
      }),
      told({ state: "down", component: "galera", container: "mariadb", node: "ctl1", rule: "service-exited" }),
    ],
    cloud: { ctl0: ["-mariadb"], ctl1: ["-mariadb"] },
    because: ["mariadb needs a primary component of the database's cluster, which mariadb provides"],
  },
  {
    name: "a line that the journal has under the name of what ran the container is the container's",
    law: sameLine,
    effect: told({ state: "misconfigured", node: "c0", says: "Mar 17 09:29:52 c0 osd-run.sh[7]: auth: no keyring" }),
    others: [compute("misconfigured", "c0", { says: "2026-03-17T09:29:52.000000000Z auth: no keyring" })],
    because: ["it is the line that nova_compute wrote"],
  },
  {
    name: "the same line of two containers is told of each",
    law: sameLine,
    effect: broker("misconfigured", "c0", { rule: "a-rule", says: "auth: no keyring" }),
    others: [compute("misconfigured", "c0", { says: "auth: no keyring" })],
    because: [],
  },
  {
    name: "another line in the journal is another",
    law: sameLine,
    effect: told({ state: "misconfigured", node: "c0", says: "Mar 17 09:29:52 c0 osd-run.sh[7]: auth: no key" }),
    others: [compute("misconfigured", "c0", { says: "2026-03-17T09:29:52.000000000Z auth: no keyring" })],
    because: [],
  },
  {
    name: "an error that a line quotes is told by the rule that knows the line",
    law: sameEvent,
    effect: ofLog(compute("symptom", "c0", { from: "messages", says: "amqp.exceptions.AccessRefused: (0, 0)" })),
    others: [
      ofLog(
        compute("misconfigured", "c0", {
          rule: "amqp-login-refused",
          says: "2026-11-24 03:52:53.123 7 ERROR nova amqp.exceptions.AccessRefused: (0, 0): (403)",
        }),
      ),
      ofLog(compute("misconfigured", "c0", { rule: "another-rule", says: "2026-11-24 03:52:53.123 7 ERROR nova x" })),
    ],
    because: ["both tell of the same that happened to nova_compute"],
  },
  {
    name: "what a container shows does not follow from what another one does",
    law: symptom,
    effect: compute("symptom", "c0"),
    others: [told({ state: "down", component: "libvirt", container: "nova_libvirt", node: "c0" })],
    because: [],
  },
];

describe("a law of causes", () => {
  it.each(CASES)("says: $name", ({ law, effect, others, cloud = {}, because }) => {
    expect(sentencesOf(law, effect, others, cloud)).toEqual(because);
  });

  it.each(CASES)("names the states that it ties: $name", ({ law, effect, others, because }) => {
    if (because.length === 0) return;
    expect(law.effects).toContain(effect.state);
    expect(others.some(({ state }) => law.causes.includes(state))).toBe(true);
  });

  it("says that what others see of a node's services follows from the node's loss", () => {
    const seen = broker("down", "ctl0");
    const fromAfar = { ...seen, fault: { ...seen.fault, finding: { ...seen.fault.finding, node: "ctl1" } } };
    const loss = told({ state: "lost", node: "ctl0", rule: "cluster-node-offline" });
    expect(sentencesOf(lostNode, fromAfar, [loss], {})).toEqual(["rabbitmq is on ctl0, which is lost"]);
    expect(sentencesOf(lostNode, seen, [loss], {})).toEqual([]);
  });
});
