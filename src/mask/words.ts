/**
 * The words that tell secrets. The collector's own masker (collect/script/mask.awk) has the same words in the same order
 * and decides the same way; a test compares the two. For awk's sake there is no look-behind here and no {n,m}.
 */

/**
 * How a key's name ends when its values are secrets: the names of oslo.config, of TripleO's and kolla's passwords, and
 * of the environments that they become, in any case.
 */
const SECRET_WORDS = [
  "(passw(or)?d|passphrase|secret|token|credential)s?",
  "(token|secret)_?id",
  "authtok",
  "kek",
  "psk",
  "(api|private|secret|encryption|fernet|access|auth|shared|signing|rndc|crypto?|hmac|session|client|fixed|heartbeat|swift|store|url|activation)[_-]?keys?",
  "erlang[_.]?cookie",
  "rabbit_?cookie",
  "hash_?(path_?)?(prefix|suffix)",
  "requirepass",
  "masterauth",
  "sst[_-]auth",
  "r[ow]_?community",
  "snmp_?community",
  "sessionid",
  "signature",
  "url_sig",
  // these only where a word begins: no bypass, no compass
  "pass",
  "pwd",
  "cookie",
].join("|");

/** What may follow the word: a number, and what form of the secret it is. */
const TAIL = "([_-]?[0-9]+)?([_-](hash|base64|b64|data|value|string|text|old|new|in))?";

/** The end of the name of a key that holds a secret. */
const SECRET_END = `(${SECRET_WORDS})${TAIL}`;

/** Such an end with the quote that may follow it, and what parts it from the value. */
export const PAIR = new RegExp(`${SECRET_END}\\\\*["']?[ \\t]*(=>|=|:|%3d)[ \\t]*`, "gi");

/** `--os-password VALUE`, `"--os-password", "VALUE"`, and such an option at the end of its line. */
export const OPTION = new RegExp(`${SECRET_END}((\\\\*["'])?,?[ \\t]+|\\\\*["'],[ \\t]*|$)`, "gi");

/** `<password>VALUE</password>`, `<property name="password">VALUE</property>`. */
export const ELEMENT = new RegExp(`${SECRET_END}(["'][ \\t]*)?>`, "gi");

/** A directive by itself on its line: `password VALUE`, `shared_key "VALUE"`. */
export const DIRECTIVE = new RegExp(
  `^[ \\t]*[A-Za-z0-9_.-]*${SECRET_END}[ \\t]+("[^"]*"|'[^']*'|[^ \\t"'=:]*[0-9][^ \\t"']*)[ \\t\\r;]*$`,
  "i",
);

/** Settings that do not say by their names that they hold a secret: barbican's PIN, swift's accounts, ironic's and docker's. */
export const LINE_KEYS = /^(login[ \t]*=|community[ \t]*=|user_[a-z0-9]+_[a-z0-9]+[ \t]*=|[ \t]*"auth"[ \t]*:)[ \t]*/i;

/** Ends of names that are too common to say a secret within another word. */
export const SHORT_END = /^(pass|pwd|cookie)([^a-z]|$)/i;

/** Names of places, and of what is no secret though it ends like one. */
export const NO_SECRET_KEY = /^((old)?pwd|update_password|loadcredential|server_?tokens|auditsessionid|.*paste.*)$/i;

/** What may stand between a name and its value where both are values themselves: "name": "…", "type": "…", "value": "…". */
const TYPE = `(\\\\*["']?type\\\\*["']?[ \\t]*[:=][ \\t]*\\\\*["'][A-Za-z]*\\\\*["'],?[ \\t]*)?`;

