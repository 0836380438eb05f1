import { isPlain, type Span } from "./values.ts";
import { BLANKS } from "./words.ts";

const URL_STOPS = new RegExp(`[${BLANKS}"<>\`]`);

/**
 * The passwords of a URL: scheme://user:password@host, also of several hosts, as in transport_url. A password may hold
 * slashes, commas and @; what has a port there is a host, as in registry:8787/name@sha256:….
 */
export function urlSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (let at = line.indexOf("://"); at >= 0; at = line.indexOf("://", at + 3)) {
    const start = at + 3;
    if (!/[A-Za-z0-9+.-]/.test(line[at - 1] ?? "")) continue;
    spans.push(...passwords(line, start, urlEnd(line, start)));
  }
  return spans;
}

/** A single quote within a word ends no URL. */
function urlEnd(line: string, start: number): number {
  let end = start;
  while (end < line.length && !URL_STOPS.test(line[end] ?? "")) {
    if (line[end] === "'" && !/[\w%$!#&*.-]/.test(line[end + 1] ?? "")) break;
    end += 1;
  }
  return end;
}

function passwords(line: string, start: number, end: number): Span[] {
  const next = line.indexOf("://", start);
  const [first = "", ...rest] = line.slice(start, next >= 0 && next < end ? next : end).split("@");
  const user = /^[^:/@,]*:/.exec(first)?.[0];
  if (rest.length === 0 || user === undefined || /^[^:]*:[0-9]+\//.test(first)) return [];
  const spans: Span[] = [];
  let from = start + user.length;
  let at = start + first.length;
  for (const part of rest.slice(0, -1)) {
    const host = /^[^,]*,[^:/@,]*:/.exec(part)?.[0];
    if (host !== undefined) {
      spans.push({ start: from, end: at });
      from = at + 1 + host.length;
    }
    at += 1 + part.length;
  }
  spans.push({ start: from, end: at });
  return spans.filter((span) => !isPlain(line.slice(span.start, span.end), { references: true }));
}
