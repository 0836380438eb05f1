/** A secret in a form, the text that holds it, and the text with every token shown as asterisks. */
export const hidden: readonly (readonly [form: string, text: string, masked: string])[] = [
  ["a password of oslo.config", "password = hunter2secret", "password = ********"],
  ["a key that ends in password", "admin_password=hunter2secret", "admin_password=********"],
  [
    "a URL with a password",
    "connection = mysql+pymysql://nova:hunter2secret@172.17.1.10/nova?x=1",
    "connection = mysql+pymysql://nova:********@172.17.1.10/nova?x=1",
  ],
  [
    "a password that holds an @",
    "transport_url=rabbit://guest:hunter@2secret@172.17.1.10:5672/",
    "transport_url=rabbit://guest:********@172.17.1.10:5672/",
  ],
  [
    "several URLs in one value",
    "rabbit://a:hunter2secret@h1:5672,b:hunter2secret@h2:5672/",
    "rabbit://a:********@h1:5672,b:********@h2:5672/",
  ],
  [
    "a password that holds a slash, a comma or a quote",
    "rabbit://a:hunter2/secret@h1:5672,b:hunter2,secret@h2:5672/ mysql://a:hunter2'secret@h/x",
    "rabbit://a:********@h1:5672,b:********@h2:5672/ mysql://a:********@h/x",
  ],
  [
    "a variable that holds more than letters",
    '["OS_PASSWORD=hunter2,}] secret", "A=1"]',
    '["OS_PASSWORD=********", "A=1"]',
  ],
  ["a variable in Python", "{'DB_PASSWORD': 'hunter2, secret', 'A': 1}", "{'DB_PASSWORD': '********', 'A': 1}"],
  [
    "a quote in JSON inside JSON",
    '{\\"password\\": \\"hunter2\\\\\\"secret\\", \\"x\\": 1}',
    '{\\"password\\": \\"********\\", \\"x\\": 1}',
  ],
  ["galera's account", "wsrep_sst_auth=root:hunter2secret", "wsrep_sst_auth=root:********"],
  ["rabbitmq's cookie", "RABBITMQ_ERLANG_COOKIE: hunter2secret", "RABBITMQ_ERLANG_COOKIE: ********"],
  ["swift's hash", "swift_hash_path_suffix = hunter2secret", "swift_hash_path_suffix = ********"],
  ["redis' password", "requirepass hunter2secret", "requirepass ********"],
  ["haproxy's account", "stats auth admin:hunter2secret", "stats auth admin:********"],
  [
    "a password of another name",
    "db_pass=hunter2secret MYSQL_PWD=hunter2secret",
    "db_pass=******** MYSQL_PWD=********",
  ],
  ["a password of a client", "mysql -uroot -phunter2secret -e x", "mysql -uroot -p******** -e x"],
  ["an account of curl", "curl -s -u admin:hunter2secret http://h/", "curl -s -u admin:******** http://h/"],
  ["a token by itself", `Bad token gAAAA${"hunter2secret".repeat(3)}==`, "Bad token ********"],
  ["a key of ceph", `key = AQ${"hunter2secret".repeat(3).slice(0, 36)}==`, "key = ********"],
  [
    "a private key",
    "-----BEGIN RSA PRIVATE KEY-----\nhunter2\nsecret\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\n********\n********\n-----END RSA PRIVATE KEY-----",
  ],
  ["a variable in JSON", '"OS_PASSWORD=hunter2secret",', '"OS_PASSWORD=********",'],
  ["a key in JSON", '"db_password": "hunter2secret",', '"db_password": "********",'],
  [
    "a key in JSON inside JSON",
    '{\\"password\\": \\"hunter2secret\\", \\"x\\": 1}',
    '{\\"password\\": \\"********\\", \\"x\\": 1}',
  ],
  ["a token in a header", "X-Auth-Token: gAAAAABhunter2secret", "X-Auth-Token: ********"],
  ["a bearer", "Authorization: Bearer hunter2secret", "Authorization: Bearer ********"],
  ["a value in quotes that holds blanks", 'password = "hunter2 secret words"', 'password = "********"'],
  ["a text below a remark that ends as Windows has it", "password: |#\r\n hunter2secret", "password: |#\r\n ********"],
  ["an option of a command", "mysql --password hunter2secret -u root", "mysql --password ******** -u root"],
];

/** The same in tables, whose columns are to stay where they are. */
export const tables: readonly (readonly [form: string, text: string, masked: string])[] = [
  [
    "a long secret",
    "a --password=hunter2secret-of-30-letters   Up 2 days   x",
    "a --password=masked-1                      Up 2 days   x",
  ],
  [
    "a short secret with room after it",
    "a --password=pw1            Up 2 days   x",
    "a --password=masked-1       Up 2 days   x",
  ],
  ["a short secret without", "a --password=pw1   Up 2 days   x", "a --password=***   Up 2 days   x"],
  ["a short secret in no table", "a --password=pw1", "a --password=masked-1"],
];

/** Text without a secret. */
export const ordinary: readonly string[] = [
  "virt_type = kvm",
  "AMQP server on 172.24.1.1:5672 is unreachable: timed out. Trying again in 1 seconds.",
  "172.25.249.200:8787/rhosp13/openstack-nova-api:13.0-82",
  "There is no heat-engine process with opened RabbitMQ ports (5671,5672) running in the container",
  "http://172.24.1.1:5000/v3",
  "/var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf",
  '"Status": "unhealthy",',
  "Up 17 seconds (unhealthy)",
  "sha256:1f8a88f2000bf9246134a4014d912dcd34e9daa02e9a77b507b7ec7f8ae20e2d",
  "TRIPLEO_CONFIG_HASH=982c190ab3de48da89799d95fa77baef",
  "docker://172.25.249.200:8787/rhosp13/openstack-x@sha256:1f8a88f2",
  "docker exec -u root:root nova_api ls",
  "mysql --port=3306 -h db",
  "the compass bypasses passive hosts: all pass",
  "password = ",
  "max_tokens_per_user is not set",
  "max_token_size = 8192",
  "token_expiration=3600",
];
