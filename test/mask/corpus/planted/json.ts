import { pythonJson } from "../layout.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets in JSON: data of puppet and heat, definitions of rabbitmq, accounts of registries. */
export function jsonFiles(): PlantedFile[] {
  return [
    plant(
      "var/lib/heat-config/deployed/service_configs.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            "keystone::admin_token": s.word(),
            "nova::db::mysql::password": s.shared("nova"),
            password: s.word(),
            admin_password: s.like('~"~'),
            number_password: Number(s.digits()),
            nested: { database: { db_password: s.like("~\\~"), port: 3306 }, token_expiration: 3600 },
            users: [
              { name: "admin", password: s.word(), enabled: true },
              { name: "demo", password: s.like("~/~"), enabled: false },
            ],
            passwords: [s.word(), s.word()],
            password_map: { admin: s.word(), demo: s.word() },
            access_token: s.base64url(40),
            refreshToken: s.base64url(40),
            apiKey: s.word(32),
            clientSecret: s.word(32),
            auth_encryption_key: s.word(32),
            empty_password: "",
            null_password: null,
            use_password: true,
          },
          null,
          2,
        )}\n`,
    ),
    plant("var/lib/heat-config/deployed/minified.json", "json", (s) =>
      JSON.stringify({
        deployment: { inputs: [{ name: "admin_password", type: "String", value: s.word() }] },
        password: s.word(),
        x: 1,
        DB_PASSWORD: s.like("~,~"),
        number: { secret: Number(s.digits()), next: 1 },
        Token: s.hex(),
        list: [{ pass: s.word() }, { passwd: s.word() }],
      }),
    ),
    plant("var/lib/os-collect-config/local-data/request.json", "json", (s) =>
      pythonJson({
        auth: {
          identity: {
            methods: ["password"],
            password: { user: { name: "admin", domain: { id: "default" }, password: s.word() } },
          },
          scope: { project: { name: "admin", domain: { id: "default" } } },
        },
        "os-collect-config": { heat: { password: s.hex(32), user_id: "3c1a0b5e9d6f4c7ba1e2d3c4b5a69788" } },
      }),
    ),
    plant(
      "root/.docker/config.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            auths: {
              "registry.redhat.io": { auth: s.base64(40) },
              "quay.io": { auth: s.base64(33), email: "me@example.com" },
              "registry.example.com": { identitytoken: s.base64url(40) },
            },
            HttpHeaders: { "User-Agent": "Docker-Client/1.13.1 (linux)" },
            credsStore: "",
          },
          null,
          "\t",
        )}\n`,
    ),
    plant("sos_commands/rabbitmq/definitions.json", "json", (s) =>
      JSON.stringify({
        rabbit_version: "3.6.16",
        users: [
          {
            name: "guest",
            password_hash: s.base64(36),
            hashing_algorithm: "rabbit_password_hashing_sha256",
            tags: "administrator",
          },
          { name: "monitor", password: s.word(), tags: "monitoring" },
        ],
        vhosts: [{ name: "/" }],
        permissions: [{ user: "guest", vhost: "/", configure: ".*", write: ".*", read: ".*" }],
        parameters: [{ component: "shovel", value: { "src-uri": `amqp://a:${s.word()}@h1`, "dest-uri": "amqp://h2" } }],
      }),
    ),
    plant(
      "home/stack/instackenv.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            nodes: ["controller-0", "compute-0", "compute-1"].map((name) => ({
              name,
              pm_type: "pxe_ipmitool",
              pm_user: "root",
              pm_password: s.word(12),
              pm_addr: "10.1.1.4",
              mac: ["52:54:00:a1:b2:c3"],
            })),
          },
          null,
          4,
        )}\n`,
    ),
    plant(
      "sos_commands/ceph/ceph_config-key_dump.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            "mgr/dashboard/accessdb_v1": JSON.stringify({
              users: { admin: { password: `$2b$12$${s.word(53)}`, roles: ["administrator"] } },
            }),
            "mgr/dashboard/jwt_secret": s.base64url(32),
            "rgw/cert": "-----BEGIN CERTIFICATE-----\nMIIC/TCCAeWgAwIBAgIJAKJ\n-----END CERTIFICATE-----\n",
            "rgw/key": `-----BEGIN PRIVATE KEY-----\n${s.keyLines(4).join("\n")}\n-----END PRIVATE KEY-----\n`,
            "config/client.rgw/rgw_keystone_admin_password": s.word(),
          },
          null,
          4,
        )}\n`,
    ),
    plant("sos_commands/ceph/ceph_auth_list.json", "json", (s) =>
      JSON.stringify({
        auth_dump: ["client.admin", "client.openstack", "osd.0"].map((entity) => ({
          entity,
          key: s.cephKey(),
          caps: { mon: "allow *" },
        })),
      }),
    ),
    plant("var/log/containers/octavia/events.jsonl", "json-lines", (s) =>
      [
        { time: "2024-03-12T10:00:00Z", message: "loaded", config: { heartbeat_key: s.word(), interval: 10 } },
        {
          time: "2024-03-12T10:00:01Z",
          message: `connecting to mysql+pymysql://octavia:${s.word()}@172.17.1.10/octavia`,
        },
        { time: "2024-03-12T10:00:02Z", message: `payload: {"password": "${s.word()}", "user": "octavia"}` },
        { time: "2024-03-12T10:00:03Z", token: s.fernet(), status: 200 },
        { time: "2024-03-12T10:00:04Z", message: "password of user octavia was not changed" },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
    ),
    plant(
      "var/lib/kolla/config_files/nova_with_key.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            command: `/usr/bin/nova-compute --config-file /etc/nova/nova.conf --os-password ${s.word()}`,
            config_files: [
              { source: "/var/lib/kolla/config_files/src/*", dest: "/", merge: true, preserve_properties: true },
            ],
            ssh_key: {
              private_key: `-----BEGIN RSA PRIVATE KEY-----\n${s.keyLines(3).join("\n")}\n-----END RSA PRIVATE KEY-----`,
            },
            ldap: { "bind-password": s.word(), bindPassword: s.word(), "bind.password": s.word() },
          },
          null,
          2,
        )}\n`,
    ),
  ];
}
