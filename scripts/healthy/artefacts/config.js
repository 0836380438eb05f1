import { serviceOf, TIMES } from "../plan.js";

/** The generated configuration with its checksums, kolla's instructions to copy it, and what containers have of it. */
export default function config(plan) {
  return plan.product === "kolla-ansible" ? ofKolla(plan) : ofTripleo(plan);
}

const SETTINGS =
  "[DEFAULT]\ndebug=False\nlog_dir=/var/log/service\n\n[oslo_messaging_rabbit]\nheartbeat_in_pthread=True\n";

function ofTripleo({ volumes, containers }) {
  const files = [...volumes].flatMap(([volume, sum]) => {
    const service = serviceOf(volume);
    const generated = `var/lib/config-data/puppet-generated/${volume}`;
    return [
      [`${generated}/etc/${service}/${service}.conf`, { text: SETTINGS, mtime: TIMES.generated }],
      [`${generated}.md5sum`, { text: `${sum}\n`, mtime: TIMES.generated + 1 }],
      [`var/lib/config-data/${volume}.md5sum`, { text: `${sum}\n`, mtime: TIMES.generated + 1 }],
    ];
  });
  const copied = containers
    .filter(({ running, row }) => running && row.volume !== undefined)
    .flatMap(({ name, row }) => {
      const service = serviceOf(row.volume);
      return [
        [`var/lib/kolla/config_files/${row.name}.json`, { text: instructions(row), mtime: TIMES.generated }],
        [`sos_containers/${name}/etc/${service}/${service}.conf`, { text: SETTINGS, mtime: TIMES.generated }],
      ];
    });
  return Object.fromEntries([...files, ...copied]);
}

function instructions({ name }) {
  const copy = { source: "/var/lib/kolla/config_files/src/*", dest: "/", merge: true, preserve_properties: true };
  return `${JSON.stringify({ command: `/usr/bin/${name.replaceAll("_", "-")}`, config_files: [copy] }, null, 2)}\n`;
}

function ofKolla({ containers }) {
  return Object.fromEntries(
    containers.flatMap(({ row }) => {
      const service = row.family;
      const conf = `${service}.conf`;
      const config = {
        command: `${row.volume}`,
        config_files: [
          {
            source: `/var/lib/kolla/config_files/${conf}`,
            dest: `/etc/${service}/${conf}`,
            owner: service,
            perm: "0600",
          },
        ],
      };
      return [
        [
          `etc/kolla/${row.volume}/config.json`,
          { text: `${JSON.stringify(config, null, 4)}\n`, mtime: TIMES.generated },
        ],
        [`etc/kolla/${row.volume}/${conf}`, { text: SETTINGS, mtime: TIMES.generated }],
        [`sos_containers/${row.name}/etc/${service}/${conf}`, { text: SETTINGS, mtime: TIMES.generated }],
      ];
    }),
  );
}
