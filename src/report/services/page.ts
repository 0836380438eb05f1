import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Capability, Component, Need, Service } from "../../catalogue/types.ts";
import { type Style, styleFor } from "../text/style.ts";
import { columnsOf, wrap } from "../text/wrap.ts";
import { visibleLine } from "../visible.ts";
import type { Language } from "../words/language.ts";
import { type ServiceWords, serviceWords } from "./words.ts";

/** What a text on services is written for. */
export interface ServicesOptions {
  readonly language: Language;
  readonly color: boolean;
  readonly columns?: number;
  /** Only what is there under this deployment tool. */
  readonly tool?: string;
}

/** The same, made ready. */
export interface ServicesPage {
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly words: ServiceWords;
  readonly style: Style;
  readonly width: number;
  readonly tool?: string;
}

const DEFAULT_WIDTH = 100;
/** Wider, a line of a list is not read from one end to the other. */
const MOST_WIDTH = 140;

export function pageFor(catalogue: Catalogue, { language, color, columns, tool }: ServicesOptions): ServicesPage {
  const width = Math.min(MOST_WIDTH, Math.max(60, columns ?? DEFAULT_WIDTH));
  const words = serviceWords[language];
  return { ...{ catalogue, language, words, style: styleFor(color), width }, ...(tool === undefined ? {} : { tool }) };
}

/** A title, which is English where it is the same in all languages. */
export function titleOf({ language }: ServicesPage, one: Service | Component | Capability): string {
  return visibleLine((language === "zh" ? one.zh?.title : undefined) ?? one.title);
}

export function aboutOf({ language }: ServicesPage, { about, zh }: Service): string {
  return visibleLine((language === "zh" ? zh?.about : undefined) ?? about);
}

export function lossOf({ language }: ServicesPage, { loss, zh }: Component): string {
  return visibleLine((language === "zh" ? zh?.loss : undefined) ?? loss);
}

export function purposeOf({ language }: ServicesPage, need: Need): string | undefined {
  const text = (language === "zh" ? need.zh?.for : undefined) ?? need.for;
  return text === undefined ? undefined : visibleLine(text);
}

/** Cells side by side, each broken into the lines that its column has room for; the last column takes what is left. */
export function row(cells: readonly (readonly [text: string, width: number])[], indent: string): string[] {
  const broken = cells.map(([text, width]) => wrap(text, width, {}));
  const height = Math.max(...broken.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const line = broken.map((lines, index) => padded(lines[at] ?? "", cells[index]?.[1] ?? 0)).join("  ");
    return `${indent}${line}`.trimEnd();
  });
}

export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columnsOf(text)));
}
