import { escapes } from "../escapes.ts";
import { pythonRepr } from "../layout.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** The secrets that other files hold as well, in forms that escape what is odd in them. */
export function sharedFiles(): PlantedFile[] {
  return [
    plant("etc/shared/odd.conf", "ini", (s) => `[DEFAULT]\nadmin_password = ${s.shared("odd")}\ndebug = false\n`),
    plant("etc/shared/odd.json", "json", (s) => `${JSON.stringify({ password: s.shared("odd"), port: 5672 })}\n`),
    plant("etc/shared/inner.json", "json", (s) =>
      JSON.stringify({ label: pythonRepr({ DB_PASSWORD: s.shared("odd"), RABBIT_PASSWORD: s.shared("rabbit") }) }),
    ),
    plant("etc/shared/odd-url.conf", "ini", (s) =>
      [
        `connection = mysql+pymysql://nova:${escapes.percent(s.shared("odd"))}@172.17.1.10/nova`,
        `transport_url = rabbit://guest:${s.shared("odd")}@h1:5672,guest:${s.shared("odd")}@h2:5672/`,
        "",
      ].join("\n"),
    ),
    plant(
      "etc/shared/odd.sh",
      "text",
      (s) => `export OS_PASSWORD='${s.shared("odd")}'\nmysql -uroot -p${s.shared("odd")} nova\n`,
    ),
    plant("etc/shared/all.yaml", "yaml", (s) =>
      [
        `MysqlRootPassword: ${s.shared("root")}`,
        `RabbitPassword: "${s.shared("rabbit")}"`,
        `AdminPassword: '${s.shared("keystone")}'`,
        `NovaPassword: ${s.shared("nova")}`,
        `RedisPassword: ${s.shared("redis")}`,
        `HAProxyStatsPassword: ${s.shared("haproxy")}`,
        `NeutronMetadataProxySharedSecret: ${s.shared("metadata")}`,
        "",
      ].join("\n"),
    ),
    plant(
      "etc/shared/all.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            Env: [
              `DB_ROOT_PASSWORD=${s.shared("root")}`,
              `RABBITMQ_DEFAULT_PASS=${s.shared("rabbit")}`,
              `OS_PASSWORD=${s.shared("keystone")}`,
              `NOVA_PASSWORD=${s.shared("nova")}`,
              `REDIS_PASSWORD=${s.shared("redis")}`,
              `STATS_PASSWORD=${s.shared("haproxy")}`,
              `METADATA_SHARED_SECRET=${s.shared("metadata")}`,
            ],
          },
          null,
          4,
        )}\n`,
    ),
  ];
}
