import { WEB_SERVERS } from "../../catalogue/web-servers.ts";
import type { ConfigFileFact, Parser, Setting } from "../facts.ts";
import { present } from "../present.ts";
import { wholeLines } from "../syntax/text.ts";
import { mayBeReadByOslo, readMistakes } from "./oslo-syntax.ts";

/** A scrubber's mask in the place of a value, which a banner of asterisks is not. */
const MASK = /[=:][^\s=:]*\s*\*{6,}/;

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
    "var/lib/openstack/**/*.{conf,ini,cnf}",
    "var/lib/config-data/ansible-generated/**/*.{conf,ini,cnf}",
    "sos_containers/*/etc/**/*.{conf,ini,cnf}",
    "!**/{*paste.ini,policy.*,rootwrap*,rootwrap.d/**,sysctl*,systemd/**,modprobe.d/**}",
    ...WEB_SERVERS.map((server) => `!**/${server}/**`),
    "!etc/containers/**",
  ],
  parse(source) {
    const text = wholeLines(source);
    const fact: ConfigFileFact = {
      kind: "config-file",
      file: source.file,
      settings: readSettings({ text }),
      sections: sectionsOf(text),
      scrubbed: MASK.test(source.text),
      ...present({ mtime: source.mtime, problem: source.loss }),
      ...(mayBeReadByOslo(source.file) ? { mistakes: readMistakes(source) } : {}),
    };
    return [fact];
  },
};
export default configFile;

const SECTION = /^\s*\[([^\]]*)\]/;

/** An indented one may go on with a value. */
function sectionsOf(text: string): ConfigFileFact["sections"] {
  return text.split("\n").flatMap((line, index) => {
    const name = line.startsWith("[") ? SECTION.exec(line)?.[1] : undefined;
    return name === undefined ? [] : [{ name: name.trim(), line: index + 1 }];
  });
}

interface Open {
  readonly section: string;
  readonly key: string;
  readonly values: string[];
  readonly lines: number[];
}

/**
 * The settings of an oslo.config file, as its own parser reads them: a key may repeat (each value counts), an indented
 * line continues the value right above it (an indented comment may stand between), a comment takes a whole line, quotes
 * around a value are none of it. Where a line has neither `=` nor `:` it is a key without a value, as my.cnf has them,
 * and where an indented one continues nothing, it is a setting.
 */
export function readSettings({ text }: { readonly text: string }): Setting[] {
  const settings = new Map<string, Open>();
  let section = "DEFAULT";
  let last: Open | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s+[#;]/.test(line)) continue;
    if (/^([#;]|\s*$)/.test(line)) last = undefined;
    else if (last !== undefined && /^\s/.test(line)) {
      const value = last.values.pop();
      last.values.push(value ? `${value}\n${line.trim()}` : line.trim());
    } else {
      const header = SECTION.exec(line)?.[1];
      section = header?.trim() ?? section;
      last = header === undefined ? assign(settings, section, line, index + 1) : undefined;
    }
  }
  return [...settings.values()];
}

function assign(settings: Map<string, Open>, section: string, text: string, line: number): Open | undefined {
  const separator = text.search(/[=:]/);
  const key = (separator < 0 ? text : text.slice(0, separator)).trim();
  if (key === "") return undefined;
  const value = separator < 0 ? "" : text.slice(separator + 1).trim();
  const id = `${section}\0${key}`;
  const setting = settings.get(id) ?? { section, key, values: [], lines: [] };
  setting.values.push(/^(["']).*\1$/.test(value) ? value.slice(1, -1) : value);
  setting.lines.push(line);
  settings.set(id, setting);
  return setting;
}
