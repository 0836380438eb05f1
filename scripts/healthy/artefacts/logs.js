import { GROUPS, TIMES } from "../plan.js";

/** A log of each service below /var/log/containers, and the stub where people look for it first. */
export default function logs({ containers, product }) {
  const listing = { [LISTING]: { text: foldersOf(containers, product), command: "ls -lRn --full-time /var/log" } };
  if (product === "rhoso") return { ...listing, ...printed(containers) };
  if (product === "kolla-ansible") return listing;
  const services = new Set(containers.filter(({ entry }) => entry !== undefined).map(({ name }) => name.split("_")[0]));
  const files = Object.fromEntries(
    [...services].flatMap((service) => [
      [`var/log/containers/${service}/${service}.log`, { text: lineOf(service), mtime: TIMES.captured - 30 }],
      [
        `var/log/${service}/readme.txt`,
        { text: `Log files are in /var/log/containers/${service}.\n`, mtime: TIMES.generated },
      ],
    ]),
  );
  return { ...listing, ...files };
}

const LISTING = "sos_commands/logs/ls_-lRn_--full-time_var_log";

/** Each folder is its service's own, by the number of the user in the images. */
function foldersOf(containers, product) {
  const folder = (name, user = 0) => `drwxr-xr-x. 2 ${user} ${user} 4096 2026-11-24 00:00:01.000000000 +0000 ${name}`;
  const host = ["audit", "chrony", "tuned"].map((name) => folder(name));
  if (product === "kolla-ansible") return `/var/log:\ntotal 12\n${[...host, folder("kolla", 42400)].join("\n")}\n`;
  const services = [...new Set(containers.filter(({ running }) => running).map(({ name }) => name.split("_")[0]))];
  return `/var/log:\ntotal 12\n${[...host, folder("containers")].join("\n")}\n\n/var/log/containers:\ntotal 24\n${services
    .map((service) => folder(service, GROUPS[service]))
    .join("\n")}\n`;
}

const lineOf = (service) =>
  `2026-11-24 03:59:30.123 8 INFO ${service}.service [req-5a3c0f7e-0000-4000-8000-000000000001 - - - - -] Periodic task done\n`;

/** Containers of OSP 18 write to the journal alone, from where the engine prints it. */
function printed(containers) {
  return Object.fromEntries(
    containers.map(({ name, id }) => [
      `sos_commands/podman/containers/podman_logs_-t_${id.slice(0, 12)}`,
      {
        text: `2026-11-24T03:59:30.123456789+00:00 ${lineOf(name.split("_")[0])}`,
        command: `podman logs -t --tail 2000 ${name}`,
      },
    ]),
  );
}
