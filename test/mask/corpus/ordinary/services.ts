import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** Configuration and state of what runs beside OpenStack, where it names passwords and keys without holding any. */
export function serviceTexts(): OrdinaryFile[] {
  return [
    ordinary(
      "etc/ordinary/haproxy.cfg",
      `
global
  daemon
  group  haproxy
  log  /dev/log local0
  maxconn  20480
  ssl-default-bind-ciphers  !SSLv2:kEECDH:kRSA:kEDH:kPSK:+3DES:!aNULL:!eNULL:!MD5:!EXP:!RC4:!SEED:!IDEA:!DES
  ssl-default-bind-options  no-sslv3 no-tlsv10
  stats  socket /var/lib/haproxy/stats mode 600 level user
  stats  timeout 2m
  user  haproxy
defaults
  log  global
  maxconn  4096
  mode  tcp
  retries  3
  timeout  http-request 10s
listen keystone_public
  bind 10.0.0.5:13000 transparent ssl crt /etc/pki/tls/private/overcloud_endpoint.pem
  mode http
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  http-request set-header X-Forwarded-Proto http if !{ ssl_fc }
  option httpchk GET /v3
  rsprep ^Location:\\ http://(.*) Location:\\ https://\\1
  server controller-0.internalapi.localdomain 172.17.1.10:5000 check fall 5 inter 2000 rise 2
listen mysql
  bind 172.17.1.5:3306 transparent
  option tcpka
  option httpchk
  stick on dst
  stick-table type ip size 1000
  timeout client 90m
  server controller-0.internalapi.localdomain 172.17.1.10:3306 backup check inter 1s on-marked-down shutdown-sessions port 9200
listen redis
  bind 172.17.1.6:6379 transparent
  option tcp-check
  tcp-check send PING\\r\\n
  tcp-check expect string +PONG
  tcp-check send info\\ replication\\r\\n
  tcp-check expect string role:master
listen haproxy.stats
  bind 192.168.24.10:1993 transparent
  mode http
  stats enable
  stats uri /
  stats realm HAProxy\\ Statistics
`,
    ),
    ordinary(
      "etc/ordinary/rabbitmq.config",
      `
% This file managed by Puppet
% Template Path: rabbitmq/templates/rabbitmq.config
[
  {rabbit, [
    {auth_mechanisms, ['PLAIN', 'AMQPLAIN']},
    {loopback_users, []},
    {default_user, <<"guest">>},
    {default_permissions, [<<".*">>, <<".*">>, <<".*">>]},
    {password_hashing_module, rabbit_password_hashing_sha256},
    {ssl_options, [{cacertfile, "/etc/ipa/ca.crt"},
                   {certfile, "/etc/pki/tls/certs/rabbitmq.crt"},
                   {keyfile, "/etc/pki/tls/private/rabbitmq.key"},
                   {fail_if_no_peer_cert, false}]},
    {cluster_nodes, {['rabbit@controller-0', 'rabbit@controller-1'], disc}}
  ]},
  {rabbitmq_auth_backend_ldap, [{servers, ["ldap.example.com"]}]},
  {kernel, [{inet_dist_listen_min, 25672}]}
].
% EOF
`,
    ),
    ordinary(
      "etc/ordinary/my.cnf",
      `
[client]
port = 3306
socket = /var/lib/mysql/mysql.sock
ssl-key = /etc/pki/tls/private/mysql.key
[mysqld]
bind-address = controller-0.internalapi.localdomain
default_authentication_plugin = mysql_native_password
default_password_lifetime = 0
innodb_file_per_table = ON
key_buffer_size = 16M
max_connections = 4096
old_passwords = 0
plugin-load-add = simple_password_check.so
secure_file_priv = /var/lib/mysql-files
simple_password_check_minimal_length = 8
skip-name-resolve = 1
ssl-key = /etc/pki/tls/private/mysql.key
strict_password_validation = ON
wsrep_provider_options = gmcast.listen_addr=tcp://172.17.1.10:4567;
wsrep_sst_auth =
wsrep_sst_method = rsync
[mysqldump]
quick
max_allowed_packet = 16M
`,
    ),
    ordinary(
      "sos_commands/mysql/show_variables",
      `
+---------------------------------------+--------------------------+
| Variable_name                         | Value                    |
+---------------------------------------+--------------------------+
| disconnect_on_expired_password        | OFF                      |
| key_buffer_size                       | 16777216                 |
| key_cache_block_size                  | 1024                     |
| max_password_errors                   | 4294967295               |
| old_passwords                         | OFF                      |
| report_password                       |                          |
| secure_auth                           | ON                       |
| simple_password_check_digits          | 1                        |
| strict_password_validation            | ON                       |
| wsrep_sst_auth                        | ********                 |
| wsrep_sst_method                      | rsync                    |
+---------------------------------------+--------------------------+
`,
    ),
    ordinary(
      "etc/ordinary/httpd/10-horizon_vhost.conf",
      `
<VirtualHost 172.17.1.10:80>
  ServerName controller-0.internalapi.localdomain
  DocumentRoot "/var/www"
  <Location "/secret">
    AuthType Basic
    AuthName "Password required"
    AuthUserFile /etc/httpd/conf.d/htpasswd
    Require valid-user
  </Location>
  SSLCertificateFile /etc/pki/tls/certs/httpd.crt
  SSLCertificateKeyFile /etc/pki/tls/private/httpd.key
  SSLCACertificatePath "/etc/pki/tls/certs"
  RequestHeader unset X-Auth-Token
  RequestHeader set X-Forwarded-Proto "https"
  SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1
  WSGIPassAuthorization On
  WSGIProcessGroup horizon
  WSGIScriptAlias /dashboard "/usr/share/openstack-dashboard/openstack_dashboard/wsgi/django.wsgi"
  CustomLog "/var/log/httpd/horizon_access.log" "%a %l %u %t \\"%r\\" %>s %b \\"%%{}{Referer}i\\""
  ProxyPass /api http://127.0.0.1:8080/api
  ProxyPassReverse /api http://127.0.0.1:8080/api
</VirtualHost>
`,
    ),
    ordinary(
      "etc/ordinary/redis.conf",
      `
# masterauth <master-password>
port 6379
daemonize no
pidfile /var/run/redis/redis.pid
protected-mode no
# Clients must issue AUTH <PASSWORD> before processing any other commands.
# Warning: since Redis is pretty fast an outside user can try up to
# 150k passwords per second against a good box.
appendonly no
slave-serve-stale-data yes
`,
    ),
    ordinary(
      "etc/ordinary/sshd_config",
      `
Port 22
Protocol 2
HostKey /etc/ssh/ssh_host_rsa_key
HostKey /etc/ssh/ssh_host_ecdsa_key
HostKey /etc/ssh/ssh_host_ed25519_key
SyslogFacility AUTHPRIV
AuthorizedKeysFile .ssh/authorized_keys
PasswordAuthentication no
#PermitEmptyPasswords no
ChallengeResponseAuthentication no
PermitRootLogin without-password
PubkeyAuthentication yes
GSSAPIAuthentication yes
KerberosOrLocalPasswd yes
MaxAuthTries 6
AcceptEnv LANG LC_CTYPE LC_NUMERIC
Subsystem sftp /usr/libexec/openssh/sftp-server
Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr
KexAlgorithms curve25519-sha256@libssh.org,diffie-hellman-group-exchange-sha256
MACs hmac-sha2-512-etm@openssh.com,umac-128-etm@openssh.com
Match User nova_migration
  PasswordAuthentication no
  ForceCommand /bin/nova-migration-wrapper
`,
    ),
    ordinary(
      "etc/ordinary/ssh_config",
      `
Host *
  GSSAPIAuthentication yes
  PasswordAuthentication no
  IdentityFile ~/.ssh/id_rsa
  IdentityFile /etc/nova/migration/identity
Host compute-0
  User heat-admin
  ProxyCommand ssh -W %h:%p -p 22 stack@director.example.com
  PreferredAuthentications publickey,password
  NumberOfPasswordPrompts 1
# ssh -i /home/stack/.ssh/id_rsa heat-admin@192.168.24.15
# scp -P 2022 nova_migration@compute-0.internalapi:/var/lib/nova/x .
# rsync -avz -e "ssh -p 22" root@192.168.24.15:/etc/nova/ /tmp/nova/
# git@github.com:openstack/tripleo-heat-templates.git
`,
    ),
    ordinary(
      "etc/pam.d/password-auth",
      `
#%PAM-1.0
# This file is auto-generated.
auth        required      pam_env.so
auth        required      pam_faildelay.so delay=2000000
auth        sufficient    pam_unix.so nullok try_first_pass
auth        required      pam_deny.so
account     required      pam_unix.so
password    requisite     pam_pwquality.so try_first_pass local_users_only retry=3 authtok_type=
password    sufficient    pam_unix.so sha512 shadow nullok try_first_pass use_authtok
password    required      pam_deny.so
session     optional      pam_keyinit.so revoke
session     required      pam_limits.so
-session     optional      pam_systemd.so
`,
    ),
    ordinary(
      "etc/login.defs",
      `
MAIL_DIR	/var/spool/mail
# Password aging controls:
#	PASS_MAX_DAYS	Maximum number of days a password may be used.
PASS_MAX_DAYS	99999
PASS_MIN_DAYS	0
PASS_MIN_LEN	5
PASS_WARN_AGE	7
UID_MIN                  1000
CREATE_HOME	yes
# Use SHA512 to encrypt password.
ENCRYPT_METHOD SHA512
`,
    ),
    ordinary(
      "etc/passwd",
      `
root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
sshd:x:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin
nova:x:162:162:OpenStack Nova Daemons:/var/lib/nova:/sbin/nologin
stack:x:1000:1000::/home/stack:/bin/bash
heat-admin:x:1001:1001:Cloud User:/home/heat-admin:/bin/bash
nfsnobody:x:65534:65534:Anonymous NFS User:/var/lib/nfs:/sbin/nologin
`,
    ),
    ordinary(
      "etc/group",
      `
root:x:0:
wheel:x:10:stack,heat-admin
ssh_keys:x:999:
cgred:x:998:
nova:x:162:nova
`,
    ),
    ordinary(
      "etc/ordinary/nsswitch.conf",
      `
passwd:     files sss
shadow:     files sss
group:      files sss
publickey:  nisplus
hosts:      files dns myhostname
`,
    ),
    ordinary(
      "etc/audit/rules.d/identity.rules",
      `
-D
-b 8192
-w /etc/passwd -p wa -k identity
-w /etc/shadow -p wa -k identity
-w /etc/security/opasswd -p wa -k identity
-w /etc/keystone/fernet-keys/ -p rwa -k secrets
-a always,exit -F arch=b64 -S unlink -S rename -F auid>=1000 -F auid!=4294967295 -k delete
-a always,exit -F path=/usr/bin/passwd -F perm=x -F auid>=1000 -k privileged-passwd
-e 2
`,
    ),
    ordinary(
      "etc/libvirt/qemu/instance-0000000a.xml",
      `
<domain type='kvm' id='3'>
  <name>instance-0000000a</name>
  <uuid>5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c</uuid>
  <metadata>
    <nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.0">
      <nova:name>password-store</nova:name>
      <nova:owner>
        <nova:user uuid="3c1a0b5e9d6f4c7ba1e2d3c4b5a69788">admin</nova:user>
      </nova:owner>
    </nova:instance>
  </metadata>
  <devices>
    <disk type='network' device='disk'>
      <driver name='qemu' type='raw' cache='writeback'/>
      <auth username='openstack'>
        <secret type='ceph' uuid='457eb676-33da-42ec-9a8c-9293d545c337'/>
      </auth>
      <source protocol='rbd' name='vms/5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c_disk'>
        <host name='172.18.0.10' port='6789'/>
      </source>
    </disk>
    <graphics type='vnc' port='5900' autoport='yes' listen='172.17.1.20' keymap='en-us'>
      <listen type='address' address='172.17.1.20'/>
    </graphics>
    <hostdev mode='subsystem' type='pci' managed='yes'/>
  </devices>
  <cpu mode='host-passthrough' check='none'/>
</domain>
`,
    ),
    ordinary(
      "etc/libvirt/secrets/457eb676-33da-42ec-9a8c-9293d545c337.xml",
      `
<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:
  virsh secret-edit 457eb676-33da-42ec-9a8c-9293d545c337
or other application using the libvirt API.
-->

<secret ephemeral='no' private='no'>
  <uuid>457eb676-33da-42ec-9a8c-9293d545c337</uuid>
  <usage type='ceph'>
    <name>client.openstack secret</name>
  </usage>
</secret>
`,
    ),
    ordinary(
      "etc/libvirt/libvirtd.conf",
      `
listen_tls = 0
listen_tcp = 1
auth_tcp = "none"
auth_unix_ro = "none"
unix_sock_group = "libvirt"
key_file = "/etc/pki/libvirt/private/serverkey.pem"
cert_file = "/etc/pki/libvirt/servercert.pem"
sasl_allowed_username_list = ["joe@EXAMPLE.COM", "fred@EXAMPLE.COM" ]
keepalive_interval = 5
`,
    ),
    ordinary(
      "etc/ordinary/ceph.conf",
      `
[global]
auth_client_required = cephx
auth_cluster_required = cephx
auth_service_required = cephx
auth_service_ticket_ttl = 3600
cephx_require_signatures = true
fsid = 457eb676-33da-42ec-9a8c-9293d545c337
keyring = /etc/ceph/$cluster.$name.keyring
mon_host = 172.18.0.10,172.18.0.11,172.18.0.12
rgw_keystone_token_cache_size = 500
rgw_keystone_revocation_interval = 0
rgw_keystone_accepted_roles = Member, admin
rgw_s3_auth_use_keystone = true
[client.rgw.controller-0]
keyring = /var/lib/ceph/radosgw/ceph-rgw.controller-0/keyring
`,
    ),
    ordinary(
      "etc/ordinary/corosync.conf",
      `
totem {
    version: 2
    cluster_name: tripleo_cluster
    transport: udpu
    token: 10000
    token_retransmits_before_loss_const: 10
    secauth: off
    crypto_cipher: none
    crypto_hash: none
    keyfile: /etc/corosync/authkey
}
nodelist {
    node {
        ring0_addr: controller-0
        nodeid: 1
    }
}
`,
    ),
    ordinary(
      "sos_commands/pacemaker/pcs_status",
      `
Cluster name: tripleo_cluster
Stack: corosync
Current DC: controller-0 (version 1.1.19-8.el7_6.4-c3c624ea3d) - partition with quorum
12 nodes configured
37 resources configured

Online: [ controller-0 controller-1 controller-2 ]
GuestOnline: [ galera-bundle-0@controller-0 galera-bundle-1@controller-1 rabbitmq-bundle-0@controller-0 redis-bundle-0@controller-0 ]

Full list of resources:

 Docker container set: rabbitmq-bundle [192.168.24.1:8787/rhosp13/openstack-rabbitmq:pcmklatest]
   rabbitmq-bundle-0	(ocf::heartbeat:rabbitmq-cluster):	Started controller-0
 ip-192.168.24.10	(ocf::heartbeat:IPaddr2):	Started controller-0
 stonith-fence_ipmilan-525400a1b2c3	(stonith:fence_ipmilan):	Started controller-1

Failed Actions:
* galera_monitor_10000 on galera-bundle-0 'unknown error' (1): call=38, status=complete, exitreason='Unable to retrieve state, is the password right?',
    last-rc-change='Tue Mar 12 10:00:00 2024', queued=0ms, exec=0ms

PCSD Status:
  controller-0: Online
Daemon Status:
  corosync: active/enabled
`,
    ),
    ordinary(
      "etc/ordinary/snmpd.conf",
      `
# First, map the community name into a security name
#       sec.name  source          community
group   notConfigGroup v1           notConfigUser
group   notConfigGroup v2c           notConfigUser
view    systemview    included   .1.3.6.1.2.1.1
access  notConfigGroup ""      any       noauth    exact  systemview none none
rouser ro_snmp_user
syslocation Unknown (edit /etc/snmp/snmpd.conf)
syscontact Root <root@localhost> (configure /etc/snmp/snmp.local.conf)
proc  cron
agentAddress udp:161,udp6:[::1]:161
`,
    ),
    ordinary(
      "etc/ordinary/collectd.conf",
      `
LoadPlugin network
<Plugin network>
  SecurityLevel None
  AuthFile "/etc/collectd/passwd"
  Listen "0.0.0.0" "25826"
</Plugin>
<Plugin curl_json>
  User "collectd"
  Key "consumer/secrets/count"
</Plugin>
<Plugin mysql>
  <Database "nova">
    Host "localhost"
    Password ""
  </Database>
</Plugin>
`,
    ),
    ordinary(
      "etc/yum.repos.d/redhat.repo",
      `
[rhel-7-server-openstack-13-rpms]
metadata_expire = 86400
sslclientcert = /etc/pki/entitlement/7654321098765432109.pem
baseurl = https://cdn.redhat.com/content/dist/rhel/server/7/7Server/$basearch/openstack/13/os
sslverify = 1
name = Red Hat OpenStack Platform 13 for RHEL 7 (RPMs)
sslclientkey = /etc/pki/entitlement/7654321098765432109-key.pem
gpgkey = file:///etc/pki/rpm-gpg/RPM-GPG-KEY-redhat-release
enabled = 1
sslcacert = /etc/rhsm/ca/redhat-uep.pem
gpgcheck = 1
proxy_username =
proxy_password =
`,
    ),
    ordinary(
      "etc/rhsm/rhsm.conf",
      `
[server]
hostname = subscription.rhsm.redhat.com
prefix = /subscription
proxy_hostname =
proxy_user =
# password for basic http proxy auth, if needed
proxy_password =
[rhsm]
repo_ca_cert = %(ca_cert_dir)sredhat-uep.pem
consumerCertDir = /etc/pki/consumer
entitlementCertDir = /etc/pki/entitlement
pluginConfDir = /etc/rhsm/pluginconf.d
`,
    ),
  ];
}
