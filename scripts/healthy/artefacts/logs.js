import { TIMES } from "../plan.js";

/** A log of each service below /var/log/containers, and the stub where people look for it first. */
export default function logs({ containers, product }) {
  if (product === "kolla-ansible") return {};
  const services = new Set(containers.filter(({ entry }) => entry !== undefined).map(({ name }) => name.split("_")[0]));
  return Object.fromEntries(
    [...services].flatMap((service) => [
      [`var/log/containers/${service}/${service}.log`, { text: lineOf(service), mtime: TIMES.captured - 30 }],
      [
        `var/log/${service}/readme.txt`,
        { text: `Log files are in /var/log/containers/${service}.\n`, mtime: TIMES.generated },
      ],
    ]),
  );
}

const lineOf = (service) =>
  `2026-11-24 03:59:30.123 8 INFO ${service}.service [req-5a3c0f7e-0000-4000-8000-000000000001 - - - - -] Periodic task done\n`;
