/** kolla's checks of a process and its ports: of connections that are established, or that it listens at. They print nothing. */
const OF_PORTS = /^healthcheck_(port|listen)\s+([\w.@-]+)((?:\s+\d{1,5})+)$/;

/** What a check with this command has found where it fails; `undefined` where the command does not tell. */
export function foundBy(command: string): string | undefined {
  const [, kind, process, listed = ""] = OF_PORTS.exec(command.trim()) ?? [];
  if (process === undefined) return undefined;
  const ports = listed.trim().split(/\s+/);
  const named = ports.length === 1 ? `port ${ports[0]}` : `any of the ports ${ports.join(", ")}`;
  return kind === "port"
    ? `no process ${process} has a connection to ${named}`
    : `no process ${process} listens at ${named}`;
}
