import { describe, expect, it } from "vitest";
import { foldNodes } from "../../src/rules/fold-nodes.ts";
import type { Finding } from "../../src/rules/outcome.ts";

const NODES = ["a", "b", "c"];

function on(node: string, rule = "sick", more: Partial<Finding> = {}): Finding {
  return {
    ...{ id: `${rule} ${node}`, rule, title: "t", severity: "error", node, subject: { kind: "container", name: "x" } },
    ...{ message: `${rule} of ${node}`, why: "w", remedy: "restart x", count: 1 },
    evidence: [{ file: "ps", line: 1, text: node }],
    ...more,
  };
}

const from = (node: string, rule: string): Partial<Finding> => ({
  causes: [{ rule, node, subject: { kind: "container", name: "x" } }],
});

const shapeOf = (findings: readonly Finding[]) =>
  findings.map(({ rule, node, nodes = [node] }) => [rule, nodes.join(" ")]);

describe("the same fault on several nodes", () => {
  it("is one finding with those nodes, its first by name, and the evidence of each", () => {
    const [finding, ...others] = foldNodes([on("b"), on("a"), on("c", "sick", { count: 2 })], NODES);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ node: "a", nodes: ["a", "b", "c"], message: "sick of a", count: 2 });
    expect(finding?.evidence.map(({ file, text }) => [file, text])).toEqual([
      ["a:ps", "a"],
      ["b:ps", "b"],
      ["c:ps", "c"],
    ]);
    expect(finding?.messages).toEqual([
      { node: "b", message: "sick of b" },
      { node: "c", message: "sick of c" },
    ]);
  });

  it("stays as it is where one node shows it", () => {
    const finding = on("a");
    expect(foldNodes([finding], NODES)).toEqual([{ ...finding, id: expect.stringMatching(/^sick-[0-9a-f]{8}$/) }]);
  });

  const same = "failed its check 5 times since 2026-11-24T04:00:00Z, 3.5 % of memory left";
  it.each([
    ["counts and times differ", same, "failed its check 12 times since 2026-11-25 05:06:07 UTC, 17 % of memory left"],
    ["ids differ", "made as 0123456789ab", "made as ba9876543210"],
    [
      "a request's id differs",
      `req-${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`,
      "req-11111111-1111-1111-1111-111111111111",
    ],
    ["each names itself", "a is full", "b is full"],
    ["nothing differs", "m", "m"],
    [
      "both cannot reach an address of one of them",
      "no answer from a.internalapi:5672",
      "no answer from a.internalapi:5672",
    ],
    ["counts differ in Chinese", "连续失败 5 次，已 3 小时", "连续失败 7 次，已 12 小时"],
  ])("is one finding where %s", (_, one, other) => {
    expect(foldNodes([on("a", "r", { message: one }), on("b", "r", { message: other })], NODES)).toHaveLength(1);
  });

  it.each<[string, Partial<Finding>, Partial<Finding>]>([
    ["exited with another code", { message: "exited (1)" }, { message: "exited (137)" }],
    ["cannot reach another address", { message: "10.0.0.1:5672 refuses" }, { message: "10.0.0.2:5672 refuses" }],
    ["names another node", { message: "c is offline" }, { message: "d is offline" }],
    ["says other words", { message: "one" }, { message: "two" }],
    ["is of another subject", {}, { subject: { kind: "container", name: "y" } }],
    ["weighs less", {}, { severity: "warning" }],
    ["is mended by another command", {}, { remedy: "restart y" }],
    ["is accepted", {}, { accepted: { reason: "known", until: "2027-01-01" } }],
    [
      "is accepted for longer",
      { accepted: { reason: "k", until: "2027-01-01" } },
      { accepted: { reason: "k", until: "2028-01-01" } },
    ],
    ["is new", { change: "unchanged" }, { change: "new" }],
    ["tells another state", { tells: { state: "down" } }, { tells: { state: "unhealthy" } }],
    ["is of another component", { component: "nova-api" }, { component: "nova-compute" }],
  ])("is two where the other %s", (_, one, other) => {
    const both = foldNodes([on("a", "r", { message: "m", ...one }), on("b", "r", { message: "m", ...other })], NODES);
    expect(both.map(({ nodes }) => nodes)).toEqual([undefined, undefined]);
  });

  it("does not take in what is of no single node", () => {
    const findings = [on("deployment"), on("deployment", "sick", { message: "sick of others" })];
    expect(foldNodes(findings, NODES)).toHaveLength(2);
  });

  it("takes one of each node, where a node says it twice with other numbers", () => {
    const twice = ["3 s apart", "9 s apart"].map((message) => on("a", "r", { message }));
    expect(shapeOf(foldNodes([...twice, on("b", "r", { message: "5 s apart" })], NODES))).toEqual([
      ["r", "a b"],
      ["r", "a"],
    ]);
  });
});

