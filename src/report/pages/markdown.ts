/** Stands in every page that is written by the program, so that it knows its own. */
export const MARK = "<!-- Written by 'sospect rules docs': change the rules, not this page. -->";

/** A text as Markdown that reads the same: what would be markup is escaped, what stands in backticks stays. */
export function prose(text: string): string {
  const parts = text.trim().split(/(`[^`\n]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[*_<|\\]/g, "\\$&"))).join("");
}

/** A text as it is, within a line. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Lines as they are. */
export function block(text: string, language = ""): string {
  const fence = text.includes("```") ? "~~~~" : "```";
  return `${fence}${language}\n${text.trim()}\n${fence}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\n/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A page of these parts, those that are empty left out. */
export function page(...parts: readonly (string | undefined)[]): string {
  return `${[MARK, ...parts].filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
}
