/** How a value is written in a file of a node: each of these is undone by the reader of that format. */
type Escape = (value: string) => string;

/** Inside a JSON string. */
const json: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** Inside a JSON string as Python writes it, with nothing beyond ASCII. */
const asciiJson: Escape = (value) =>
  json(value).replace(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Inside a JSON string as Go writes it, fit for HTML. */
const goJson: Escape = (value) =>
  json(value).replace(/[<>&]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Inside the string that Python's repr shows: double quotes only where a single one stands inside. */
const pythonString: Escape = (value) => {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return value.includes("'") && value.includes('"') ? escaped.replaceAll("'", "\\'") : escaped;
};

/** Between a URL's user and its @. */
const percent: Escape = (value) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const xml: Escape = (value) =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("'", "&apos;");

/** Between single quotes in YAML and SQL. */
const doubled: Escape = (value) => value.replaceAll("'", "''");

/** Between single quotes in a shell. */
const shell: Escape = (value) => value.replaceAll("'", "'\\''");

/** A dollar in a unit of systemd or a compose file. */
const dollars: Escape = (value) => value.replaceAll("$", "$$$$");

/** As audit writes a command line. */
const audited: Escape = (value) => Buffer.from(value).toString("hex").toUpperCase();

/** As a vault of ansible holds it. */
const inVault: Escape = (value) => Buffer.from(value).toString("hex");

export const escapes = {
  json,
  asciiJson,
  goJson,
  pythonString,
  percent,
  xml,
  doubled,
  shell,
  dollars,
  audited,
  inVault,
};

/** What a value may look like in a file: as it is, escaped, and escaped again by the formats around. */
export function formsOf(value: string): string[] {
  const { audited, inVault, ...written } = escapes;
  const once = [value, ...Object.values(written).map((write) => write(value))];
  const twice = once.flatMap((form) => [json(form), goJson(form), pythonString(form)]);
  const thrice = twice.flatMap((form) => [json(form), goJson(form)]);
  return [...new Set([...once, ...twice, ...thrice, audited(value), inVault(value)])];
}
