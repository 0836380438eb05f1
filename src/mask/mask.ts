const MASK = "********";

/** What a key of such a name tells about a secret, without telling it: token_expiration, password_file. */
const ABOUT =
  "expiration|ttl|size|timeout|time|provider|driver|format|type|length|limit|count|file|path|url|uri|enabled|methods?";

/** What of a key's name says that its value is a secret. */
const SECRET_WORD =
  "passw(?:or)?d|passphrase|secret|token|auth_key|api_?key|private_key|fernet_key|encryption_key|access_key|credential|erlang[_.]cookie|hash_path_(?:prefix|suffix)|requirepass|masterauth|sst_auth|snmp_?(?:r[ow]_?)?community";

/** Part of a key, not longer than any in truth, so that a hostile text takes no longer than its length. */
const PART = "[\\w.-]{0,100}";

/** Keys whose values are secrets, in configuration, environments and command lines. */
const SECRET_KEY = `(?:${PART}(?:${SECRET_WORD})(?!${PART}[_-](?:${ABOUT})\\b)${PART}|(?:${PART}[_.-])?(?:pass|pwd))`;

/** A quote, escaped as often as the text is quoted, and what stands up to the next of its kind. */
const QUOTED = (group: number): string => `((?:(?!\\${group})(?:\\\\{2,}["']|\\\\.|.))*)`;

/** scheme://user:password@host, also with several hosts, as in transport_url. A quote within a word ends no URL. */
const URL = /\b[a-z][\w+.-]{0,30}:\/\/(?:[^\s"'<>]|["'](?=[\w%$!#&*.-]))+/gi;

const INLINE: readonly (readonly [RegExp, string])[] = [
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, `$1 ${MASK} $2`],
  // tokens of keystone, web tokens and keys of ceph, which show what they are
  [/\b(?:gAAAA[\w-]{20,}={0,2}|eyJ[\w-]{1,200}\.[\w-]+\.[\w-]+|AQ[\w+/]{36,38}==)/g, MASK],
  // "OS_PASSWORD=value" in a list, its quotes escaped or not
  [new RegExp(`(\\\\*["'])(${SECRET_KEY}=)${QUOTED(1)}`, "gi"), `$1$2${MASK}`],
  // "password": "value" and 'password': 'value'
  [new RegExp(`(\\b${SECRET_KEY}\\\\*["']\\s*[=:]\\s*)(\\\\*["'])${QUOTED(2)}`, "gi"), `$1$2${MASK}`],
  // key = "value with blanks"
  [new RegExp(`(\\b${SECRET_KEY}\\s*[=:]\\s*)(["'])${QUOTED(2)}`, "gi"), `$1$2${MASK}`],
  // key = value, key: value
  [new RegExp(`(\\b${SECRET_KEY}(?:\\\\?["'])?\\s*[=:]\\s*)([^\\s"',}\\\\\\]]+)`, "gi"), `$1${MASK}`],
  // --os-password value, requirepass value
  [new RegExp(`(--${SECRET_KEY} )(\\S+)`, "gi"), `$1${MASK}`],
  [/(\b(?:requirepass|masterauth)\s+)(\S+)/g, `$1${MASK}`],
  [/(\bstats\s+auth\s+[^\s:]+:)(\S+)/g, `$1${MASK}`],
  // mysql -pvalue, curl -u user:value
  [/(\bmysql\w*\s(?:[^|;]{0,200}?\s)?-p)([^\s"']+)/g, `$1${MASK}`],
  [/(\bcurl\s(?:[^|;]{0,200}?\s)?-u\s*["']?[^\s:"']+:)([^\s"']+)/g, `$1${MASK}`],
  // Authorization headers and X-Auth-Token
  [/(\bauthorization\s*:\s*digest\s+)(.+)/gi, `$1${MASK}`],
  [/(\b(?:authorization|x-[\w-]*token)\s*:\s*(?:(?:basic|bearer)\s+)?)(?!digest\b)([^\s"']+)/gi, `$1${MASK}`],
];

/** A line that is one setting: its whole value is the secret, whatever characters it holds. */
const SETTING = new RegExp(`^(\\s*["']?${SECRET_KEY}["']?\\s*[=:]\\s*["']?)(\\S.*?)(["']?,?\\s*)$`, "i");

/** The text with the values of passwords, tokens and other secrets replaced, its form kept. */
export function maskText(text: string): string {
  return INLINE.reduce(
    (masked, [pattern, replacement]) => masked.replace(pattern, replacement),
    text.replace(URL, maskUrl),
  );
}

/**
 * What stands before the last @ is users with passwords, and between them hosts: user:password@host:port,user:password@…
 * A password may hold an @ itself, or a slash; what has a port there is a host, as in registry:8787/name@sha256:….
 */
function maskUrl(url: string): string {
  const start = url.indexOf("://") + 3;
  const [first = "", ...rest] = url.slice(start).split("@");
  const last = rest.pop();
  const user = /^[^:/@,]*:/.exec(first)?.[0];
  if (last === undefined || user === undefined || /^[^:]*:\d{1,5}\//.test(first)) return url;
  const hosts = rest.flatMap((part) => /^[^,]*,[^:/@,]*:/.exec(part)?.[0] ?? []);
  return `${url.slice(0, start)}${[user, ...hosts].map((part) => `${part}${MASK}@`).join("")}${last}`;
}

/** The same for one line of a file, in which a secret may hold blanks, commas and quotes. */
export function maskLine(line: string): string {
  return maskText(line.replace(SETTING, `$1${MASK}$3`));
}

/** The secret that a line of a file sets, if it sets one. */
export function secretIn(line: string): string | undefined {
  return SETTING.exec(line)?.[2];
}
