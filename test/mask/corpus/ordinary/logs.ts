import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";
import { randomOf } from "../random.ts";

/** Logs that talk of passwords and tokens without showing any, with ids that look like some. */
export function logTexts(): OrdinaryFile[] {
  return [
    ordinary("var/log/containers/ordinary/keystone.log", dated("keystone", KEYSTONE)),
    ordinary("var/log/containers/ordinary/nova-api.log", dated("nova", NOVA)),
    ordinary("var/log/containers/ordinary/neutron-server.log", dated("neutron", NEUTRON)),
    ordinary("var/log/containers/ordinary/oslo-dump.log", dated("oslo_service.service", DUMP)),
    ordinary(
      "var/log/containers/ordinary/rabbit@controller-0.log",
      `
=INFO REPORT==== 12-Mar-2024::10:00:00 ===
Starting RabbitMQ 3.6.16 on Erlang 19.3.6.4
node           : rabbit@controller-0
home dir       : /var/lib/rabbitmq
config file(s) : /etc/rabbitmq/rabbitmq.config

=INFO REPORT==== 12-Mar-2024::10:00:01 ===
accepting AMQP connection <0.2110.0> (172.17.1.10:40222 -> 172.17.1.10:5672)

=INFO REPORT==== 12-Mar-2024::10:00:01 ===
connection <0.2110.0> (172.17.1.10:40222 -> 172.17.1.10:5672 - nova-compute:8:5d1b5a0b-2a56-4f3b-8e0b-93a2f0a4a1b5): user 'guest' authenticated and granted access to vhost '/'

=ERROR REPORT==== 12-Mar-2024::10:00:02 ===
Error on AMQP connection <0.2114.0> (172.17.1.11:40223 -> 172.17.1.10:5672, state: starting):
PLAIN login refused: user 'guest' - invalid credentials

=INFO REPORT==== 12-Mar-2024::10:00:03 ===
Setting permissions for 'guest' in '/' to '.*', '.*', '.*'
Changing password for 'guest'
=WARNING REPORT==== 12-Mar-2024::10:00:04 ===
closing AMQP connection <0.2110.0> (172.17.1.10:40222 -> 172.17.1.10:5672):
client unexpectedly closed TCP connection
`,
    ),
    ordinary(
      "var/log/containers/ordinary/mysqld.log",
      `
240312 10:00:00 mysqld_safe Starting mysqld daemon with databases from /var/lib/mysql
2024-03-12 10:00:01 140210 [Note] WSREP: Passing config to GCS: base_dir = /var/lib/mysql/; base_host = 172.17.1.10; base_port = 4567; gcache.size = 128M
2024-03-12 10:00:01 140210 [Note] WSREP: wsrep_sst_auth is not set
2024-03-12 10:00:02 140210 [Warning] Access denied for user 'root'@'localhost' (using password: YES)
2024-03-12 10:00:02 140210 [Warning] Access denied for user 'nova'@'controller-0' (using password: NO)
2024-03-12 10:00:03 140210 [Warning] 'user' entry 'root@controller-0' ignored in --skip-name-resolve mode.
2024-03-12 10:00:04 140210 [Note] WSREP: Member 0.0 (controller-0) requested state transfer from '*any*'. Selected 1.0 (controller-1)(SYNCED) as donor.
2024-03-12 10:00:05 140210 [Note] WSREP: New cluster view: global state: 6a1f0a1c-0c9e-11ee-9a07-8e0e3f5fd3c1:122, view# 3: Primary, number of nodes: 3
2024-03-12 10:00:06 140210 [ERROR] Plugin 'simple_password_check' is disabled
2024-03-12 10:00:07 140210 [Note] Server socket created on IP: '172.17.1.10'. old_passwords is OFF
`,
    ),
    ordinary("var/log/ordinary/haproxy.log", haproxyLog()),
    ordinary("var/log/containers/ordinary/httpd/access.log", accessLog()),
    ordinary(
      "var/log/ordinary/messages",
      `
Mar 12 10:00:00 controller-0 systemd: Started Forward Password Requests to Wall Directory Watch.
Mar 12 10:00:00 controller-0 systemd: Starting Dispatch Password Requests to Console Directory Watch.
Mar 12 10:00:01 controller-0 sshd[2201]: Accepted publickey for heat-admin from 192.168.24.1 port 39022 ssh2: RSA SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s
Mar 12 10:00:02 controller-0 sshd[2202]: Failed password for root from 192.0.2.7 port 50022 ssh2
Mar 12 10:00:02 controller-0 sshd[2202]: Failed password for invalid user admin from 192.0.2.7 port 50023 ssh2
Mar 12 10:00:02 controller-0 sshd[2203]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
Mar 12 10:00:02 controller-0 sshd[2203]: Postponed keyboard-interactive for stack from 192.0.2.8 port 50028 ssh2 [preauth]
Mar 12 10:00:03 controller-0 passwd: pam_unix(passwd:chauthtok): password changed for stack
Mar 12 10:00:03 controller-0 passwd: gkr-pam: couldn't update the login keyring password: no old password was entered
Mar 12 10:00:04 controller-0 sudo: heat-admin : TTY=pts/0 ; PWD=/home/heat-admin ; USER=root ; COMMAND=/bin/docker ps -a
Mar 12 10:00:04 controller-0 sudo: stack : TTY=unknown ; PWD=/ ; USER=root ; COMMAND=/bin/mkdir -p /var/lib/secrets
Mar 12 10:00:05 controller-0 kernel: Loading compiled-in X.509 certificates
Mar 12 10:00:05 controller-0 kernel: Loaded X.509 cert 'Red Hat Enterprise Linux kernel signing key: 8a2e1f0d3c4b5a69788796a5b4c3d2e1f00f1e2d'
Mar 12 10:00:05 controller-0 kernel: Key type trusted registered
Mar 12 10:00:05 controller-0 kernel: Key type encrypted registered
Mar 12 10:00:06 controller-0 journal: nova_compute: token: not used
Mar 12 10:00:07 controller-0 corosync[123]: [TOTEM ] Token has not been received in 750 ms
Mar 12 10:00:07 controller-0 corosync[123]: [TOTEM ] A processor failed, forming new configuration.
Mar 12 10:00:08 controller-0 puppet-user[9]: (/Stage[main]/Nova/Nova_config[DEFAULT/transport_url]/ensure) created
Mar 12 10:00:08 controller-0 puppet-user[9]: (/Stage[main]/Keystone/Keystone_config[DEFAULT/admin_token]/value) value changed [old secret redacted] to [new secret redacted]
Mar 12 10:00:09 controller-0 ansible-user: Invoked with name=stack password=NOT_LOGGING_PARAMETER update_password=always
Mar 12 10:00:10 controller-0 dockerd-current: time="2024-03-12T10:00:10Z" level=error msg="Handler for GET /images/x/json returned error: No such image: x"
`,
    ),
    ordinary(
      "var/log/ordinary/audit.log",
      Array.from({ length: 40 }, (_, index) => {
        const id = `1710237600.${100 + index}:${4000 + index}`;
        return index % 2 === 0
          ? `type=USER_AUTH msg=audit(${id}): pid=${2200 + index} uid=0 auid=4294967295 ses=4294967295 subj=system_u:system_r:sshd_t:s0 msg='op=PAM:authentication grantors=pam_unix acct="root" exe="/usr/sbin/sshd" hostname=192.0.2.7 addr=192.0.2.7 terminal=ssh res=failed'\n`
          : `type=CRYPTO_KEY_USER msg=audit(${id}): pid=${2200 + index} uid=0 auid=1000 msg='op=destroy kind=server fp=SHA256:0b:1c:2d:3e:4f:50:61:72:83:94:a5:b6:c7:d8:e9:fa direction=? spid=${index} suid=0 exe="/usr/sbin/sshd" res=success' key=(null)\n`;
      }).join(""),
    ),
    ordinary(
      "var/log/ordinary/traceback.log",
      `
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager [req-0a8b55df-f90f-491c-8cb9-7cdecec6fc26 3c1a0b5e9d6f4c7ba1e2d3c4b5a69788 5e9d6f4c7ba1e2d3c4b5a697883c1a0b - default default] Failed
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager Traceback (most recent call last):
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager   File "/usr/lib/python2.7/site-packages/keystoneauth1/identity/base.py", line 133, in get_token
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     return self.get_access(session).auth_token
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager   File "/usr/lib/python2.7/site-packages/keystoneauth1/identity/v3/password.py", line 12, in get_auth_ref
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager Unauthorized: The request you have made requires authentication. (HTTP 401) (Request-ID: req-5d1b5a0b-2a56-4f3b-8e0b-93a2f0a4a1b5)
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager MissingRequiredOptions: Auth plugin requires parameters which were not given: auth_url, password
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager TypeError: __init__() got an unexpected keyword argument 'auth_token'
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager KeyError: 'password'
`,
    ),
    ordinary(
      "var/log/ordinary/ansible.log",
      `
2024-03-12 10:00:00,100 p=1 u=mistral |  TASK [Write keystone fernet keys] **********************************************
2024-03-12 10:00:00,200 p=1 u=mistral |  ok: [controller-0] => (item=None) => {"censored": "the output has been hidden due to the fact that 'no_log: true' was specified for this result", "changed": false}
2024-03-12 10:00:00,300 p=1 u=mistral |  TASK [set_fact password] *******************************************************
2024-03-12 10:00:00,400 p=1 u=mistral |  changed: [controller-0] => {"changed": true, "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "dest": "/etc/keystone/fernet-keys/0", "md5sum": "5f4dcc3b5aa765d61d8327deb882cf99", "mode": "0600", "size": 44}
2024-03-12 10:00:00,500 p=1 u=mistral |  fatal: [controller-0]: UNREACHABLE! => {"changed": false, "msg": "Failed to connect to the host via ssh: Permission denied (publickey,gssapi-keyex,gssapi-with-mic,password).", "unreachable": true}
2024-03-12 10:00:00,600 p=1 u=mistral |  skipping: [controller-0] => {"changed": false, "skip_reason": "Conditional result was False"}
`,
    ),
  ];
}

