import { holds, MASKS } from "../../parse/bundle/masks.ts";
import type { ConfigFileFact, Setting } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf, isDamaged } from "../bundle/captured.ts";
import type { GeneratedOption } from "../types.ts";
import { groupOf, lineOf } from "./setting-values.ts";

const GENERATED = /^var\/lib\/config-data\/puppet-generated\/([^/]+)\/etc\//;
const URL_WITH_HOSTS = /^[a-z][a-z0-9+]*:\/\/([^/?#\s]+)/i;

/** What is set in the generated configuration. In a file that is not whole, what is missing may set it once more. */
export function generatedOptionsOf(captured: Captured): GeneratedOption[] {
  if (isDamaged(captured)) return [];
  return factsOf(captured, "config-file").flatMap((file) => {
    const volume = GENERATED.exec(file.file)?.[1];
    return volume === undefined || file.problem !== undefined
      ? []
      : file.settings.map((setting) => optionOf(file, volume, setting));
  });
}

function optionOf(file: ConfigFileFact, volume: string, setting: Setting): GeneratedOption {
  const { key } = setting;
  const section = groupOf(setting.section);
  const value = setting.values.at(-1) ?? "";
  const line = lineOf(file, setting);
  return {
    subject: { kind: "config", name: `/${file.file} [${section}] ${key}` },
    ...{ file: `/${file.file}`, volume, section, key },
    ...present({ value: holds(value, MASKS) ? undefined : value, hosts: hostsOf(value) }),
    evidence: { key: line, value: line, hosts: line },
    lacks: {
      value: "its value is masked in the bundle; collect: a value that is no secret is not masked by our collector",
      hosts: "it is no URL, or its host is masked in the bundle; collect: run collect on the node",
    },
  };
}

/** user:password@host:port,user:password@host:port: a mask that takes more than the password may have taken a host. */
function hostsOf(value: string): string[] | undefined {
  const authority = URL_WITH_HOSTS.exec(value)?.[1];
  if (authority === undefined) return undefined;
  const hosts = authority.split(",").map((part) => part.slice(part.lastIndexOf("@") + 1));
  return hosts.some((host) => host === "" || holds(host, MASKS)) ? undefined : hosts;
}
