import csv from "./csv/csv.ts";
import type { Format } from "./format.ts";
import html from "./html/html.ts";
import json from "./json/json.ts";
import junit from "./junit/junit.ts";
import markdown from "./markdown/markdown.ts";
import sarif from "./sarif/sarif.ts";
import text from "./text/text.ts";

/** Every format of a report: one file or folder each; a new one adds a line here. */
export const formats: readonly Format[] = [text, json, html, markdown, junit, sarif, csv];

/** The format of this name, or of one that it is also called by, if there is one. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name || format.aliases?.includes(name));
}

export type { Format };