const KEYSTONE = [
  "WARNING keystone.auth.plugins.core [req-ID - - - - -] Could not find user: admin: UserNotFound: Could not find user: admin",
  "WARNING keystone.common.wsgi [req-ID PROJECT USER - default default] Authorization failed. The request you have made requires authentication. from 172.17.1.10: Unauthorized",
  "WARNING keystone.common.wsgi [req-ID - - - - -] Invalid token: TokenNotFound: This is not a recognized Fernet token",
  "WARNING keystone.common.wsgi [req-ID - - - - -] This is not a recognized Fernet token : TokenNotFound",
  "ERROR keystone.token.provider [req-ID - - - - -] Failed to validate token: TokenNotFound",
  "INFO keystone.token.persistence.backends.sql [-] Total expired tokens removed: 1204",
  "DEBUG keystone.token.provider [req-ID] token expired at 2024-03-12T11:00:00.000000Z",
  "DEBUG keystone.auth.core [req-ID] AUTH: Auth methods: password, token",
  "DEBUG keystone.auth.core [req-ID] Auth method password is disabled for user USER",
  'DEBUG keystone.auth [req-ID] {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin", "password": "***"}}}}}',
  "DEBUG keystone.middleware.auth [req-ID] RBAC: auth_context: {'is_delegated_auth': False, 'user_id': u'USER', 'project_id': u'PROJECT', 'trust_id': None, 'access_token_id': None, 'token': <KeystoneToken (audit_id=yx7w6Rf7Tn6h3n1c2v3b4A, audit_chain_id=yx7w6Rf7Tn6h3n1c2v3b4A) at 0x7f2b4c0d1e10>}",
  "DEBUG keystone.policy [req-ID] Authorizing identity:revoke_token with token owner USER",
  "INFO keystone.common.wsgi [req-ID] POST http://172.17.1.10:5000/v3/auth/tokens",
  "INFO keystone.common.wsgi [req-ID] GET http://172.17.1.10:35357/v3/users/USER/password",
  "WARNING keystone.identity [req-ID] The password does not match the requirements: Passwords must contain at least 1 letter, 1 digit.",
  "WARNING keystone.identity [req-ID] The password is expired and needs to be changed for user: USER.",
  "INFO keystone.fernet_utils [-] Created a new temporary key: /etc/keystone/fernet-keys/0.tmp",
  "INFO keystone.fernet_utils [-] Become a valid new key: /etc/keystone/fernet-keys/0",
  "INFO keystone.fernet_utils [-] Starting key rotation with 3 key files: ['/etc/keystone/fernet-keys/0', '/etc/keystone/fernet-keys/1', '/etc/keystone/fernet-keys/2']",
  "INFO keystone.fernet_utils [-] Current primary key is: 2",
  "INFO keystone.fernet_utils [-] Next primary key will be: 3",
  "WARNING keystone.fernet_utils [-] key_repository is world readable: /etc/keystone/fernet-keys/",
  "DEBUG keystone.notifications [req-ID] CADF Event: {'typeURI': 'http://schemas.dmtf.org/cloud/audit/1.0/event', 'initiator': {'credential': {'type': 'token', 'identity_provider': 'default'}, 'id': 'USER'}}",
  'WARNING py.warnings [-] DeprecationWarning: Option "admin_token" from group "DEFAULT" is deprecated for removal. Its value may be silently ignored in the future.',
  'WARNING oslo_config.cfg [-] Option "memcache_secret_key" from group "keystone_authtoken" is deprecated',
];

