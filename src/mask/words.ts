/**
 * The words that tell secrets. The collector's own masker (collect/script/mask.awk) has the same words in the same order
 * and decides the same way; a test compares the two. For awk's sake there is no look-behind here and no {n,m}.
 */

/**
 * How a key's name ends when its values are secrets: the names of oslo.config, of TripleO's and kolla's passwords, and
 * of the environments that they become, in any case.
 */
const SECRET_WORDS = [
  "(p(as)?sw(or)?d|pass_?(phrase|code|key)|secret|token|credential)s?",
  "(token|secret)_?id",
  "authtok",
  "kek",
  "psk",
  "(api|private|secret|encryption|fernet|access|auth|shared|signing|rndc|crypto?|hmac|session|client|fixed|heartbeat|swift|store|url|activation|master|account|consumer|cipher|wrapping|tsig)[_-]?keys?",
  "erlang[_.]?cookie",
  "rabbit_?cookie",
  "hash_?(path_?)?(prefix|suffix)",
  "requirepass",
  "masterauth",
  "sst[_-]auth",
  "server_?auth",
  "creds",
  "r[ow]_?community",
  "snmp_?community",
  "community_?string",
  "sessionid",
  "phpsessid",
  "signature",
  "url_sig",
  "docker(configjson|cfg)",
  "registry_?logins",
  "x-registry-(auth|config)",
  "rediscli_auth",
  "(store|key|trust|bind|root|user|admin|db|ldap|smtp|mail|sasl|vault|become|ssh|sudo|vnc|amqp|proxy)(pass|pwd?)",
  // these only where a word begins: no bypass, no compass
  "pass",
  "pwd?",
  "cookie",
].join("|");

/** What may follow the word: a number, and what form of the secret it is. */
const TAIL =
  "([_-]?[0-9]+)?([_-](hash|base64|b64|data|value|string|text|old|new|in|raw|plain|plaintext|cleartext|encrypted|previous|current)|hash|base64|value)?";

/**
 * The end of the name of a key that holds a secret.
 * @public scripts/write-mask-words.js names it.
 */
export const SECRET_END = `(${SECRET_WORDS})${TAIL}`;

/** A quote: escaped as often as it may be, or as HTML, URLs and JSON write it. */
const QUOTE = "(\\\\*[\"']|&quot;|&apos;|&#3[49];|%2[27]|\\\\+u002[27])";

/** The same where a value begins, after what Python puts before it. */
export const OPENING_QUOTE = new RegExp(`^[ub]?${QUOTE}`);

/** Such an end with the quote that may follow it, and what parts it from the value. */
export const PAIR = new RegExp(`${SECRET_END}(${QUOTE}|\\\\+)?[ \\t]*(=>|=|::[ \\t]|:|%3[da])[ \\t]*`, "gi");

/** The part of it between the key's name and its value. */
export const SEPARATION = new RegExp(`^(${QUOTE}|\\\\+)?[ \\t]*(=>|=|::[ \\t]|:|%3[da])`, "i");

/** `--os-password VALUE`, `"--os-password", "VALUE"`, and such an option at the end of its line. */
export const OPTION = new RegExp(`${SECRET_END}((\\\\*["'])?,?[ \\t]+(a[0-9]+=)?|\\\\*["'],[ \\t]*|$)`, "gi");

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
export const SHORT_END = /^(pass|pwd?|cookie)([^a-z]|$)/i;

/** Keys whose values are a user and a secret, of which the user may be seen. */
export const ACCOUNT_KEYS = /sst[_-]auth|server_?auth|creds|hmac_keys/i;

/** What a flow of OpenFlow bears as its cookie, and other counters. */
export const FLOW_COOKIE = /^(0x[0-9a-f]+|-?[0-9]+)([^A-Za-z0-9]|$)/i;

/** The folder that a shell is in. */
export const FOLDER_KEY = /^(old)?pwd/i;

/** Names of what is no secret though it ends like one. */
export const NO_SECRET_KEY =
  /^(key-secret|password-secret|tls-creds|update_password|loadcredential|server_?tokens|auditsessionid|.*paste.*)$/i;

/** What may stand between a name and its value where both are values themselves: "name": "…", "type": "…", "value": "…". */
const TYPE = `(\\\\*["']?type\\\\*["']?[ \\t]*[:=][ \\t]*\\\\*["'][A-Za-z]*\\\\*["'],?[ \\t]*)?`;

