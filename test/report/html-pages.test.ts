import { describe, expect, it } from "vitest";
import type { RuleSummary } from "../../src/report/format.ts";
import html from "../../src/report/html/html.ts";
import type { Outcome } from "../../src/rules/outcome.ts";
import type { ContainerSurvey, NodeSurvey, Survey } from "../../src/survey/types.ts";
import { broken, explained, halfMissing } from "./samples.ts";
import { surveyFor } from "./surveys.ts";

const survey = surveyFor(broken);
const page = html.render(broken, { survey });

/** The text between an anchor and the end of its page. */
function partOf(text: string, anchor: string): string {
  const [, after = ""] = text.split(`<div id="${anchor}">`);
  return after.slice(0, after.indexOf('</details>\n<details class="page">'));
}

/** The sample with its first node changed. */
function withNode(change: (node: NodeSurvey) => Partial<NodeSurvey>): Survey {
  return { ...survey, nodes: survey.nodes.map((node, index) => (index === 0 ? { ...node, ...change(node) } : node)) };
}

function withContainer(change: Partial<ContainerSurvey>): Survey {
  return withNode(({ containers }) => ({
    containers: containers.map((one, index) => (index === 0 ? { ...one, ...change } : one)),
  }));
}

describe("the page of a container", () => {
  it("is there for each, and for each node", () => {
    for (const [index, node] of survey.nodes.entries()) {
      expect(page).toContain(`<div id="node-${index}">`);
      for (const number of node.containers.keys()) expect(page).toContain(`<div id="container-${index}-${number}">`);
    }
  });

  it("tells its state, health, image, times, labels, environment, mounts and log", () => {
    const text = partOf(page, "container-0-3");
    for (const told of [
      "<dt>State</dt><dd>running</dd>",
      "<dt>Health</dt><dd>unhealthy, checked by the engine, failed 9 times in a row</dd>",
      "<dt>Image</dt><dd>172.25.249.200:8787/rhosp13/openstack-heat-engine:13.0-73 (5f3cbd9f1e2a)</dd>",
      "<dt>Started</dt><dd>2026-01-01 08:00:00 UTC (4 h before the capture)</dd>",
      "<dt>Restart policy</dt><dd>always</dd>",
      "<td>2026-01-01 11:51:00 UTC</td><td>1</td><td>There is no heat_engine process",
      "\nOS_PASSWORD=masked-1",
      "\nmanaged_by=paunch",
      "<pre>/var/log/containers/nova:/var/log/nova",
      "INFO heat_engine [-] line 11",
      "sudo docker restart heat_engine",
    ]) {
      expect(text).toContain(told);
    }
  });

  it("says of health checks that all passed that they did, and when the last was", () => {
    expect(partOf(page, "container-0-0")).toContain(
      "All 3 health checks that the engine remembers passed, the last at 2026-01-01 11:57:00 UTC.",
    );
  });

  it("leads to its findings and to its configuration", () => {
    const text = partOf(page, "container-0-3");
    const [, anchor = ""] = /<a href="#(finding-\d+)">heat_engine is a service/.exec(text) ?? [];
    expect(page).toContain(`id="${anchor}" data-severity="error" data-node="controller0" data-service="heat"`);
    expect(text).toContain('<a href="#volume-0-0">nova</a>');
    expect(page).toContain('<summary id="volume-0-0">nova: 1 file, copied by nova_compute</summary>');
  });

  it("is led to from the finding on it", () => {
    expect(page).toMatch(/on a container · All of <a href="#container-0-\d+">heat_engine<\/a> <a href="#node-0">/);
  });

  it.each([
    [
      "that it was not inspected",
      { uninspected: "collect: 'docker inspect' of all" },
      "collect: &#x27;docker inspect&#x27;",
    ],
    ["that its inspection was recovered", { recovered: true }, "was not valid JSON; this was recovered from it"],
    ["that it is privileged", { privileged: true }, "<dd>always; privileged</dd>"],
  ])("says %s", (_, change, told) => {
    expect(html.render(broken, { survey: withContainer(change) })).toContain(told);
  });

  it.each(["one-shot", "leftover"])("offers no command to restart a %s", (lifecycle) => {
    const text = partOf(html.render(broken, { survey: withContainer({ lifecycle }) }), "container-0-0");
    expect(text).toContain("docker inspect");
    expect(text).not.toContain("restart nova_compute");
  });

  it("shows less of each where there are hundreds, and says so", () => {
    const environment = Array.from({ length: 12 }, (_, index) => ({ name: `NAME_${index}`, value: "value" }));
    const many = html.render(broken, {
      survey: {
        ...withContainer({ environment }),
        nodes: [...withContainer({ environment }).nodes, ...surveyFor(broken, 200).nodes],
      },
    });
    expect(many).toContain("and 4 more that are left out here");
    expect(many).not.toContain("NAME_8");
    expect(many).not.toContain("[-] line 8");
  });
});

