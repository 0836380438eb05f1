import type { Catalogue } from "../../catalogue/catalogue.ts";
import { groupBy } from "../group-by.ts";
import type { Container } from "../types.ts";

/** A container with its id. */
interface Known {
  readonly id: string;
  readonly container: Container;
}

/** The containers of a node as what writes logs. Each hit asks for its own: they are sorted once. */
export class Writers {
  readonly engines: ReadonlySet<string>;
  readonly isEmpty: boolean;
  readonly #byName: ReadonlyMap<string, readonly Known[]>;
  readonly #byComponent: ReadonlyMap<string | undefined, readonly Known[]>;
  readonly #byId: ReadonlyMap<string, readonly Known[]>;

  readonly #catalogue: Catalogue;

  constructor(all: readonly Known[], catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.isEmpty = all.length === 0;
    this.engines = new Set(all.map(({ container }) => container.engine));
    this.#byName = groupBy(all, ({ container }) => container.name);
    const writing = all.filter(({ container }) => container.lifecycle !== "one-shot" && !container.helper);
    this.#byComponent = groupBy(writing, ({ container }) => container.component);
    this.#byId = groupBy(all, ({ id }) => id.slice(0, 12));
  }

  /**
   * The container that writes a log: by the id or name that the log of its output bears, by the tag in the journal, by
   * the names that services give to logs. `undefined` where not exactly one fits.
   */
  of(log: string, tag: string | undefined): Known | undefined {
    if (log.startsWith("stdout:")) return this.#named(log.slice("stdout:".length));
    if (log === "journal" || log === "syslog") return tag === undefined ? undefined : this.#named(tag);
    const known = this.#catalogue.ofLog(log).flatMap(({ id }) => this.#byComponent.get(id) ?? []);
    const found = known.length > 0 ? known : namesIn(log).flatMap((name) => this.#byName.get(name) ?? []);
    return only([...new Set(found)].filter(({ container }) => container.lifecycle !== "leftover"));
  }

  #named(word: string): Known | undefined {
    const byName = this.#byName.get(word) ?? [];
    if (byName.length > 0) return only(byName);
    if (!/^[0-9a-f]{12,64}$/.test(word)) return undefined;
    return only((this.#byId.get(word.slice(0, 12)) ?? []).filter(({ id }) => sameId(id, word)));
  }
}

/** nova/nova-api.log is of nova_api, cinder/api.log of cinder_api, httpd/keystone/error.log of keystone, where nothing says better. */
function namesIn(log: string): string[] {
  const [folder = "", ...rest] = log.split("/");
  const base = (rest.at(-1) ?? "").replace(/\.log$/, "").replaceAll("-", "_");
  const below = rest.slice(0, -1).map((one) => one.replaceAll("-", "_"));
  return [...below, base, `${folder}_${base}`];
}

function sameId(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function only(found: readonly Known[]): Known | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** The component whose log it is, where there is but one. */
export function onlyComponent(catalogue: Catalogue, log: string | undefined): string | undefined {
  const [component, ...more] = log === undefined ? [] : catalogue.ofLog(log);
  return more.length > 0 ? undefined : component?.id;
}