/** Some flags of a command: a few, since as many as there are would be counted anew from each place of a hostile line. */
const FLAGS = "(-[a-z]+[ \\t]+)?(-[a-z]+[ \\t]+)?(-[a-z]+[ \\t]+)?";

/** What parts the words of a command: blanks, or what stands between the items of a list, or audit's names of arguments. */
const GAP = "(\\\\*[\"'])?[ \\t,]+(a[0-9]+=)?(\\\\*[\"'])?";

/** The same between an option and its value. */
const EQUALS = "(\\\\*[\"'])?[ \\t,=]+(a[0-9]+=)?";

/** What may stand between words and what they speak of. */
const SAYS = "((is|was|are|has been)[ \\t:][ \\t]*)?((now|as|set to|changed to|reset to|to)[ \\t]+)?[:=]?[ \\t]*";

/** Whose it is: apart, as mawk does not find the longest of what may be left out within what may be. */
const OWNERS = ["", "(for|of)[ \\t]+[^ \\t]+[ \\t]*", "(for|of)[ \\t]+(the[ \\t]+)?user[ \\t]+[^ \\t]+[ \\t]*"];

/** Commands that take a secret from their standard input. */
const READERS =
  "--password-stdin|--stdin|saslpasswd2|smbpasswd|pdbedit|vncpasswd|cryptsetup|kinit|[|][ \\t]*(sudo[ \\t]+)?passwd|sudo[ \\t]+-[a-z]*s|gpg[ \\t]|[|][ \\t]*su[ \\t]|--passphrase-fd";

/** What stands before a secret without naming it as a key does; the value follows. */
export interface Prefix {
  readonly prefix: RegExp;
  /** What the line must hold. */
  readonly needs?: RegExp;
  /** One of these stands in each line that holds it, in small letters: that is soon seen. */
  readonly has: readonly string[];
  /** The value must look like a secret: `word` as no name or number does, `id` as a word does or as an id. */
  readonly looks?: "word" | "id";
}

const prefixOf = (
  has: string,
  prefix: string,
  { needs, looks, flags = "gi" }: { needs?: string; looks?: Prefix["looks"]; flags?: string } = {},
): Prefix => ({
  has: has.split(" "),
  prefix: new RegExp(prefix, flags),
  ...(needs === undefined ? {} : { needs: new RegExp(needs, "i") }),
  ...(looks === undefined ? {} : { looks }),
});

/** A name of an option matters as it is written: `-P` and `-p` differ. */
const exactly = (has: string, prefix: string, needs: string): Prefix => prefixOf(has, prefix, { needs, flags: "g" });

