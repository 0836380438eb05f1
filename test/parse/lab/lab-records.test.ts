import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, ofKind, only } from "../support.ts";

const FILE = "sos_commands/lab/records";
const TEXT = `record some-exercise mtime 100 ctime 101
| setup-at 99
| boot-id x

done some-exercise stop-it mtime 98 ctime 98
| complete

answers some-exercise mtime 200 ctime 200
| exited : nova_db_sync, keystone_bootstrap
| # a remark
| log = /var/log/containers/keystone/keystone.log

end
`;

describe("records of lab exercises", () => {
  it("tell when an exercise was set up, by the record and by the file system", () => {
    expect(only(factsOf(FILE, TEXT), "lab-record")).toMatchObject({
      ...{ exercise: "some-exercise", setupAt: 99, mtime: 100, ctime: 101 },
      source: { line: 1 },
    });
  });

  it("tell what was answered, line by line", () => {
    expect(
      ofKind(factsOf(FILE, TEXT), "lab-answer").map(({ name, value, source }) => [name, value, source.line]),
    ).toEqual([
      ["exited", "nova_db_sync, keystone_bootstrap", 9],
      ["log", "/var/log/containers/keystone/keystone.log", 11],
    ]);
  });

  it("are whole only where their end is there", () => {
    expect(only(factsOf(FILE, TEXT), "listing")).toMatchObject({ of: "lab-records", state: "whole" });
    expect(only(factsOf(FILE, "end\n"), "listing").state).toBe("whole");
    for (const cut of ["", TEXT.slice(0, -4), TEXT.slice(0, 60)])
      expect(only(factsOf(FILE, cut), "listing").state).toBe("cut");
  });

  it("do not take a line of a file for one of the collector's", () => {
    const text = TEXT.replace("| # a remark", "| record other-exercise mtime 1 ctime 1");
    expect(ofKind(factsOf(FILE, text), "lab-record")).toHaveLength(1);
  });

  it("are read from any text without throwing", () => {
    fc.assert(fc.property(fc.string(), (text) => factsOf(FILE, text).length > 0));
  });
});
