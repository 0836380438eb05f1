import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Parser, RequiredImageFact } from "./facts.ts";
import { present } from "./present.ts";
import { quoting } from "./text.ts";

const LARGEST = 1 << 20;
/** No image list nests like this; what does may exhaust the stack. */
const DEEP = /([[{]\s*){20}/;

/**
 * The image lists of an undercloud, written by `openstack overcloud container image prepare`:
 * `container_images: [{imagename, push_destination}]`. What is required of the registry is the name under its push
 * destination.
 */
const requiredImages: Parser = {
  artefact: "image list of the deployment",
  paths: ["home/*/*images*.yaml", "home/*/*/*images*.yaml", "root/*images*.yaml"],
  parse(source) {
    const { text, loss } = source;
    if (text.length > LARGEST || loss !== undefined || DEEP.test(text)) return [];
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent", lineCounter });
    const entries = isMap(document.contents) ? document.contents.get("container_images") : undefined;
    if (document.errors.length > 0 || !isSeq(entries)) return [];
    const quoted = quoting(source);
    return entries.items.flatMap((entry): RequiredImageFact[] => {
      const name = field(entry, "imagename");
      if (name === undefined) return [];
      const pushDestination = field(entry, "push_destination")?.text;
      const reference = pushed(name.text, pushDestination);
      const line = lineCounter.linePos(name.offset).line;
      return [{ kind: "required-image", reference, ...present({ pushDestination }), source: quoted(line) }];
    });
  },
};
export default requiredImages;

function field(entry: unknown, key: string): { text: string; offset: number } | undefined {
  const node = isMap(entry) ? entry.get(key, true) : undefined;
  if (!isScalar(node) || typeof node.value !== "string") return undefined;
  return { text: node.value, offset: node.range?.[0] ?? 0 };
}

/** push_destination + everything behind the source registry's host. */
function pushed(name: string, destination: string | undefined): string {
  const slash = name.indexOf("/");
  return destination === undefined || slash < 0 ? name : `${destination}/${name.slice(slash + 1)}`;
}