/** What stands before a secret without naming it as a key does; the value follows. `needs` is what the line must hold. */
export const PREFIXES: readonly { readonly prefix: RegExp; readonly needs?: RegExp }[] = [
  { prefix: /authorization\\*["']?[ \t]*[:=][ \t]*\\*["']?(basic|bearer|token|negotiate)[ \t]+/gi },
  // "name": "admin_password", "value": "VALUE"; a setting that puppet changes; iscsiadm -n …password -v VALUE
  { prefix: new RegExp(`${SECRET_END}\\\\*["'],?[ \\t]*${TYPE}\\\\*["']?value\\\\*["']?[ \\t]*[:=][ \\t]*`, "gi") },
  { prefix: new RegExp(`${SECRET_END}\\][^\\] \\t]*[ \\t]+value changed[ \\t]+`, "gi") },
  { prefix: /value changed masked-[0-9a-f-]*[ \t]+to[ \t]+/gi },
  { prefix: new RegExp(`${SECRET_END}[ \\t]+-v[ \\t]+`, "gi") },
  // haproxy, redis, keepalived
  { prefix: /stats[ \t]+auth[ \t]+[^ \t:]+:/gi },
  { prefix: /(requirepass|masterauth|insecure-password|r[ow]community6?|[ \t]auth_pass)[ \t]+/gi },
  { prefix: /auth-pass[ \t]+[^ \t]+[ \t]+/gi },
  { prefix: /send[ \t]+auth\\[ \t]+/gi },
  { prefix: /(user|login)[ \t]+[^ \t]+[ \t]+password[ \t]+/gi },
  { prefix: /user[ \t]+[^ \t]+[ \t]+on[ \t]+[>#]/gi },
  // MySQL
  {
    prefix: /identified[ \t]+by[ \t]+(password[ \t]+)?/gi,
    needs: /identified[ \t]+by[ \t]+(password[ \t]+)?["']/i,
  },
  { prefix: /password[(][ \t]*/gi },
  { prefix: /dsn[ \t]*=[ \t]*["']?[^ \t:"'@/]+:/gi },
  // SNMP
  { prefix: /createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[ \t]+/gi },
  { prefix: /createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[ \t]+[^ \t]+[ \t]+(aes|des)[ \t]+/gi },
  { prefix: /com2sec6?[ \t]+(-cn[ \t]+[^ \t]+[ \t]+)?[^ \t]+[ \t]+[^ \t]+[ \t]+/gi },
  { prefix: /(trap2?sink|informsink)[ \t]+[^ \t]+[ \t]+/gi },
  // BIND, Erlang
  { prefix: /[ \t{;]secret[ \t]+/gi, needs: /secret[ \t]+["'][^"']+["'][ \t]*;/i },
  { prefix: /[{][ \t]*[a-z_]*(pass|password|secret|cookie|token)[ \t]*,[ \t]*(<<)?/gi },
  { prefix: /-setcookie[ \t]+/gi },
  // command lines
  { prefix: /[ \t](-pass(in|out)[ \t]+)?pass:/gi },
  { prefix: /[ \t"']-p/gi, needs: /mysql/i },
  { prefix: /[ \t"'](-[a-z]*u|--user)[ \t=,"']+[^ \t:"']+:/gi, needs: /curl|wget/i },
  { prefix: /echo[ \t]+(-[en][ \t]+)?["']?[^ \t:"']+:/gi, needs: /chpasswd/i },
  { prefix: /echo[ \t]+(-[en][ \t]+)?/gi, needs: /passwd[ \t]+--stdin/i },
  { prefix: /rootpw[ \t]+(--[a-z]+[ \t]+)*/gi },
  { prefix: /(add_user|change_password|authenticate_user)[ \t]+[^ \t]+[ \t]+/gi, needs: /rabbitmqctl/i },
  { prefix: /[ \t](-a|-p|--pass)[ \t]+/gi, needs: /redis-cli|sshpass|docker[ \t]+login|podman[ \t]+login|ipmitool/i },
  { prefix: /[ \t]-w[ \t]+/gi, needs: /ldap[a-z]+[ \t]/i },
];

/** Secrets that show what they are, with the fewest and the most characters that they have, after what is no part of a word. */
export const SHAPES: readonly { readonly shape: RegExp; readonly least: number; readonly most: number }[] = [
  // keystone's fernet tokens; JSON web tokens; keys of ceph; crypt(3) and Apache; LDAP; GitHub
  { shape: /(^|[^A-Za-z0-9_+-])gAAAA[A-Za-z0-9_-]+=*/g, least: 25, most: 100_000 },
  { shape: /(^|[^A-Za-z0-9_+-])eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+/g, least: 30, most: 100_000 },
  { shape: /(^|[^A-Za-z0-9_+-])AQ[A-Za-z0-9+/]+==/g, least: 40, most: 40 },
  { shape: /(^|[^A-Za-z0-9_+-])[$](1|2[aby]?|5|6|y|apr1)[$][./A-Za-z0-9$=,]+/g, least: 20, most: 1000 },
  { shape: /(^|[^A-Za-z0-9_+-])[{]S?SHA[0-9]*[}][A-Za-z0-9+/]+=*/g, least: 25, most: 200 },
  { shape: /(^|[^A-Za-z0-9_+-])gh[a-z]_[A-Za-z0-9]+/g, least: 30, most: 300 },
];

/** A fernet key, which may have any name but lies in the content of a file that is written. */
export const FERNET_KEY = {
  prefix: /content\\*["']?[ \t]*[:=][ \t]*\\*["']?/gi,
  shape: /^[A-Za-z0-9_-]+=/,
  length: 44,
};

export const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/;
export const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/;

/**
 * A key whose value is the lines below it that are indented by more: a text, an item or a list of them, or with a name in
 * the plural a map. Its groups that matter are by their number from the end: what opens the value.
 */
export const OPENS_BLOCK = new RegExp(
  `^[ \\t]*(- )?["']?[A-Za-z0-9_.:-]*${SECRET_END}([_-]?(list|map))?["']?[ \\t]*:[ \\t]*(![a-z]+ )?([|>][-+0-9]*|[[{])?[ \\t\\r]*(#[^\\n]*)?$`,
  "i",
);

/** Of those, the ones whose maps hold secrets, and nothing else. */
export const OPENS_MAP = /(passw(or)?ds|tokens|_map|registry_?credentials)["']?[ \t]*:/i;

/** Lists of names of secrets. */
export const OPENS_NO_BLOCK = /^[ \t]*["']?secrets["']?[ \t]*:/i;

/** Below it, lines are USER:PASSWORD. */
export const OPENS_ACCOUNTS = /^[ \t]*chpasswd:[ \t\r]*$/i;

/** Files that are a secret from their first line to their last. */
export const SECRET_FILES = /(^|\/)(fernet-keys\/[^/]+|credential-keys\/[^/]+|\.erlang\.cookie|memcached_sasl[^/]*)$/;

/** A setting whose value may go on in lines that are indented, as oslo.config has it. */
export const SETTING = new RegExp(`^[A-Za-z0-9_.-]*${SECRET_END}[ \\t]*=`, "i");

/** An option alone on its line, of which the value is the next: a list of arguments, an item to a line. */
export const LONE_OPTION = new RegExp(`^[ \\t]*(- )?["']?--?[A-Za-z0-9_-]*${SECRET_END}["']?,?[ \\t\\r]*$`, "i");

/** What ends a word. */
export const BLANKS = " \\t\\r\\f\\v";

/** A line without any of these holds no secret that begins in it. It spares most lines a closer look. */
export const SUSPECT =
  /pass|pwd|secret|token|credential|kek|psk|key|cookie|hash|auth|community|@|identified|createuser|mysql|curl|wget|ipmitool|rabbitmqctl|redis-cli|gAAAA|eyJ|AQ|[$][1256ya]|[{]S?SHA|content|com2sec|login|rootpw| on [>#]|^user_|sink|ldap|session|signature|_sig|dsn|echo|gh[a-z]_|value changed/i;

/** Values that are no secrets: nothing, words of configuration, references, templates, rules of a policy, what is masked already. */
export const NO_SECRET_VALUES: readonly RegExp[] = [
  /^(none|null|nil|true|false|yes|no|on|off|undef|unset|default|~)?$/i,
  /^(\*\*\*|\*+$)/,
  /^[[(<]?(redacted|hidden|masked|removed|filtered|not_logging_parameter)[\])>]?$/i,
  /^\[(old|new)$/,
  /^[}`]/,
  /^@[A-Z_]+@$/,
  /^%[A-Z_]+%$/,
  /^\$([A-Z_][A-Z0-9_]*|[0-9])$/,
  /^[a-z_:]+\((.*\))?$/,
  /^(files|compat|sss|db|nis|ldap)([ \t]|$)/,
  /^masked-[0-9a-f-]*[0-9]+$/,
  /^[0-9]?[0-9]$/,
  /^[0-9]+:[0-9]+$/,
  /^<[^<>]*>$/,
  /^\$[{(].*[})]$/,
  /^\{\{.*\}\}$/,
  /^%[(][A-Za-z0-9_]+[)]s$/,
  /^%[{][^{}]*[}]$/,
  /^([[{(]|[{][{])$/,
  /^0x[0-9a-f]+(,|$)/,
  /^(db|config):/,
  /^\$[A-Za-z_]+\//,
  /^\(?(not )?(rule|role|user_id|project_id|system_scope|is_admin[a-z_]*):/,
  /^\/(etc|var|usr|opt|home|root|run|tmp|srv|proc|sys|dev|mnt|openstack)\//,
  /^(keystone|keystonemiddleware|nova|neutron|glance|cinder|heat|barbican|castellan|swift|oslo[a-z_]*|openstack[a-z_]*)\.[a-z_]+\.[A-Za-z_.]+$/,
];

/** A variable's name, as configuration and scripts refer to it; in an environment it would be the value itself. */
export const REFERENCE = /^\$[A-Za-z_:][A-Za-z0-9_.:]*$/;
