import { groupBy } from "../model/group-by.ts";
import { names } from "./explains.ts";
import type { Finding } from "./outcome.ts";
import type { Explanation, Rule } from "./rule.ts";

/** How often it is asked whether one finding explains another; what would take more is left unexplained. */
const MOST_PAIRS = 1_000_000;

interface Fault {
  readonly finding: Finding;
  readonly rule: Rule;
}

interface Place {
  readonly faults: readonly Fault[];
}

/** Which findings may follow from which, by rule and node: only those are asked about. */
export class Pairs<P extends Place> {
  readonly #byRule: ReadonlyMap<string, readonly P[]>;
  /** By rule and node. */
  readonly #byNode: ReadonlyMap<string, readonly P[]>;
  readonly #effects = new Map<Explanation, readonly string[]>();
  readonly #tooMany: ReadonlySet<string>;
  readonly #numbers = new Map<Explanation, number>();

  constructor(places: readonly P[]) {
    this.#byRule = groupBy(places, ({ faults }) => faults[0]?.finding.rule ?? "");
    this.#byNode = groupBy(places, ({ faults }) => `${faults[0]?.finding.rule} ${faults[0]?.finding.node}`);
    this.#tooMany = this.#beyondLimit(places);
  }

  /** What may follow from a fault by one explanation of its rule: never anything of its own rule. */
  effectsFor(explanation: Explanation, fault: Fault): readonly P[] {
    return this.#tooMany.has(this.#keyOf(explanation, fault)) ? [] : this.#candidates(explanation, fault).flat();
  }

  #candidates(explanation: Explanation, { rule, finding }: Fault): (readonly P[])[] {
    return this.#rulesOf(explanation, rule).map(
      (id) => (explanation.on === "node" ? this.#byNode.get(`${id} ${finding.node}`) : this.#byRule.get(id)) ?? [],
    );
  }

  #rulesOf(explanation: Explanation, rule: Rule): readonly string[] {
    const known = this.#effects.get(explanation);
    if (known !== undefined) return known;
    const ids = [...this.#byRule.keys()].filter(
      (id) => id !== rule.id && explanation.rules.some((pattern) => names(pattern, id)),
    );
    this.#effects.set(explanation, ids);
    return ids;
  }

  /** One explanation at one place, all of whose pairs are asked about or none. */
  #keyOf(explanation: Explanation, { finding }: Fault): string {
    const number = this.#numbers.get(explanation) ?? this.#numbers.size;
    this.#numbers.set(explanation, number);
    return explanation.on === "node" ? `${number} ${finding.node}` : String(number);
  }

  /** The largest of them are beyond the limit first, so that as many as can be are kept. */
  #beyondLimit(places: readonly P[]): ReadonlySet<string> {
    const counts = new Map<string, number>();
    for (const { faults } of places) {
      for (const fault of faults) {
        for (const explanation of fault.rule.explains) {
          const key = this.#keyOf(explanation, fault);
          counts.set(key, (counts.get(key) ?? 0) + sumOf(this.#candidates(explanation, fault)));
        }
      }
    }
    let room = MOST_PAIRS;
    const beyond = new Set<string>();
    for (const [key, count] of [...counts].sort(([, one], [, other]) => one - other)) {
      room -= count;
      if (room < 0) beyond.add(key);
    }
    return beyond;
  }
}

function sumOf(lists: readonly (readonly unknown[])[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}
