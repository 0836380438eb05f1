const WINDOW = 8;

/** The secrets of which a text shows eight characters in a row, as they are or as HTML, JSON, URLs, base64 or hex write them. */
export function shownIn(text: string, secrets: readonly string[]): string[] {
  const windows = new Map(secrets.flatMap((secret) => windowsOf(secret).map((window) => [window, secret] as const)));
  const forms = [text, unescapedHtml(text), unescapedJson(text), unescapedUrl(text), ...decodedWords(text)];
  const shown = new Set<string>();
  for (const form of forms) {
    for (let at = 0; at + WINDOW <= form.length; at += 1) {
      const secret = windows.get(form.slice(at, at + WINDOW));
      if (secret !== undefined) shown.add(secret);
    }
  }
  return [...shown];
}

function windowsOf(secret: string): string[] {
  if (secret.length <= WINDOW) return [secret.padEnd(WINDOW).slice(0, WINDOW)].filter(() => secret.length === WINDOW);
  return Array.from({ length: secret.length - WINDOW + 1 }, (_, at) => secret.slice(at, at + WINDOW));
}

function unescapedHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return names[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function unescapedJson(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+(["'/\\])/g, "$1");
}

function unescapedUrl(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** What words of hex and base64 say. */
function decodedWords(text: string): string[] {
  const hex = text.match(/\b(?:[0-9a-f]{2}){8,}\b/gi) ?? [];
  const base64 = text.match(/[A-Za-z0-9+/_-]{12,2000}/g) ?? [];
  return [
    hex.map((word) => Buffer.from(word, "hex").toString("latin1")).join("\n"),
    base64.map((word) => Buffer.from(word, "base64").toString("latin1")).join("\n"),
  ];
}
