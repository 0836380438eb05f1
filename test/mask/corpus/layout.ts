/** Rows of cells as docker prints them: columns as wide as their widest cell and three blanks. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3)).join("");
  return `${rows.map((row) => line(row).trimEnd()).join("\n")}\n`;
}

/** Each line of the text after so many blanks. */
export function indented(lines: readonly string[], blanks: number): string {
  return lines.map((line) => `${" ".repeat(blanks)}${line}`).join("\n");
}

/** What Python's repr shows of plain data. */
export function pythonRepr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return pythonQuoted(value);
  const pairs = Object.entries(value).map(([key, item]) => `${pythonQuoted(key)}: ${pythonRepr(item)}`);
  return `{${pairs.join(", ")}}`;
}

function pythonQuoted(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  if (!text.includes("'")) return `'${escaped}'`;
  return text.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}

/** What Python's json.dumps writes of plain data: a blank after each comma and colon, nothing beyond ASCII. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return asciiOnly(JSON.stringify(value));
  const pairs = Object.entries(value).map(([key, item]) => `${asciiOnly(JSON.stringify(key))}: ${pythonJson(item)}`);
  return `{${pairs.join(", ")}}`;
}

function asciiOnly(text: string): string {
  return text.replace(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
