import type { Parser, RequiredImageFact } from "../facts.ts";
import { present } from "../present.ts";
import { quoting } from "../syntax/text.ts";

/**
 * The image lists of an undercloud, written by `openstack overcloud container image prepare`:
 * `container_images: [{imagename, push_destination}]`. What is required of the registry is the name under its push
 * destination. They are read by lines, as they are written: of YAML at large, a file could ask for more than it is worth.
 */
const requiredImages: Parser = {
  artefact: "image list of the deployment",
  paths: ["home/*/*images*.yaml", "home/*/*/*images*.yaml", "root/*images*.yaml"],
  parse(source) {
    if (source.loss !== undefined) return [];
    const quoted = quoting(source);
    return entriesOf(source.text).flatMap(({ name, destination, line }): RequiredImageFact[] =>
      name === undefined
        ? []
        : [
            {
              kind: "required-image",
              reference: pushed(name, destination),
              listedAs: name,
              ...present({ pushDestination: destination }),
              source: quoted(line),
            },
          ],
    );
  },
};
export default requiredImages;

interface Entry {
  name?: string;
  destination?: string;
  line: number;
}

const KEY_VALUE = /^\s*(?:- +)?(imagename|push_destination): *(["']?)([^\s"'#]+)\2 *(?:#.*)?$/;

/** The entries of `container_images`, up to the next key at the margin. */
function entriesOf(text: string): Entry[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^container_images: *(#.*)?$/.test(line));
  const entries: Entry[] = [];
  for (let index = start + 1; start >= 0 && !/^[^\s#-]/.test(lines[index] ?? "end"); index++) {
    const line = lines[index] ?? "";
    if (/^\s*- /.test(line)) entries.push({ line: index + 1 });
    const entry = entries.at(-1);
    const [, key, , value] = KEY_VALUE.exec(line) ?? [];
    if (entry === undefined || value === undefined) continue;
    if (key === "imagename") Object.assign(entry, { name: value, line: index + 1 });
    else if (value !== "true" && value !== "false") entry.destination = value;
  }
  return entries;
}

/** push_destination + everything behind the source registry's host; a name with a scheme can be neither pulled nor pushed. */
function pushed(name: string, destination: string | undefined): string {
  const slash = name.indexOf("/");
  return destination === undefined || slash < 0 || name.includes("://")
    ? name
    : `${destination}/${name.slice(slash + 1)}`;
}
