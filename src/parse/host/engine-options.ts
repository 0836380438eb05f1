import type { Fact, Parser } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, type SourceText } from "../syntax/text.ts";
import type { EngineOptionsFact } from "./host-facts.ts";

/** How engines are configured: docker's options and daemon.json, the registries of podman (and of docker on RHEL). */
const engineOptions: Parser = {
  artefact: "options of an engine",
  paths: [
    "etc/sysconfig/docker",
    "etc/docker/daemon.json",
    "etc/containers/registries.conf",
    "etc/containers/registries.conf.d/*.conf",
  ],
  parse(source) {
    if (source.loss !== undefined) return [];
    if (source.file.endsWith("daemon.json")) return daemonJson(source);
    return source.file.startsWith("etc/containers/") ? registriesConf(source) : sysconfig(source);
  },
};
export default engineOptions;

function fact(
  { file }: SourceText,
  engine: EngineOptionsFact["engine"],
  source: EngineOptionsFact["source"],
  told: Partial<EngineOptionsFact>,
): Fact[] {
  return [{ kind: "engine-options", engine, file, insecureRegistries: [], ...told, source }];
}

function daemonJson(source: SourceText): Fact[] {
  const quoted = quoting(source);
  if (source.text.trim() === "") return [];
  let json: unknown;
  try {
    json = JSON.parse(source.text);
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message.replace(/\s+/g, " ").slice(0, 200) : "no JSON";
    return fact(source, "docker", quoted(brokenAt(source.text, problem)), { valid: false, problem });
  }
  const options = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
  const registries = options["insecure-registries"];
  const iptables = options["iptables"];
  return fact(source, "docker", quoted(1), {
    valid: true,
    insecureRegistries: Array.isArray(registries) ? registries.filter((one) => typeof one === "string") : [],
    ...present({ iptables: typeof iptables === "boolean" ? iptables : undefined }),
  });
}

/** Node.js tells the place where JSON breaks as an offset, or as a line. */
function brokenAt(text: string, problem: string): number {
  const line = /line (\d+)/.exec(problem)?.[1];
  if (line !== undefined) return Number(line);
  const offset = /position (\d+)/.exec(problem)?.[1];
  return offset === undefined ? 1 : text.slice(0, Number(offset)).split("\n").length;
}

/** OPTIONS, ADD_REGISTRY, INSECURE_REGISTRY: lines of shell. */
function sysconfig(source: SourceText): Fact[] {
  const lines = source.text.split("\n");
  const set = lines.filter((line) => /^\s*[A-Z_]+=/.test(line));
  const options = lines.findIndex((line) => /^\s*OPTIONS=/.test(line));
  const all = set.join("\n");
  const iptables = /--iptables(?:=| )?["']?(true|false)?/.exec(all);
  return fact(source, "docker", quoting(source)(Math.max(options, 0) + 1), {
    insecureRegistries: [...all.matchAll(/--insecure-registry(?:=|\s+)["']?([^\s"']+)/g)].map(([, name = ""]) => name),
    iptables: iptables === null ? true : iptables[1] !== "false",
  });
}

/** Version 1: [registries.insecure] registries = ['a', 'b']. Version 2: [[registry]] location = 'a', insecure = true. */
function registriesConf(source: SourceText): Fact[] {
  const text = source.text
    .split("\n")
    .map((line) => line.replace(/^\s*#.*$/, ""))
    .join("\n");
  const sections = text.split(/^[ \t]*(?=\[)/m);
  const insecure = sections.flatMap((section) => {
    const body = section.replace(/^.*\]/, "");
    if (/^\s*\[registries\.insecure\]/.test(section))
      return [...body.matchAll(/['"]([^'"\n]+)['"]/g)].map(([, name = ""]) => name);
    if (!/^\s*\[\[registry\]\]/.test(section) || !/^[ \t]*insecure[ \t]*=[ \t]*true\b/m.test(section)) return [];
    return [...section.matchAll(/^[ \t]*(?:location|prefix)[ \t]*=[ \t]*['"]([^'"\n]+)['"]/gm)].map(
      ([, name = ""]) => name,
    );
  });
  const at = source.text.split("\n").findIndex((line) => /insecure/.test(line) && !/^\s*#/.test(line));
  return fact(source, "podman", quoting(source)(Math.max(at, 0) + 1), { insecureRegistries: insecure });
}
