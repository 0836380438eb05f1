import { readListing } from "../containers/engine-files.ts";
import type { Parser, RegistryDigestFact } from "../facts.ts";
import { quoting } from "../syntax/text.ts";

/**
 * The headers that a registry answered for the manifest of each tag, a block to each, which ends with the address that was
 * asked: `url: http://HOST/v2/NAME/manifests/TAG`.
 */
const registryDigests: Parser = {
  artefact: "digests of a registry's tags",
  paths: ["sos_commands/registry/v2_manifests"],
  parse(source) {
    const quoted = quoting(source);
    let found: { digest: string; line: number } | undefined;
    const facts = source.text.split("\n").flatMap((line, index): RegistryDigestFact[] => {
      if (/^HTTP\//i.test(line)) found = undefined;
      const digest = /^docker-content-digest: *(sha256:[0-9a-f]{64})\s*$/i.exec(line)?.[1];
      if (digest !== undefined) found = { digest, line: index + 1 };
      const [, host, repository, tag] = ADDRESS.exec(line) ?? [];
      const told = found;
      if (host === undefined || repository === undefined || tag === undefined || told === undefined) return [];
      found = undefined;
      return [{ kind: "registry-digest", host, repository, tag, digest: told.digest, source: quoted(told.line) }];
    });
    return facts.length === 0 ? [] : [readListing(source, "registry-digests"), ...facts];
  },
};
export default registryDigests;

const ADDRESS = /^url: https?:\/\/([^/\s]+)\/v2\/(\S+)\/manifests\/([\w.-]+)\s*$/;
