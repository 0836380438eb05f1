import { escapes } from "../escapes.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets between the user and the host of URLs. */
export function urlFiles(): PlantedFile[] {
  return [
    plant("var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf", "ini", (s) =>
      [
        "[DEFAULT]",
        "use_journal=False",
        `transport_url=rabbit://guest:${s.shared("rabbit")}@controller-0.internalapi.localdomain:5672,guest:${s.shared("rabbit")}@controller-1.internalapi.localdomain:5672,guest:${s.shared("rabbit")}@controller-2.internalapi.localdomain:5672/?ssl=0`,
        "[api_database]",
        `connection=mysql+pymysql://nova_api:${s.word()}@172.17.1.10/nova_api?read_default_file=/etc/my.cnf.d/tripleo.cnf&read_default_group=tripleo`,
        "max_retries=-1",
        "[database]",
        `connection=mysql+pymysql://nova:${s.shared("nova")}@172.17.1.10/nova?read_default_file=/etc/my.cnf.d/tripleo.cnf&read_default_group=tripleo`,
        `slave_connection = mysql+pymysql://nova:${s.like("~%40~%2F~")}@172.17.1.11/nova`,
        "[oslo_messaging_notifications]",
        `transport_url = rabbit://first:${s.word()}@h1:5672,second:${s.word()}@h2:5672//vhost?ssl=1`,
        "driver=messagingv2",
        "[cache]",
        `memcache_servers = 172.17.1.10:11211,172.17.1.11:11211`,
        `backend_argument = url:redis://:${s.word()}@172.17.1.10:6379`,
        "",
      ].join("\n"),
    ),
    plant("etc/gnocchi/gnocchi.conf", "ini", (s) =>
      [
        "[DEFAULT]",
        `coordination_url = redis://:${s.shared("redis")}@172.17.1.10:6379/?ssl=true`,
        "[indexer]",
        `url = mysql+pymysql://gnocchi:${s.like("~/~")}@172.17.1.10/gnocchi`,
        "[storage]",
        `redis_url = redis://:${s.like("~,~")}@172.17.1.10:6379/`,
        `backup_url = rediss://default:${s.like("~:~")}@172.17.1.12:6380/1`,
        `influx = https://writer:${s.like("~@~")}@metrics.example.com:8086/write?db=x`,
        `mongo = mongodb://ceilometer:${s.word()}@h1:27017,h2:27017/ceilometer?replicaSet=tripleo`,
        `sentinel = redis://:${s.like("~#~")}@172.17.1.10:26379?sentinel=tripleo`,
        `pg = postgresql+psycopg2://gnocchi:${s.like("~!$~*()")}@172.17.1.10/gnocchi`,
        `plain = mysql://root:${s.word(9)}@localhost`,
        `amqp = amqp://user:${s.like("~?~")}@h1:5672/`,
        "[api]",
        "proxy = http://172.17.1.10:3128",
        "",
      ].join("\n"),
    ),
    plant("etc/yum.repos.d/private.repo", "ini", (s) =>
      [
        "[private]",
        "name=Private packages",
        `baseurl=https://robot:${s.word()}@packages.example.com/rhel7/`,
        `mirrorlist=https://robot:${escapes.percent(s.like("~/~ ~&~"))}@mirror.example.com/list?arch=$basearch`,
        "gpgkey=https://packages.example.com/RPM-GPG-KEY-private",
        `proxy=http://proxy.example.com:3128`,
        "proxy_username=robot",
        `proxy_password=${s.word()}`,
        "",
      ].join("\n"),
    ),
    plant("home/stack/.gitconfig", "ini", (s) =>
      [
        '[remote "origin"]',
        `\turl = https://ci:${s.like("glpat-~~~~")}@git.example.com/templates.git`,
        `\tpushurl = https://${s.like("ghp_~~~~~~")}:x-oauth-basic@github.com/example/templates.git`,
        "\tfetch = +refs/heads/*:refs/remotes/origin/*",
        "",
      ].join("\n"),
    ),
    plant("etc/sysconfig/docker", "text", (s) =>
      [
        "OPTIONS='--log-driver=journald --signature-verification=false --iptables=false --live-restore'",
        `HTTP_PROXY='http://node:${s.word()}@proxy.example.com:3128'`,
        `HTTPS_PROXY="http://node:${s.like("~%21~")}@proxy.example.com:3128"`,
        `http_proxy=http://node:${s.like("~;~")}@proxy.example.com:3128/`,
        "NO_PROXY=localhost,127.0.0.1,192.168.24.1",
        "",
      ].join("\n"),
    ),
    plant("var/log/containers/heat/heat-engine.log", "text", (s) =>
      [
        `2024-03-12 10:00:01.001 27 ERROR oslo.messaging._drivers.impl_rabbit [-] [5b7c] AMQP server on amqp://guest:${s.word()}@172.17.1.10:5672// is unreachable: timed out. Trying again in 1 seconds.`,
        `2024-03-12 10:00:02.001 27 DEBUG oslo_db.sqlalchemy [-] connection: mysql+pymysql://heat:${s.word()}@172.17.1.10/heat?charset=utf8 pool_size: 5`,
        `2024-03-12 10:00:03.001 27 INFO heat.engine [-] Fetching "https://user:${s.word()}@templates.example.com/t.yaml" (timeout 30)`,
        `2024-03-12 10:00:04.001 27 INFO heat.engine [-] Uses <redis://:${s.word()}@172.17.1.10:6379>, then http://172.17.1.10:8004/v1.`,
        `2024-03-12 10:00:05.001 27 ERROR heat.engine [-] Cannot connect to ['rabbit://a:${s.word()}@h1:5672', 'rabbit://b:${s.word()}@h2:5672']`,
        "2024-03-12 10:00:06.001 27 INFO heat.engine [-] Fetching http://172.17.1.10:8004/v1 for admin@example.com",
        "",
      ].join("\n"),
    ),
  ];
}
