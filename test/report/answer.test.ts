import { describe, expect, it } from "vitest";
import { answerOf } from "../../src/report/answer.ts";
import type { Finding } from "../../src/rules/outcome.ts";
import { SHIPPED } from "../support/known.ts";
import { broken } from "./samples.ts";

const [template] = broken.findings;
if (template === undefined) throw new Error("the sample is empty");

const nodes = ["ctl0", "ctl1", "ctl2", "cmp0"].map((name) => ({
  name,
  role: name.startsWith("ctl") ? "Controller" : "Compute",
}));
const known = (language: "en" | "zh" = "en") => ({ nodes, catalogue: SHIPPED.catalogue, language });

const found = (more: Partial<Finding>): Finding => ({
  ...template,
  ...{ severity: "error" as const, rule: "service-exited", node: "ctl0" },
  ...more,
});
const broker = (more: Partial<Finding> = {}) =>
  found({
    ...{ component: "rabbitmq", tells: { state: "down" }, subject: { kind: "container", name: "rabbitmq" } },
    ...more,
  });
const compute = (more: Partial<Finding> = {}) =>
  found({
    ...{ component: "nova-compute", tells: { state: "restarting" }, node: "cmp0", rule: "container-restarting" },
    subject: { kind: "container", name: "nova_compute" },
    ...more,
  });

describe("what is broken, and why", () => {
  it.each<[string, readonly Finding[], readonly string[]]>([
    [
      "names component, place and loss",
      [broker({ nodes: ["ctl0", "ctl1", "ctl2"], loss: "requests hang" })],
      ["RabbitMQ is down on all 3 controller nodes: requests hang."],
    ],
    ["claims no loss that is not known", [broker()], ["RabbitMQ is down on ctl0."]],
    [
      "tells of the loss by what follows",
      [
        found({ rule: "disk-full", title: "A disk is full", subject: { kind: "host", name: "/var" }, node: "cmp0" }),
        compute({
          loss: "no instance can be started",
          causes: [{ rule: "disk-full", node: "cmp0", subject: { kind: "host", name: "/var" } }],
        }),
      ],
      ["A disk is full: /var on cmp0; so Nova compute keeps restarting on cmp0: no instance can be started."],
    ],
    [
      "does not take a container that is to end for its component",
      [
        broker({
          rule: "one-shot-failed",
          title: "A one-shot failed",
          subject: { kind: "container", name: "rabbitmq_bootstrap" },
        }),
      ],
      ["A one-shot failed: rabbitmq_bootstrap on ctl0."],
    ],
    [
      "names the two worst causes, and how many more there are",
      [broker(), compute(), found({ rule: "a" }), found({ rule: "b" })],
      ["RabbitMQ is down on ctl0.", "Nova compute keeps restarting on cmp0.", "There are 2 more causes."],
    ],
    [
      "says nothing of what is slight or accepted",
      [broker({ severity: "warning" }), compute({ accepted: { reason: "x", until: "2999-01-01" } })],
      [],
    ],
  ])("%s", (_, findings, answer) => {
    expect(answerOf(findings, known())).toEqual(answer);
  });

  it("speaks Chinese", () => {
    expect(answerOf([broker({ loss: "请求卡住" })], known("zh"))).toEqual(["RabbitMQ 已停止运行（ctl0）：请求卡住。"]);
  });
});
