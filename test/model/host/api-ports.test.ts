import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const ps = (engine = "docker") => `sos_commands/${engine}/${engine}_ps_-a`;

describe("the ports of services", () => {
  const ports = (
    socket: string,
    name = "nova_api",
    labels: Record<string, string> = { managed_by: "tripleo-Controller" },
  ) =>
    node({
      [ps()]: psTable([name, "i", "Up 2 days"]),
      "sos_commands/docker/docker_inspect_all": inspect({ name, labels }),
      "sos_commands/networking/ss_-lntup": `tcp LISTEN 0 1 192.0.2.1:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))\n${socket}\n`,
    }).apiPorts;

  it.each([
    ['tcp LISTEN 0 1 192.0.2.1:8774 0.0.0.0:* users:(("httpd",pid=1,fd=3))', true],
    ["tcp LISTEN 0 1 192.0.2.1:8774 0.0.0.0:*", true],
    ['tcp LISTEN 0 1 192.0.2.9:8774 0.0.0.0:* users:(("haproxy",pid=1,fd=3))', false],
    ['tcp LISTEN 0 1 192.0.2.1:87740 0.0.0.0:* users:(("httpd",pid=1,fd=3))', false],
  ])("with %s: %s", (socket, listening) => {
    expect(ports(socket)).toMatchObject([{ name: "nova_api", port: 8774, listening }]);
  });

  it("are not the service's own where what balances the database listens there", () => {
    const socket = 'tcp LISTEN 0 1 192.0.2.9:3306 0.0.0.0:* users:(("proxysql",pid=1,fd=3))';
    const found = ports(socket, "mariadb", { kolla_version: "19.0" });
    expect(found).toMatchObject([{ name: "mariadb", port: 3306, listening: false }]);
  });

  it("are known of some services alone, and of containers that run", () => {
    expect(ports("", "nova_conductor")).toEqual([]);
    expect(ports("", "memcached", {})).toEqual([]);
    expect(node({ [ps()]: psTable(["nova_api", "i", "Exited (0) 2 days ago"]) }).apiPorts).toEqual([]);
  });
});
