// Lists of a file made as long as wanted: each list that a sample holds, one at a time.

/** Ways to make one list of a text longer: each a name, and a function from how many to the text. */
export function amplified(text) {
  const json = parsed(text);
  return json === undefined ? linesAmplified(text) : jsonAmplified(json);
}

function parsed(text) {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every array and every map of a document, found by its path without the numbers in it. */
function jsonAmplified(json) {
  const found = new Map();
  const walk = (value, path, route) => {
    if (typeof value !== "object" || value === null) return;
    if (!found.has(path)) found.set(path, route);
    for (const [key, item] of Object.entries(value))
      walk(item, Array.isArray(value) ? `${path}[]` : `${path}.${key}`, [...route, key]);
  };
  walk(json, "$", []);
  const ways = [...found].map(([path, route]) => ({
    name: path,
    make: (count) => JSON.stringify(longer(json, route, count), null, 4),
  }));
  const one = JSON.stringify(json);
  // A document for each line, as engines print with `--format '{{json .}}'`.
  return [...ways, { name: "documents", make: (count) => repeated(count, (index) => unique(one, index)).join("\n") }];
}

function longer(value, [key, ...rest], count) {
  if (key !== undefined) {
    const copy = Array.isArray(value) ? [...value] : { ...value };
    copy[key] = longer(value[key], rest, count);
    return copy;
  }
  if (Array.isArray(value)) {
    const item = JSON.stringify(value[0] ?? "x");
    return [...value, ...repeated(count, (index) => JSON.parse(unique(item, index)))];
  }
  const [name = "x", item = ""] = Object.entries(value)[0] ?? [];
  const text = JSON.stringify(item);
  return {
    ...value,
    ...Object.fromEntries(repeated(count, (index) => [`${name}_${index}`, JSON.parse(unique(text, index))])),
  };
}

/** One way for each shape of a line: many of it, with names of their own, and many that are the same. */
function linesAmplified(text) {
  const lines = text.split("\n");
  const shapes = new Map();
  for (const [index, line] of lines.entries()) {
    const shape = line
      .replace(/[a-z]+/gi, "a")
      .replace(/\d+/g, "0")
      .replace(/(a|0|[a0][-_.:/]?)+/g, "a");
    if (line.trim() !== "" && !shapes.has(shape)) shapes.set(shape, index);
  }
  return [...shapes.values()].slice(0, 25).flatMap((at) => {
    const with_ = (more) => [...lines.slice(0, at + 1), ...more, ...lines.slice(at + 1)].join("\n");
    const line = lines[at];
    return [
      { name: `line ${at + 1}`, make: (count) => with_(repeated(count, (index) => unique(line, index))) },
      { name: `line ${at + 1}, the same`, make: (count) => with_(repeated(count, () => line)) },
    ];
  });
}

/** A copy whose ids and longest words are its own, and as long as they were where that counts. */
function unique(text, index) {
  const number = index.toString(16);
  return text
    .replace(/\b[0-9a-f]{12,64}\b/g, (id) => number.padStart(12, "0").padEnd(id.length, "e"))
    .replace(/\b[a-z][a-z-]*_[a-z_]+\b/g, (word) => `${word}_${index}`)
    .replace(/\b([a-z]{4,})(?=\.service|\.timer|\.localdomain|\.conf)/g, (word) => `${word}${index}`);
}

export function repeated(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
