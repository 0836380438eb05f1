import type { Evidence, Node } from "../types.ts";

/** Evidence of a question on the whole deployment: with several nodes, the file is named with the node that it is of. */
export function onNode<Line extends Evidence | undefined>(
  node: Pick<Node, "name">,
  nodes: readonly unknown[],
  line: Line,
): Line {
  return line === undefined || nodes.length < 2 ? line : { ...line, file: `${node.name}:${line.file}` };
}
