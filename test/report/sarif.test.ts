import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvDraft04 from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import sarif from "../../src/report/sarif/sarif.ts";
import { broken, explained, halfMissing, healthy, samples, unread } from "./samples.ts";

/** OASIS's own schema, of JSON Schema's draft 4, as a library for tests of such files brings it. */
const SCHEMA = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
// One of its patterns is valid only without the flag for Unicode.
const ajv = new AjvDraft04.default({ unicodeRegExp: false, strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly [
    { readonly exitCode: number; readonly toolExecutionNotifications: readonly unknown[] },
  ];
  readonly results: readonly SarifResult[];
}
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
  }[];
}

const runOf = (result: Parameters<typeof sarif.render>[0]): Run => JSON.parse(sarif.render(result, {})).runs[0];

describe("SARIF", () => {
  it.each(samples)("is valid by its schema: %s", (_, result) => {
    validate(JSON.parse(sarif.render(result, {})));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(samples)("names for each result the rule at its index: %s", (_, result) => {
    const run = runOf(result);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it("has every finding with its level, and what is not decided once for each rule and node", () => {
    const { results } = runOf(broken);
    expect(results.filter(({ kind }) => kind === "fail").map(({ level }) => level)).toEqual([
      ...Array<string>(10).fill("error"),
      ...Array<string>(6).fill("warning"),
      ...Array<string>(4).fill("note"),
    ]);
    expect(results.filter(({ kind }) => kind === "open")).toHaveLength(1);
    expect(runOf(halfMissing).results.filter(({ kind }) => kind === "open")).toHaveLength(18);
  });

  it("tells what is new, unchanged, gone and accepted", () => {
    const { results } = runOf(explained);
    expect(new Set(results.map(({ baselineState }) => baselineState))).toEqual(
      new Set(["new", undefined, "unchanged", "absent"]),
    );
    expect(results.flatMap(({ suppressions }) => suppressions ?? []).map(({ justification }) => justification)).toEqual(
      ["no iSCSI is used on this node"],
    );
  });

  it("gives one subject the same fingerprint in every run, and no other the same", () => {
    const prints = (result: typeof broken) =>
      runOf(result).results.flatMap(({ partialFingerprints }) => partialFingerprints?.["subject/v1"] ?? []);
    expect(prints(broken)).toEqual(prints(broken));
    const places = new Set(
      broken.findings.map(({ rule, node, subject }) => `${rule} ${node} ${subject.kind} ${subject.name}`),
    );
    expect(new Set(prints(broken)).size).toBe(places.size);
  });

  it.each(samples)(
    "has for each result a place in a file, and a fingerprint that code scanning follows: %s",
    (_, result) => {
      for (const { locations, partialFingerprints } of runOf(result).results) {
        expect(locations[0]?.physicalLocation?.artifactLocation.uri).toMatch(/./);
        expect(partialFingerprints?.["primaryLocationLineHash"]).toMatch(/^[0-9a-f]{32}:1$/);
      }
    },
  );

  it("links each rule to a page of its references, if one is on the web", () => {
    const rules = ["tripleo/a.yaml", "https://docs.openstack.org/x"].map((reference, index) => ({
      ...{ id: `rule-${index}`, title: "x", severity: "error" as const, why: "x", references: [reference] },
    }));
    const { tool } = JSON.parse(sarif.render({ ...healthy, outcomes: [] }, { rules })).runs[0];
    expect(tool.driver.rules.map(({ helpUri }: { helpUri?: string }) => helpUri)).toEqual([
      undefined,
      "https://docs.openstack.org/x",
    ]);
  });

  it("leads to no place outside of a bundle", () => {
    for (const [, result] of samples) {
      for (const { locations } of runOf(result).results) {
        for (const { physicalLocation } of locations) {
          const uri = physicalLocation?.artifactLocation.uri ?? "x";
          expect(uri).not.toMatch(/^\/|^[a-z][a-z0-9+.-]*:|(^|\/)\.\.(\/|$)|[<>\s"\\]/i);
        }
      }
    }
  });

  it("tells by its exit code what analyze ends with, and what was odd about the bundles", () => {
    expect(runOf(healthy).invocations[0].exitCode).toBe(0);
    expect(runOf(broken).invocations[0]).toMatchObject({
      exitCode: 1,
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: "note", message: { text: "controller0.tgz: 1 bundle: controller0" } },
        { level: "note" },
        { level: "note" },
        { level: "warning" },
      ],
    });
    expect(runOf(unread).invocations[0]).toMatchObject({
      exitCode: 3,
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: "error", message: { text: "case: kc9.tar.xz: not read: the file is empty" } },
        {
          level: "note",
          message: { text: "case: 1 bundle: controller0; 2 other files were passed by: notes.txt, logs/ (1)" },
        },
        { level: "error", message: { text: "gone.tgz: not read: no such file or directory" } },
        { level: "note" },
      ],
    });
  });
});
