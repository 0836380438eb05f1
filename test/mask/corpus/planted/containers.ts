import { dockerInspect, inspected } from "../inspected.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets in the environment and the arguments of containers, as engines show them. */
export function containerFiles(): PlantedFile[] {
  return [
    plant("sos_commands/docker/docker_inspect_all", "json", (s) =>
      dockerInspect(
        {
          name: "keystone",
          env: [
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "KOLLA_CONFIG_STRATEGY=COPY_ALWAYS",
            "KOLLA_BASE_DISTRO=rhel",
            "TRIPLEO_CONFIG_HASH=7f0ad8c1a4a9b8b9de0f5b8b3c2c0d11",
            `KOLLA_BOOTSTRAP_PASSWORD=${s.word()}`,
            `OS_BOOTSTRAP_PASSWORD=${s.shared("keystone")}`,
            "OS_BOOTSTRAP_USERNAME=admin",
          ],
        },
        {
          name: "keystone_admin_shell",
          env: [
            "OS_USERNAME=admin",
            `OS_PASSWORD=${s.like("~=~==")}`,
            `OS_TOKEN=${s.fernet()}`,
            `OS_SERVICE_TOKEN=${s.hex()}`,
            `ADMIN_TOKEN=${s.hex(40)}`,
            "OS_AUTH_URL=http://192.168.24.10:5000/v3",
            "OS_AUTH_TYPE=password",
          ],
        },
        {
          name: "mysql_bootstrap",
          env: [
            "KOLLA_BOOTSTRAP=True",
            "DB_MAX_TIMEOUT=60",
            `DB_CLUSTERCHECK_PASSWORD=${s.word(25)}`,
            `DB_ROOT_PASSWORD=${s.shared("root")}`,
            `MYSQL_ROOT_PASSWORD=${s.like('~ "~" ~')}`,
            `MYSQL_PWD=${s.like("~,~")}`,
            `MARIADB_PASSWORD=${s.like("~{~}")}`,
          ],
        },
        {
          name: "rabbitmq_bootstrap",
          env: [
            `RABBITMQ_CLUSTER_COOKIE=${s.word(20)}`,
            `RABBITMQ_ERLANG_COOKIE=${s.word(20)}`,
            `RABBITMQ_DEFAULT_PASS=${s.like("~]~")}`,
            "RABBITMQ_DEFAULT_USER=guest",
            "RABBITMQ_NODENAME=rabbit@controller-0",
          ],
        },
        {
          name: "gnocchi_api",
          env: [
            `AWS_SECRET_ACCESS_KEY=${s.base64(30)}`,
            `S3_SECRET_KEY=${s.like("~/~+~")}`,
            `REDIS_PASSWORD=${s.shared("redis")}`,
            `DB_PASSWORD=${s.like("~\\~")}`,
            `DATABASE_PASSWORD=${s.like("~'~'")}`,
            `GF_SECURITY_ADMIN_PASSWORD=${s.like("~<~>&~")}`,
            `VAULT_TOKEN=${s.like("s.~~~~")}`,
            `GITHUB_TOKEN=${s.like("ghp_~~~~~~")}`,
            `HTTP_PROXY=http://proxy:${s.word()}@10.0.0.1:3128`,
            `CLIENT_SECRET=${s.like("~\t~")}`,
            `API_KEY=${s.like("~é~ü")}`,
          ],
        },
      ),
    ),
    plant("sos_commands/docker/docker_inspect_a1b2c3d4e5f6", "json", (s) =>
      dockerInspect({
        name: "heat_engine",
        env: ["LANG=en_US.UTF-8"],
        entrypoint: ["/usr/bin/heat-wrapper"],
        cmd: [
          "--os-username",
          "heat",
          "--os-password",
          s.word(),
          "--db-password",
          s.like("~ ~"),
          `--rabbit-password=${s.like("~,~")}`,
          "--token",
          s.hex(),
          "--os-auth-url",
          "http://192.168.24.10:5000/v3",
          "--os-auth-type",
          "password",
        ],
        health: ["CMD-SHELL", `curl -fsu monitor:${s.word()} http://192.168.24.10:8004/ || exit 1`],
        healthOutput: `curl: (22) GET http://monitor:${s.word()}@192.168.24.10:8004/ returned 401`,
      }),
    ),
    plant("sos_commands/docker/docker_inspect_minified", "json", (s) =>
      JSON.stringify([
        inspected({
          name: "nova_api",
          env: [`OS_PASSWORD=${s.word()}`, `DB_PASSWORD=${s.like('~"~')}`, "A=1", `OS_TOKEN=${s.hex()}`],
          cmd: ["nova-api", "--db-password", s.word(), `--admin-password=${s.like("~ ~")}`, "--debug"],
        }),
      ]),
    ),
    plant(
      "sos_commands/podman/podman_inspect_nova_compute",
      "json",
      (s) =>
        `${JSON.stringify(
          [
            {
              Id: "cc4d3f9d7f2b53b9f1f0f51d8e6ef58d2a0a2f0a8f3f9f6c9f7cf1b5e1c2d3e4",
              Name: "nova_compute",
              Config: {
                Env: [`NOVA_PASSWORD=${s.shared("nova")}`, "container=oci", `MIGRATION_SECRET=${s.word()}`],
                CreateCommand: ["podman", "run", "--env", `LIBVIRT_PASSWORD=${s.word()}`, `-eCEPH_KEY=${s.cephKey()}`],
              },
            },
          ],
          null,
          5,
        )}\n`,
    ),
    plant("sos_commands/docker/docker_inspect_unicode", "json", (s) => {
      const password = s.like("~€~\u2028~");
      const text = JSON.stringify([{ Config: { Env: [`DB_PASSWORD=${password}`, "LANG=C.UTF-8"] } }], null, 4);
      return `${text.replaceAll("€", "\\u20ac").replaceAll("\u2028", "\\u2028")}\n`;
    }),
    plant("sos_commands/docker/docker_inspect_go_escapes", "json", (s) => {
      const text = JSON.stringify([{ Config: { Env: [`ADMIN_PASSWORD=${s.like("<~>&~")}`, "A=<b>"] } }], null, 4);
      return `${text.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)}\n`;
    }),
    plant("sos_commands/docker/docker_exec_env_nova_api", "text", (s) =>
      [
        "HOSTNAME=controller-0",
        `OS_PASSWORD=${s.like("~ ~ with # and ; ~")}`,
        `DB_PASSWORD=${s.like('"~"')}`,
        `TRANSPORT_URL=rabbit://guest:${s.shared("rabbit")}@controller-0.internalapi:5672/?ssl=0`,
        "OS_AUTH_TYPE=password",
        "KOLLA_INSTALL_TYPE=binary",
        `SECRET_KEY=${s.like("~$~&~")}`,
        "",
      ].join("\n"),
    ),
  ];
}
