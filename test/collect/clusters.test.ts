import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isRoot, Stage } from "./stage.ts";

// Skipped without root: only root may collect, and hide this machine's own files from the collector.
describe.skipIf(!isRoot)("collecting what services tell of their clusters (needs root)", () => {
  const id = (number: number) => String(number).padStart(64, "0");
  const asked = [
    ["rabbitmq-bundle-docker-0", "rabbitmq", "rabbitmqctl_cluster_status", "rabbitmqctl cluster_status"],
    ["galera-bundle-docker-0", "galera", "wsrep_status", "sh -c"],
    ["redis-bundle-docker-0", "redis", "info_replication", "sh -c"],
    ["ceph-mon-ctl-0", "ceph", "ceph_-s", "ceph --connect-timeout 10 -s"],
    [
      "ovn_cluster_south_db_server",
      "ovn_central",
      "ovs-appctl_cluster.status_OVN_Southbound",
      "ovs-appctl -t /var/run/ovn/ovnsb_db.ctl cluster/status OVN_Southbound",
    ],
  ] as const;
  const stageOf = (running: boolean) => {
    const others = ["nova_api", "rabbitmq_bootstrap", "ceph-osd-1", "$(id)"];
    const details = [...asked.map(([name]) => name), ...others].map(
      (name, index) => `${id(index + 1)};/${name};${running};`,
    );
    return new Stage().docker(`*--format*"{{.Id}}"*) cat <<'LIST'
${details.join("\n")}
LIST
;;`);
  };

  test("asks each service in its container, by a client that ends by itself", async () => {
    const stage = stageOf(true);
    const archive = await stage.archive({ args: ["--timeout", "30"] });
    for (const [index, [name, folder, file, command]] of asked.entries()) {
      expect(stage.callsOf(`docker exec ${id(index + 1)} timeout -k 5 25 ${command}`), name).toBe(1);
      expect(archive.text(`sos_commands/${folder}/docker_exec_${name}_${file}`)).toBe("the answer to exec\n");
    }
    expect(stage.callsOf("docker exec")).toBe(asked.length);
  });

  test("asks nothing where containers do not run, or where it is told to run nothing in them", async () => {
    const ended = stageOf(false);
    await ended.archive();
    expect(ended.callsOf("docker exec")).toBe(0);
    const told = stageOf(true);
    await told.archive({ args: ["--no-exec"] });
    expect(told.callsOf("docker exec")).toBe(0);
  });

  test("gives redis its password on no command line, and keeps it out of the archive", async () => {
    const stage = new Stage()
      .docker(`*--format*"{{.Id}}"*) echo '${id(1)};/redis-bundle-docker-0;true;' ;;
      exec*) shift 6; exec "$@" ;;`)
      .command(
        "redis-cli",
        'while read -r line; do case $line in AUTH*) echo OK ;; *) printf "role:master\\r\\n" ;; esac; done',
      );
    const setup = "printf 'bind 172.17.1.10 ::1\\nport 6379\\nrequirepass s3cretOfRedis\\n' >/etc/redis.conf";
    const archive = await stage.archive({ setup, args: ["--no-mask"] });
    expect(archive.text("sos_commands/redis/docker_exec_redis-bundle-docker-0_info_replication")).toBe(
      "OK\nrole:master\r\n",
    );
    expect(stage.callsOf("redis-cli -h 172.17.1.10 -p 6379")).toBe(1);
    expect(readFileSync(stage.calls, "utf8")).not.toContain("s3cretOfRedis");
    expect(JSON.stringify(archive.manifest)).not.toContain("s3cretOfRedis");
  });

  const galera = () =>
    new Stage()
      .docker(`*--format*"{{.Id}}"*) echo '${id(1)};/mariadb;true;' ;;
      exec*) shift 6; exec "$@" ;;`)
      .command("mysql", `printf "asked as "; sed -n "s/^user=//p" "\${1#*=}"; printf "wsrep_ready\\tON\\n"`);
  const answer = "sos_commands/galera/docker_exec_mariadb_wsrep_status";

  test("asks Galera with the password that it copies its data by, on no command line", async () => {
    const stage = galera();
    const setup = `mkdir -p /etc/my.cnf.d
      printf '[mysqld]\nwsrep_sst_auth = mariabackup:s3cret\\Of:Galera\n' >/etc/my.cnf.d/galera.cnf`;
    const archive = await stage.archive({ setup, args: ["--no-mask"] });
    expect(archive.text(answer)).toBe("asked as mariabackup\nwsrep_ready\tON\n");
    expect(stage.callsOf("mysql --defaults-extra-file=/dev/stdin --connect-timeout=5 -B -N -e SHOW GLOBAL")).toBe(1);
    expect(readFileSync(stage.calls, "utf8")).not.toContain("Of:Galera");
    expect(JSON.stringify(archive.manifest)).not.toContain("Of:Galera");
  });

  test("does not ask Galera where no password is at hand, and says so", async () => {
    const stage = galera();
    const archive = await stage.archive({
      setup: "mkdir -p /etc/my.cnf.d; echo '[mysqld]' >/etc/my.cnf.d/galera.cnf",
    });
    expect(stage.callsOf("mysql")).toBe(0);
    expect(JSON.stringify(archive.manifest)).toContain("not asked: no password is at hand in the container");
  });

  test("keeps that no cluster runs here, which pcs says on standard error", async () => {
    const stage = new Stage()
      .docker()
      .command("pcs", 'echo "Error: cluster is not currently running on this node" >&2; exit 1')
      .command("ovs-vsctl", "echo '{ovn-remote=\"tcp:172.17.1.52:6642\"}'");
    const archive = await stage.archive();
    expect(archive.text("sos_commands/pacemaker/pcs_status")).toBe(
      "Error: cluster is not currently running on this node\n",
    );
    expect(archive.capture("sos_commands/pacemaker/pcs_status").exitCode).toBe(1);
    expect(archive.text("sos_commands/networking/ip_-o_addr")).toContain("127.0.0.1");
    expect(archive.text("sos_commands/openvswitch/ovs-vsctl_get_Open_vSwitch_._external_ids")).toContain("ovn-remote");
    expect(archive.files.map((file) => file.path)).toContain("etc/hosts");
  });
});