const NOVA = [
  'WARNING keystonemiddleware.auth_token [-] Identity response: {"error": {"message": "Could not find token: The token is gone.", "code": 404, "title": "Not Found"}}',
  "WARNING keystonemiddleware.auth_token [-] Authorization failed for token",
  "CRITICAL keystonemiddleware.auth_token [-] Unable to validate token: Failed to fetch token data from identity server",
  "WARNING keystonemiddleware.auth_token [-] A valid token was submitted as a service token, but it was not a valid service token. This is incorrect but backwards compatible behaviour.",
  'INFO nova.api.openstack.requestlog [req-ID USER PROJECT - default default] 172.17.1.10 "GET /v2.1/os-keypairs/mykey" status: 200 len: 763 microversion: 2.1 time: 0.032',
  "INFO nova.api.openstack.wsgi [req-ID] HTTP exception thrown: Key pair 'mykey' already exists.",
  "DEBUG nova.compute.api [req-ID] Going to run 1 instances with key_name mykey",
  "DEBUG nova.virt.libvirt.driver [req-ID] {'key_name': 'mykey', 'key_data': None, 'admin_pass': None, 'auto_disk_config': False}",
  'DEBUG nova.api [req-ID] {"keypair": {"name": "mykey", "fingerprint": "7a:3c:01:7e:9e:0d:7b:54:2f:a6:44:f8:6f:0c:6a:11", "user_id": "USER"}}',
  'DEBUG nova.api [req-ID] {"server": {"name": "vm1", "key_name": "mykey", "OS-DCF:diskConfig": "MANUAL", "security_groups": [{"name": "default"}]}}',
  'DEBUG keystoneauth.session [req-ID] REQ: curl -g -i -X GET http://172.17.1.10:8778/resource_providers -H "Accept: application/json" -H "User-Agent: nova-scheduler keystoneauth1/3.4.0"',
  "DEBUG keystoneauth.session [req-ID] RESP: [200] Date: Tue, 12 Mar 2024 10:00:00 GMT Server: Apache Vary: X-Auth-Token x-openstack-request-id: req-ID Content-Length: 1202",
  "DEBUG keystoneauth.session [req-ID] GET call to compute for http://172.17.1.10:8774/v2.1/ used request id req-ID",
  'DEBUG oslo_concurrency.lockutils [req-ID] Lock "placement_client" acquired by "nova.scheduler.client.report._create_client" :: waited 0.000s inner',
  "DEBUG oslo_concurrency.processutils [req-ID] Running cmd (subprocess): ssh -o BatchMode=yes -p 2022 nova_migration@172.17.1.21 mkdir -p /var/lib/nova/instances/x",
  "ERROR oslo.messaging._drivers.impl_rabbit [-] [5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c] AMQP server on 172.17.1.10:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds. Client port: None",
  "ERROR oslo.messaging._drivers.impl_rabbit [-] Unable to connect to AMQP server on controller-0.internalapi:5672 after None tries: (0, 0): (403) ACCESS_REFUSED - Login was refused using authentication mechanism AMQPLAIN. For details see the broker logfile.",
  "ERROR nova.servicegroup.drivers.db [-] DBConnectionError: (pymysql.err.OperationalError) (1045, u\"Access denied for user 'nova'@'172.17.1.20' (using password: YES)\")",
  "INFO nova.virt.libvirt.host [-] Secret 457eb676-33da-42ec-9a8c-9293d545c337 of type ceph is known to libvirt",
  "ERROR nova.virt.libvirt [-] libvirtError: Secret not found: no secret with matching uuid '457eb676-33da-42ec-9a8c-9293d545c337'",
  "INFO nova.console.websocketproxy [-] handler exception: The token is not valid or has expired",
  "DEBUG nova.consoleauth.manager [req-ID] Checking Token: False",
  "INFO nova.filters [req-ID] Filter PciPassthroughFilter returned 2 hosts",
  "DEBUG nova.password [req-ID] Set admin password on instance: not supported by driver",
  "DEBUG nova.metadata [req-ID] X-Instance-ID-Signature: does not match the expected value",
];

