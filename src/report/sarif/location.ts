import type { Evidence } from "../../rules/outcome.ts";
import { wellFormed, wellFormedLine } from "../wellformed.ts";

/** A line of a bundle, whose file is named from the bundle's root. A finding on several nodes names the node before the file. */
export function locationOf({ file, line, text }: Evidence, node: string, nodes: readonly string[]) {
  const place = placeOf(file, node, nodes);
  const index = nodes.indexOf(place.node);
  return {
    artifactLocation: { uri: uriOf(place.file), ...(index < 0 ? {} : { uriBaseId: `NODE${index}` }) },
    region: { startLine: line, snippet: { text: wellFormed(text) } },
  };
}

/** A bundle by its path, for what no line of it shows. */
export function bundleLocation(source: string) {
  return { artifactLocation: { uri: uriOf(source) }, region: { startLine: 1 } };
}

function placeOf(file: string, node: string, nodes: readonly string[]) {
  if (nodes.includes(node)) return { node, file };
  const colon = file.indexOf(":");
  const named = file.slice(0, Math.max(0, colon));
  return nodes.includes(named) ? { node: named, file: file.slice(colon + 1) } : { node, file };
}

/** A relative reference that cannot be taken for one of another scheme or host: every part is encoded, none is empty or a step up. */
function uriOf(file: string): string {
  const parts = wellFormedLine(file)
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.map(encodeURIComponent).join("/") || "unnamed";
}
