import { holds, MASKS, MASKS_OF_BUNDLE } from "../../parse/bundle/masks.ts";
import type { Setting } from "../../parse/facts.ts";
import { onNode } from "../bundle/evidence.ts";
import type { ControllerFile, Evidence, NamedOption, Node, OptionGroup, ServiceFile, SharedAddress } from "../types.ts";
import { numbered } from "./service-options.ts";
import { groupOf, isMasked, lineOf, sameValues, shownValues } from "./setting-values.ts";

/** Options in which all services of a cloud name the same, and those that name something else. */
export function optionGroupsOf(nodes: readonly Node[]): OptionGroup[] {
  return cloudsOf(nodes).flatMap((cloud) => {
    const all = cloud.flatMap((node) => node.options.options.map((option) => ({ node, option })));
    const names = [...new Set(all.map(({ option }) => option.option))];
    return names.map((name): OptionGroup => {
      const own = all.filter(({ option }) => option.option === name);
      const values = new Map<string, { node: Node; option: NamedOption }[]>();
      for (const one of own) {
        const { value } = one.option;
        if (value !== undefined) values.set(value, [...(values.get(value) ?? []), one]);
      }
      const compared = values.size === 0 ? undefined : differ([...values.keys()]);
      // What was lost may have named another.
      const differs = compared === false && !isWhole(cloud) ? undefined : compared;
      const firsts = [...values.values()].flatMap(([first]) => first ?? []);
      return {
        subject: { kind: "config", name },
        option: name,
        uses: [...values].map(([value, users]) => `${value} (${usersOf(users, nodes)})`),
        ...(differs === undefined ? {} : { differs }),
        evidence: numbered(
          "uses",
          firsts.slice(0, 6).map(({ node, option }) => onNode(node, nodes, option.evidence)),
        ),
        lacks: {
          differs:
            "its values are masked, in part lost, or name hosts in ways that cannot be compared; collect: run collect on the node",
        },
      };
    });
  });
}

function isWhole(cloud: readonly Node[]): boolean {
  return cloud.every(
    ({ bundle, options }) => !bundle.lossy && options.files.every(({ fact }) => fact.problem === undefined),
  );
}

const LOST = { "*": "part of the configuration was lost; collect: run collect on the nodes" };

function usersOf(users: readonly { node: Node; option: NamedOption }[], nodes: readonly unknown[]): string {
  const names = users.map(({ node, option }) =>
    nodes.length > 1 ? `${option.service} on ${node.name}` : option.service,
  );
  const distinct = [...new Set(names)];
  return distinct.length > 6
    ? `${distinct.slice(0, 6).join(", ")} and ${distinct.length - 6} more`
    : distinct.join(", ");
}

