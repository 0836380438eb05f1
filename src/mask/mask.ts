const MASK = "********";

/** Keys whose values are secrets, in configuration, environments and command lines. */
const SECRET_KEY =
  "[\\w.-]*(?:passw(?:or)?d|passphrase|secret|token|auth_key|api_?key|private_key|fernet_key|encryption_key|credential)[\\w.-]*";

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // scheme://user:password@host, as in transport_url and connection
  [/(\b[a-z][\w+.-]*:\/\/[^\s:/@"']*:)([^\s@"']+)(@)/gi, `$1${MASK}$3`],
  // "OS_PASSWORD=value", key = value, key: value; in JSON with its quotes, escaped or not
  [new RegExp(`(\\b${SECRET_KEY}(?:\\\\?["'])?\\s*[=:]\\s*(?:\\\\?["'])?)([^\\s"',}\\\\\\]]+)`, "gi"), `$1${MASK}`],
  // Authorization headers and X-Auth-Token
  [/(\b(?:authorization|x-[\w-]*token)\s*:\s*(?:basic|bearer)?\s*)(\S+)/gi, `$1${MASK}`],
];

/** The text with the values of passwords, tokens and other secrets replaced, its form kept. */
export function maskText(text: string): string {
  return PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