describe("the page of a node", () => {
  it("tells memory, disks, boot, what is missing, events and configuration", () => {
    for (const told of [
      "<dt>Memory</dt><dd>17 GB, 4.3 GB available</dd>",
      "<dt>Disks</dt><dd>/: 81 % used of 40 GB</dd>",
      "<dt>Booted</dt><dd>2025-12-30 10:00:00 UTC (2 d before the capture)</dd>",
      "<li><b>nova_scheduler</b>",
      "<b>nova</b> burst of errors",
      "2026-01-01 07:00:00 UTC (by the node&#x27;s own clock)",
      "   17  debug=false",
    ]) {
      expect(page).toContain(told);
    }
  });

  it("says why its bundle could not be read a second time", () => {
    const text = html.render(broken, { survey: withNode(() => ({ problem: "no such file" })) });
    expect(text).toContain("<p>The bundle could not be read a second time: no such file</p>");
  });
});

describe("the drift of settings", () => {
  it("stands side by side, with the place of each value", () => {
    expect(page).toContain(
      '<td data-column="/etc"><span class="value">true</span><span class="place">etc/nova/nova.conf:3</span></td>',
    );
    expect(page).toContain('<span class="mark">edited in /etc, without effect</span>');
    expect(page).toMatch(/<td data-column="In the container">.*<a href="#container-0-0">nova_compute<\/a>/);
  });

  it("says of a masked value that it proves nothing, side by side and as a difference", () => {
    expect(page.match(/masked, so that it proves nothing/g)).toHaveLength(2 * 3);
  });

  it("is shown as a difference with each section once, none where there is none, and with what is masked marked", () => {
    const [first] = survey.nodes;
    if (first === undefined) throw new Error("the sample has no node");
    const sited = (value: string) => ({ value, file: "etc/x.conf", line: 1 });
    const row = (section: string, key: string, masked: boolean) => ({
      ...{ file: "/etc/x.conf", section, key, kind: "no-effect" as const, masked },
      ...{ etc: sited("1"), generated: sited("2") },
    });
    const drift = [row("DEFAULT", "a", false), row("", "b", false), row("DEFAULT", "c", true)];
    const text = html.render(broken, { survey: { ...survey, nodes: [{ ...first, drift }] } });
    const [, diff = ""] = /<ul class="diff">([\s\S]*?)<\/ul>/.exec(text) ?? [];
    expect([...diff.matchAll(/<li[^>]*>([^<]*)</g)].map(([, line]) => line?.trim())).toEqual([
      ...["[DEFAULT]", "- a = 1", "+ a = 2", "- c = 1", "+ c = 2", "# masked, so that it proves nothing"],
      ...["- b = 1", "+ b = 2"],
    ]);
  });

  it("is shown as a difference too, with what is in force last", () => {
    const [, diff = ""] = page.split('<ul class="diff">');
    expect(diff).toMatch(
      /^<li class="section">\s+\[DEFAULT\]<\/li>\n<li class="minus">- debug = true<\/li>\n<li class="plus">\+ debug = false/,
    );
  });

  it("names files that were changed", () => {
    const changedFiles = [
      { file: "/etc/x", volume: "nova", kind: "by-hand" as const, secondsAfter: 3600 },
      { file: "/etc/y", volume: "nova", kind: "after-start" as const, secondsAfter: 60, container: "nova_api" },
    ];
    const text = html.render(broken, { survey: withNode(() => ({ changedFiles })) });
    expect(text).toContain("/etc/x was changed by hand, 60 min after it was generated");
    expect(text).toContain("/etc/y was changed 60 s after nova_api had started");
  });

  it("is none where there is none", () => {
    const none = { ...survey, nodes: survey.nodes.map((node) => ({ ...node, drift: [] })) };
    expect(html.render(broken, { survey: none })).toContain("No setting was found that is not alike");
  });
});

