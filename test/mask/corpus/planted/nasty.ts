import { escapes } from "../escapes.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** What a masker's own means may stumble over: patterns, replacements, formats, quotes, templates, other bytes. */
const NASTY = [
  "~&\\1~",
  "~$1$&~",
  "~%s%d%n~",
  "~.*+?[](){}|^~",
  "~\\\\~\\",
  "^~$",
  "~'~",
  '~"~',
  "~`~`",
  "~ ~ ~",
  "~=~",
  "~: ~",
  "~, ~",
  "~#~",
  "~ #~",
  "~;~",
  "~@~",
  "~/~",
  "~://~",
  "\x24{~}~",
  "{{~}}~",
  "%(~)s~",
  "<~>~",
  "[~]",
  "{~}",
  "(~)",
  "!~!",
  "*~*",
  "-~~",
  "--~",
  "~é~ß",
  "~密码~",
  "~😀~",
  "/~/~",
  "None~",
  "password~",
  "masked-~-1",
  "~\u00a0~",
] as const;

/** The nasty ones, each where its format lets it be written. */
export function nastyFiles(): PlantedFile[] {
  return [
    plant("etc/nasty/nasty.conf", "ini", (s) =>
      [
        "[DEFAULT]",
        ...NASTY.map((pattern, index) => `key${index}_password = ${s.like(pattern)}`),
        "debug = false",
        "",
      ].join("\n"),
    ),
    plant(
      "etc/nasty/nasty.json",
      "json",
      (s) =>
        `${JSON.stringify(Object.fromEntries(NASTY.map((pattern, index) => [`key${index}_password`, s.like(pattern)])), null, 2)}\n`,
    ),
    plant("etc/nasty/minified.json", "json", (s) =>
      JSON.stringify({
        all: NASTY.map((pattern) => ({ password: s.like(pattern), port: 1 })),
        env: NASTY.map((pattern) => `OS_PASSWORD=${s.like(pattern)}`),
      }),
    ),
    plant("etc/nasty/inner.json", "json", (s) =>
      JSON.stringify({
        label: JSON.stringify(
          NASTY.map((pattern) => ({ password: s.like(pattern), env: [`DB_PASSWORD=${s.like(pattern)}`] })),
        ),
        n: 1,
      }),
    ),
    plant("etc/nasty/nasty.yaml", "yaml", (s) =>
      [
        ...NASTY.map((pattern, index) => `double${index}_password: ${JSON.stringify(s.like(pattern))}`),
        ...NASTY.map((pattern, index) => `single${index}_password: '${escapes.doubled(s.like(pattern))}'`),
        "port: 1",
        "",
      ].join("\n"),
    ),
    plant("etc/nasty/nasty.sh", "text", (s) =>
      [
        ...NASTY.map((pattern) => `export OS_PASSWORD='${escapes.shell(s.like(pattern))}'`),
        "export OS_USERNAME=admin",
        "",
      ].join("\n"),
    ),
    plant("etc/nasty/urls.conf", "ini", (s) =>
      [
        ...NASTY.map(
          (pattern) => `connection = mysql+pymysql://nova:${escapes.percent(s.like(pattern))}@172.17.1.10/nova`,
        ),
        "",
      ].join("\n"),
    ),
    plant("etc/nasty/short.conf", "ini", (s) =>
      [
        "[DEFAULT]",
        `password = ${s.word(4)}`,
        `admin_password=${s.word(5)}`,
        `transport_url = rabbit://guest:${s.word(4)}@h1:5672/`,
        `connection = mysql://nova:${s.word(5)}@172.17.1.10/nova`,
        `wsrep_sst_auth = root:${s.word(4)}`,
        "",
      ].join("\n"),
    ),
    plant("etc/nasty/long.conf", "ini", (s) =>
      ["[DEFAULT]", `password = ${s.word(4000)}`, `admin_token = ${s.base64(3000)}`, "debug = false", ""].join("\n"),
    ),
    plant("etc/nasty/no-newline-at-end.conf", "ini", (s) => `[DEFAULT]\npassword = ${s.word()}`),
    plant(
      "etc/nasty/carriage-returns.conf",
      "ini",
      (s) =>
        `[DEFAULT]\r\npassword = ${s.word()}\r\nadmin_password=${s.like("~ ~")}\r\nconnection = mysql://a:${s.word()}@h/db\r\n`,
    ),
    plant(
      "etc/nasty/blank-at-end.conf",
      "ini",
      (s) => `password = ${s.word()}  \nadmin_password=${s.word()}\t\nx = 1\n`,
    ),
    plant("etc/nasty/byte-order-mark.conf", "ini", (s) => `\ufeffpassword = ${s.word()}\n`),
    plant("etc/nasty/several-in-a-line.txt", "text", (s) =>
      [
        `password=${s.word()} admin_password=${s.word()} token=${s.word()} user=admin`,
        `password: ${s.word()}, admin_password: ${s.word()}, user: admin`,
        `password=${s.word()};token=${s.word()};user=admin`,
        `password=${s.word()}&token=${s.word()}&user=admin`,
        `(password=${s.word()}) [token=${s.word()}] <secret=${s.word()}> {api_key=${s.word()}}`,
        `{"password":"${s.word()}","token":"${s.word()}"} {'password':'${s.word()}','token':'${s.word()}'}`,
        "",
      ].join("\n"),
    ),
  ];
}
