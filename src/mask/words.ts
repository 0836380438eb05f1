/**
 * The words that tell secrets. The collector's own masker (collect/script/mask.awk) has the same words in the same order
 * and decides the same way; a test compares the two. For awk's sake there is no look-behind here and no {n,m}.
 */

/**
 * How a key's name ends when its values are secrets: the names of oslo.config, of TripleO's and kolla's passwords, and
 * of the environments that they become, in any case.
 */
const SECRET_WORDS = [
  "passw(or)?d",
  "passphrase",
  "secret",
  "token",
  "credential",
  "kek",
  "psk",
  "(api|private|secret|encryption|fernet|access|auth|shared|signing|rndc|crypt|hmac|session|client)[_-]?keys?",
  "erlang[_.]?cookie",
  "rabbit_?cookie",
  "set-cookie",
  "hash_?(path_?)?(prefix|suffix)",
  "requirepass",
  "masterauth",
  "sst_auth",
  "r[ow]_?community",
  "snmp_?community",
  // these only where no letter stands before them: no bypass, no compass
  "pass",
  "pwd",
  "cookie",
].join("|");

/** What may follow the word: a number, and what form of the secret it is. */
const TAIL = "([_-]?[0-9]+)?([_-](hash|base64|b64|data|value|string|text|old|new))?";

/** The end of the name of a key that holds a secret. */
const SECRET_END = `(${SECRET_WORDS})${TAIL}`;

/** Such an end with the quote that may follow it, and what parts it from the value. */
export const PAIR = new RegExp(`${SECRET_END}\\\\*["']?[ \\t]*(=>|=|:)[ \\t]*`, "gi");

/** `--os-password VALUE`, `"--os-password", "VALUE"`, and such an option at the end of its line. */
export const OPTION = new RegExp(`${SECRET_END}((\\\\*["'])?,?[ \\t]+|\\\\*["'],[ \\t]*|$)`, "gi");

/** `<password>VALUE</password>`. */
export const ELEMENT = new RegExp(`${SECRET_END}>`, "gi");

/** Ends of names that are too common to say a secret within another word. */
export const SHORT_END = /^(pass|pwd|cookie)/i;

/** Names of places, and of what is no secret though it ends like one. */
export const NO_SECRET_KEY = /^((old)?pwd|keystoneauth_token|.*paste.*)$/i;