const NEUTRON = [
  'INFO neutron.wsgi [req-ID USER PROJECT - default default] 172.17.1.10 "GET /v2.0/security-groups?id=5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c HTTP/1.1" status: 200  len: 2202 time: 0.0512471',
  "DEBUG neutron.agent.metadata [req-ID] Request: GET /2009-04-04/meta-data/public-keys/0/openssh-key HTTP/1.0",
  "WARNING neutron.agent.metadata [req-ID] The remote metadata server responded with Forbidden. This response usually occurs when shared secrets do not match.",
  "DEBUG neutron.agent.linux.utils [req-ID] Running command: ['sudo', 'neutron-rootwrap', '/etc/neutron/rootwrap.conf', 'ip', 'netns', 'exec', 'qrouter-5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c', 'keepalived', '-P', '-f', '/var/lib/neutron/ha_confs/x/keepalived.conf', '-p', '/var/lib/neutron/ha_confs/x.pid']",
  "DEBUG neutron.agent.linux.utils [req-ID] Running command: haproxy -f /var/lib/neutron/ns-metadata-proxy/x.conf -p /var/run/x.pid",
  "INFO neutron.quota [-] Loaded quota_driver: <neutron.db.quota.driver.DbQuotaDriver object at 0x7f2b4c0d1e10>.",
  "DEBUG neutron.plugins.ml2 [req-ID] Host PASSED as candidate for port binding",
  "DEBUG ovsdbapp.backend.ovs_idl.transaction [-] Running txn command(idx=0): DbSetCommand(table=Port, record=tap1, col_values=(('other_config', {'tag': '1'}),))",
  "INFO neutron.common.config [-] Config paste file: /usr/share/neutron/api-paste.ini",
  "DEBUG neutron.pecan_wsgi.hooks.policy_enforcement [req-ID] Attributes excluded by policy engine: [u'binding:profile', u'secret_ref']",
];