describe("folding findings that follow from others", () => {
  it("joins them where what they follow from is one finding as well, and names that one", () => {
    const findings = ["a", "b"].flatMap((node) => [on(node, "full"), on(node, "down", from(node, "full"))]);
    const folded = foldNodes(findings, NODES);
    expect(shapeOf(folded)).toEqual([
      ["full", "a b"],
      ["down", "a b"],
    ]);
    expect(folded[1]?.causes).toEqual([
      { id: folded[0]?.id, rule: "full", node: "a", subject: { kind: "container", name: "x" } },
    ]);
  });

  it("keeps apart what has another cause or none, so that nobody gets a cause that it has not", () => {
    const findings = [
      ...[on("a", "full"), on("b", "full"), on("c", "cut")],
      ...[on("a", "down", from("a", "full")), on("b", "down", from("b", "full")), on("c", "down", from("c", "cut"))],
    ];
    expect(shapeOf(foldNodes(findings, [...NODES]))).toEqual([
      ["full", "a b"],
      ["down", "a b"],
      ["cut", "c"],
      ["down", "c"],
    ]);
  });

  it("names a cause once that all nodes share", () => {
    const shared = { rule: "lost", node: "deployment", subject: { kind: "cluster", name: "x" } } as const;
    const lost = on("deployment", "lost", { subject: shared.subject });
    const causes = [shared, ...["a", "b"].flatMap((node) => from(node, "full").causes ?? [])];
    const findings = [lost, ...["a", "b"].flatMap((node) => [on(node, "full"), on(node, "down", { causes })])];
    const down = foldNodes(findings, NODES).filter(({ rule }) => rule === "down");
    expect(down).toHaveLength(1);
    expect(down[0]?.causes?.map(({ rule, node }) => [rule, node])).toEqual([
      ["lost", "deployment"],
      ["full", "a"],
    ]);
  });

  it("ends where causes go round, and where one is not among the findings", () => {
    const round = [on("a", "one", from("a", "two")), on("a", "two", from("a", "one"))];
    expect(foldNodes([...round, on("b", "one", from("b", "gone"))], NODES).length).toBeLessThanOrEqual(3);
  });
});

describe("ids of findings", () => {
  it("stay the same when one node more shows the fault", () => {
    const idOn = (nodes: readonly string[]) =>
      foldNodes(
        nodes.map((node) => on(node)),
        NODES,
      )[0]?.id;
    expect(idOn(["a", "b", "c"])).toBe(idOn(["b", "c"]));
    expect(idOn(["a"])).not.toBe(idOn(["b"]));
  });

  it("are each of one finding alone, in any order of the findings", () => {
    const said = ["one", "two", "three"].map((message) => on("a", "r", { message }));
    const idsOf = (findings: readonly Finding[]) =>
      Object.fromEntries(foldNodes(findings, NODES).map(({ id, message }) => [message, id]));
    expect(new Set(Object.values(idsOf(said))).size).toBe(3);
    expect(idsOf([...said].reverse())).toEqual(idsOf(said));
  });

  it("are unique, and no occurrence is lost, whatever was found", () => {
    let seed = 1;
    const below = (most: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % most;
    };
    for (let run = 0; run < 200; run++) {
      const findings = Array.from({ length: 30 }, (_, index): Finding => {
        const node = ["a", "b", "c", "d", "deployment"][below(5)] ?? "";
        const rank = below(4);
        // What follows from what has no circles: those are cut before.
        const cause = rank > 0 && below(3) > 0 ? from(["a", "b", "c"][below(3)] ?? "", `r${below(rank)}`) : {};
        return on(node, `r${rank}`, { message: `says ${below(3)} of ${index} lines`, ...cause, count: 1 + below(2) });
      });
      const folded = foldNodes(findings, ["a", "b", "c", "d"]);
      expect(folded.reduce((sum, { nodes }) => sum + (nodes?.length ?? 1), 0)).toBe(findings.length);
      expect(folded.flatMap(({ evidence }) => evidence)).toHaveLength(findings.length);
      expect(new Set(folded.map(({ id }) => id)).size).toBe(folded.length);
      for (const { nodes = [] } of folded) expect(new Set(nodes).size).toBe(nodes.length);
    }
  });
});