export const PREFIXES: readonly Prefix[] = [
  // headers, also as two items of a list
  prefixOf(
    "authorization",
    "authorization\\\\*[\"']?[ \\t]*[:=,][ \\t]*[ub]?\\\\*[\"']?(basic|bearer|token|negotiate|ntlm|kerberos|apikey|aws|key|splunk|hawk|googlelogin)[ \\t]+",
  ),
  prefixOf("authorization", "authorization[ \\t]+\\\\*[\"'](basic|bearer)[ \\t]+"),
  prefixOf("authorization", "[ \\t,](response|oauth_signature|mac)=", {
    needs: "authorization\\\\*[\"']?[ \\t]*[:=,][ \\t]*[ub]?\\\\*[\"']?(digest|oauth|hawk)",
  }),
  prefixOf("x- cookie", "[\"'](x-[a-z-]*(token|key|secret|password)|(set-)?cookie)\\\\*[\"'],[ \\t]*"),
  // "name": "admin_password", "value": "VALUE"; a setting that puppet changes; iscsiadm -n …password -v VALUE
  prefixOf("value", `${SECRET_END}\\\\*["'],?[ \\t]*${TYPE}\\\\*["']?value\\\\*["']?[ \\t]*[:=][ \\t]*`),
  prefixOf("changed", `${SECRET_END}[\\]][^\\] \\t]*[ \\t]+value changed[ \\t]+`),
  prefixOf("changed", "value changed masked-[0-9a-f-]*[ \\t]+to[ \\t]+"),
  prefixOf("-v", `${SECRET_END}[ \\t]+(-v[ \\t]+|--value[ \\t=]+)`),
  // a token of keystone in what it answers
  prefixOf("token", "token\\\\*[\"']?[ \\t]*[:=][ \\t]*[{][^{}]*[\"']id\\\\*[\"'][ \\t]*:[ \\t]*"),
  // a volume's account of CHAP
  prefixOf("chap", "chap[ \\t]+[^ \\t\"']+[ \\t]+", { needs: "provider_auth", looks: "word" }),
  // what barbican is to keep
  prefixOf("payload", "payload\\\\*[\"'][ \\t]*:[ \\t]*", { needs: "payload_content_(type|encoding)" }),
  // what federations sign, and what a URL is signed with
  prefixOf("sig= saml", "([?&]sig|saml(response|art))=", { looks: "word" }),
  // an account of a registry
  prefixOf("auth", "[{,][ \\t]*\\\\*[\"']auth\\\\*[\"'][ \\t]*:[ \\t]*", { looks: "word" }),
  // haproxy, redis, keepalived, postfix
  prefixOf("stats", "stats[ \\t]+auth[ \\t]+[^ \\t:]+:"),
  prefixOf(
    "requirepass masterauth insecure-password community auth_pass bindpw",
    "(requirepass|masterauth|insecure-password|r[ow]community6?|auth_pass|bindpw)[ \\t]+",
  ),
  prefixOf("auth-pass", "auth-pass[ \\t]+[^ \\t]+[ \\t]+"),
  prefixOf("send", "send[ \\t]+auth[\\\\][ \\t]+"),
  prefixOf("password", "(user|login)[ \\t]+[^ \\t]+[ \\t]+password[ \\t]+"),
  prefixOf("user", "user[ \\t]+[^ \\t]+[ \\t]+on[ \\t]+[>#]"),
  prefixOf("]:", "[\\[][^\\[\\] \\t]+[\\]]:[0-9]+[ \\t]+[^ \\t:]+:", { looks: "word" }),
  // databases
  prefixOf("identified", "identified[ \\t]+(with[ \\t]+[^ \\t]+[ \\t]+)?(by|as)[ \\t]+(password[ \\t]+)?", {
    needs: "identified[ \\t]+(with[ \\t]+[^ \\t]+[ \\t]+)?(by|as)[ \\t]+(password[ \\t]+)?\\\\*[\"']",
  }),
  prefixOf("password(", "password[(][ \\t]*", { looks: "word" }),
  prefixOf("password(", "password[(][ \\t]*\\\\*[\"']"),
  prefixOf("dsn", "dsn[ \\t]*=[ \\t]*[\"']?[^ \\t:\"'@/]+:"),
  // SNMP
  prefixOf("createuser", "createuser[ \\t]+[^ \\t]+[ \\t]+(md5|sha)[0-9-]*[ \\t]+"),
  prefixOf(
    "createuser",
    "createuser[ \\t]+[^ \\t]+[ \\t]+(md5|sha)[0-9-]*[ \\t]+[^ \\t]+[ \\t]+(aes|des)[0-9-]*[ \\t]+",
  ),
  prefixOf("com2sec", "com2sec6?[ \\t]+(-cn[ \\t]+[^ \\t]+[ \\t]+)?[^ \\t]+[ \\t]+[^ \\t]+[ \\t]+"),
  prefixOf("sink", "(trap2?sink|informsink)[ \\t]+[^ \\t]+[ \\t]+"),
  exactly(
    "snmp",
    `[ \\t"'](-c|-A|-X)${EQUALS}`,
    "snmp(b?[a-z]*(walk|get|getnext|set|table|status|df|delta|test|trap|inform|netstat|usm|vacm))",
  ),
  // BIND, Erlang
  prefixOf("secret", "[ \\t{;]secret[ \\t]+", { needs: "secret[ \\t]+[\"'][^\"']+[\"'][ \\t]*;" }),
  prefixOf("{", "[{][ \\t]*[a-z_]*(pass|password|secret|cookie|token)[ \\t]*,[ \\t]*(<<)?"),
  prefixOf("<<", "(pass|password|secret|cookie|token)[ \\t]*,[ \\t]*<<"),
  prefixOf("-setcookie", "-setcookie[ \\t]+"),
  // accounts of commands: USER:VALUE, USER%VALUE, USER,VALUE
  prefixOf("creds", `-creds${EQUALS}(\\\\*["'])?[^ \\t:"']+:`),
  prefixOf("curl wget", `[ \\t"'](-[a-z]*u|--(proxy-)?user)${EQUALS}(\\\\*["'])?[^ \\t:"']+:`, { needs: "curl|wget" }),
  prefixOf("-", `[ \\t"'](-[a-z]*u|-a|--(proxy-)?user|--auth)${EQUALS}(\\\\*["'])?[^ \\t:"'/+%]+:`, { looks: "word" }),
  prefixOf("-u", `[ \\t"'](-u|--user)${EQUALS}(\\\\*["'])?[^ \\t%"']+%`, {
    needs: "smb|winexe|rpcclient|wmic|net[ \\t]",
  }),
  prefixOf("lftp", `[ \\t"']-u${EQUALS}(\\\\*["'])?[^ \\t,"']+,`, { needs: "lftp" }),
  prefixOf("chpasswd", "(echo|printf)[ \\t]+(-[en]+[ \\t]+)?([\"']?%s([\\\\]n)?[\"']?[ \\t]+)?[\"']?[^ \\t:\"']+:", {
    needs: "chpasswd",
  }),
  prefixOf("chpasswd", "printf[ \\t]+[\"']?[^ \\t:\"']+:%s([\\\\]n)?[\"']?[ \\t]+", { needs: "chpasswd" }),
  prefixOf("chpasswd", "<<<[ \\t]*[\"']?[^ \\t:\"']+:", { needs: "chpasswd" }),
  prefixOf("echo printf", "(echo|printf)[ \\t]+(-[en]+[ \\t]+)?([\"']?%s([\\\\]n)?[\"']?[ \\t]+)?", { needs: READERS }),
  prefixOf("<<<", "<<<[ \\t]*", { needs: READERS }),
  // options of commands, and their words in order
  prefixOf("pass:", "[ \\t](-pass(in|out)?[ \\t]+)?pass:"),
  prefixOf("-p", "[ \\t\"']-p", { needs: "mysql|mariadb|sshpass|xtrabackup|innobackupex" }),
  exactly("fence_ mariabackup", "[ \\t\"']-p", "fence_[a-z]|mariabackup"),
  exactly("ipmitool", "[ \\t\"']-P", "ipmitool"),
  exactly("ldap", "[ \\t\"']-w", "ldap(search|add|modify|modrdn|delete|compare|passwd|whoami|exop|vc)[ \\t\"']"),
  prefixOf("rootpw", "rootpw[ \\t]+(--[a-z]+[ \\t]+)?(--[a-z]+[ \\t]+)?"),
  prefixOf(
    "add_user _password authenticate_user",
    `(add_user|change_password|authenticate_user)${GAP}[^ \\t"',]+${GAP}`,
    { needs: "rabbitmqctl|rabbitmq-diagnostics" },
  ),
  prefixOf(
    "redis- sshpass login fence_ mongo rabbitmqadmin ipmi bmc- racadm cypher-shell influx",
    `[ \\t"'](-a|-p|--pass)${EQUALS}`,
    {
      needs: `redis-(cli|benchmark)|sshpass|(docker|podman|skopeo|buildah|nerdctl|oc|helm|registry)${GAP}login|fence_([a-jl-z]|ku)|mongo|rabbitmqadmin|ipmi(power|console|-[a-z])|bmc-[a-z]|racadm|cypher-shell|influx`,
    },
  ),
  exactly("ipmitool sqlcmd tsql zip", `[ \\t"'](-P|-K|-R)${EQUALS}`, "ipmitool|sqlcmd|tsql|zip[ \\t]"),
  exactly("swift", `[ \\t"']-K${EQUALS}`, "swift[ \\t\"']"),
  exactly("ldap", `[ \\t"'](-w|-y)${EQUALS}`, "ldap[a-z]+[ \\t\"']"),
  exactly("ldappasswd", `[ \\t"'](-a|-s)${EQUALS}`, "ldappasswd[ \\t\"']"),
  exactly("ipa-", `[ \\t"'](-w|-a)${EQUALS}`, "ipa-[a-z]+-install"),
  exactly("openssl", `[ \\t"']-[kK]${EQUALS}`, "openssl[ \\t\"',]+(enc|aes|des)"),
  prefixOf("htpasswd", `htpasswd[ \\t]+${FLAGS}-[a-mo-z]*n[a-z]*[ \\t]+${FLAGS}[^- \\t][^ \\t]*[ \\t]+`, {
    needs: "[ \\t]-[a-z]*b",
  }),
  prefixOf("htpasswd", `htpasswd[ \\t]+${FLAGS}-[ac-z]*b[a-z]*[ \\t]+${FLAGS}[^- \\t][^ \\t]*[ \\t]+[^ \\t]+[ \\t]+`),
  prefixOf("secret-set-value", `secret-set-value${GAP}(--secret${GAP})?[0-9a-z-]+${GAP}(--base64${GAP})?`),
  prefixOf("--payload", `--payload${EQUALS}`),
  prefixOf("alias", `alias${GAP}set${GAP}[^ \\t]+${GAP}https?:[^ \\t]+${GAP}[^ \\t]+${GAP}`, { needs: "mc[ \\t]" }),
  // a table of one thing: | password | VALUE |
  prefixOf("|", `[|][ \\t]*[a-z0-9_.-]*${SECRET_END}[ \\t]*[|][ \\t]*`, {
    needs: "^[^|]*[|][^|]*[|][^|]*[|][ \\t\\r]*$",
  }),
  // prose
  ...OWNERS.flatMap((owner) => [
    prefixOf("passw passphrase passcode", `(password|passphrase|passwd|passcode) ${owner}${SAYS}`, { looks: "id" }),
    prefixOf(
      "secret token key community",
      `(secret|token|(api|access|secret|private|encryption|shared)[_ -]?key|community) ${owner}${SAYS}`,
      { looks: "word" },
    ),
  ]),
  prefixOf(
    "token",
    "token([ \\t]+validation)?[ \\t]+(failed|failure|error|denied|rejected)[ \\t]+for[ \\t]+(token[ \\t]+)?",
    { looks: "id" },
  ),
  prefixOf(
    "token",
    "(invalid|expired|unknown|bad|revoked|received|checking|validating|revoke|validate|for|with|find|using)[ \\t]+((auth|user|service|admin|subject)[ \\t]+)?token([ \\t]+id)?[ \\t]*[:=]?[ \\t]+",
    { looks: "id" },
  ),
  prefixOf("token", "token[ \\t]+(id|not found|expired|invalid|revoked)[ \\t]*:[ \\t]+", { looks: "id" }),
];