describe("what was checked", () => {
  const rules: RuleSummary[] = [
    { id: "container-unhealthy", title: "A container is unhealthy", severity: "error", why: "", references: [] },
  ];
  const rowOf = (text: string, rule: string) =>
    /<tr[^\n]*/.exec(text.slice(text.indexOf(`<tr id="rule-${rule}"`)))?.[0] ?? "";

  it("has a row for each rule with what it came to on each node, and its title", () => {
    const row = rowOf(html.render(broken, { rules }), "container-unhealthy");
    expect(row).toContain('container-unhealthy<span class="soft">A container is unhealthy</span>');
    expect(row.match(/<td class="o-/g)).toHaveLength(4);
    expect(row).toContain('<span aria-hidden="true">✕</span>');
    expect(row).toContain('<span class="unseen">fault</span>');
  });

  it("says why something is not decided, with what to collect", () => {
    expect(rowOf(html.render(halfMissing, {}), "clock-off")).toContain('<td class="reason">no such overload</td>');
    expect(rowOf(html.render(broken, {}), "clock-off")).toContain("no clock was read; collect: sos_commands/chrony");
  });

  it("tells beside a fault what is not decided there, and all in words", () => {
    const outcome = { rule: "container-unhealthy", node: "controller0" };
    const outcomes: Outcome[] = [
      { ...outcome, outcome: "fault" },
      { ...outcome, outcome: "unknown", reason: "not inspected" },
      { ...outcome, outcome: "ok" },
    ];
    const text = html.render({ ...broken, outcomes }, {});
    const row = rowOf(text, "container-unhealthy");
    expect(row).toContain('class="open"');
    expect(row).toContain('<span aria-hidden="true">✕</span> <span aria-hidden="true">?1</span>');
    expect(row).toContain('<span class="unseen">1 fault, 1 unknown, 1 ok</span>');
    expect(text).toContain("<p>1 fault, 1 unknown, 1 ok</p>");
  });

  it("tells every reason why a rule was not decided, up to a bound", () => {
    const outcomes = Array.from({ length: 23 }, (_, index): Outcome => {
      return { rule: "clock-off", node: "controller0", outcome: "unknown", reason: `reason ${index}` };
    });
    const row = rowOf(html.render({ ...broken, outcomes }, {}), "clock-off");
    expect(row).toContain('<td class="reason">reason 0<details><summary>and 22 other reasons</summary>');
    expect(row).toContain("<li>reason 19</li>");
    expect(row).not.toContain("reason 20");
    expect(row).toContain("and 3 more");
  });

  it("has what is at fault first, and what is not decided before what is in order", () => {
    const found = [...html.render(explained, {}).matchAll(/<tr id="rule-([a-z0-9-]+)"[^\n]*?<td class="o-(\w+)/g)];
    expect(found.length).toBeGreaterThan(3);
    const text = html.render(broken, {});
    expect(text.indexOf('id="rule-image-absent-in-registry"')).toBeLessThan(text.indexOf('id="rule-clock-off"'));
  });

  it("tells what was captured, what failed, what was recovered, and how long it took", () => {
    for (const told of [
      '<td class="number">812</td><td class="number">24 MB</td><td class="number">61</td><td class="number">4 s</td><td class="number">0.7 s</td>',
      "docker stats: timed out (sos_commands/docker/docker_stats)",
      "controller0: files that were not valid and were recovered",
      "etc/passwd: refused, a link that leads out of the bundle",
    ]) {
      expect(page).toContain(told);
    }
  });
});
