import { parseDocument } from "yaml";
import type { Parser, RequiredImageFact } from "./facts.ts";
import { present } from "./present.ts";
import { quote } from "./text.ts";

const LARGEST = 1 << 20;

/**
 * The image lists of an undercloud, written by `openstack overcloud container image prepare`:
 * `container_images: [{imagename, push_destination}]`. What is required of the registry is the name under its push
 * destination.
 */
const requiredImages: Parser = {
  artefact: "image list of the deployment",
  paths: ["home/*/*images*.yaml", "home/*/*/*images*.yaml", "root/*images*.yaml"],
  parse({ file, text, loss }) {
    if (text.length > LARGEST || loss !== undefined) return [];
    const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
    if (document.errors.length > 0) return [];
    const entries: unknown = (document.toJS({ maxAliasCount: 100 }) as { container_images?: unknown } | null)
      ?.container_images;
    if (!Array.isArray(entries)) return [];
    const lines = text.split("\n");
    return entries.flatMap((entry: unknown): RequiredImageFact[] => {
      const name = stringField(entry, "imagename");
      if (name === undefined) return [];
      const pushDestination = stringField(entry, "push_destination");
      const line = lines.findIndex((candidate) => candidate.includes(name)) + 1;
      const source = { file, line: Math.max(line, 1), text: quote(lines[line - 1] ?? "") };
      return [
        { kind: "required-image", reference: pushed(name, pushDestination), ...present({ pushDestination }), source },
      ];
    });
  },
};
export default requiredImages;

function stringField(value: unknown, key: string): string | undefined {
  const field = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof field === "string" ? field : undefined;
}

/** push_destination + everything behind the source registry's host. */
function pushed(name: string, destination: string | undefined): string {
  const slash = name.indexOf("/");
  return destination === undefined || slash < 0 ? name : `${destination}/${name.slice(slash + 1)}`;
}
