import { pythonRepr } from "../layout.ts";
import { type PlantedFile, plant } from "../planted-file.ts";

/** Secrets in what services log. */
export function logFiles(): PlantedFile[] {
  return [
    plant("var/log/containers/nova/nova-api.log", "text", (s) =>
      logged("nova", [
        `DEBUG keystoneauth.session [req-1] REQ: curl -g -i -X GET http://172.17.1.10:9696/v2.0/ports.json -H "User-Agent: python-neutronclient" -H "Accept: application/json" -H "X-Auth-Token: ${s.fernet()}"`,
        `DEBUG keystoneauth.session [req-1] REQ: curl -g -i -X GET http://172.17.1.10:8778/ -H "X-Auth-Token: {SHA1}${s.hex(40)}"`,
        `DEBUG keystoneauth.session [req-1] REQ: curl -g -i -H 'X-Auth-Token: {SHA256}${s.hex(64)}' -H 'Accept: application/json' http://172.17.1.10:8776/v3/`,
        `DEBUG keystoneauth.session [req-1] RESP: [201] Content-Type: application/json X-Subject-Token: ${s.fernet()} Vary: X-Auth-Token`,
        `DEBUG nova.api [req-2] Headers: {'X-Auth-Token': '${s.hex()}', 'X-Service-Token': u'${s.fernet()}', 'X-Project-Id': '3c1a0b5e9d6f4c7ba1e2d3c4b5a69788'}`,
        `DEBUG nova.api [req-2] Authorization: Basic ${s.base64(21)}`,
        `DEBUG nova.api [req-2] authorization: bearer ${s.base64url(40)}`,
        `DEBUG nova.api [req-2] 'Authorization': 'Bearer eyJ${s.base64url(30)}.${s.base64url(60)}.${s.base64url(43)}', 'Accept': '*/*'`,
        `WARNING nova.api [req-3] The token ${s.fernet()} is not known here, asking again`,
        `WARNING nova.api [req-3] rejected eyJ${s.base64url(30)}.${s.base64url(60)}.${s.base64url(43)}: expired`,
        `DEBUG nova.api [req-4] Action: 'create', body: {"server": {"name": "vm1", "adminPass": "${s.word(12)}", "flavorRef": "1"}}`,
        `DEBUG nova.api [req-4] body: {"changePassword": {"adminPass": "${s.like("~ ~")}"}}`,
        `DEBUG nova.api [req-5] Cookie: csrftoken=${s.word(32)}; sessionid=${s.word(32)}; path=/`,
        `DEBUG nova.api [req-5] Set-Cookie: sessionid="${s.word(32)}"; HttpOnly; Path=/dashboard`,
        `DEBUG nova.api [req-6] GET /console/?token=${s.like("~~-~-~")}&path=x HTTP/1.1`,
        `INFO nova.console [req-6] 192.0.2.1 - - "GET /websockify?token%3D${s.word(36)} HTTP/1.1" 101 -`,
        `DEBUG nova.osapi [req-7] url: https://api.example.com/v1?api_key=${s.word()}&format=json`,
        `DEBUG nova.osapi [req-7] url: https://s3.example.com/b?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=${s.word(28)}&Expires=1710`,
        `DEBUG nova.osapi [req-7] temp url: /v1/AUTH_x/c/o?temp_url_sig=${s.hex(40)}&temp_url_expires=1710`,
        'INFO nova.osapi_compute.wsgi.server [req-8] 172.17.1.10 "GET /v2.1/ HTTP/1.1" status: 200 len: 763 time: 0.0021',
      ]),
    ),
    plant("var/log/containers/keystone/keystone.log", "text", (s) =>
      logged("keystone", [
        `DEBUG keystone.auth [req-1] Request body: {"auth": {"identity": {"methods": ["password"], "password": {"user": {"domain": {"name": "Default"}, "name": "admin", "password": "${s.shared("keystone")}"}}}, "scope": {"project": {"name": "admin"}}}}`,
        `DEBUG keystone.auth [req-1] {'auth': {'passwordCredentials': {'username': 'demo', 'password': '${s.word()}'}, 'tenantName': 'demo'}}`,
        `DEBUG keystone.auth [req-1] {u'auth': {u'passwordCredentials': {u'username': u'demo', u'password': u'${s.like("~ ~")}'}}}`,
        `DEBUG keystone.auth [req-2] {"auth": {"identity": {"methods": ["token"], "token": {"id": "${s.fernet()}"}}}}`,
        `DEBUG keystone.auth [req-3] {"credential": {"type": "ec2", "blob": "{\\"access\\": \\"5d1f2b9c04e64a7b8c3d2e1f00aa11bb\\", \\"secret\\": \\"${s.hex()}\\"}"}}`,
        `DEBUG keystone.auth [req-3] {"application_credential": {"name": "monitor", "secret": "${s.base64url(64)}"}}`,
        `DEBUG keystone.auth [req-4] OAuth oauth_token="${s.hex()}", oauth_signature="gZqiBqTbC00ws+NPz0xCLwUfFpg=", oauth_version="1.0"`,
        `DEBUG keystone.auth [req-5] user={'name': 'x', 'original_password': '${s.word()}', 'enabled': True}`,
        `DEBUG keystone.ldap [req-6] simple_bind: who=cn=admin,dc=example, password=${s.word()}`,
        "WARNING keystone.auth [req-7] Authorization failed. The request you have made requires authentication. from 172.17.1.10",
        "WARNING keystone.token [req-8] Invalid token: the token has expired",
      ]),
    ),
    plant("var/log/containers/nova/nova-conductor.log", "text", (s) =>
      logged("oslo_service.service", [
        "DEBUG oslo_service.service [-] ********************************************************************************",
        "DEBUG oslo_service.service [-] Configuration options gathered from: log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2890",
        `DEBUG oslo_service.service [-] database.connection            = mysql+pymysql://nova:${s.shared("nova")}@172.17.1.10/nova log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912`,
        `DEBUG oslo_service.service [-] keystone_authtoken.admin_password = ${s.word()} log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912`,
        `DEBUG oslo_service.service [-] neutron.metadata_proxy_shared_secret = ${s.shared("metadata")} log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912`,
        `DEBUG oslo_service.service [-] transport_url                  = rabbit://guest:${s.shared("rabbit")}@h1:5672/?ssl=0 log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912`,
        "DEBUG oslo_service.service [-] neutron.password               = **** log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912",
        "DEBUG oslo_service.service [-] neutron.auth_type              = password log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912",
        "DEBUG oslo_service.service [-] key_manager.fixed_key          = None log_opt_values /usr/lib/python2.7/site-packages/oslo_config/cfg.py:2912",
      ]),
    ),
    plant("var/log/containers/cinder/cinder-volume.log", "text", (s) =>
      [
        "2024-03-12 10:00:00.000 81 ERROR cinder.volume [-] Traceback (most recent call last):",
        '2024-03-12 10:00:00.000 81 ERROR cinder.volume   File "/usr/lib/python2.7/site-packages/cinder/volume/drivers/san/san.py", line 88, in __init__',
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume     client = Client(host, username='admin', password='${s.word()}', port=443)`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume     login(**{u'password': u'${s.word()}', u'user': u'admin'})`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume     self.connect("admin", passwd="${s.like("~ ~")}", timeout=30)`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume ProcessExecutionError: Command: iscsiadm -m node -T iqn.x --op update -n node.session.auth.password -v ${s.word()}`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume OperationalError: (pymysql.err.OperationalError) (2003, "Can't connect to mysql+pymysql://cinder:${s.word()}@172.17.1.10/cinder")`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume connection_info: ${pythonRepr({ driver_volume_type: "iscsi", data: { auth_method: "CHAP", auth_username: "u", auth_password: s.word(), target_lun: 1 } })}`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume conninfo=${pythonRepr({ secret_type: "ceph", secret_uuid: "457eb676-33da-42ec-9a8c-9293d545c337", keyring: `[client.openstack]\n\tkey = ${s.cephKey()}\n` })}`,
        `2024-03-12 10:00:00.000 81 ERROR cinder.volume <Credentials(user=admin, password=${s.word()}, verify=True)>`,
        "2024-03-12 10:00:00.000 81 ERROR cinder.volume TypeError: login() got an unexpected keyword argument 'password'",
        "",
      ].join("\n"),
    ),
    plant("var/log/containers/httpd/horizon/access.log", "text", (s) =>
      [
        `192.0.2.1 - - [12/Mar/2024:10:00:00 +0000] "GET /dashboard/?token=${s.hex()} HTTP/1.1" 302 - "-" "Mozilla/5.0"`,
        `192.0.2.1 - admin [12/Mar/2024:10:00:01 +0000] "POST /login?username=admin&password=${s.word()}&region=r HTTP/1.1" 200 12 "http://10.0.0.5/?next=/" "curl/7.29.0"`,
        `192.0.2.1 - - [12/Mar/2024:10:00:02 +0000] "GET /api?access_token=${s.base64url(40)} HTTP/1.1" 200 12 "-" "-"`,
        '192.0.2.1 - - [12/Mar/2024:10:00:03 +0000] "GET /dashboard/auth/login/ HTTP/1.1" 200 9801 "-" "Mozilla/5.0"',
        "",
      ].join("\n"),
    ),
    plant("var/log/messages", "text", (s) =>
      [
        `Mar 12 10:00:00 controller-0 sudo: stack : TTY=pts/0 ; PWD=/home/stack ; USER=root ; COMMAND=/bin/mysql -uroot -p${s.word()}`,
        `Mar 12 10:00:01 controller-0 os-collect-config: [INFO] environment: DB_PASSWORD=${s.word()} PATH=/bin`,
        `Mar 12 10:00:02 controller-0 dockerd-current: time="2024-03-12T10:00:02Z" level=error msg="Handler for POST /auth: password=${s.word(12)}" id=7`,
        `Mar 12 10:00:03 controller-0 puppet-user[123]: (/Stage[main]/Keystone/Keystone_config[DEFAULT/admin_token]/value) value changed ${s.word()} to ${s.word()}`,
        `Mar 12 10:00:04 controller-0 ansible-command: Invoked with _raw_params=openstack user set --password ${s.word()} admin warn=True`,
        `Mar 12 10:00:05 controller-0 ansible-mysql_user: Invoked with name=nova login_password=${s.word()} login_user=root`,
        `Mar 12 10:00:06 controller-0 galera(galera)[9]: INFO: mysqld_safe --wsrep-sst-auth=root:${s.word()} --user=mysql`,
        "Mar 12 10:00:07 controller-0 sshd[22]: Accepted publickey for heat-admin from 192.168.24.1 port 39022 ssh2: RSA SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s",
        "Mar 12 10:00:08 controller-0 sshd[23]: Failed password for root from 192.0.2.7 port 50022 ssh2",
        "",
      ].join("\n"),
    ),
    plant("var/log/containers/swift/swift.log", "text", (s) =>
      [
        `Mar 12 10:00:00 controller-0 proxy-server: 10.0.0.1 10.0.0.2 12/Mar/2024/10/00/00 GET /v1/AUTH_3c1a HTTP/1.0 200 - python-swiftclient ${s.fernet()} - 23 - txd1`,
        `Mar 12 10:00:01 controller-0 proxy-server: X-Storage-Token: ${s.like("AUTH_tk~~~~")} (txn: tx2)`,
        `Mar 12 10:00:02 controller-0 proxy-server: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240312/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date`,
        'Mar 12 10:00:03 controller-0 object-server: 10.0.0.1 - - [12/Mar/2024:10:00:03 +0000] "HEAD /d1/1/AUTH_3c1a" 200',
        "",
      ].join("\n"),
    ),
    plant("var/log/cloud-init-output.log", "text", (s) =>
      [
        "Cloud-init v. 18.5 running 'modules:final'",
        `+ export OS_PASSWORD=${s.word()}`,
        `+ mysql -u root '-p${s.word()}' -e 'select 1'`,
        `+ echo 'DB_PASSWORD=${s.word()}'`,
        `New password: ${s.word()}`,
        "+ test -n ''",
        "",
      ].join("\n"),
    ),
    plant("var/log/containers/mistral/engine.log", "text", (s) =>
      logged("mistral", [
        `DEBUG mistral.services [req-1] environment: ${pythonRepr({ passwords: { AdminPassword: s.word(), RabbitCookie: s.word(), HeatAuthEncryptionKey: s.word(32) }, template: "overcloud.yaml" })}`,
        `DEBUG mistral.services [req-1] Input [node={"pm_password": "${s.word()}", "pm_user": "root"}, auth_token=${s.hex()}, trust_id=None]`,
        `DEBUG mistral.services [req-1] result: password => "${s.word()}", user => "admin"`,
        `DEBUG mistral.services [req-1] Context(auth_token='${s.fernet()}', user_id='3c1a0b5e9d6f4c7ba1e2d3c4b5a69788')`,
        "DEBUG mistral.services [req-1] password => undef, token => nil",
      ]),
    ),
  ];
}

function logged(program: string, lines: readonly string[]): string {
  const at = (index: number) => `2024-03-12 10:00:${String(index).padStart(2, "0")}.${412 + index}`;
  return `${lines.map((line, index) => `${at(index)} 27 ${line}`).join("\n")}\n${at(59)} 27 INFO ${program} [-] done\n`;
}
