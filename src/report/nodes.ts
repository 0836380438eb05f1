import type { Finding } from "../rules/outcome.ts";
import { digestWords } from "./words/digest.ts";
import type { Language } from "./words/language.ts";

/** The nodes that show a finding. */
export function nodesOf({ node, nodes }: Pick<Finding, "node" | "nodes">): readonly string[] {
  return nodes ?? [node];
}

/** True for a finding that a node shows, among others or alone. */
export function isOn(finding: Pick<Finding, "node" | "nodes">, node: string): boolean {
  return finding.nodes === undefined ? finding.node === node : finding.nodes.includes(node);
}

/** What a finding says of one of its nodes. */
export function messageOn({ message, messages = [] }: Pick<Finding, "message" | "messages">, node: string): string {
  return messages.find((one) => one.node === node)?.message ?? message;
}

/** So many nodes are named of many; all of them stand in the evidence. */
const MOST_NAMED = 3;

/** Where a finding is: its node, or `3 nodes: a, b, c`, of many the first few and how many more. */
export function placeText(
  finding: Pick<Finding, "node" | "nodes">,
  language: Language = "en",
  named: (name: string) => string = (name) => name,
): string {
  const words = digestWords[language];
  const { nodes = [] } = finding;
  if (nodes.length < 2) return named(finding.node);
  const more = nodes.length - MOST_NAMED;
  const names = nodes.slice(0, MOST_NAMED).map(named).join(words.separator);
  return words.onNodes(nodes.length, names, Math.max(more, 0));
}

/** A line of evidence by its node and its file there: what is on several nodes names the node before the file. */
export function sourceOf(
  { node, nodes }: Pick<Finding, "node" | "nodes">,
  file: string,
  known: readonly string[],
): { readonly node: string; readonly file: string } {
  if (nodes === undefined && known.includes(node)) return { node, file };
  const [owner] = (nodes ?? known)
    .filter((name) => file.startsWith(`${name}:`))
    .sort((one, other) => other.length - one.length);
  return owner === undefined ? { node, file } : { node: owner, file: file.slice(owner.length + 1) };
}

/** A finding as it is on each of its nodes, for readers who follow every node by itself. */
export function occurrencesOf(finding: Finding): Finding[] {
  const { nodes, messages = [], evidence, ...rest } = finding;
  if (nodes === undefined) return [finding];
  const said = new Map(messages.map(({ node, message }) => [node, message]));
  return nodes.map((node) => ({
    ...rest,
    node,
    message: said.get(node) ?? finding.message,
    evidence: evidence.flatMap((line) => {
      const source = sourceOf(finding, line.file, nodes);
      return source.node === node ? { ...line, file: source.file } : [];
    }),
  }));
}
