import { describe, expect, it } from "vitest";
import { OWN_RULES } from "../../src/analyze.ts";
import { maskExplanation } from "../../src/mask/mask-explanation.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { explanationText } from "../../src/report/explanation.ts";
import { columnsOf } from "../../src/report/text/wrap.ts";
import { explain } from "../../src/rules/explain.ts";
import { loadRules } from "../../src/rules/load.ts";
import { captured, inspect, psTable } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";

const { rules } = await loadRules([OWN_RULES]);

function textOf(id: string, files: Parameters<typeof captured>[0], options = {}): string {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const places = explain(rule, deploymentOf([captured(files)], KNOWN));
  const masker = createMasker();
  return explanationText(
    rule,
    places.map((place) => maskExplanation(place, masker)),
    options,
  );
}

const NODE = {
  hostname: "n\n",
  "sos_commands/docker/docker_ps_-a": psTable(
    ["calm", "i", "Up 1 day"],
    ["quiet", "i", "Up 1 day"],
    ["gone", "i", "Exited (0) 1 day ago"],
    ["odd", "i", "Exited (0) 1 day ago"],
  ),
  "sos_commands/docker/docker_inspect_all": inspect(
    { name: "calm", restart: "always" },
    { name: "quiet", restart: "always" },
    { name: "gone", restart: "always", status: "exited" },
  ),
};

describe("the text of an explanation", () => {
  it("has faults first, each part with its value and line, then what is open, then what is in order by name", () => {
    expect(
      textOf("service-exited", NODE).replace(/inspect_all:\d+/, "inspect_all:N"),
    ).toBe(`service-exited  error: A service that is to run all the time has ended
  needs     containers
  looks at  each of node.containers, as container
  where     container.lifecycle == "service"
  when      container.state == "exited"
  tells     down
  from      down, degraded, cut-off, misconfigured, refused, exhausted, lost, restarting, unhealthy
  leads to  cut-off, unhealthy, symptom, down, degraded, restarting, refused, exhausted

On n  4 looked at: 1 fault, 1 unknown, 2 ok
  containers: all in the bundle

  FAULT  gone
    gone is a service and has exited (0); that it is a service follows from its restart policy
    always
    where   yes    container.lifecycle == "service"
                     container.lifecycle = "service"  (sos_commands/docker/docker_inspect_all:N)
    when  > yes    container.state == "exited"
                     container.state = "exited"  (sos_commands/docker/docker_ps_-a:4)

  UNKNOWN  odd
    no start-up configuration, label config_data, restart policy, release table or name tells
    whether it is a service or a one-shot, and there is no inspect of the container in the bundle:
    looked for sos_commands/docker/containers/docker_inspect_ID
    collect: /var/lib/tripleo-config and inspect of the container, or run collect on the node
    where > ?      container.lifecycle == "service"
                     container.lifecycle is not in the bundle
    when    yes    container.state == "exited"
                     container.state = "exited"  (sos_commands/docker/docker_ps_-a:5)

  ok  2: when container.state == "exited" is false
    calm, quiet
`);
  });

  it("shows all in full on request", () => {
    expect(textOf("service-exited", NODE, { all: true })).toContain(
      "  OK  calm\n    where   yes    container.lifecycle ==",
    );
  });

  it("keeps to the terminal's width, paths aside", () => {
    const lines = textOf("service-exited", NODE, { columns: 60 }).split("\n");
    expect(lines.filter((line) => columnsOf(line) > 60 && !line.includes("/"))).toEqual([]);
  });

  it("shows no control characters of a bundle, and no secret", () => {
    const file = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
    const text = textOf("config-edit-without-effect", {
      hostname: "n\n",
      "sos_commands/docker/docker_ps_-a": psTable(["\u001b[31mred", "i", "Up 1 day"]),
      [file]: { text: "[neutron]\nadmin_password = hunter2hunter2\n", mtime: 5 },
      "etc/nova/nova.conf": { text: "[neutron]\nadmin_password = swordfish12345\n", mtime: 9 },
    });
    expect(text).not.toMatch(/hunter2hunter2|swordfish12345|\u001b/);
    expect(text).toContain("masked-");
  });
});
