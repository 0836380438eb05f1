import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** English about passwords, addresses and URLs that hold none. */
export function proseTexts(): OrdinaryFile[] {
  return [
    ordinary(
      "usr/share/doc/ordinary/README",
      `
About passwords
===============
A password is asked for once. The password that you choose must have eight letters,
and no password may be used twice. To change the admin password, run the command
"openstack user set --password-prompt admin" and then update the secret in hiera.

Passwords are hashed with bcrypt; the token provider is fernet, so that no token is
kept in the database. A token lives for an hour: see token_expiration. Secrets lie in
/etc/keystone/fernet-keys, and each key is rotated by hand. Never pass a secret on a
command line; pass it in a file, with --password-file, instead.

Note: the password, the token and the secret key are not logged.
Note: password authentication is disabled; use keys.
Warning: a secret that is shared is no secret; a token in a URL is logged by proxies.

Q: What is the password of the admin user?
A: It was made at the time of the deployment. See undercloud-passwords.conf.
Q: Which secrets does the collector take along?
A: None. It masks every password, token and key.

The compass bypasses passive hosts, and all tests pass.
Passing parameters by name surpasses passing them by position.
The keynote speaker's keyboard has a broken key; the monkey got the donkey's turkey.
Author: authored by the authority of the authors.
The credentials were refused; the credential helper is not installed.
`,
    ),
    ordinary(
      "usr/share/doc/ordinary/addresses",
      `
http://172.17.1.10:5000/v3
http://host:5000/v3
https://10.0.0.5:13000
https://[2001:db8::10]:13000/v3
rabbit://host:5672
rabbit://h1:5672,h2:5672/vhost
amqp://172.17.1.10:5672//
redis://172.17.1.10:6379/0
mysql+pymysql://nova@172.17.1.10/nova
postgresql://localhost/nova
ldap://ldap.example.com:389/dc=example,dc=com
docker://registry.example.com:5000/rhosp13/openstack-nova-api:13.0-118
192.168.24.1:8787/rhosp13/openstack-nova-api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
docker://192.168.24.1:8787/rhosp13/openstack-x@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
http://registry:8787/v2/x@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
ssh://git@git.example.com:29418/openstack/nova
git@github.com:openstack/nova.git
git+ssh://stack@director.example.com/home/stack/repo
qemu+ssh://nova_migration@172.17.1.21:2022/system?keyfile=/etc/nova/migration/identity
http://172.17.1.10:8774/v2.1/3c1a0b5e9d6f4c7ba1e2d3c4b5a69788/os-keypairs?limit=10&marker=mykey
http://172.17.1.10:9311/v1/secrets/0a8b55df-f90f-491c-8cb9-7cdecec6fc26
https://access.example.com/solutions/1234567?password-reset=true
https://example.com/a:b/c@d
https://medium.example.com/@author/a-post:12
admin@example.com
mailto:admin@example.com
root@controller-0:/var/log
heat-admin@192.168.24.15
scp heat-admin@192.168.24.15:/var/log/messages .
nova:nova 42436:42436
rabbit@controller-0
file:///etc/pki/tls/private/x.key
unix:///var/run/docker.sock
tcp:172.17.1.10:6641
ssl:172.17.1.10:6642
11:22:33:44:55:66
fa:16:3e:0d:7b:54
`,
    ),
    ordinary(
      "usr/share/doc/ordinary/help",
      `
usage: openstack user set [-h] [--name <name>] [--password <password>] [--password-prompt] <user>

  --password <password>
                        Set user password
  --password-prompt     Prompt interactively for password
  --os-password <auth-password>
                        Authentication password (Env: OS_PASSWORD)
  --os-token <auth-token>
                        With v3token: Token to authenticate with (Env: OS_TOKEN)
  --os-auth-type <auth-type>
                        Select an authentication type. Available types: password, token, v3password
  -p, --password[=name]
                      Password to use when connecting to server. If password is
                      not given it's asked from the tty.
  -u, --user <user:password>  Server user and password
  --token-file FILE   Read the token from a file.
  --key FILE          Private key file name
  API_KEY             the key of the API
Environment: OS_PASSWORD, OS_TOKEN, DB_PASSWORD, AWS_SECRET_ACCESS_KEY
`,
    ),
    ordinary(
      "usr/share/doc/ordinary/release-notes.yaml",
      `
---
prelude: >
    The password of a service is no longer written to its log.
security:
  - |
    The token of a user was shown in the log when debug was true. Tokens are now hashed:
    see token_hash_algorithm.
  - A secret could be read by other projects.
fixes:
  - Fixes the password prompt.
upgrade:
  - The option \`\`admin_token\`\` was removed. Use \`\`keystone-manage bootstrap\`\` instead.
  - The options \`\`password_hash_algorithm\`\` and \`\`password_hash_rounds\`\` are new.
`,
    ),
    ordinary("usr/share/doc/ordinary/columns", columnsOf(120)),
    ordinary(
      "usr/share/doc/ordinary/odd-bytes",
      "a line with a tab\tand blanks at its end   \n\n\n   \n\tpassword of a user\r\nthe token\r\n\u00e9\u00df\u6f22 \ud83d\ude00 password\n\ufefftoken\nno line break at the end",
    ),
    ordinary("usr/share/doc/ordinary/empty", ""),
    ordinary("usr/share/doc/ordinary/blank-lines", "\n\n\n"),
  ];
}

function columnsOf(count: number): string {
  const words = ["token", "password", "secret", "key", "credential", "pass", "auth", "cookie"];
  return Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length] ?? "";
    return `${`${word}_${index}_count`.padEnd(30)}${String(index * 17).padStart(8)}   ${index % 2 === 0 ? "enabled " : "disabled"}   the ${word}s of node ${index}\n`;
  }).join("");
}
