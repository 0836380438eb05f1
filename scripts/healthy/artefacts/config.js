import { edpmConfig } from "../edpm.js";
import { GROUPS, serviceOf, TIMES } from "../plan.js";
import { balancedPorts } from "../services.js";
import { mainFileOf, settingsOf } from "../settings.js";

/** The generated configuration with its checksums, kolla's instructions to copy it, and what containers have of it. */
export default function config(plan) {
  const whole = { ...plan, balanced: balancedPorts(plan) };
  if (plan.product === "rhoso") return edpmConfig(plan);
  return plan.product === "kolla-ansible" ? ofKolla(whole) : ofTripleo(whole);
}

/** puppet writes for root and the group of the service. */
const fileOf = (service, text) => ({
  text,
  mtime: TIMES.generated,
  mode: 0o640,
  owner: { uid: 0, gid: GROUPS[service] ?? 0 },
});

function ofTripleo(plan) {
  const { volumes, containers } = plan;
  const files = [...volumes].flatMap(([volume, sum]) => {
    const service = serviceOf(volume);
    const generated = `var/lib/config-data/puppet-generated/${volume}`;
    return [
      ...settingsOf(service, plan).map(([file, text]) => [
        `${generated}/etc/${service}/${file}`,
        fileOf(service, text),
      ]),
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
        ...settingsOf(service, plan).map(([file, text]) => [
          `sos_containers/${name}/etc/${service}/${file}`,
          fileOf(service, text),
        ]),
      ];
    });
  return Object.fromEntries([...files, ...copied]);
}

function instructions({ name }) {
  const copy = { source: "/var/lib/kolla/config_files/src/*", dest: "/", merge: true, preserve_properties: true };
  return `${JSON.stringify({ command: `/usr/bin/${name.replaceAll("_", "-")}`, config_files: [copy] }, null, 2)}\n`;
}

function ofKolla(plan) {
  return Object.fromEntries(
    plan.containers.flatMap(({ row }) => {
      const service = row.family;
      const conf = mainFileOf(service);
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
      const [[, text]] = settingsOf(service, plan);
      return [
        [
          `etc/kolla/${row.volume}/config.json`,
          { text: `${JSON.stringify(config, null, 4)}\n`, mtime: TIMES.generated },
        ],
        [`etc/kolla/${row.volume}/${conf}`, { text, mtime: TIMES.generated }],
        [`sos_containers/${row.name}/etc/${service}/${conf}`, { text, mtime: TIMES.generated }],
      ];
    }),
  );
}
