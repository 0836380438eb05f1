import picomatch from "picomatch";
import type { Catalogue } from "./catalogue.ts";
import { WEB_SERVERS } from "./web-servers.ts";

/** Places of services on a host and among its files, all together, as they are asked for by path. */
export class Places {
  /** Folders that services keep data in. */
  readonly data: ReadonlySet<string>;
  /** Where below /var/log services write. */
  readonly logs: { readonly folders: readonly string[]; readonly files: readonly string[] };
  /** Whether programs of the host read a file below /etc themselves. */
  readonly isOfHost: (file: string) => boolean;
  /** Whether containers copy a path below /etc from another place than the rest of their configuration. */
  readonly isCopiedApart: (path: string) => boolean;
  /** Whether a file of the configuration is written again after a deployment, by design. */
  readonly isWrittenLater: (file: string) => boolean;
  /** Whether another program than the service itself reads a file below its folders. */
  readonly isOfAnother: (file: string) => boolean;

  constructor(catalogue: Catalogue) {
    const { services, tools } = catalogue;
    const all = (key: "data" | "host-etc" | "written-later" | "other-files") =>
      services.flatMap((service) => service[key] ?? []);
    const apart = services.flatMap((service) => (service["copied-apart"] === true ? (service.etc ?? []) : []));
    this.data = new Set([...all("data"), ...tools.flatMap(({ logs = [], config = [] }) => [...logs, ...config])]);
    const logs = services.flatMap(({ components }) => components.flatMap((component) => component.logs ?? []));
    this.logs = {
      folders: [...WEB_SERVERS, ...catalogue.folders],
      files: logs.filter((log) => !/[/*]/.test(log)),
    };
    this.isOfHost = below(all("host-etc").map((folder) => `etc/${folder}`));
    this.isCopiedApart = below(apart.map((folder) => `/etc/${folder}`));
    this.isWrittenLater = fits(all("written-later"));
    this.isOfAnother = fits(all("other-files"));
  }
}

const made = new WeakMap<Catalogue, Places>();

export function placesOf(catalogue: Catalogue): Places {
  const known = made.get(catalogue) ?? new Places(catalogue);
  made.set(catalogue, known);
  return known;
}

function below(folders: readonly string[]): (path: string) => boolean {
  return (path) => folders.some((folder) => path.startsWith(`${folder}/`));
}

/** Globs hold wherever in a path. */
function fits(globs: readonly string[]): (file: string) => boolean {
  return picomatch(
    globs.map((glob) => `**/${glob}`),
    { dot: true },
  );
}
