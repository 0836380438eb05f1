import { describe, expect, it } from "vitest";
import csv from "../../src/report/csv/csv.ts";
import { rowsOf } from "./csv-rows.ts";
import { broken, samples, unread } from "./samples.ts";

describe("CSV", () => {
  it.each(samples)("has as many cells in each row: %s", (_, result) => {
    const [head = [], ...rows] = rowsOf(csv.render(result, {}));
    for (const row of rows) expect(row).toHaveLength(head.length);
  });

  it("has a row for each finding on each of its nodes", () => {
    const [first] = broken.findings;
    if (first === undefined) throw new Error("the sample is empty");
    const findings = [{ ...first, nodes: ["compute0", "compute1"], node: "compute0" }];
    const rows = rowsOf(csv.render({ ...broken, findings }, {})).slice(1, 3);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["critical", "compute0", "container", "nova_compute"],
      ["critical", "compute1", "container", "nova_compute"],
    ]);
  });

  it("says of each input what was read, and what was not", () => {
    const text = csv.render(unread, {});
    for (const part of ["kc9.tar.xz: not read: the file is empty", "gone.tgz", "no such file", "passed by: notes.txt"])
      expect(text).toContain(part);
  });

  it.each(["=1+1", "+1", "-1", "@x", "\t=1"])("lets no spreadsheet compute %j", (message) => {
    const findings = broken.findings.slice(0, 1).map((finding) => ({ ...finding, message }));
    const [, row = []] = rowsOf(csv.render({ ...broken, findings }, {}));
    expect(row[5]).toBe(`'${message}`);
  });
});
