import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** Sources that say where a secret comes from: templates, manifests, playbooks, scripts. */
export function templateTexts(): OrdinaryFile[] {
  return [
    ordinary(
      "usr/share/openstack-tripleo-heat-templates/ordinary/keystone.yaml",
      `
heat_template_version: queens
description: OpenStack Keystone service with its tokens and passwords
parameters:
  AdminPassword:
    description: The password for the keystone admin account, used for monitoring, querying neutron etc.
    type: string
    hidden: true
  AdminToken:
    description: The keystone auth secret and db password.
    type: string
    hidden: true
  KeystoneFernetKeys:
    type: json
    description: Mapping containing keystone's fernet keys and their paths.
  KeystoneFernetMaxActiveKeys:
    type: number
    default: 5
  ManageKeystoneFernetKeys:
    type: boolean
    default: true
  KeystoneTokenProvider:
    description: The keystone token format
    type: string
    default: 'fernet'
    constraints:
      - allowed_values: ['uuid', 'fernet']
  KeystoneChangePasswordUponFirstUse:
    type: string
    default: ''
  KeystonePasswordExpiresDays:
    type: string
    default: ''
  KeystonePasswordRegex:
    type: string
    default: ''
  RabbitPassword:
    description: The password for RabbitMQ
    type: string
    hidden: true
  DefaultPasswords:
    default: {}
    type: json
  EnableSshPasswordAuth: {type: boolean, default: false}
conditions:
  keystone_fernet_tokens: {equals: [{get_param: KeystoneTokenProvider}, "fernet"]}
resources:
  MysqlRootPassword:
    type: OS::Heat::RandomString
  RabbitCookie:
    type: OS::Heat::RandomString
    properties:
      length: 20
      salt: {get_param: RabbitCookieSalt}
  PcsdPassword:
    type: OS::Heat::RandomString
    properties: {length: 16}
outputs:
  role_data:
    value:
      config_settings:
        keystone::admin_token: {get_param: AdminToken}
        keystone::admin_password: {get_param: AdminPassword}
        keystone::roles::admin::password: {get_param: AdminPassword}
        keystone::token_provider: {get_param: KeystoneTokenProvider}
        keystone::enable_fernet_setup: {if: [keystone_fernet_tokens, true, false]}
        keystone::fernet_keys: {get_param: KeystoneFernetKeys}
        keystone::rabbit_password: {get_param: RabbitPassword}
        keystone::cron::token_flush::maxdelay: 0
        keystone::cron::token_flush::hour: '*'
        keystone::cron::token_flush::destination: '/var/log/keystone/keystone-tokenflush.log'
        keystone::security_compliance::password_expires_days: 90
        mysql_root_password: {get_attr: [MysqlRootPassword, value]}
        rabbit_cookie:
          get_attr: [RabbitCookie, value]
        pcsd_password:
          get_attr:
            - PcsdPassword
            - value
        keystone::db::database_connection:
          make_url:
            scheme: mysql+pymysql
            username: keystone
            password: {get_param: AdminToken}
            host: {get_param: [EndpointMap, MysqlInternal, host]}
            path: /keystone
`,
    ),
    ordinary(
      "etc/puppet/hieradata/ordinary.yaml",
      `
---
keystone::token_provider: fernet
keystone::token_expiration: 3600
keystone::fernet_max_active_keys: 5
keystone::credential_provider: fernet
nova::password_length: 12
nova::compute::libvirt::rbd_secret_uuid: 457eb676-33da-42ec-9a8c-9293d545c337
nova::compute::rbd::libvirt_images_rbd_ceph_conf: /etc/ceph/ceph.conf
nova::keystone::authtoken::auth_type: password
nova::keystone::authtoken::memcache_secret_key: "%{hiera('memcache_secret')}"
nova::keystone::authtoken::password: "%{hiera('nova_password')}"
nova::keystone::authtoken::token_cache_time: '300'
neutron::agents::metadata::shared_secret: "%{hiera('metadata_secret')}"
mysql::server::root_password: "%{alias('mysql_root_password')}"
rabbitmq::ssl_key: /etc/pki/tls/private/rabbitmq.key
rabbitmq::default_pass: ''
rabbitmq_password:
snmpd_readonly_user_name: ro_snmp_user
tripleo::profile::base::sshd::password_authentication: 'no'
tripleo::profile::base::sshd::options: {PasswordAuthentication: 'no', PermitEmptyPasswords: 'no'}
ssh::server::options: {HostKey: [/etc/ssh/ssh_host_rsa_key]}
hacluster_pwd: "%{hiera('pcsd_password')}"
keystone_enable_password_rotation: true
tokens: {}
passwords: []
secrets: null
password: ~
ceph::keyring_permissions: {owner: ceph, mode: '0600'}
`,
    ),
    ordinary(
      "etc/puppet/modules/ordinary/manifests/init.pp",
      `
# == Class: ordinary
# [*admin_password*]
#   (Optional) Password of the admin user. Defaults to hiera('admin_password')
# [*token_expiration*]
#   (Optional) How long a token lives. Defaults to 3600
class ordinary (
  $admin_password   = hiera('admin_password'),
  $auth_token       = undef,
  $token_expiration = 3600,
  $password_hash_algorithm = $::os_service_default,
  $memcache_secret_key     = $::os_service_default,
) {
  keystone_config {
    'DEFAULT/admin_token':   value => $auth_token, secret => true;
    'token/expiration':      value => $token_expiration;
    'token/provider':        value => 'fernet';
    'identity/password_hash_algorithm': value => $password_hash_algorithm;
    'keystone_authtoken/memcache_secret_key': value => $memcache_secret_key, secret => true;
  }
  mysql_user { 'nova@%':
    ensure        => present,
    password_hash => mysql_password($admin_password),
  }
  user { 'stack':
    ensure   => present,
    password => $admin_password,
    password_max_age => 99999,
  }
  if $admin_password == undef {
    fail('admin_password must be given')
  }
}
`,
    ),
    ordinary(
      "home/ordinary/playbook.yaml",
      `
---
- hosts: overcloud
  become: true
  vars:
    db_password: "{{ lookup('env', 'DB_PASSWORD') }}"
    admin_password: "{{ vault_admin_password }}"
    token_file: /run/token
    password_length: 12
    ansible_ssh_private_key_file: /home/stack/.ssh/id_rsa
    ansible_become_pass: "{{ hostvars['director'].become_pass }}"
  vars_prompt:
    - name: password
      prompt: Password of the admin user
      private: true
  tasks:
    - name: Make a password
      command: openssl rand -hex 10
      register: new_password
      no_log: true
    - name: Set the password
      user:
        name: stack
        password: "{{ new_password.stdout | password_hash('sha512') }}"
        update_password: on_create
    - name: Wait for a token
      uri:
        url: http://172.17.1.10:5000/v3/auth/tokens
        headers: {X-Auth-Token: "{{ token }}"}
        force_basic_auth: true
        url_username: admin
        url_password: "{{ password }}"
    - debug:
        msg: "The password is {{ new_password.stdout | length }} long"
      when: new_password is defined and token is not none
`,
    ),
    ordinary(
      "usr/share/ordinary/nova.conf.j2",
      `
[DEFAULT]
transport_url = rabbit://{% for host in groups['rabbitmq'] %}{{ rabbitmq_user }}:{{ rabbitmq_password }}@{{ hostvars[host]['ip'] }}:5672{% if not loop.last %},{% endif %}{% endfor %}
{% if nova_password is defined %}
password = {{ nova_password }}
{% endif %}
[database]
connection = mysql+pymysql://{{ nova_database_user }}:{{ nova_database_password }}@{{ database_address }}/nova
memcache_secret_key = {{ memcache_secret_key }}
[keystone_authtoken]
password = <%= scope['nova::password'] %>
password=@NOVA_PASSWORD@
password={{nova_keystone_password|default('')}}
admin_token = \${ADMIN_TOKEN:-}
admin_token = $(cat /run/token)
`,
    ),
    ordinary(
      "usr/share/ordinary/create_swift_secret.sh",
      `
#!/bin/bash
export OS_PROJECT_DOMAIN_ID=$(crudini --get /etc/swift/keymaster.conf kms_keymaster project_domain_id)
export OS_PASSWORD=$(crudini --get /etc/swift/keymaster.conf kms_keymaster password)
export OS_AUTH_URL=$(crudini --get /etc/swift/keymaster.conf kms_keymaster auth_endpoint)
PASSWORD="$1"
PASSWORD=\${PASSWORD:-$OS_PASSWORD}
TOKEN=\`openstack token issue -f value -c id\`
SECRET=""
KEY_PASS=
password_file=/run/secrets/password
if [ -z "$OS_PASSWORD" ]; then
  echo "Need a password" >&2
  exit 1
fi
loop_wait=2
echo "Check if secret already exists"
secret_href=$(openstack secret list --name swift_root_secret_uuid)
rc=$?
if [[ $rc != 0 ]]; then
  echo "Failed to check secrets, check if Barbican in service and responding properly"
fi
order_href=$(openstack secret order create --name swift_root_secret_uuid --payload-content-type="application/octet-stream" --algorithm aes --bit-length 256 --mode ctr key -f value -c "Order href")
mysql -u root --password="$MYSQL_ROOT_PASSWORD" -e "SELECT 1"
mysqladmin -uroot -p"\${DB_ROOT_PASSWORD}" ping
curl -u "$USER:$PASSWORD" -H "Authorization: Bearer $TOKEN" http://172.17.1.10/
curl -u "\${USER}:\${PASSWORD}" http://172.17.1.10/
`,
    ),
    ordinary(
      "home/ordinary/change.diff",
      `
--- a/keystone.conf
+++ b/keystone.conf
@@ -1,6 +1,6 @@
 [token]
-provider = uuid
+provider = fernet
-expiration = 3600
+expiration = 7200
-#admin_token = <None>
+admin_token = <SERVICE DEFAULT>
 [identity]
+password_hash_algorithm = bcrypt
`,
    ),
    ordinary(
      "home/ordinary/compose.yaml",
      `
services:
  db:
    image: mariadb
    environment:
      MYSQL_ROOT_PASSWORD: \${MYSQL_ROOT_PASSWORD}
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/db_root
      MYSQL_RANDOM_ROOT_PASSWORD: "yes"
      MYSQL_ALLOW_EMPTY_PASSWORD: "no"
    secrets:
      - db_root
      - source: db_password
        target: password
secrets:
  db_root:
    file: ./db_root.txt
  db_password:
    external: true
`,
    ),
  ];
}
