import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting } from "../syntax/text.ts";

/** VOLUME.md5sum, which docker-puppet and container-puppet leave beside each configuration volume. */
const checksum: Parser = {
  artefact: "configuration checksum",
  paths: ["var/lib/config-data/*.md5sum", "var/lib/config-data/puppet-generated/*.md5sum"],
  parse(source) {
    const { file, text, mtime, loss } = source;
    const value = /^\s*([0-9a-f]{32,64})\b/.exec(text)?.[1];
    if (value === undefined || loss !== undefined) return [];
    const volume = file.slice(file.lastIndexOf("/") + 1, -".md5sum".length);
    const generated = file.includes("/puppet-generated/");
    return [{ kind: "checksum", volume, generated, value, ...present({ mtime }), source: quoting(source)(1) }];
  },
};
export default checksum;
