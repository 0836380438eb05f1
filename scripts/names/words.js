// Which words are names of services, components, containers, units, images and bundles: those of the catalogue.

/** Names that are first of all words of the field or of the language. What is said of them in code is said of the thing. */
const COMMON = new Set([
  // Who starts containers, and what they are started by: words of the model, as of every capture.
  ...["docker", "podman", "systemd", "pacemaker", "bundle"],
  // Families of facts, and rooms of parse and model: the engine, the registry, logging, the time.
  ...["engine", "registry", "logging", "time"],
  ...["", "common", "create", "cron", "daemon", "named", "set", "setup", "target", "tests"],
]);

const BY_TOOL = ["containers", "one-shots", "helpers", "bundles", "host-units"];
const LISTS = ["units", "images", "resources", "agents"];

/** Names are written with dashes, underscores or both. */
const plain = (name) => name.replace(/[-_]+/g, "_").replace(/^_|_$/g, "").toLowerCase();

/** All names of a catalogue, up to a star. Those of one part begin others: nova of nova_compute, and of nova_anything. */
export function namesOf({ services, components, tools }) {
  const names = components.flatMap((component) => [
    component.id,
    ...BY_TOOL.flatMap((key) => Object.values(component[key] ?? {}).flat()),
    ...LISTS.flatMap((key) => component[key] ?? []),
  ]);
  const all = new Set([...services.map(({ id }) => id), ...names].map((name) => plain(name.split(/[@*]/)[0])));
  const tool = new Set(tools.map(({ id }) => plain(id)));
  for (const word of [...tool, ...COMMON]) all.delete(word);
  return { all, first: new Set([...all].filter((name) => !name.includes("_"))), tool };
}

/** The names in a text. */
export function namesIn(text, { all, first, tool }) {
  const words = text.split(/[^A-Za-z0-9_-]+/).map(plain);
  const isName = (word) => !tool.has(word) && (all.has(word) || first.has(word.split("_")[0]));
  return [...new Set(words.filter(isName))];
}
