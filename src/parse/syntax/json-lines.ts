import { endOfString, readRestOfLine, unescaped } from "./json-tokens.ts";
import type { DocumentRead, Json, JsonArray, JsonObject } from "./json-tree.ts";

const DEEPEST = 100;
const BEGINS_VALUE = /^(["[{*\d-]|true|false|null)/;

interface Open {
  readonly kind: "object" | "array";
  readonly line: number;
  /** How far the line that opened it is indented, and, once there is one, its children. */
  readonly indent: number;
  childIndent?: number;
  whole: boolean;
  readonly entries: Map<string, Json>;
  readonly items: Json[];
  /** Its key in the object that holds it. */
  readonly key: string;
}

/**
 * Reads an indented document that is not JSON any more. Engines print each value on a line of its own, and what breaks
 * them (a scrubber, a message in between) works on lines: so a broken line is given up or repaired, and harms no other.
 */
export function recoverByLines(text: string, start: number, firstLine: number): DocumentRead {
  const recovery = new Recovery();
  let line = firstLine;
  for (let at = start; at < text.length; line++) {
    const end = text.indexOf("\n", at);
    const content = text.slice(at, end < 0 ? text.length : end);
    // The last line may be cut, unless it holds nothing that a cut could change.
    if (end < 0 && /[^\s\]}]/.test(content)) break;
    at = end < 0 ? text.length : end;
    recovery.take(content, line);
    if (recovery.document !== undefined) return { ...recovery.result(), at, line, complete: true };
    at++;
  }
  return { ...recovery.result(line), at: text.length, line, complete: false };
}

/** Where a line stands, and how far in. */
interface Place {
  readonly line: number;
  readonly indent: number;
}

class Recovery {
  document: JsonArray | JsonObject | undefined;
  private readonly recoveredAt = new Set<number>();
  private readonly open: Open[] = [];

  /** What was read. Of a document that did not end, all that is still open ends at `line`. */
  result(line = 0): Pick<DocumentRead, "document" | "recoveredAt"> {
    while (this.open.length > 0) this.close(line, false);
    return { ...(this.document && { document: this.document }), recoveredAt: [...this.recoveredAt] };
  }

  take(content: string, line: number): void {
    const place = { line, indent: content.length - content.trimStart().length };
    const rest = this.takeClosers(content.trim(), place);
    if (rest === "" || this.document !== undefined) return;
    if (!BEGINS_VALUE.test(rest) || !this.indentFits(place)) this.giveUp(line);
    else if (this.open.at(-1)?.kind === "object") this.takeEntry(rest, place);
    else this.takeChild("", rest, place);
  }

  private takeEntry(text: string, place: Place): void {
    const end = text.startsWith('"') ? endOfString(text, 0) : undefined;
    const colon = end === undefined ? null : /^\s*:\s*/.exec(text.slice(end + 1));
    if (end === undefined || colon === null) this.giveUp(place.line);
    else this.takeChild(unescaped(text.slice(1, end)), text.slice(end + 1 + colon[0].length), place);
  }

  private takeChild(key: string, text: string, place: Place): void {
    const inside = this.open.at(-1);
    if (inside !== undefined) inside.childIndent ??= place.indent;
    this.takeValue(key, text, place);
  }

  private takeValue(key: string, text: string, place: Place): void {
    const { line } = place;
    let rest = text;
    for (let name = key; /^[[{]/.test(rest); name = "") {
      if (this.open.length >= DEEPEST) {
        this.giveUp(line);
        return;
      }
      const kind = rest.startsWith("{") ? "object" : "array";
      this.open.push({ kind, ...place, whole: true, entries: new Map(), items: [], key: name });
      rest = this.takeClosers(rest.slice(1).trim(), place);
      if (rest === "") return;
    }
    const scalar = readRestOfLine(rest.replace(/\s*,$/, ""));
    if (scalar?.repaired) this.recoveredAt.add(line);
    if (scalar === undefined) this.giveUp(line);
    else this.add(key, { kind: "scalar", line, value: scalar.value });
  }

  /** Takes the closing brackets that a text begins with, and returns what follows them. */
  private takeClosers(text: string, { line, indent }: Place): string {
    let rest = text;
    while (/^[}\]]/.test(rest)) {
      const kind = rest.startsWith("}") ? "object" : "array";
      if (!this.open.some((open) => open.kind === kind && open.indent === indent)) {
        this.giveUp(line);
        return "";
      }
      // Where the bracket of an inner one is missing, so may be some of its content.
      for (let inside = this.open.at(-1); inside?.kind !== kind || inside.indent !== indent; inside = this.open.at(-1))
        this.close(line, false);
      this.close(line, true);
      rest = rest.slice(1).trimStart().replace(/^,\s*/, "");
    }
    return rest;
  }

  /** A line further in than its siblings lost the line that opened its parent; one further out follows a lost bracket. */
  private indentFits({ line, indent }: Place): boolean {
    const inside = this.open.at(-1);
    if ((inside?.childIndent ?? indent) === indent) return true;
    if (!this.open.some((open) => open.childIndent === indent)) return false;
    while (this.open.at(-1)?.childIndent !== indent) this.close(line, false);
    return true;
  }

  private giveUp(line: number): void {
    this.recoveredAt.add(line);
    const inside = this.open.at(-1);
    if (inside !== undefined) inside.whole = false;
  }

  private close(line: number, whole: boolean): void {
    const closed = this.open.pop();
    if (closed === undefined) return;
    const node = { line: closed.line, end: line, whole: closed.whole && whole };
    const json: JsonArray | JsonObject =
      closed.kind === "array"
        ? { kind: "array", ...node, items: closed.items }
        : { kind: "object", ...node, entries: closed.entries };
    const outer = this.open.at(-1);
    if (outer === undefined) this.document = json;
    else {
      if (!node.whole) outer.whole = false;
      this.add(closed.key, json);
    }
  }

  private add(key: string, json: Json): void {
    const inside = this.open.at(-1);
    if (inside?.kind === "array") inside.items.push(json);
    else inside?.entries.set(key, json);
  }
}