const DUMP = [
  "DEBUG oslo_service.service [-] ********************************************************************************",
  "DEBUG oslo_service.service [-] command line args: ['--config-file', '/etc/nova/nova.conf'] log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2889",
  ...[
    ["admin_token", "****"],
    ["api_database.connection", "****"],
    ["consoleauth.token_ttl", "600"],
    ["crypto.key_file", "private/cakey.pem"],
    ["crypto.keys_path", "/var/lib/nova/keys"],
    ["enable_instance_password", "True"],
    ["key_manager.backend", "barbican"],
    ["key_manager.fixed_key", "****"],
    ["keystone_authtoken.auth_type", "password"],
    ["keystone_authtoken.auth_section", "None"],
    ["keystone_authtoken.enforce_token_bind", "permissive"],
    ["keystone_authtoken.memcache_secret_key", "****"],
    ["keystone_authtoken.service_token_roles", "['service']"],
    ["keystone_authtoken.service_token_roles_required", "False"],
    ["keystone_authtoken.token_cache_time", "300"],
    ["libvirt.inject_password", "False"],
    ["libvirt.rbd_secret_uuid", "457eb676-33da-42ec-9a8c-9293d545c337"],
    ["neutron.auth_type", "v3password"],
    ["neutron.metadata_proxy_shared_secret", "****"],
    ["neutron.password", "None"],
    ["oslo_messaging_rabbit.ssl_key_file", ""],
    ["password_length", "12"],
    ["quota.key_pairs", "100"],
    ["service_user.send_service_user_token", "False"],
    ["transport_url", "****"],
    ["vault.root_token_id", "None"],
    ["vnc.keymap", "en-us"],
    ["wsgi.secure_proxy_ssl_header", "None"],
  ].map(
    ([name = "", value]) =>
      `DEBUG oslo_service.service [-] ${name.padEnd(30)} = ${value} log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912`,
  ),
];

