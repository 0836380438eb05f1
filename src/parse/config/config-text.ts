import type { ConfigTextFact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { wholeLines } from "../syntax/text.ts";

/** Longer files are no configuration that a person would compare. */
const MOST_LINES = 20_000;

/**
 * Configuration that is no ini (haproxy.cfg, local_settings, vhosts of httpd), as it was generated and as it lies in
 * containers. Binary files and what services rewrite by themselves are left out.
 */
const configText: Parser = {
  artefact: "other configuration text",
  paths: [
    "var/lib/config-data/puppet-generated/*/etc/**",
    "etc/kolla/*/**",
    "sos_containers/*/etc/**",
    "!**/{config.json,*.json,*.yaml,*.yml,*.gz,*.builder,*.db,*.key,*.pem,*.crt,*.p12,*keyring*,redis.conf*,*.sh,*.py}",
    "!**/{fernet-keys,credential-keys,private,backups,migration,.ssh}/**",
  ],
  parse(source) {
    const fact: ConfigTextFact = {
      kind: "config-text",
      file: source.file,
      lines: significantLines(wholeLines(source)),
      ...present({ mtime: source.mtime, problem: source.loss }),
    };
    return [fact];
  },
};
export default configText;

function significantLines(text: string): ConfigTextFact["lines"] {
  const lines: { line: number; text: string }[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trimEnd();
    if (line === "" || /^\s*#/.test(line)) continue;
    lines.push({ line: index + 1, text: line });
    if (lines.length >= MOST_LINES) break;
  }
  return lines;
}
