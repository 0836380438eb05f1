import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../src/model/deployment.ts";
import { nodeOf } from "../../src/model/node.ts";
import { judge } from "../../src/rules/evaluate.ts";
import { parseRule } from "../../src/rules/load.ts";
import { captured, inspect, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const NOVA_LOG = "var/log/containers/nova/nova-compute.log";
const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;
const FILES = {
  hostname: "compute0.localdomain\n",
  "sos_commands/docker/docker_ps_-a": psTable(["a", "r:8787/rhosp13/openstack-nova-compute:13.0-80", "Up 1 day"]),
  "sos_commands/docker/docker_info":
    "Server Version: 1.13.1\nStorage Driver: overlay2\nInsecure Registries:\n r:8787\n",
  "sos_commands/docker/docker_images":
    "REPOSITORY          TAG         IMAGE ID            CREATED             SIZE\nr:8787/rhosp13/x    13.0-80     aaaaaaaaaaaa        2 weeks ago         1 GB\n",
  "sos_commands/date/date": "2026-11-23T09:01:00Z\n",
  [NOVA_LOG]: { text: "x\n", mtime: NINE },
  "var/log/containers/httpd/nova-api/error_log": "",
  "var/log/nova/nova-api.log": "",
  "var/log/nova/readme.txt": "see elsewhere",
};

describe("a node", () => {
  const node = nodeOf(captured(FILES), KNOWN);

  it("has the short name of its host, and the release of the images that run", () => {
    expect([node.name, node.release]).toEqual(["compute0", "13"]);
  });

  it("has its engines with version, storage and registries", () => {
    expect(node.engines).toMatchObject([
      { name: "docker", version: "1.13.1", storageDriver: "overlay2", insecureRegistries: ["r:8787"] },
    ]);
    expect(node.engineText).toBe("docker 1.13.1");
  });

  it("has its images, by each name", () => {
    expect(node.images).toMatchObject([{ repository: "r:8787/rhosp13/x", tag: "13.0-80", id: "aaaaaaaaaaaa" }]);
  });

  it("has the logs of services, told from stubs, and whether containers wrote them", () => {
    expect(
      node.logs.map(({ file, service, ofContainer, secondsSinceWritten }) => [
        file,
        service,
        ofContainer,
        secondsSinceWritten,
      ]),
    ).toEqual([
      [`/${NOVA_LOG}`, "nova", true, 60],
      ["/var/log/containers/httpd/nova-api/error_log", "httpd/nova-api", true, undefined],
      ["/var/log/nova/nova-api.log", "nova", false, undefined],
    ]);
  });

  it("tells of each container which configuration volumes it copies", () => {
    const volumes = ["/var/lib/config-data/puppet-generated/nova_libvirt/", "/etc/hosts"];
    const file = "sos_commands/docker/containers/docker_inspect_all";
    expect(nodeOf(captured({ [file]: inspect({ name: "a", volumes }) }), KNOWN).containers[0]?.configVolumes).toEqual([
      "nova_libvirt",
    ]);
  });

  it("can be asked for all of these by a rule", () => {
    const loaded = parseRule(
      "many.yaml",
      `id: many
title: t
severity: info
needs: [logs, images]
each: node.logs
as: log
when: >-
  !log.ofContainer && node.engines.exists(e, e.version == "1.13.1" && "r:8787" in e.insecureRegistries)
  && node.images.exists(i, i.tag == "13.0-80")
message: "{{log.file}} is written outside of containers"
why: w
remedy: r
tests: [{name: n, given: {log: {file: /var/log/nova/nova-api.log, ofContainer: true}}, expect: ok}]
`,
    );
    if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
    const { findings } = judge([loaded.rule], deploymentOf([captured(FILES)], KNOWN));
    expect(findings.map(({ subject }) => subject)).toEqual([{ kind: "log", name: "/var/log/nova/nova-api.log" }]);
  });
});
