import { describe, expect, it } from "vitest";
import { checkLine, lastLine, linesFor } from "../../src/lab/lines.ts";
import { labWords } from "../../src/lab/words.ts";
import { columnsOf } from "../../src/report/text/wrap.ts";

const english = linesFor(labWords.en, false);
const chinese = linesFor(labWords.zh, false);

describe("a line", () => {
  it("has dots to column 63, two blanks and a word", () => {
    expect(checkLine(english, "Verifying node reachable: director", "success")).toBe(
      " . Verifying node reachable: director..........................  SUCCESS",
    );
    expect(lastLine(english, "Overall exercise grade", "pass")).toBe(
      "Overall exercise grade.........................................  PASS",
    );
  });

  it.each(["检查节点", "节点 controller0 上的 keystone", "ｆｕｌｌ"])(
    "ends its dots in the same column for %s",
    (label) => {
      const line = checkLine(chinese, label, "fail");
      expect(columnsOf(line.slice(0, line.lastIndexOf("  ")))).toBe(63);
    },
  );

  it("has no dots where its label is longer", () => {
    expect(checkLine(english, "x".repeat(70), "fail")).toBe(` . ${"x".repeat(70)}  FAIL`);
  });

  it("is one line that a terminal does not obey, whatever its label", () => {
    const line = checkLine(english, "a\u001b[31m\nb\rc", "fail");
    expect(line).not.toMatch(/[\u001b\n\r]/);
  });

  it("is coloured only where that is wanted", () => {
    expect(checkLine(linesFor(labWords.en, true), "a", "fail")).toContain("\u001b[1;31mFAIL\u001b[0m");
  });
});
