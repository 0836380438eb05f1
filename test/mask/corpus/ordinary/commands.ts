import { columns } from "../layout.ts";
import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** What commands print, and command lines whose options look like those that take a password. */
export function commandTexts(): OrdinaryFile[] {
  return [
    ordinary(
      "sos_commands/process/ordinary_ps_auxwww",
      `
USER        PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root          1  0.0  0.1 193892  6892 ?        Ss   Mar11   3:12 /usr/lib/systemd/systemd --switched-root --system --deserialize 22
root        411  0.0  0.0      0     0 ?        S<   Mar11   0:00 [kworker/0:1H]
root        801  0.0  0.0 110108   812 tty1     Ss+  Mar11   0:00 /sbin/agetty --noclear tty1 linux
root        902  0.0  0.1 112904  4312 ?        Ss   Mar11   0:00 /usr/sbin/sshd -D -p 22
root       1001  0.3  0.4 812344 31200 ?        Sl   Mar11  12:34 /usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8787 -container-ip 172.17.0.2 -container-port 5000
root       1002  0.0  0.0 112812   980 ?        S    Mar11   0:00 systemd-tty-ask-password-agent --watch
root       1003  0.0  0.0  72212  1204 ?        Ss   Mar11   0:00 ssh-agent -s
42434      1004  2.3  4.2 912344 81200 ?        Sl   Mar11  92:34 /usr/libexec/mysqld --defaults-file=/etc/my.cnf --basedir=/usr --datadir=/var/lib/mysql --plugin-dir=/usr/lib64/mysql/plugin --wsrep-provider=/usr/lib64/galera/libgalera_smm.so --port=3306 --pid-file=/var/run/mysql/mysqld.pid
root       1005  0.0  0.0 112812   980 ?        S    Mar11   0:00 mysql -h 172.17.1.10 -P 3306 -u root -p nova
root       1006  0.0  0.0 112812   980 ?        S    Mar11   0:00 mysql --password -u root --port=3306
root       1007  0.0  0.0 112812   980 ?        S    Mar11   0:00 mysqldump --defaults-extra-file=/root/.my.cnf --protocol=tcp --all-databases
root       1008  0.0  0.0 112812   980 ?        S    Mar11   0:00 curl -s -u admin http://172.17.1.10:15672/api/overview
root       1009  0.0  0.0 112812   980 ?        S    Mar11   0:00 curl -o /dev/null -w %{http_code} --key /etc/pki/tls/private/x.key --cert /etc/pki/tls/certs/x.crt https://172.17.1.10:13000/v3
root       1010  0.0  0.0 112812   980 ?        S    Mar11   0:00 docker exec -u root:root -i nova_api ls -p /etc/nova
root       1011  0.0  0.0 112812   980 ?        S    Mar11   0:00 haproxy -f /etc/haproxy/haproxy.cfg -p /var/run/haproxy.pid
root       1012  0.0  0.0 112812   980 ?        S    Mar11   0:00 keystone-manage token_flush
root       1013  0.0  0.0 112812   980 ?        S    Mar11   0:00 openstack --os-auth-type password --os-token-file /run/token token issue
root       1014  0.0  0.0 112812   980 ?        S    Mar11   0:00 redis-server 172.17.1.10:6379 --loglevel notice
root       1015  0.0  0.0 112812   980 ?        S    Mar11   0:00 /usr/sbin/dnsmasq -k --no-hosts --pid-file=/var/lib/neutron/dhcp/x/pid --dhcp-authoritative
root       1031  0.0  0.0 112812   980 ?        S    Mar11   0:00 date -u +%Y-%m-%dT%H:%M:%SZ
root       1016  0.0  0.0 112812   980 ?        S    Mar11   0:00 ansible-playbook -u heat-admin --ask-pass --ask-become-pass --vault-password-file=/root/vault --private-key /home/stack/.ssh/id_rsa site.yml
root       1017  0.0  0.0 112812   980 ?        S    Mar11   0:00 rsync -avp --password-file=/etc/rsync.password root@172.17.1.11::swift /srv
root       1018  0.0  0.0 112812   980 ?        S    Mar11   0:00 tar -cpf /tmp/x.tar --preserve-permissions /etc/keystone/fernet-keys
`,
    ),
    ordinary(
      "sos_commands/systemd/ordinary_list-units",
      `
UNIT                                             LOAD   ACTIVE SUB       DESCRIPTION
systemd-ask-password-console.path                loaded active waiting   Dispatch Password Requests to Console Directory Watch
systemd-ask-password-wall.path                   loaded active waiting   Forward Password Requests to Wall Directory Watch
systemd-ask-password-plymouth.path               loaded active waiting   Forward Password Requests to Plymouth Directory Watch
tripleo_keystone.service                         loaded active running   keystone container
tripleo_keystone_cron.service                    loaded active running   keystone_cron container
tripleo_nova_compute_healthcheck.timer           loaded active waiting   nova_compute container healthcheck
sshd-keygen.service                              loaded inactive dead    OpenSSH Server Key Generation
gssproxy.service                                 loaded active running   GSSAPI Proxy Daemon
run-secrets.mount                                loaded active mounted   /run/secrets
secrets.target                                   loaded active active    Secrets
`,
    ),
    ordinary(
      "etc/systemd/system/tripleo_keystone.service",
      `
[Unit]
Description=keystone container that hands out tokens
After=paunch-container-shutdown.service
Wants=
[Service]
Restart=always
Environment=OS_AUTH_TYPE=password
Environment="OS_PASSWORD="
Environment=TOKEN_FILE=/run/token "PASSWORD_FILE=/run/password"
EnvironmentFile=-/etc/sysconfig/keystone-secrets
LoadCredential=db:/etc/credstore/db
PassEnvironment=LANG
ExecStart=/usr/bin/podman start keystone
ExecStart=/usr/bin/exporter --password-file /run/password --token-file=/run/token --key-file /etc/x.key
ExecStart=/usr/bin/exporter --password $OS_PASSWORD --token \${OS_TOKEN} --os-password=$OS_PASSWORD
ExecReload=/usr/bin/podman kill --signal HUP keystone
ExecStop=/usr/bin/podman stop -t 10 keystone
SuccessExitStatus=137 142 143
KillMode=none
KeyringMode=private
Type=forking
PIDFile=/var/run/keystone.pid
SecureBits=noroot
PassSecurity=false
[Install]
WantedBy=multi-user.target
`,
    ),
    ordinary(
      "sos_commands/rpm/ordinary_rpm_-qa",
      [
        "authconfig-6.2.8-30.el7.x86_64",
        "gnome-keyring-3.28.2-1.el7.x86_64",
        "keyutils-1.5.8-3.el7.x86_64",
        "keyutils-libs-1.5.8-3.el7.x86_64",
        "libpwquality-1.2.3-5.el7.x86_64",
        "libsecret-0.18.6-1.el7.x86_64",
        "openstack-barbican-api-6.0.1-1.el7ost.noarch",
        "openstack-keystone-13.0.2-7.el7ost.noarch",
        "passwd-0.79-5.el7.x86_64",
        "puppet-keystone-12.4.0-3.el7ost.noarch",
        "python-jwcrypto-0.4.2-1.el7.noarch",
        "python-keyring-5.7.1-1.el7ost.noarch",
        "python-keystonemiddleware-4.22.0-1.el7ost.noarch",
        "python-passlib-1.7.0-4.el7ost.noarch",
        "python2-secretstorage-2.3.1-2.el7ost.noarch",
        "python2-tokenize-1.0-1.el7.noarch",
        "sshpass-1.06-2.el7.x86_64",
        "",
      ].join("\n"),
    ),
    ordinary(
      "sos_commands/openstack/ordinary_endpoint_list",
      `
+----------------------------------+-----------+--------------+--------------+---------+-----------+------------------------------------------------+
| ID                               | Region    | Service Name | Service Type | Enabled | Interface | URL                                            |
+----------------------------------+-----------+--------------+--------------+---------+-----------+------------------------------------------------+
| 0c4d6f1e2a3b4c5d6e7f8091a2b3c4d5 | regionOne | keystone     | identity     | True    | internal  | http://172.17.1.10:5000                        |
| 1d5e7f2a3b4c5d6e7f8091a2b3c4d5e6 | regionOne | barbican     | key-manager  | True    | public    | https://10.0.0.5:13311                         |
| 2e6f8a3b4c5d6e7f8091a2b3c4d5e6f7 | regionOne | swift        | object-store | True    | public    | https://10.0.0.5:13808/v1/AUTH_%(tenant_id)s   |
+----------------------------------+-----------+--------------+--------------+---------+-----------+------------------------------------------------+
`,
    ),
    ordinary(
      "sos_commands/openstack/ordinary_token_issue",
      `
+------------+----------------------------------+
| Field      | Value                            |
+------------+----------------------------------+
| expires    | 2024-03-12T11:00:00+0000         |
| project_id | 3c1a0b5e9d6f4c7ba1e2d3c4b5a69788 |
| user_id    | 5e9d6f4c7ba1e2d3c4b5a697883c1a0b |
| password_expires_at | None                    |
+------------+----------------------------------+
`,
    ),
    ordinary(
      "sos_commands/openstack/ordinary_server_show.json",
      `${JSON.stringify(
        {
          "OS-EXT-STS:power_state": 1,
          accessIPv4: "",
          adminPass: null,
          config_drive: "",
          id: "5b7c1e8e-4f0b-4c53-b24d-8a6a3e52cc0c",
          key_name: "mykey",
          password_expires_at: null,
          has_password: true,
          options: {
            password_expiry_warning_days: -1,
            ignore_password_expiry: false,
            multi_factor_auth_enabled: false,
          },
          secret_ref: "http://172.17.1.10:9311/v1/secrets/0a8b55df-f90f-491c-8cb9-7cdecec6fc26",
          secret_uuid: "457eb676-33da-42ec-9a8c-9293d545c337",
          token_type: "fernet",
          access_token_lifetime: 3600,
          security_groups: "name='default'",
        },
        null,
        2,
      )}\n`,
    ),
    ordinary(
      "sos_commands/rabbitmq/ordinary_rabbitmqctl_status",
      `
Status of node rabbit@controller-0 ...
[{pid,122},
 {running_applications,
     [{rabbitmq_management,"RabbitMQ Management Console","3.6.16"},
      {rabbitmq_auth_mechanism_ssl,"RabbitMQ SSL authentication","3.6.16"}]},
 {listeners,[{clustering,25672,"::"},{amqp,5672,"172.17.1.10"}]},
 {vm_memory_high_watermark,0.4}]
Listing users ...
guest	[administrator]
Listing policies ...
/	ha-all	queues	^(?!amq\\.).*	{"ha-mode":"exactly","ha-params":2}	0
Listing parameters ...
Listing queues
reply_0a8b55dff90f491c8cb97cdecec6fc26	0	1
q-agent-notifier-security_group-update_fanout_5b7c1e8e4f0b4c53b24d8a6a3e52cc0c	0	1
`,
    ),
    ordinary(
      "sos_commands/networking/ordinary_netstat",
      `
Proto Recv-Q Send-Q Local Address           Foreign Address         State       User       PID/Program name
tcp        0      0 172.17.1.10:3306        0.0.0.0:*               LISTEN      42434      1004/mysqld
tcp        0      0 172.17.1.10:5000        0.0.0.0:*               LISTEN      0          1200/httpd
tcp        0      0 172.17.1.10:11211       0.0.0.0:*               LISTEN      42457      1300/memcached
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      0          902/sshd
unix  2      [ ACC ]     STREAM     LISTENING     22011    1003/ssh-agent       /run/ssh-agent
unix  2      [ ACC ]     STREAM     LISTENING     22012    1/systemd            /run/systemd/ask-password
`,
    ),
    ordinary(
      "sos_commands/filesys/ordinary_mount",
      `
tmpfs on /run/secrets type tmpfs (rw,nosuid,nodev,seclabel,mode=755)
overlay on /var/lib/docker/overlay2/0c4d6f1e2a3b4c5d6e7f8091a2b3c4d50c4d6f1e2a3b4c5d6e7f8091a2b3c4d5/merged type overlay (rw,relatime,seclabel)
//files.example.com/share on /mnt/share type cifs (rw,vers=3.0,credentials=/etc/cifs.secret,username=robot,password=********)
172.17.1.30:/nfs on /var/lib/nova/instances type nfs4 (rw,sec=sys,clientaddr=172.17.1.20)
`,
    ),
    ordinary(
      "sos_commands/files/ordinary_ls_-lR",
      [
        "/etc/keystone:",
        "total 48",
        "drwx------. 2 keystone keystone    24 Mar 11 09:00 credential-keys",
        "drwx------. 2 keystone keystone    33 Mar 11 09:00 fernet-keys",
        "-rw-r-----. 1 root     keystone 12202 Mar 11 09:00 keystone.conf",
        "-rw-------. 1 root     root      4401 Mar 11 09:00 passwords.yaml",
        "/run/secrets:",
        "-rw-------. 1 root root   44 Mar 11 09:00 db_password",
        "lrwxrwxrwx. 1 root root   18 Mar 11 09:00 token -> ../vault/token.txt",
        "-r--------. 1 root root 1675 Mar 11 09:00 tls.key",
        "/home/stack:",
        "-rw-------. 1 stack stack  112 Mar 11 09:00 tripleo-overcloud-passwords",
        "-rw-------. 1 stack stack 1021 Mar 11 09:00 undercloud-passwords.conf",
        "-rw-------. 1 stack stack 1679 Mar 11 09:00 .ssh/id_rsa",
        "",
      ].join("\n"),
    ),
    ordinary(
      "sos_commands/ceph/ordinary_ceph_auth_caps",
      columns([
        ["ENTITY", "CAPS", "KEYRING"],
        ["client.admin", "allow *", "/etc/ceph/ceph.client.admin.keyring"],
        ["client.openstack", "profile rbd", "/etc/ceph/ceph.client.openstack.keyring"],
      ]),
    ),
    ordinary(
      "home/ordinary/.bash_history",
      `
source ~/stackrc
openstack user set --password-prompt admin
openstack token issue
openstack keypair create --public-key ~/.ssh/id_rsa.pub mykey
openstack secret list
openstack user password set
export OS_PASSWORD=$(sudo hiera keystone::admin_password)
export OS_PASSWORD="$OS_PASSWORD_INPUT"
export OS_PASSWORD=
export OS_TOKEN=$(openstack token issue -f value -c id)
unset OS_PASSWORD OS_TOKEN
read -s -p "Password: " OS_PASSWORD
mysql -u root -p
mysql -uroot -p"$(sudo hiera mysql::server::root_password)" nova
mysql -uroot -p$MYSQL_PASSWORD nova
mysql -h localhost -P 3306 --protocol=tcp
docker run -p 8787:5000 -d registry:2
docker login registry.redhat.io
docker run -e OS_PASSWORD -e DB_PASSWORD_FILE=/run/secrets/db x
mkdir -p /home/stack/templates
cp -p /etc/nova/nova.conf /tmp
ssh -p 22 heat-admin@192.168.24.15
curl -u admin http://172.17.1.10:15672/api
curl -H "X-Auth-Token: $OS_TOKEN" http://172.17.1.10:8774/v2.1
curl -s -H "X-Auth-Token: $(openstack token issue -f value -c id)" http://172.17.1.10:8774/v2.1
grep -r password /etc/nova/nova.conf
grep admin_token /etc/keystone/keystone.conf
cat /run/secrets/db_password | wc -c
crudini --get /etc/nova/nova.conf keystone_authtoken password
sudo hiera -c /etc/puppet/hiera.yaml nova::db::mysql::password
passwd stack
ssh-keygen -t rsa -N "" -f ~/.ssh/id_rsa
openssl rand -hex 10
openssl req -new -key server.key -out server.csr -passin file:pass.txt
virsh secret-list
virsh secret-get-value 457eb676-33da-42ec-9a8c-9293d545c337
ceph auth get-key client.openstack
htpasswd -c /etc/httpd/htpasswd admin
echo $OS_PASSWORD
`,
    ),
  ];
}
