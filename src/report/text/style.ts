import type { Severity } from "../../rules/outcome.ts";
import type { Language } from "../words/language.ts";
import type { TextWords } from "../words/text.ts";

const CODES = { bold: "1", dim: "2", red: "31", green: "32", yellow: "33", blue: "34", cyan: "36" } as const;
type Look = keyof typeof CODES;

/** Dresses text for a terminal, or leaves it as it is. */
export type Style = (text: string, ...looks: Look[]) => string;

/** What every part of the report is written for. */
export interface Page {
  readonly style: Style;
  readonly width: number;
  readonly language: Language;
  readonly words: TextWords;
  /** Everything is wanted, however many screens it takes. */
  readonly verbose: boolean;
}

export function styleFor(color: boolean): Style {
  return (text, ...looks) => (color ? `\u001b[${looks.map((look) => CODES[look]).join(";")}m${text}\u001b[0m` : text);
}

export const SEVERITY_LOOKS: Readonly<Record<Severity, readonly Look[]>> = {
  critical: ["bold", "red"],
  error: ["red"],
  warning: ["yellow"],
  info: ["cyan"],
};
