import { describe, expect, it } from "vitest";
import { formats } from "../../src/report/formats.ts";
import { inputDigests, inputsOf, unreadInputs, unreadLine } from "../../src/report/inputs.ts";
import { withInputs } from "../../src/report/summary.ts";
import { healthy, unread } from "./samples.ts";

const { inputs } = unread;

describe("what a report says of its inputs", () => {
  it.each(formats.map((format) => [format.name, format] as const))(
    "stands in %s: what was read, what was not and why, and what was passed by",
    (_, format) => {
      const text = format.render(unread, {}).replace(/\\_/g, "_");
      for (const part of [
        "kc9.tar.xz",
        "the file is empty",
        "gone.tgz",
        "no such file or directory",
        "notes.txt",
        "logs/",
      ]) {
        expect(text).toContain(part);
      }
    },
  );

  it.each(formats.map((format) => [format.name, format] as const))(
    "stands in %s where nothing at all was read",
    (_, format) => {
      const nothing = { ...unread, nodes: [], findings: [], outcomes: [], inputs: inputs.slice(1) };
      expect(format.render(nothing, {})).toContain("gone.tgz");
      expect(format.render(nothing, { language: "zh" })).toContain("gone.tgz");
    },
  );

  it("is one line for each input of which a node may be missing", () => {
    expect(unreadInputs(unread)).toHaveLength(2);
    expect(inputs.map(unreadLine)).toEqual([
      "case: not all of it was read: kc9.tar.xz: the file is empty",
      "gone.tgz: no such file or directory",
    ]);
    expect(unreadLine({ path: "a", bundles: [], passedBy: [{ path: "notes.txt" }] })).toBeUndefined();
  });

  it("folds what was read whole among many", () => {
    const one = (name: string) => ({ path: name, bundles: [{ source: name, node: name }], passedBy: [] });
    const many = Array.from({ length: 30 }, (_, index) => one(`${index}.tgz`));
    const { shown, rest } = inputDigests({ inputs: [...many, ...inputs] }, "en");
    expect(shown.map(({ path }) => path)).toEqual(["case", "gone.tgz"]);
    expect(rest).toEqual(["30 other inputs, each one bundle that was read whole"]);
  });

  it("names the node of each bundle, and masks what a reason quotes", () => {
    const read = [
      {
        path: "a.tar",
        bundles: [],
        clusters: [],
        error: { code: "unreadable" as const, message: "a.tar: password=hunter2" },
        passedBy: [],
      },
    ];
    const told = inputsOf({ inputs: read }, [], (text) => text.replace("hunter2", "***"), "baseline");
    expect(told).toEqual([{ path: "a.tar", baseline: true, bundles: [], unreadable: "password=***", passedBy: [] }]);
  });

  it("tells bundles that count from those that are left out for another of their node", () => {
    const summary = { format: "tar", root: "", entries: 1, bytes: 1, links: 0, notes: [] } as const;
    const bundles = ["a.tgz", "b.tgz"].map((source) => ({
      ...summary,
      source,
      address: { input: "case", within: source, root: "" },
    }));
    const read = [
      { path: "case", bundles, clusters: [], passedBy: [] },
      { path: "b.tgz", bundles: bundles.slice(1), clusters: [], passedBy: [] },
    ];
    const [node] = healthy.nodes;
    const nodes = node === undefined ? [] : [{ ...node, source: "a.tgz", name: "kc1" }];
    const told = inputsOf({ inputs: read, leftOut: new Map([["b.tgz", "a.tgz"]]) }, nodes, String);
    expect(told[0]?.bundles).toEqual([
      { source: "a.tgz", node: "kc1" },
      { source: "b.tgz", leftOutFor: "kc1" },
    ]);
    expect(inputDigests({ inputs: told }, "en").shown.map((shown) => shown.read)).toEqual([
      "2 bundles: kc1; 1 left out, as there is another of the same node",
      "1 bundle; left out, as there is another of the same node",
    ]);
  });

  it("lets nothing be in order where a node may be missing", () => {
    expect(withInputs(healthy, healthy.inputs).verdict).toBe("ok");
    expect(withInputs(healthy, inputs).verdict).toBe("unknown");
  });
});
