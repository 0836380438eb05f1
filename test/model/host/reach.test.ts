import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { captured, type Inspected, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/docker_inspect_all";
const RABBIT = "There is no x process with opened RabbitMQ ports (5671,5672) running in the container";

const checked = (name: string, output: string, status = "unhealthy"): Inspected => ({
  name,
  health: { Status: status, FailingStreak: 3, Log: [{ ExitCode: 1, Output: output }] },
});

function reach(name: string, ...nodes: readonly (readonly Inspected[])[]) {
  const bundles = nodes.map((containers, index) =>
    captured({ hostname: `n${index}\n`, [INSPECT]: inspect(...containers.map((one, at) => ({ index: at, ...one }))) }),
  );
  return deploymentOf(bundles, KNOWN).reaches.find((one) => one.name === name);
}

describe("what services reach", () => {
  it("is told by their health checks, on all nodes together", () => {
    const found = reach(
      "messages",
      [checked("nova_conductor", RABBIT)],
      [
        checked("nova_compute", RABBIT.replace("opened", "connected via").replace(" ports", " ports")),
        checked("keystone", "curl: (7) refused"),
        checked("heat_engine", RABBIT, "healthy"),
      ],
    );
    expect(found).toMatchObject({
      failing: ["n0: nova_conductor", "n1: nova_compute"],
      complete: true,
      up: [],
      down: [],
    });
    expect(Object.values(found?.evidence ?? {}).map(({ file }) => file)).toEqual([`n0:${INSPECT}`, `n1:${INSPECT}`]);
  });

  it.each([
    ["runs", { name: "rabbitmq-bundle-docker-0" }, ["n0: rabbitmq-bundle-docker-0"], []],
    ["has ended", { name: "rabbitmq", status: "exited" }, [], ["n0: rabbitmq"]],
    ["is unhealthy", checked("rabbitmq", "timeout"), [], ["n0: rabbitmq"]],
    ["is of another name", { name: "rabbitmq_bootstrap", status: "exited" }, [], []],
  ])("says whether RabbitMQ serves it: one that %s", (_, container, up, down) => {
    expect(reach("messages", [container])).toMatchObject({ up, down });
  });

  it("is not complete where the output of an unhealthy container is not known", () => {
    const silent = { name: "nova_api", health: { Status: "unhealthy", FailingStreak: 3, Log: [] } };
    const found = reach("messages", [silent]);
    expect(found?.failing).toEqual([]);
    expect(found?.complete).toBeUndefined();
  });

  it.each([
    ["messages", "healthcheck_port nova-compute 5672", ["n0: nova_compute"]],
    ["messages", "healthcheck_port nova-compute 5671", ["n0: nova_compute"]],
    ["database", "healthcheck_port nova-compute 3306", ["n0: nova_compute"]],
    ["virtual-switch", "healthcheck_port nova-compute 6640", ["n0: nova_compute"]],
    ["southbound", "healthcheck_port nova-compute 6642", ["n0: nova_compute"]],
    ["messages", "healthcheck_port nova-compute 56721", []],
    ["messages", "healthcheck_port nova-compute 5672 3306", []],
    ["messages", "healthcheck_listen nova-compute 5672", []],
    ["messages", "healthcheck_curl http://10.0.0.1:5672", []],
  ])("is told by the command of a check that prints nothing, of %s: %s", (name, command, failing) => {
    const silent = { ...checked("nova_compute", ""), healthcheckTest: ["CMD-SHELL", command] };
    expect(reach(name, [silent])?.failing).toEqual(failing);
  });

  it("is told by the words of kolla's check that prints", () => {
    const said = "there is no ironic-conductor process listening on port 5672";
    expect(reach("messages", [checked("ironic_conductor", said)])?.failing).toEqual(["n0: ironic_conductor"]);
  });

  it.each([
    ["answers with 503", "curl: (22) The requested URL returned error: 503 Service Unavailable", ["n0: nova_api"]],
    [
      "does not answer in time",
      "curl: (28) Operation timed out after 10000 milliseconds with 0 bytes",
      ["n0: nova_api"],
    ],
    ["does not listen", "curl: (7) Failed connect to 10.0.0.1:8774; Connection refused", []],
    ["answers with 500", "curl: (22) The requested URL returned error: 500", []],
  ])("tells an API that waits for others from one that fails by itself: one that %s", (_, output, failing) => {
    expect(reach("api-address", [checked("nova_api", output)])?.failing).toEqual(failing);
  });
});
