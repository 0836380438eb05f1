const MASK = "********";

/** What a key of such a name tells about a secret, without telling it: token_expiration, password_file. */
const ABOUT =
  "expiration|ttl|size|timeout|time|provider|driver|format|type|length|limit|count|file|path|url|uri|enabled|methods?";

/** Keys whose values are secrets, in configuration, environments and command lines. */
const SECRET_KEY = `[\\w.-]*(?:passw(?:or)?d|passphrase|secret|token|auth_key|api_?key|private_key|fernet_key|encryption_key|credential)(?![\\w.-]*[_-](?:${ABOUT})\\b)[\\w.-]*`;

/** scheme://user:password@host, also with several hosts, as in transport_url. */
const URL = /\b[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi;
const URL_PASSWORD = /(:\/\/|,)([^:/@,]*):([^,/]+)@/g;

const INLINE: readonly (readonly [RegExp, string])[] = [
  // key = "value with blanks"
  [new RegExp(`(\\b${SECRET_KEY}\\s*[=:]\\s*(["']))(?:(?!\\2).)+`, "gi"), `$1${MASK}`],
  // "OS_PASSWORD=value", key = value, key: value; in JSON with its quotes, escaped or not
  [new RegExp(`(\\b${SECRET_KEY}(?:\\\\?["'])?\\s*[=:]\\s*(?:\\\\?["'])?)([^\\s"',}\\\\\\]]+)`, "gi"), `$1${MASK}`],
  // --os-password value
  [new RegExp(`(--${SECRET_KEY} )(\\S+)`, "gi"), `$1${MASK}`],
  // Authorization headers and X-Auth-Token
  [/(\b(?:authorization|x-[\w-]*token)\s*:\s*(?:(?:basic|bearer)\s+)?)(\S+)/gi, `$1${MASK}`],
];

/** A line that is one setting: its whole value is the secret, whatever characters it holds. */
const SETTING = new RegExp(`^(\\s*["']?${SECRET_KEY}["']?\\s*[=:]\\s*["']?)(.+?)(["']?,?\\s*)$`, "i");

/** The text with the values of passwords, tokens and other secrets replaced, its form kept. */
export function maskText(text: string): string {
  const urls = text.replace(URL, (url) => url.replace(URL_PASSWORD, `$1$2:${MASK}@`));
  return INLINE.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), urls);
}

/** The same for one line of a file, in which a secret may hold blanks, commas and quotes. */
export function maskLine(line: string): string {
  return maskText(line.replace(SETTING, `$1${MASK}$3`));
}

/** The secret that a line of a file sets, if it sets one. */
export function secretIn(line: string): string | undefined {
  return SETTING.exec(line)?.[2];
}
