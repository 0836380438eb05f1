import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component } from "../../catalogue/types.ts";
import type { ConfigFileFact } from "../../parse/facts.ts";
import type { NamedOption, OptionsView, ServiceFile } from "../types.ts";
import { groupOf, isMasked, lineOf } from "./setting-values.ts";

interface Wanted {
  readonly option: string;
  readonly where: (section: string, key: string, catalogue: Catalogue) => boolean;
  readonly read: (value: string) => string | undefined;
}

/** Options on which all services of a cloud agree, and what of each is compared. */
const SHARED: readonly Wanted[] = [
  {
    option: "transport_url",
    where: (section, key) => section === "DEFAULT" && key === "transport_url",
    read: urlHosts,
  },
  {
    option: "connection",
    where: (section, key) => /^(database|api_database|placement_database)$/.test(section) && key === "connection",
    read: databaseHost,
  },
  {
    option: "auth_url",
    where: (section, key) => section === "keystone_authtoken" && key === "auth_url",
    read: urlHosts,
  },
  {
    option: "memcached_servers",
    where: (section, key) => section === "keystone_authtoken" && key === "memcached_servers",
    read: (value) => listed(value.replace(/inet6?:/g, "")),
  },
  {
    option: "region_name",
    where: (section, key, catalogue) =>
      (key === "region_name" && section === "keystone_authtoken") ||
      (/^(os_)?region_name$/.test(key) && catalogue.service(section) !== undefined) ||
      (key === "region_name_for_services" && section === "DEFAULT"),
    read: (value) => (value === "" || value === "<None>" ? undefined : value),
  },
];

const NOBODYS = /^(|0\.0\.0\.0|127\.0\.0\.1|::|::1|\*|localhost|.*[%$].*)$/;

/** What of a node's options is compared with those of other services and nodes. */
export function optionsViewOf(files: readonly ServiceFile[], catalogue: Catalogue): OptionsView {
  const places = [...new Set(files.map(({ service }) => service))];
  const own = new Set(catalogue.services.flatMap(({ options }) => options?.own ?? []));
  // Behind the end of a torn file an option may be set once more.
  const whole = files.filter(({ fact }) => fact.problem === undefined);
  return {
    options: whole.flatMap(({ service, fact }) => sharedOf(service, fact, catalogue)),
    own: whole.flatMap(({ service, fact }) => ownOf(service, fact, own)),
    files,
    controller: places.some((place) => catalogue.ofConfig(place).some(isOfControllers)),
  };
}

function isOfControllers({ provides }: Component): boolean {
  return provides.includes("identity") || provides.includes("compute-api");
}

function sharedOf(service: string, fact: ConfigFileFact, catalogue: Catalogue): NamedOption[] {
  return fact.settings.flatMap((setting) =>
    SHARED.filter(({ where }) => where(groupOf(setting.section), setting.key, catalogue)).map(
      ({ option, read }): NamedOption => {
        const value = isMasked(setting)
          ? maskedHost(setting.values.at(-1) ?? "", read)
          : read(setting.values.at(-1) ?? "");
        return { option, service, evidence: lineOf(fact, setting), ...(value === undefined ? {} : { value }) };
      },
    ),
  );
}

/** A scrubber that leaves the host of a URL leaves what is compared. */
function maskedHost(value: string, read: Wanted["read"]): string | undefined {
  const rest = value.replace(/:\*{6,}@/g, ":x@");
  return /\*/.test(rest) ? undefined : read(rest);
}

/** Options that are each host's own, by the file that they stand in. */
function ownOf(service: string, fact: ConfigFileFact, own: ReadonlySet<string>): NamedOption[] {
  const file = fact.file.slice(fact.file.lastIndexOf("/") + 1);
  return fact.settings.flatMap((setting): NamedOption[] => {
    const name = `[${groupOf(setting.section)}] ${setting.key}`;
    const value = setting.values.at(-1) ?? "";
    if (!own.has(`${file} ${name}`) || NOBODYS.test(value) || isMasked(setting)) return [];
    return [{ option: name, service, value, evidence: lineOf(fact, setting) }];
  });
}

const HOST = /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?$/i;

/** scheme://user:password@host:port,user:password@host:port/…: its hosts and ports, in one order. */
function urlHosts(url: string): string | undefined {
  const rest = /^[a-z][a-z0-9+]*:\/\/(.+)$/is.exec(url)?.[1];
  if (rest === undefined) return undefined;
  const at = rest.lastIndexOf("@");
  const end = rest.slice(at + 1).search(/[/?]/);
  const authority = end < 0 ? rest : rest.slice(0, at + 1 + end);
  const hosts = authority.split(",").map((part) => part.slice(part.lastIndexOf("@") + 1));
  return hosts.every((host) => HOST.test(host)) ? listed(hosts.join(",")) : undefined;
}

/** Files of SQLite have no host, and the usual port is as good as none. */
function databaseHost(url: string): string | undefined {
  return urlHosts(url)?.replace(/:3306$/, "");
}

function listed(text: string): string {
  return text
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "")
    .sort()
    .join(", ");
}