/** A name and an address, or a short name and a long one, may be the same host: that is undecided. */
function differ(values: readonly string[]): boolean | undefined {
  if (values.length < 2) return false;
  const kinds = new Set(values.map((value) => /^(\[|\d+\.\d+\.\d+\.\d+)/.test(value)));
  const short = new Set(values.map((value) => value.replace(/([a-z][\w-]*)\.[a-z0-9.-]+/gi, "$1")));
  return kinds.size > 1 || short.size < values.length ? undefined : true;
}

/** Nodes that name the same hosts in any of these options are of one cloud: a director is not of its overcloud. */
function cloudsOf(nodes: readonly Node[]): Node[][] {
  const clouds: { nodes: Node[]; hosts: Set<string> }[] = [];
  for (const node of nodes) {
    const hosts = new Set(
      node.options.options.flatMap(({ option, value }) =>
        value === undefined || option === "region_name" ? [] : hostsIn(value),
      ),
    );
    const same = clouds.filter((cloud) => [...hosts].some((host) => cloud.hosts.has(host)));
    for (const cloud of same) clouds.splice(clouds.indexOf(cloud), 1);
    clouds.push({
      nodes: [...same.flatMap((cloud) => cloud.nodes), node],
      hosts: new Set([...hosts, ...same.flatMap((cloud) => [...cloud.hosts])]),
    });
  }
  return clouds.map((cloud) => cloud.nodes);
}

/** Without ports; a node that names itself as localhost has nothing in common with another that does. */
function hostsIn(value: string): string[] {
  const hosts = value.split(", ").map((host) => host.replace(/:\d+$/, ""));
  return hosts.filter((host) => !/^(localhost|127\..*|\[?::1\]?)$/.test(host));
}

/** Values of options that are each host's own, with the nodes that have them. Two bundles of one host are one node. */
export function sharedAddressesOf(nodes: readonly Node[]): SharedAddress[] {
  return cloudsOf(nodes).flatMap((cloud) => {
    const found = new Map<string, { option: NamedOption; node: Node }[]>();
    for (const node of cloud) {
      for (const option of node.options.own) {
        const key = `${option.option}\0${option.value}`;
        found.set(key, [...(found.get(key) ?? []), { option, node }]);
      }
    }
    return [...found.values()].flatMap((users): SharedAddress[] => {
      const [first] = users;
      if (first === undefined) return [];
      const hosts = [...new Set(users.map(({ node }) => hostOf(node)))];
      const ofEach = hosts.flatMap((host) => users.find(({ node }) => hostOf(node) === host) ?? []);
      return [
        {
          subject: { kind: "config", name: first.option.option },
          option: first.option.option,
          value: first.option.value ?? "",
          nodes: hosts,
          ...(hosts.length > 1 || isWhole(cloud) ? { shared: hosts.length > 1 } : {}),
          evidence: numbered(
            "nodes",
            ofEach.slice(0, 5).map(({ node, option }) => onNode(node, nodes, option.evidence)),
          ),
          lacks: LOST,
        },
      ];
    });
  });
}

/** The host's name, without the number that tells two bundles of it apart. */
function hostOf({ name }: Node): string {
  return name.replace(/ \(\d+\)$/, "");
}

const MOST_SHOWN = 5;

/** The files that controllers of one cloud have in common, and the settings in which they differ and may not. */
export function controllerFilesOf(nodes: readonly Node[]): ControllerFile[] {
  return cloudsOf(nodes).flatMap((cloud) => {
    const controllers = cloud
      .filter(({ options }) => options.controller)
      .filter((node, at, all) => all.findIndex((other) => hostOf(other) === hostOf(node)) === at);
    const paths = [...new Set(controllers.flatMap(({ options }) => options.files.map(({ fact }) => fact.file)))];
    return paths.flatMap((path): ControllerFile[] => {
      const having = controllers.flatMap((node) => {
        const file = node.options.files.find(({ fact }) => fact.file === path && fact.problem === undefined);
        return file === undefined ? [] : [{ node, file }];
      });
      return having.length < 2 ? [] : [compareControllers(path, having, { cloud, nodes })];
    });
  });
}

interface Having {
  readonly node: Node;
  readonly file: ServiceFile;
}

interface Around {
  readonly cloud: readonly Node[];
  readonly nodes: readonly unknown[];
}

function compareControllers(path: string, having: readonly Having[], { cloud, nodes }: Around): ControllerFile {
  const keys = new Map<string, Pick<Setting, "section" | "key">>();
  for (const { file } of having)
    for (const { section, key } of file.fact.settings) keys.set(`${groupOf(section)}\0${key}`, { section, key });
  const found = [...keys.values()].flatMap((key) => differenceIn(key, having, nodes) ?? []);
  return {
    subject: { kind: "config", name: `/${path}` },
    file: `/${path}`,
    nodes: having.map(({ node }) => node.name),
    ...(found.length > 0 || isWhole(cloud) ? { differs: found.length > 0 } : {}),
    differences: found.slice(0, MOST_SHOWN).map(({ text }) => text),
    differenceCount: found.length,
    evidence: numbered("differences", found[0]?.lines ?? []),
    lacks: LOST,
  };
}

/** Of a host's own: addresses, names, and what follows from its processors. What other rules compare is not told twice. */
const HOSTS_OWN =
  /^(host|.*_host|.*_ip|.*_address|.*_listen|.*listen_host|.*bind.*|my_ip|.*workers|.*processes|transport_url|connection|auth_url|memcached_servers|.*region_name)$/;
const ADDRESS = /^\[?[0-9a-f]*[.:][0-9a-f.:]+\]?(:\d+)?$/i;

function differenceIn(
  key: Pick<Setting, "section" | "key">,
  having: readonly Having[],
  nodes: readonly unknown[],
): { text: string; lines: Evidence[] } | undefined {
  if (HOSTS_OWN.test(key.key)) return undefined;
  const group = groupOf(key.section);
  const settings = having.map(({ node, file }) => ({
    node,
    file,
    setting: file.fact.settings.find((one) => one.key === key.key && groupOf(one.section) === group),
  }));
  if (settings.some(({ setting }) => setting !== undefined && isMasked(setting))) return undefined;
  // A token of one bundle may stand for what another shows.
  const isToken = (value: string) => holds(value, MASKS_OF_BUNDLE);
  const masks = settings.some(({ setting }) => setting?.values.some(isToken)) ? MASKS : MASKS_OF_BUNDLE;
  const normal = settings.map(({ node, setting }) =>
    setting === undefined ? undefined : neutral(setting, node, masks),
  );
  const [first] = normal;
  if (normal.every((one) => (one === undefined || first === undefined ? one === first : sameValues(one, first))))
    return undefined;
  if (settings.every(({ setting }) => setting === undefined || setting.values.every((value) => ADDRESS.test(value))))
    return undefined;
  const said = settings.map(
    ({ node, setting }) => `${setting === undefined ? "not set" : shownValues(setting)} on ${node.name}`,
  );
  return {
    text: `[${key.section}] ${key.key} is ${said.join(", ")}`,
    lines: settings.flatMap(({ node, file, setting }) =>
      setting === undefined ? [] : [onNode(node, nodes, lineOf(file.fact, setting))],
    ),
  };
}

/** A setting without what is its host's own: its name, its addresses, and tokens in place of secrets, of which each bundle has its own. */
function neutral(setting: Setting, node: Node, masks: RegExp): Setting {
  const own = [...new Set([hostOf(node), ...node.options.own.flatMap(({ value }) => value ?? [])])]
    .filter((word) => word.length > 2)
    .sort((one, other) => other.length - one.length);
  const values = setting.values.map((value) =>
    own.reduce((text, word) => text.replaceAll(word, "‹own›"), value.replace(masks, "‹masked›")),
  );
  return { ...setting, values };
}