/** A value that is no word: letters and digits, capitals after small letters, or signs. */
export const LOOKS_SECRET = /[0-9].*[A-Za-z]|[A-Za-z].*[0-9]|[a-z][A-Z]|[!@#$%^&*?~+]/;

/** Letters alone that no words make: capitals and small letters in turn. */
export const LOOKS_JUMBLED = /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/;
export const JUMBLED_PART = /[A-Z][a-z][A-Z]|[a-z][A-Z][A-Z][a-z]/;

/** Of those, names of things and addresses, measures and times. */
export const LOOKS_ORDINARY =
  /^([/.<([].*|[a-z]+[-_.:@][a-z0-9_.:@-]*|[a-z]+[0-9]?[0-9]?|[0-9][0-9.:, t+-]*[a-z]?[a-z]?[a-z]?|[0-9]+[.:][0-9][a-z0-9.:+~-]*|[a-z0-9_-]+=.*|[a-z0-9_.]+[(].*|[a-z0-9+]+:[/][/].*)[.,:;?!]?$/i;

/** An id, which only a token is like. */
export const LOOKS_ID = /^[0-9a-f-]*[0-9][0-9a-f-]*[.,:;]?$/i;

/** Characters of secrets that show what they are, with the fewest and the most that they have. */
export interface Shape {
  /** One of these stands in each line that holds it: that is soon seen. */
  readonly has: readonly string[];
  readonly shape: RegExp;
  readonly least: number;
  readonly most: number;
}

/** What may stand before such a secret: no part of a word, but the end of what a string or a URL writes in another way. */
const APART = "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])";

/** The same before what no word looks like. */
const ANYWHERE = "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])";

const shapeOf = (has: string, shape: string, least: number, most: number, before = ANYWHERE): Shape => ({
  has: has.split(" "),
  shape: new RegExp(`${before}${shape}`, "g"),
  least,
  most,
});

/** Secrets that show what they are, after what is no part of a word. */
export const SHAPES: readonly Shape[] = [
  // keystone's fernet tokens; JSON web tokens; keys of ceph
  shapeOf("gAAAA", "gAAAA[A-Za-z0-9_-]+=*", 25, 100_000, APART),
  shapeOf("eyJ", "eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*", 30, 100_000, APART),
  shapeOf("AQ", "AQ[A-Za-z0-9+/]+==", 40, 40, APART),
  // crypt(3), Apache and others; LDAP; MySQL; PostgreSQL
  shapeOf(
    "$",
    "[$](1|2[abxy]?|5|6|7|y|gy|md5|sha1|apr1|argon2(id|i|d)?|pbkdf2(-sha[0-9]+)?|scrypt|bcrypt-sha256)[$][./A-Za-z0-9$=,+-]+",
    20,
    1000,
    APART,
  ),
  shapeOf("}", "[{](S?SHA[0-9]*|S?MD5|CRYPT|PBKDF2[A-Z0-9-]*|ARGON2)[}][A-Za-z0-9+/$.,=-]+", 20, 300, APART),
  shapeOf("*", "[*][0-9A-F]+", 41, 41, APART),
  shapeOf("grub.pbkdf2", "grub[.]pbkdf2[.]sha[0-9]+[.][0-9]+[.][0-9A-F.]+", 40, 2000),
  shapeOf("SCRAM-SHA", "SCRAM-SHA-(1|256|512)[$][A-Za-z0-9+/=$:]+", 40, 400),
  shapeOf("md5", "md5[0-9a-f]+", 35, 35),
  // GitHub, GitLab, npm, PyPI, Docker, Slack, Stripe, cloud providers, vault, age
  shapeOf("gho_ ghp_ ghr_ ghs_ ghu_ npm_ hf_ glsa_", "(gh[oprsu]|npm|hf|glsa)_[A-Za-z0-9]+", 24, 300),
  shapeOf(
    "_pat_ k_live k_test _v1_ shpat_ shpca_ shppa_ shpss_ sntry whsec_",
    "(github_pat|dckr_pat|[sr]k_(live|test)|do[por]_v1|shp(at|ca|pa|ss)|sntry[su]|whsec)_[A-Za-z0-9_-]+",
    24,
    400,
  ),
  shapeOf(
    "pypi- sk- NRAK- PMAK- xkeysib- sq0",
    "(pypi|sk|NRAK|PMAK|xkeysib|sq0[a-z]+)-[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*",
    24,
    400,
  ),
  shapeOf(
    "pat- gl xox xapp-",
    "(gl(pat|ptt|dt|rt|oas|cbt|ft|imt|agent|soat|ffct)|xox[a-z]|xapp)-[A-Za-z0-9_.-]+",
    20,
    400,
  ),
  shapeOf("hooks.slack.com", "hooks[.]slack[.]com/(services|workflows)/[A-Za-z0-9_/-]+", 40, 400),
  shapeOf("AGE-SECRET", "AGE-SECRET-KEY-1[A-Z0-9]+", 40, 200),
  shapeOf("hv", "hv[sbr][.][A-Za-z0-9_-]+", 24, 400),
  shapeOf("s.", "s[.][A-Za-z0-9]*[0-9][A-Za-z0-9]*", 26, 26),
  shapeOf("AKIA ASIA AROA AIDA", "A(KIA|SIA|ROA|IDA)[A-Z0-9]+", 16, 24),
  shapeOf("AIza", "AIza[A-Za-z0-9_-]+", 35, 45),
  shapeOf("ya29.", "ya29[.][A-Za-z0-9_-]+", 24, 1000),
  shapeOf("SG.", "SG[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+", 40, 100),
  // a private key in base64
  shapeOf(
    "LS0tLS1CRUdJTi",
    "LS0tLS1CRUdJTi(BSU0EgUFJJ|BFQyBQUklW|BFTkNS|BPUEVO|BEU0EgUFJJ|BQUklW|BQR1AgUFJJ)[A-Za-z0-9+/=]+",
    40,
    100_000,
  ),
];

/** What tells of a secret of which the characters are known: they follow it. */
export interface Marked extends Omit<Shape, "has"> {
  readonly mark: RegExp;
  /** What the line must hold. */
  readonly needs?: RegExp;
  /** It holds small letters, capitals and digits. */
  readonly mixed?: boolean;
}

export const MARKED: readonly Marked[] = [
  // a fernet key, which may have any name but lies in the content of a file that is written
  { mark: /content\\*["']?[ \t]*[:=][ \t]*\\*["']?/gi, shape: /^[A-Za-z0-9_-]+=/, least: 44, most: 44 },
  // what a server is started with, which may set passwords
  { mark: /user_?data\\*["']?[ \t]*[:=][ \t]*[ub]?\\*["']?/gi, shape: /^[A-Za-z0-9+/_-]+=*/, least: 24, most: 100_000 },
  // qemu's secrets
  { needs: /secret,/i, mark: /,data=/gi, shape: /^[A-Za-z0-9+/_-]+=*/, least: 8, most: 100_000 },
  // a setting that is called nothing but key
  {
    mark: /(^|[ \t{,"'?&])key[0-9]?\\*["']?[ \t]*[:=][ \t]*[ub]?\\*["']?/gi,
    shape: /^[A-Za-z0-9+/_-]+=*/,
    least: 16,
    most: 200,
    mixed: true,
  },
  // a URL within a URL: %3A%2F%2Fuser%3AVALUE%40
  {
    mark: /%3a%2f%2f[^ \t"'<>&%]*%3a/gi,
    shape: /^([^ \t"'<>&%]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-Ea-e])*%40/,
    least: 4,
    most: 400,
  },
];

/** Accounts of registries on one line: what follows are maps of registries, users and passwords. */
export const ACCOUNTS_BEGIN = /registry_?(cred(ential)?s|logins)\\*["']?[ \t]*(:|=>|=)[ \t]*[{]/gi;

/** What the kernel's audit writes in hex: a command line, its words, what was typed. */
export const HEX_TEXT = /(proctitle|cmd|data|a[0-9]+([[][0-9]+[\]])?)=[0-9A-F]+/g;

/** Where a private key begins, in whatever form, or the body of a vault of ansible's. */
export const KEY_BEGINS =
  /----[- ]BEGIN [A-Za-z0-9 ]*(PRIVATE KEY( BLOCK)?|OpenVPN Static key V1)[- ]----|Private-Lines: [0-9]+|[$]ANSIBLE_VAULT;[0-9.]+;AES[0-9]*(;[A-Za-z0-9_.-]+)?/;
export const KEY_ENDS = /----[- ]END [A-Za-z0-9 ]*(PRIVATE KEY( BLOCK)?|OpenVPN Static key V1)[- ]----|Private-MAC:/;

/** The lines of a vault: it ends where another follows. */
export const VAULT_BEGINS = /[$]ANSIBLE_VAULT;/;
export const VAULT_LINE = /(^|[ \t])[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*[ \t\r]*$/;

/** After lines of a token of keystone like these, its id is the token itself. */
export const BEFORE_TOKEN_ID =
  /(^|[|])[ \t]*["']?(expires|issued_at)["']?[ \t]*[|:=]|["']token["'][ \t]*:[ \t]*[{][ \t\r]*$/i;
export const TOKEN_ID = /(^|[|])[ \t]*["']?id["']?[ \t]*[|:=][ \t]*["']?/i;

/** What a log puts before each line: what follows is masked as a line of its own. */
export const LOG_HEAD =
  /^([0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9:.,+Z-]+ (std(out|err) [FP] |[^"{}=|[]*[[][^\]]*[\]] |[^ ]+ [^ :[]+[[][0-9]+[\]]: )?|[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:.]+ [^ ]+ [^ :]+: )/;

/**
 * A key whose value is the lines below it that are indented by more: a text, an item or a list of them, or with a name in
 * the plural a map. Its groups that matter are by their number from the end: what opens the value.
 */
export const OPENS_BLOCK = new RegExp(
  `^[ \\t]*(- )?["']?[A-Za-z0-9_.:-]*${SECRET_END}([_-]?(list|map))?["']?[ \\t]*:[ \\t]*(![a-z]+ )?([|>][-+0-9]*|[[{])?[ \\t\\r]*(#[^\\n]*)?$`,
  "i",
);

/** Of those, the ones whose maps hold secrets, and nothing else. */
export const OPENS_MAP = /(passw(or)?ds|tokens|_map|registry_?(credentials|logins))["']?[ \t]*:/i;

/** Lists of names of secrets. */
export const OPENS_NO_BLOCK = /^[ \t]*["']?secrets["']?[ \t]*:/i;

/** Below it, lines are USER:PASSWORD. */
export const OPENS_ACCOUNTS = /^[ \t]*chpasswd:[ \t\r]*$/i;

/** Files that are a secret from their first line to their last. */
export const SECRET_FILES =
  /(^|\/)(fernet-keys\/[^/]+|credential-keys\/[^/]+|[.]erlang[.]cookie|memcached_sasl[^/]*|[.]pgpass|[.]htpasswd|rsyncd[.]secrets|corosync\/authkey|pacemaker\/authkey)$/;

/** A setting whose value may go on in lines that are indented, as oslo.config has it. */
export const SETTING = new RegExp(`^[A-Za-z0-9_.-]*${SECRET_END}[ \\t]*=`, "i");

/** An option alone on its line, of which the value is the next: a list of arguments, an item to a line. */
export const LONE_OPTION = new RegExp(`^[ \\t]*(- )?["']?--?[A-Za-z0-9_-]*${SECRET_END}["']?,?[ \\t\\r]*$`, "i");

/** What ends a word. */
export const BLANKS = " \\t\\r\\f\\v";

/** Of a line's parts one is in each line in which a secret begins; by their first letters, as that is soon looked through. */
const SUSPECT_WORDS = [
  "$1 $2 $5 $6 $7 $ansible $apr1 $argon $bcrypt $gy $md5 $pbkdf $scrypt $sha1 $y",
  "%40 --payload -user -stdin <<< ]:25 ]:465 ]:587",
  "_pat_ _v1_ a0= a1= a2= a3= add_user age-secret aiza akia aida aq aroa asia auth cmd= com2sec community content cookie",
  "createuser cred data= dockercfg dockerconfigjson dsn echo expires eyj gaaaa gho_ ghp_ ghr_ ghs_ ghu_ glagent- glcbt-",
  "gldt- glffct- glft- glimt- gloas- glpat- glptt- glrt- glsoat- glsa_ hash hf_ hvb. hvr. hvs. identified innobackup",
  "fence_ grub.pbkdf2 hooks.slack ipmitool issued_at kek key ldap login ls0tls1crudjti mariabackup mariadb masterauth md5",
  "mysql npm_ nrak- payload_content saml sig= pass pmak- printf private- proctitle psk",
  "psw pypi- rk_live rk_test scram-sha secret sessid session sg. shpat_ shpca_ shppa_ shpss_ signature _sig sink sk- sk_live",
  "sk_test sntry sq0 token user_data userdata whsec_ xapp- xkeysib- xox ya29. {argon {crypt {md5 {pbkdf {sha {smd5 {ssha",
]
  .flatMap((words) => words.split(" "))
  .sort();

/** The same for what is no word: a short key, options of one letter, hashes, settings of swift, tokens of vault. */
const SUSPECT_PARTS = [
  "pw([^a-ce-z]|$)",
  "[ \\t\"'](-[packrwxy]|-[a-z]*u)[ \\t,=\\\\\"']",
  "[*][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]",
  "@",
  "^user_",
  "value changed",
  "on [>#]",
  "(^|[^a-z0-9])s[.][a-z0-9][a-z0-9][a-z0-9][a-z0-9]",
];

/** A line without any of these holds no secret that begins in it. It spares most lines a closer look. */
export const SUSPECT = new RegExp([byFirstLetter(SUSPECT_WORDS), ...SUSPECT_PARTS].join("|"), "i");

/** A pattern for these words that asks for each first letter once: mawk tries one way after another. */
function byFirstLetter(words: readonly string[]): string {
  const literal = (text: string) => text.replace(/[$.{\]]/g, "\\$&");
  const firsts = [...new Set(words.map((word) => word.slice(0, 1)))];
  return firsts
    .map((first) => {
      const rests = words.filter((word) => word.startsWith(first)).map((word) => literal(word.slice(1)));
      return `${literal(first)}(${rests.join("|")})`;
    })
    .join("|");
}

/** Values that are no secrets: nothing, words of configuration, references, templates, rules of a policy, what is masked already. */
export const NO_SECRET_VALUES: readonly RegExp[] = [
  /^(none|null|nil|true|false|yes|no|on|off|undef|unset|default|~)?$/i,
  /^(\*\*\*|\*+$)/,
  /^[[(<]?(redacted|hidden|masked|removed|filtered|not_logging_parameter)[\])>]?$/i,
  /^\[(old|new)$/,
  /^[}`]/,
  /^@[A-Z_]+@$/,
  /^%[A-Z_]+%$/,
  /^%s/,
  /^[,;&]/,
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
