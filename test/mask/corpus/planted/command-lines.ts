import { columns } from "../layout.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets among the arguments of commands: tables of containers and processes, units, histories, crontabs. */
export function commandLineFiles(): PlantedFile[] {
  return [
    plant("sos_commands/docker/docker_ps_-a_--no-trunc", "table", (s) =>
      columns([
        ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
        containerRow(
          0,
          `"keystone-manage bootstrap --bootstrap-password ${s.word()} --bootstrap-username admin"`,
          "keystone_bootstrap",
        ),
        containerRow(1, '"kolla_start"', "keystone"),
        containerRow(2, `"bash -c 'mysql -uroot -p${s.word()} -e \\"show status\\"'"`, "mysql_check"),
        containerRow(3, `"/usr/bin/collector --os-password=${s.word()} --interval 60"`, "collector"),
        containerRow(4, `"/bin/sh -c 'DB_PASSWORD=${s.word()} exec nova-api'"`, "nova_api"),
        containerRow(5, `"redis-server --requirepass ${s.shared("redis")} --masterauth ${s.word()}"`, "redis"),
        containerRow(6, `"/exporter -dsn=exporter:${s.word()}@(172.17.1.10:3306)/"`, "mysqld_exporter"),
        containerRow(7, `"curl -u admin:${s.shared("haproxy")} http://172.17.1.10:1993/"`, "haproxy_check"),
        containerRow(8, '"dumb-init --single-child -- kolla_start"', "nova_compute"),
      ]),
    ),
    plant("sos_commands/podman/podman_ps_-a", "table", (s) =>
      columns([
        ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
        containerRow(0, `--db-password ${s.word()} -v`, "migrate"),
        containerRow(1, `/bin/sh -c mysql --password=${s.word(12)} nova`, "shell"),
        containerRow(2, "kolla_start", "nova_api"),
      ]),
    ),
    plant("sos_commands/process/ps_auxwww", "table", (s) =>
      [
        "USER        PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND",
        "root          1  0.0  0.1 193892  6892 ?        Ss   Mar11   3:12 /usr/lib/systemd/systemd --switched-root --system --deserialize 22",
        processRow(
          "42434",
          48121,
          `/usr/sbin/mysqld --wsrep_sst_auth=root:${s.word()} --wsrep-provider=/usr/lib64/galera/libgalera_smm.so`,
        ),
        processRow("root", 48122, `mysql -h 172.17.1.10 -u root -p${s.shared("root")} -e select 1`),
        processRow("root", 48123, `mysqldump --single-transaction -uroot -p'${s.like("~ ~")}' --all-databases`),
        processRow(
          "root",
          48124,
          `openstack --os-username admin --os-password ${s.word()} --os-auth-url http://10.0.0.5:5000/v3 server list`,
        ),
        processRow("root", 48125, `curl -s -k --user admin:${s.word()} https://10.0.0.5:8443/api`),
        processRow("root", 48126, `curl -H X-Auth-Token: ${s.fernet()} http://10.0.0.5:8774/v2.1/servers`),
        processRow("root", 48127, `sshpass -p ${s.word()} ssh heat-admin@192.168.24.15`),
        processRow("root", 48128, `ipmitool -I lanplus -H 10.1.1.4 -U root -P ${s.word(12)} power status`),
        processRow("root", 48129, `fence_ipmilan -a 10.1.1.4 --username=root --password=${s.word(12)} -o status`),
        processRow("root", 48130, `rabbitmqctl change_password guest ${s.word()}`),
        processRow("root", 48131, `redis-cli -h 172.17.1.10 -a ${s.word()} info`),
        processRow("root", 48132, `ldapsearch -x -D cn=admin,dc=example -w ${s.word()} -b dc=example`),
        processRow("root", 48133, "ssh -i /home/stack/.ssh/id_rsa -p 22 heat-admin@192.168.24.15"),
        processRow("root", 48134, `java -Djavax.net.ssl.keyStorePassword=${s.word()} -jar agent.jar --port=8080`),
        "",
      ].join("\n"),
    ),
    plant("etc/systemd/system/openstack-exporter.service", "ini", (s) =>
      [
        "[Unit]",
        "Description=Exports figures of OpenStack with a password and a token",
        "After=network.target",
        "",
        "[Service]",
        "Type=simple",
        `Environment="OS_PASSWORD=${s.word()}" "OS_USERNAME=admin"`,
        `Environment=DB_PASSWORD=${s.word()} OS_REGION_NAME=regionOne`,
        `Environment='API_TOKEN=${s.like("~ ~")}'`,
        `Environment=SERVICE_PASSWORD=${s.like("~$~").replaceAll("$", "$$$$")}`,
        "EnvironmentFile=-/etc/sysconfig/openstack-exporter",
        `ExecStartPre=/usr/bin/docker login -u robot -p ${s.word()} registry.example.com`,
        `ExecStart=/usr/bin/exporter --listen :9180 --token ${s.word()} --password "${s.like("~ ~")}" \\`,
        `    --db-password ${s.word()} \\`,
        "    --token-file /etc/exporter/token",
        "KillMode=process",
        "",
        "[Install]",
        "WantedBy=multi-user.target",
        "",
      ].join("\n"),
    ),
    plant("home/stack/.bash_history", "text", (s) =>
      [
        "source ~/stackrc",
        "#1710150893",
        `openstack user set --password ${s.word()} admin`,
        `openstack user create demo --password '${s.like("~ ~")}' --email demo@example.com`,
        `mysql -uroot -p${s.word()} nova`,
        `mysql -u root --password="${s.like("~;~")}" -e 'show processlist'`,
        `export OS_PASSWORD=${s.word()}`,
        `export OS_TOKEN=$(openstack token issue -f value -c id)`,
        `OS_PASSWORD='${s.like("~!~")}' openstack server list`,
        `curl -u 'admin:${s.like("~:~")}' http://10.0.0.5:15672/api/overview`,
        `curl --user admin:${s.word()} -X GET http://10.0.0.5:15672/api/nodes`,
        `docker login -u 7654321\\|robot -p ${s.word()} registry.redhat.io`,
        `podman login --username robot --password=${s.word()} registry.redhat.io`,
        `subscription-manager register --username me@example.com --password ${s.word()}`,
        `echo ${s.word()} | passwd --stdin root`,
        `echo 'stack:${s.word()}' | chpasswd`,
        `ceph auth add client.openstack --key ${s.cephKey()}`,
        `virsh secret-set-value --secret 457eb676-33da-42ec-9a8c-9293d545c337 --base64 ${s.cephKey()}`,
        "virsh secret-list",
        `ipmitool -I lanplus -U admin -P ${s.word(12)} -H 10.1.1.9 chassis power on`,
        `docker exec -e DB_PASSWORD=${s.word()} -it galera-bundle-docker-0 bash`,
        "ssh-keygen -t rsa -b 4096 -f ~/.ssh/id_rsa",
        "vi undercloud-passwords.conf",
        "",
      ].join("\n"),
    ),
    plant("var/spool/cron/root", "text", (s) =>
      [
        "# HEADER: This file was autogenerated by puppet.",
        "PATH=/bin:/usr/bin:/usr/sbin SHELL=/bin/sh",
        `*/5 * * * * /usr/bin/mysqladmin -u monitor -p${s.word()} ping >/dev/null 2>&1`,
        `0 3 * * * MYSQL_PWD=${s.word()} mysqldump --all-databases | gzip > /backup/all.sql.gz`,
        "1 0 * * * keystone-manage token_flush >>/var/log/keystone/keystone-tokenflush.log 2>&1",
        `@daily wget --user=backup --password=${s.word()} -q https://backup.example.com/ping`,
        "",
      ].join("\n"),
    ),
    plant("sos_commands/docker/docker_top_galera", "table", (s) =>
      columns([
        ["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"],
        ["42434", "51200", "51010", "0", "Mar11", "?", "00:00:01", "/usr/sbin/pacemaker_remoted"],
        [
          "42434",
          "51900",
          "51200",
          "2",
          "Mar11",
          "?",
          "01:02:03",
          `mysqld --wsrep-sst-auth=root:${s.word()} --port=3306`,
        ],
        [
          "root",
          "51901",
          "51200",
          "0",
          "11:02",
          "?",
          "00:00:00",
          `mysql --user=clustercheck --password=${s.word()} -e SHOW`,
        ],
      ]),
    ),
    plant("sos_commands/pacemaker/pcs_config", "text", (s) =>
      [
        "Stonith Devices:",
        " Resource: stonith-fence_ipmilan-525400a1b2c3 (class=stonith type=fence_ipmilan)",
        `  Attributes: ipaddr=10.1.1.4 lanplus=true login=admin passwd=${s.word(12)} pcmk_host_list=controller-0`,
        "  Operations: monitor interval=60s (stonith-fence_ipmilan-525400a1b2c3-monitor-interval-60s)",
        " Resource: stonith-fence_redfish (class=stonith type=fence_redfish)",
        `  Attributes: ip=10.1.1.5 password="${s.like("~ ~")}" username=admin`,
        " Resource: redis (class=ocf provider=heartbeat type=redis)",
        "  Attributes: wait_last_known_master=true",
        "Resources:",
        " Resource: galera (class=ocf provider=heartbeat type=galera)",
        `  Attributes: additional_parameters="--open-files-limit=16384 --wsrep-sst-auth=root:${s.word()}" enable_creation=true`,
        "",
      ].join("\n"),
    ),
  ];
}

function containerRow(index: number, command: string, name: string): string[] {
  const id = `${index + 1}`.padStart(4, "c").padEnd(64, "0f1e2d3c4b5a");
  const image = `192.168.24.1:8787/rhosp13/openstack-${name.replaceAll("_", "-")}:13.0-118`;
  return [id, image, command, "3 weeks ago", "Up 3 weeks (healthy)", "", name];
}

function processRow(user: string, pid: number, command: string): string {
  return `${user.padEnd(8)} ${String(pid).padStart(6)}  0.3  1.2 912344 81200 ?        Sl   Mar11  12:34 ${command}`;
}
