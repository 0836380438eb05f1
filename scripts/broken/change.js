// Changes to the files of a healthy node: each takes files and returns files.

const PS = "sos_commands/docker/docker_ps_-a_--no-trunc";
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const PCS = "sos_commands/pacemaker/pcs_status";

const put = (files, path, change) => ({ ...files, [path]: { ...files[path], text: change(files[path].text) } });

/** A container that ended a quarter of an hour before the capture. */
export function ended(files, name, exitCode) {
  const listed = put(files, PS, (text) => statusIn(text, name, `Exited (${exitCode}) 15 minutes ago`));
  return put(listed, INSPECT, (text) =>
    inspected(text, name, (state) => ({
      ...state,
      ...{ Status: "exited", Running: false, Pid: 0, ExitCode: exitCode, FinishedAt: "2026-11-24T03:45:00Z" },
    })),
  );
}

/** A container whose health check fails, with what the check printed. */
export function unhealthy(files, name, output) {
  const probe = { Start: "2026-11-24T03:59:40Z", End: "2026-11-24T03:59:41Z", ExitCode: 1, Output: `${output}\n` };
  const listed = put(files, PS, (text) => statusIn(text, name, "Up 3 days (unhealthy)"));
  return put(listed, INSPECT, (text) =>
    inspected(text, name, (state) => ({
      ...state,
      Health: { Status: "unhealthy", FailingStreak: 28, Log: [probe] },
    })),
  );
}

/** The same for several containers that are to be connected to RabbitMQ. */
export function withoutBroker(files, processes) {
  return Object.entries(processes).reduce(
    (all, [name, process]) =>
      unhealthy(
        all,
        name,
        `There is no ${process} process with opened RabbitMQ ports (5671,5672) running in the container`,
      ),
    files,
  );
}

/** Lines at the end of a log of services; `times` of each, a minute apart, the last just before the capture. */
export function logged(files, path, lines, times = 4) {
  const minutes = Array.from({ length: times }, (_, index) => 59 - times + 1 + index);
  const text = minutes.flatMap((minute) => lines.map((line) => `2026-11-24 03:${minute}:20.123 7 ${line}\n`)).join("");
  return { ...files, [`var/log/containers/${path}`]: { text, mtime: Date.UTC(2026, 10, 24, 3, 59, 20) / 1000 } };
}

/** What haproxy writes to the journal of its host. */
export function haproxySays(files, host, lines) {
  const text = lines.map((line) => `Nov 24 03:46:02 ${host} haproxy[12]: ${line}\n`).join("");
  return { ...files, "var/log/messages": { text, mtime: Date.UTC(2026, 10, 24, 3, 59, 20) / 1000 } };
}

/** What pacemaker says, changed. */
export const clusterSays = (files, change) => put(files, PCS, change);

export const replaced = (files, path, from, to) => put(files, path, (text) => text.replace(from, to));

function statusIn(text, name, status) {
  const [header, ...rows] = text.split("\n");
  const [at, end] = [header.indexOf("STATUS"), header.indexOf("PORTS")];
  const width = Math.max(end - at, 32);
  const wider = (line, cell) => line.slice(0, at) + cell.padEnd(width) + line.slice(end);
  return [
    wider(header, "STATUS"),
    ...rows.map((row) =>
      row === "" ? row : wider(row, row.endsWith(` ${name}`) ? status : row.slice(at, end).trimEnd()),
    ),
  ].join("\n");
}

function inspected(text, name, change) {
  const all = JSON.parse(text);
  return `${JSON.stringify(
    all.map((one) => (one.Name === `/${name}` ? { ...one, State: change(one.State) } : one)),
    null,
    4,
  )}\n`;
}
