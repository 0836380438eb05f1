/** The units of systemd that start podman's containers, and those that check them in OSP 15 and 16. */
export default function systemd(plan) {
  const { engine, containers, table, product } = plan;
  const started = containers.filter(({ running, entry }) => running && entry !== undefined && engine === "podman");
  const units = started.flatMap(({ name, health }) => [
    `tripleo_${name}.service loaded active running ${name} container`,
    ...(health && table.health === "timer"
      ? [
          `tripleo_${name}_healthcheck.service loaded inactive dead ${name} healthcheck`,
          `tripleo_${name}_healthcheck.timer loaded active waiting ${name} container healthcheck`,
        ]
      : []),
  ]);
  const kolla = product === "kolla-ansible" ? containers.map(({ name }) => kollaUnit(name, engine)) : [];
  const list = "systemctl list-units --all --no-legend --no-pager --plain";
  return {
    "sos_commands/systemd/systemctl_list-units_--all_tripleo": { text: lines(units), command: `${list} tripleo_*` },
    "sos_commands/systemd/systemctl_list-units_--all_kolla": { text: lines(kolla), command: `${list} kolla-*` },
    "sos_commands/systemd/systemctl_list-units_--failed": {
      text: "",
      command: "systemctl list-units --failed --no-legend --no-pager --plain",
    },
    "sos_commands/systemd/systemctl_list-timers_--all": {
      text: timers(plan, started),
      command: "systemctl list-timers --all --no-pager",
    },
    "sos_commands/systemd/timedatectl": {
      text: "      Local time: Tue 2026-11-24 04:00:00 UTC\n  Universal time: Tue 2026-11-24 04:00:00 UTC\n       Time zone: UTC (UTC, +0000)\n     NTP enabled: yes\nNTP synchronized: yes\n RTC in local TZ: no\n",
      command: "timedatectl",
    },
  };
}

const lines = (all) => all.map((line) => `${line}\n`).join("");

const kollaUnit = (name, engine) =>
  `kolla-${name}-container.service loaded active running ${engine} kolla-${name}-container.service`;

function timers({ table }, started) {
  const checked = table.health === "timer" ? started.filter(({ health }) => health) : [];
  const rows = checked.map(
    ({ name }) =>
      `Tue 2026-11-24 04:00:41 UTC  41s left  Tue 2026-11-24 03:59:31 UTC  29s ago  tripleo_${name}_healthcheck.timer  tripleo_${name}_healthcheck.service`,
  );
  return `NEXT                         LEFT      LAST                         PASSED   UNIT  ACTIVATES\n${lines(rows)}\n${rows.length} timers listed.\n`;
}