/** What stands before a secret without naming it; the value follows. `needs` is a command the line must hold. */
export const PREFIXES: readonly { readonly prefix: RegExp; readonly needs?: RegExp }[] = [
  { prefix: /authorization\\*["']?[ \t]*[:=][ \t]*\\*["']?(basic|bearer|token|negotiate)[ \t]+/gi },
  { prefix: /stats[ \t]+auth[ \t]+[^ \t:]+:/gi },
  { prefix: /(requirepass|masterauth|insecure-password|r[ow]community6?|[ \t]auth_pass)[ \t]+/gi },
  { prefix: /auth-pass[ \t]+[^ \t]+[ \t]+/gi },
  { prefix: /user[ \t]+[^ \t]+[ \t]+password[ \t]+/gi },
  { prefix: /identified[ \t]+by[ \t]+(password[ \t]+)?/gi },
  { prefix: /password[(][ \t]*/gi },
  { prefix: /createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[ \t]+/gi },
  { prefix: /[ \t{;]secret[ \t]+/gi, needs: /secret[ \t]+["'][^"']+["'][ \t]*;/i },
  { prefix: /[{][ \t]*(default_pass|password|cookie|ssl_password)[ \t]*,[ \t]*(<<)?/gi },
  { prefix: /[ \t](-pass(in|out)[ \t]+)?pass:/gi },
  { prefix: /[ \t"']-p/gi, needs: /mysql/i },
  { prefix: /[ \t"'](-u|--user)[ \t=,"']+[^ \t:"']+:/gi, needs: /curl|wget/i },
  { prefix: /echo[ \t]+(-[en][ \t]+)?["']?[^ \t:"']+:/gi, needs: /chpasswd/i },
  { prefix: /(add_user|change_password|authenticate_user)[ \t]+[^ \t]+[ \t]+/gi, needs: /rabbitmqctl/i },
  { prefix: /[ \t](-a|-p|--pass)[ \t]+/g, needs: /redis-cli|sshpass/i },
  { prefix: /[ \t]-P[ \t]+/g, needs: /ipmitool/i },
];

/** Secrets that show what they are, with the fewest and the most characters that they have, after what is no part of a word. */
export const SHAPES: readonly { readonly shape: RegExp; readonly least: number; readonly most: number }[] = [
  // keystone's fernet tokens; JSON web tokens; keys of ceph; crypt(3) and Apache; LDAP
  { shape: /(^|[^A-Za-z0-9_/+-])gAAAA[A-Za-z0-9_-]+=*/g, least: 25, most: 100_000 },
  { shape: /(^|[^A-Za-z0-9_/+-])eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+/g, least: 30, most: 100_000 },
  { shape: /(^|[^A-Za-z0-9_/+-])AQ[A-Za-z0-9+/]+==/g, least: 40, most: 40 },
  { shape: /(^|[^A-Za-z0-9_/+-])[$](1|2[aby]?|5|6|y|apr1)[$][./A-Za-z0-9$=,]+/g, least: 20, most: 1000 },
  { shape: /(^|[^A-Za-z0-9_/+-])[{]SSHA?[}][A-Za-z0-9+/]+=*/g, least: 25, most: 200 },
];

/** A fernet key, which may have any name but lies in the content of a file that is written. */
export const FERNET_KEY = {
  prefix: /content\\*["']?[ \t]*[:=][ \t]*\\*["']?/gi,
  shape: /^[A-Za-z0-9_-]+=/,
  length: 44,
};

export const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/;
export const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/;

/** A key whose value is the lines below it that are indented by more, in YAML. */
export const BLOCK = new RegExp(
  `^[ \\t]*(- )?["']?[A-Za-z0-9_.:-]*${SECRET_END}["']?[ \\t]*:[ \\t]*(![a-z]+ )?[|>][-+0-9]*[ \\t\\r]*$`,
  "i",
);

/** A setting whose value may go on in lines that are indented, as oslo.config has it. */
export const SETTING = new RegExp(`^[A-Za-z0-9_.-]*${SECRET_END}[ \\t]*=`, "i");

/** An option alone on its line, of which the value is the next: a list of arguments, an item to a line. */
export const LONE_OPTION = new RegExp(`^[ \\t]*(- )?["']?--?[A-Za-z0-9_-]*${SECRET_END}["']?,?[ \\t\\r]*$`, "i");

/** What ends a word. */
export const BLANKS = " \\t\\r\\f\\v";

/** A line without any of these holds no secret that begins in it. It spares most lines a closer look. */
export const SUSPECT =
  /pass|pwd|secret|token|credential|kek|psk|key|cookie|hash|auth|community|:\/\/[^ ]*@|identified|createuser|mysql|curl|wget|ipmitool|rabbitmqctl|redis-cli|gAAAA|eyJ|AQ|[$][1256ya]|\{SSHA?\}|content/i;

/** Values that are no secrets: nothing, words of configuration, references, templates, rules of a policy, what is masked already. */
export const NO_SECRET_VALUES: readonly RegExp[] = [
  /^(none|null|nil|true|false|yes|no|on|off|undef|unset|default|unknown|password|secret|token|basic|bearer|digest|negotiate|fernet|jws|uuid)?$/i,
  /^\*\*\*/,
  /^masked-[0-9a-f-]*[0-9]+$/,
  /^[0-9]?[0-9]$/,
  /^[0-9]+:[0-9]+$/,
  /^<[^<>]*>$/,
  /^\$[{(].*[})]$/,
  /^\{\{.*\}\}$/,
  /^%([({].*)?[a-z)}]$/,
  /^[[{(]$/,
  /^\(?(not )?(rule|role|user_id|project_id|system_scope|is_admin[a-z_]*):/,
  /^\/(etc|var|usr|opt|home|root|run|tmp|srv|proc|sys|dev|mnt|openstack)\//,
  /^(keystone|keystonemiddleware|nova|neutron|glance|cinder|heat|barbican|castellan|swift|oslo[a-z_]*|openstack[a-z_]*)\.[a-z_]+\.[A-Za-z_.]+$/,
];

/** A variable's name, as configuration and scripts refer to it; in an environment it would be the value itself. */
export const REFERENCE = /^\$[A-Za-z_][A-Za-z0-9_]*$/;
