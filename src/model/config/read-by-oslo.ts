import type { Catalogue } from "../../catalogue/catalogue.ts";
import { placesOf } from "../../catalogue/places.ts";
import type { ConfigPlace } from "../../catalogue/types.ts";
import { WEB_SERVERS } from "../../catalogue/web-servers.ts";

/** Files of another kind that lie in the folders of any service: of the web server, of logging, of sudo. */
const OTHER_READERS = new RegExp(
  `/([^/]*(${WEB_SERVERS.join("|")}|wsgi|apache|log)[^/]*\\.conf|sudoers[^/]*|conf\\.d/.*)$`,
);

/** Whether oslo.config reads a file: one in the folder of a service that uses it, which is not another service's. */
export function isReadByOslo(file: string, catalogue: Catalogue): boolean {
  if (file.startsWith("var/lib/")) {
    const handed = catalogue.ofConfigFile(file);
    if (handed?.tool === "edpm")
      return file.endsWith(".conf") && !OTHER_READERS.test(file) && readsIt(handed, catalogue);
  }
  const [, kolla, folder = "", name = ""] =
    /(?:^|\/)etc\/(kolla\/)?([^/]+)\/(?:.*\/)?([^/]+)\.(?:conf|ini)$/.exec(file) ?? [];
  if (OTHER_READERS.test(file) || placesOf(catalogue).isOfAnother(file) || isOfAnother(name, catalogue)) return false;
  if (kolla === undefined) return catalogue.ofFolder(folder).some(({ oslo }) => oslo === true);
  return readsIt({ components: catalogue.ofConfig(folder) }, catalogue);
}

function readsIt({ components }: Pick<ConfigPlace, "components">, catalogue: Catalogue): boolean {
  return components.some(({ service }) => catalogue.service(service)?.oslo === true);
}

/** ceph.conf in a folder of cinder's, glance-swift.conf. */
function isOfAnother(name: string, catalogue: Catalogue): boolean {
  const service = catalogue.service(name) ?? catalogue.service(name.slice(name.lastIndexOf("-") + 1));
  return service !== undefined && service.oslo !== true;
}
