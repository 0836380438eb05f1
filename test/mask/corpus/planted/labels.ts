import { dockerInspect } from "../inspected.ts";
import { pythonJson, pythonRepr } from "../layout.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets in labels that hold the startup configuration: JSON in JSON, Python in JSON, JSON in Python in JSON. */
export function labelFiles(): PlantedFile[] {
  return [
    plant("sos_commands/docker/docker_inspect_labels_json", "json", (s) =>
      dockerInspect(
        {
          name: "mysql_bootstrap",
          env: ["KOLLA_BOOTSTRAP=True"],
          labels: labelsOf(
            "mysql_bootstrap",
            pythonJson({
              start_order: 1,
              image: "192.168.24.1:8787/rhosp13/openstack-mariadb:13.0-118",
              net: "host",
              detach: false,
              environment: [
                "KOLLA_CONFIG_STRATEGY=COPY_ALWAYS",
                "DB_MAX_TIMEOUT=60",
                `DB_ROOT_PASSWORD=${s.shared("root")}`,
                `DB_CLUSTERCHECK_PASSWORD=${s.like('~"~')}`,
                `MYSQL_ROOT_PASSWORD=${s.like("~, ~")}`,
                `DB_MONITOR_PASSWORD=${s.like("~\\~")}`,
              ],
              command: ["bash", "-ecx", `mysqladmin -uroot --password="${s.word()}" shutdown`],
              volumes: ["/var/lib/kolla/config_files/mysql.json:/var/lib/kolla/config_files/config.json"],
            }),
          ),
        },
        {
          name: "nova_api",
          env: [],
          labels: labelsOf(
            "nova_api",
            pythonJson({
              environment: {
                NOVA_PASSWORD: s.word(),
                PLACEMENT_PASSWORD: s.like("~: ~"),
                DB_PASSWORD: s.like('~"~"'),
                RABBIT_PASSWORD: s.like("~é~"),
                TRIPLEO_CONFIG_HASH: "5f4dcc3b5aa765d61d8327deb882cf99",
              },
              healthcheck: { test: "/openstack/healthcheck 5672" },
              security_opt: ["label=disable"],
            }),
          ),
        },
        {
          name: "horizon",
          env: [],
          labels: labelsOf(
            "horizon",
            JSON.stringify({ environment: [`SECRET_KEY=${s.word()}`, `DB_PASSWORD=${s.word()}`], user: "root" }),
          ),
        },
      ),
    ),
    plant("sos_commands/podman/podman_inspect_labels_python", "json", (s) =>
      dockerInspect(
        {
          name: "cinder_api",
          env: [],
          labels: labelsOf(
            "cinder_api",
            pythonRepr({
              image: "undercloud.ctlplane:8787/rhosp-rhel8/openstack-cinder-api:16.2",
              environment: {
                DB_PASSWORD: s.word(),
                CINDER_PASSWORD: s.like("~'~"),
                NETAPP_PASSWORD: s.like('~"~'),
                PURE_API_TOKEN: s.like("~\\~"),
                KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS",
              },
              command: ["cinder-manage", "--os-password", s.word(), `--db-password=${s.like("~ ~")}`],
              privileged: true,
              restart: "always",
            }),
          ),
        },
        {
          name: "octavia_worker",
          env: [],
          labels: labelsOf(
            "octavia_worker",
            pythonRepr({
              environment: [`OCTAVIA_CA_KEY_PASS=${s.word()}`, `OS_PASSWORD=${s.like('~"~')}`, "A=1"],
              start_order: 2,
            }),
          ),
        },
        {
          name: "manila_share",
          env: [],
          labels: labelsOf("manila_share", pythonRepr({ settings: JSON.stringify({ admin_password: s.like('~"~') }) })),
        },
      ),
    ),
    plant("sos_commands/docker/docker_ps_-a_--format_json", "json-lines", (s) =>
      ["aodh_api", "gnocchi_api", "panko_api"]
        .map((name) => {
          const data = pythonJson({ environment: [`AODH_PASSWORD=${s.word()}`, `OS_TOKEN=${s.hex()}`], user: "root" });
          const Labels = `config_data=${data},container_name=${name},managed_by=tripleo-Controller`;
          return `${JSON.stringify({ Command: '"kolla_start"', Labels, Names: name, Status: "Up 3 weeks" })}\n`;
        })
        .join(""),
    ),
    plant("var/lib/tripleo-config/hashed-docker-container-startup-config-step_3.json", "json", (s) =>
      pythonJson({
        keystone: {
          environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", `KEYSTONE_ADMIN_PASSWORD=${s.shared("keystone")}`],
          image: "192.168.24.1:8787/rhosp13/openstack-keystone:13.0-118",
        },
        keystone_bootstrap: {
          action: "exec",
          command: ["keystone", "/usr/bin/bootstrap_host_exec", "--bootstrap-password", s.word()],
          user: "root",
        },
        nova_api_map_cell0: {
          command: `/usr/bin/bootstrap_host_exec nova_api su nova -c 'nova-manage cell_v2 map_cell0 --database_connection mysql+pymysql://nova:${s.word()}@172.17.1.10/nova_cell0'`,
          environment: [`DB_PASSWORD=${s.word()}`],
        },
      }),
    ),
    plant(
      "var/lib/tripleo-config/container-startup-config/step_4/hashed-barbican_api.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            command: ["--db-password", s.word(), "--kek", "--password", s.like("~ ~"), `--secret-key=${s.base64()}`],
            environment: { BARBICAN_PASSWORD: s.word(), KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS" },
            image: "undercloud.ctlplane:8787/rhosp-rhel8/openstack-barbican-api:16.2",
            restart: "always",
          },
          null,
          2,
        )}\n`,
    ),
    plant("var/log/paunch.log", "text", (s) =>
      [
        `2024-03-11 09:14:50.112 12345 DEBUG paunch [  ] $ docker run --name mysql_bootstrap --label config_id=tripleo_step1 --env=DB_ROOT_PASSWORD=${s.word()} --env DB_CLUSTERCHECK_PASSWORD=${s.word()} --net=host 192.168.24.1:8787/rhosp13/openstack-mariadb:13.0-118 bash -ec kolla_start`,
        `2024-03-11 09:14:51.009 12345 DEBUG paunch [  ] $ docker run --name keystone -e OS_PASSWORD=${s.word()} --label config_data=${JSON.stringify({ environment: [`ADMIN_TOKEN=${s.word()}`] })} --detach=true x`,
        "2024-03-11 09:14:52.100 12345 DEBUG paunch [  ] Completed $ docker ps -a --filter label=config_id=tripleo_step1",
        "",
      ].join("\n"),
    ),
  ];
}

function labelsOf(name: string, data: string): Record<string, string> {
  return {
    config_id: "tripleo_step4",
    config_data: data,
    container_name: name,
    managed_by: "tripleo-Controller",
    vendor: "Red Hat, Inc.",
    "vcs-ref": "0d1c42e2b6e37f6a4a5bbd5fd9b5e0b1e8d8e9aa",
  };
}
