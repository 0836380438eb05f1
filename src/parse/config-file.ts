import type { ConfigFileFact, Parser, Setting } from "./facts.ts";
import { present } from "./present.ts";
import type { SourceText } from "./text.ts";

const MASK = /\*{6,}/;

/**
 * oslo.config and other ini files: under /etc, under puppet-generated, and copied out of containers. Left out are files
 * that packages fill and nobody deploys by (paste pipelines, policies, rootwrap filters): they differ by version alone.
 */
const configFile: Parser = {
  artefact: "configuration file",
  paths: [
    "etc/*/**/*.{conf,ini,cnf}",
    "etc/my.cnf",
    "var/lib/config-data/puppet-generated/*/etc/**/*.{conf,ini,cnf}",
    "!**/{*paste.ini,policy.*,rootwrap*,rootwrap.d/**,httpd/**,apache2/**,sysctl*,systemd/**,modprobe.d/**}",
  ],
  parse(source) {
    const fact: ConfigFileFact = {
      kind: "config-file",
      file: source.file,
      settings: readSettings(source),
      scrubbed: MASK.test(source.text),
      ...present({ mtime: source.mtime, problem: source.loss }),
    };
    return [fact];
  },
};
export default configFile;

interface Open {
  readonly section: string;
  readonly key: string;
  readonly values: string[];
  readonly lines: number[];
}

/**
 * The settings of an oslo.config file, as its own parser reads them: a key may repeat (each value counts), an indented
 * line continues the value above it, a comment takes a whole line. A line with neither `=` nor `:` is a key without a
 * value, as my.cnf has them.
 */
export function readSettings({ text }: Pick<SourceText, "text">): Setting[] {
  const settings = new Map<string, Open>();
  let section = "DEFAULT";
  let last: Open | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    if (/^\s/.test(line) && last !== undefined) {
      const value = last.values.at(-1) ?? "";
      last.values[last.values.length - 1] = value === "" ? line.trim() : `${value}\n${line.trim()}`;
      continue;
    }
    const header = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      last = undefined;
      continue;
    }
    const [, key = "", value = ""] = /^\s*([^=:]*?)\s*(?:[=:]\s*(.*))?$/.exec(line) ?? [];
    if (key === "") continue;
    const id = `${section}\0${key}`;
    last = settings.get(id) ?? { section, key, values: [], lines: [] };
    last.values.push(value.trim());
    last.lines.push(index + 1);
    settings.set(id, last);
  }
  return [...settings.values()];
}