function dated(seed: string, lines: readonly string[]): string {
  const random = randomOf(`log ${seed}`);
  const hex = (bytes: number) => random.bytes(bytes).toString("hex");
  const uuid = () => hex(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return [...lines, ...lines]
    .map((line, index) => {
      const filled = line
        .replaceAll("req-ID", `req-${uuid()}`)
        .replaceAll("USER", hex(16))
        .replaceAll("PROJECT", hex(16));
      return `2024-03-12 10:${String(index).padStart(2, "0")}:07.${100 + index} 27 ${filled}\n`;
    })
    .join("");
}

function haproxyLog(): string {
  return Array.from({ length: 60 }, (_, index) => {
    const backend = ["keystone_public", "nova_osapi", "neutron", "glance_api"][index % 4];
    const path = ["/v3/auth/tokens", "/v2.1/os-keypairs", "/v2.0/security-groups", "/v2/images"][index % 4];
    return `Mar 12 10:00:${String(index).padStart(2, "0")} controller-0 haproxy[13]: 172.17.1.10:${40000 + index} [12/Mar/2024:10:00:00.123] ${backend} ${backend}/controller-${index % 3}.internalapi.localdomain 0/0/0/${index}/21 201 7422 - - ---- 512/3/0/0/0 0/0 "POST ${path} HTTP/1.1"\n`;
  }).join("");
}

function accessLog(): string {
  const paths = [
    "POST /v3/auth/tokens",
    "GET /v3/auth/tokens",
    "POST /dashboard/auth/login/?next=/dashboard/project/key_pairs",
    "GET /dashboard/static/js/password.js?v=1.2",
    "GET /v1/secrets?limit=10&offset=0",
    "GET /v3/users?name=admin&domain_id=default",
    "GET /identity/users/password_expires_at?sort=asc",
    "GET /latest/meta-data/public-keys/",
  ];
  return Array.from({ length: 48 }, (_, index) => {
    const path = paths[index % paths.length];
    return `172.17.1.10 - - [12/Mar/2024:10:00:${String(index).padStart(2, "0")} +0000] "${path} HTTP/1.1" 200 ${800 + index} "-" "python-keystoneclient"\n`;
  }).join("");
}
