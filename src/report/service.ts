import { WEB_SERVERS } from "../catalogue/web-servers.ts";
import type { Subject } from "../rules/outcome.ts";

/**
 * The service that a subject is of, for grouping: of a container the first word of its name, of a log and of configuration
 * the folder that bears the service's name, of an image the first word behind `openstack-`. What is of no service is grouped
 * by its kind.
 */
export function serviceOf({ kind, name }: Subject): string {
  switch (kind) {
    case "container":
      return serviceOfContainer(name);
    case "image":
      return firstWord(
        /([^/:@]+)(?:[:@][^/]*)?$/.exec(name)?.[1]?.replace(/^(openstack|centos-binary|ubuntu-source)-/, "") ?? name,
      );
    case "log":
    case "config":
      return firstWord(folderOf(name) ?? kind);
    default:
      return kind;
  }
}

/** nova_api_cron → nova; galera-bundle-docker-0 → galera; openstack-cinder-volume-podman-0 → cinder. */
function serviceOfContainer(name: string): string {
  return firstWord(name.replace(/^openstack-/, ""));
}

const FOLDERS = [
  /puppet-generated\/([^/ ]+)/,
  new RegExp(`/var/log/(?:containers|kolla)/(?:(?:${WEB_SERVERS.join("|")})/)?([^/ ]+)/`),
  /^stdout:(\S+)/,
  /\/var\/log\/([^/ ]+)\//,
  /\/etc\/kolla\/([^/ ]+)/,
  /^\/?etc\/([^/ ]+)\//,
];

function folderOf(name: string): string | undefined {
  for (const folder of FOLDERS) {
    const found = folder.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstWord(name: string): string {
  return /^[A-Za-z0-9]+/.exec(name)?.[0] ?? name;
}
