import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting } from "../syntax/text.ts";

/** What serves images: a web server from files, or a registry. */
export const REGISTRY_UNITS = { files: "httpd.service", registry: "docker-distribution.service" } as const;

/** The configuration of a registry that the node itself runs: docker-distribution (12 to 14), httpd's image-serve (15 on). */
const registryService: Parser = {
  artefact: "configuration of the registry",
  paths: ["etc/docker-distribution/registry/config.yml", "etc/httpd/conf.d/image-serve.conf"],
  parse(source) {
    const lines = source.text.split("\n");
    const isHttpd = source.file.endsWith(".conf");
    const address = isHttpd ? /^\s*Listen\s+(\S+)/i : /^\s+addr:\s*["']?([^\s"']+)/;
    const at = lines.findIndex((line) => address.test(line));
    const told = address.exec(lines[at] ?? "")?.[1];
    return [
      {
        kind: "registry-service",
        unit: isHttpd ? REGISTRY_UNITS.files : REGISTRY_UNITS.registry,
        ...present({ address: told }),
        source: quoting(source)(Math.max(at, 0) + 1),
      },
    ];
  },
};
export default registryService;
