import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** Settings whose names are like those of secrets: what kind of password, how long a token, where a key lies. */
export function settingFiles(): OrdinaryFile[] {
  return [
    ordinary(
      "var/lib/config-data/ordinary/keystone/etc/keystone/keystone.conf",
      `
[DEFAULT]
#admin_token = <None>
# admin_token = <None>
admin_token =
admin_token = None
#public_endpoint = <None>
max_token_size = 8192
max_param_size = 64
insecure_debug = false
notification_format = cadf
log_dir = /var/log/keystone
debug = False
use_journal = True

[application_credential]
#driver = sql
caching = true
user_limit = -1

[auth]
methods = external,password,token,oauth1,mapped,application_credential

[cache]
backend = dogpile.cache.memcached
enabled = True
memcache_servers = 172.17.1.10:11211,172.17.1.11:11211,172.17.1.12:11211
tls_enabled = False

[catalog]
template_file = default_catalog.templates

[credential]
provider = fernet
key_repository = /etc/keystone/credential-keys/
auth_ttl = 15

[database]
connection_recycle_time = 3600
max_retries = -1
db_max_retries = -1
mysql_sql_mode = TRADITIONAL

[endpoint_filter]
return_all_endpoints_if_no_filter = true

[federation]
sso_callback_template = /etc/keystone/sso_callback_template.html
assertion_prefix =
remote_id_attribute = HTTP_OIDC_ISS

[fernet_receipts]
key_repository = /etc/keystone/fernet-keys/
max_active_keys = 3

[fernet_tokens]
key_repository = /etc/keystone/fernet-keys
max_active_keys = 5

[identity]
default_domain_id = default
max_password_length = 4096
password_hash_algorithm = bcrypt
password_hash_rounds = 12
salt_bytesize = 16

[jwt_tokens]
jws_public_key_repository = /etc/keystone/jws-keys/public
jws_private_key_repository = /etc/keystone/jws-keys/private

[ldap]
url = ldap://ldap.example.com
user_pass_attribute = userPassword
user_tree_dn = ou=Users,dc=example,dc=com
user_enabled_invert = false
use_tls = False
tls_cacertfile = /etc/pki/tls/certs/ca.crt
tls_req_cert = demand
use_auth_pool = true
auth_pool_size = 100
auth_pool_connection_lifetime = 60
password =
#password = <None>

[memcache]
dead_retry = 300
socket_timeout = 3

[oauth1]
request_token_duration = 28800
access_token_duration = 86400

[oslo_middleware]
enable_proxy_headers_parsing = True

[oslo_policy]
policy_file = policy.json

[paste_deploy]
config_file = /usr/share/keystone/keystone-dist-paste.ini

[policy]
driver = sql

[profiler]
enabled = false
hmac_keys =

[revoke]
driver = sql
expiration_buffer = 1800
caching = true

[saml]
assertion_expiration_time = 3600
certfile = /etc/keystone/ssl/certs/signing_cert.pem
keyfile = /etc/keystone/ssl/private/signing_key.pem

[security_compliance]
lockout_failure_attempts = 6
lockout_duration = 1800
disable_user_account_days_inactive = 90
password_expires_days = 90
unique_last_password_count = 5
minimum_password_age = 1
password_regex = ^(?=.*\\d)(?=.*[a-zA-Z]).{7,}$
password_regex_description = Passwords must contain at least 1 letter, 1 digit, and be a minimum length of 7 characters.
change_password_upon_first_use = True
password_expires_ignore_user_ids = None

[signing]
certfile = /etc/keystone/ssl/certs/signing_cert.pem
keyfile = /etc/keystone/ssl/private/signing_key.pem
ca_certs = /etc/keystone/ssl/certs/ca.pem
ca_key = /etc/keystone/ssl/private/cakey.pem
key_size = 2048
valid_days = 3650
cert_subject = /C=US/ST=Unset/L=Unset/O=Unset/CN=www.example.com

[ssl]
enable = False
ca_key = /etc/keystone/ssl/private/cakey.pem

[token]
provider = fernet
expiration = 3600
caching = true
cache_time = 300
revoke_by_id = True
allow_rescope_scoped_token = true
hash_algorithm = md5
infer_roles = true
cache_on_issue = true
allow_expired_window = 172800
driver = sql

[tokenless_auth]
protocol = x509
issuer_attribute = SSL_CLIENT_I_DN
`,
    ),
    ordinary(
      "etc/ordinary/nova.conf",
      `
[DEFAULT]
enable_instance_password = True
inject_password = false
inject_key = false
password_length = 12
api_paste_config = api-paste.ini
key = id
secure_proxy_ssl_header = HTTP_X_FORWARDED_PROTO
instance_name_template = instance-%08x
instances_path = $state_path/instances
state_path = /var/lib/nova
my_ip = 172.17.1.20
transport_url = rabbit://172.17.1.10:5672
ssl_only = False
cert = self.pem
#key = <None>
rootwrap_config = /etc/nova/rootwrap.conf
enabled_apis = osapi_compute,metadata
bypass_checks = False
compass = north

[api]
auth_strategy = keystone
use_forwarded_for = False
vendordata_jsonfile_path = <None>

[barbican]
auth_endpoint = http://172.17.1.10:5000/v3
barbican_api_version = v1
verify_ssl = True

[console]
ssl_ciphers = HIGH

[consoleauth]
token_ttl = 600

[crypto]
ca_file = cacert.pem
key_file = private/cakey.pem
crl_file = crl.pem
keys_path = /var/lib/nova/keys
ca_path = $state_path/CA

[ephemeral_storage_encryption]
enabled = false
cipher = aes-xts-plain64
key_size = 512

[filter_scheduler]
shuffle_best_same_weighed_hosts = false

[guestfs]
debug = false

[key_manager]
backend = barbican
api_class = castellan.key_manager.barbican_key_manager.BarbicanKeyManager
#fixed_key = <None>
fixed_key =

[keystone]
cafile = <None>
keyfile = <None>

[keystone_authtoken]
auth_type = password
auth_plugin = password
auth_section = keystone_authtoken
auth_uri = http://172.17.1.10:5000/v3
auth_url = http://172.17.1.10:5000
auth_version = v3
project_name = service
username = nova
user_domain_name = Default
token_cache_time = 300
revocation_cache_time = 10
check_revocations_for_cached = false
enforce_token_bind = permissive
hash_algorithms = md5
include_service_catalog = true
memcache_security_strategy = None
memcache_use_advanced_pool = true
memcached_servers = 172.17.1.10:11211
#memcache_secret_key = <None>
memcache_secret_key = <SERVICE DEFAULT>
service_token_roles = service
service_token_roles_required = True
delay_auth_decision = false
signing_dir = /tmp/keystone-signing-nova
keyfile = /etc/nova/ssl/key.pem
certfile = /etc/nova/ssl/cert.pem
#password = <None>
# password = <None>
#admin_password = <None>

[libvirt]
virt_type = kvm
rbd_secret_uuid = 457eb676-33da-42ec-9a8c-9293d545c337
rbd_user = openstack
images_rbd_pool = vms
images_rbd_ceph_conf = /etc/ceph/ceph.conf
inject_password = False
inject_key = False
inject_partition = -2
live_migration_uri = qemu+ssh://nova_migration@%s:2022/system?keyfile=/etc/nova/migration/identity
remote_filesystem_transport = ssh
disk_cachemodes = network=writeback

[neutron]
auth_type = v3password
metadata_proxy_shared_secret =
service_metadata_proxy = True
password = $neutron_password
password = %(neutron_password)s
password = {{ neutron_password }}
password = \${NEUTRON_PASSWORD}
password = *********
password = ********
password = ****
password =
password = ""
password = ''
password = None

[oslo_messaging_rabbit]
rabbit_login_method = AMQPLAIN
ssl_key_file =
ssl_key_file = /etc/pki/tls/private/rabbitmq.key
kombu_ssl_keyfile = /etc/pki/tls/private/rabbitmq.key
kombu_ssl_certfile = /etc/pki/tls/certs/rabbitmq.crt
heartbeat_timeout_threshold = 60
rabbit_ha_queues = True

[pci]
passthrough_whitelist = {"vendor_id": "8086", "product_id": "154d", "physical_network": "datacentre"}
alias = {"name": "gpu", "product_id": "1eb8", "vendor_id": "10de", "device_type": "type-PCI"}

[quota]
key_pairs = 100
server_groups = 10

[service_user]
send_service_user_token = true
auth_type = password

[spice]
enabled = false
keymap = en-us

[upgrade_levels]
compute = auto

[vault]
kv_mountpoint = secret
vault_url = http://127.0.0.1:8200
use_ssl = false

[vnc]
enabled = True
keymap = en-us
auth_schemes = vencrypt,none
vencrypt_client_key = /etc/pki/libvirt-vnc/client-key.pem
vencrypt_client_cert = /etc/pki/libvirt-vnc/client-cert.pem
novncproxy_base_url = http://10.0.0.5:6080/vnc_auto.html

[wsgi]
ssl_key_file = /etc/nova/ssl/key.pem
keep_alive = true
`,
    ),
    ordinary(
      "etc/ordinary/neutron.conf",
      `
[DEFAULT]
auth_strategy = keystone
core_plugin = ml2
service_plugins = router,qos,trunk
api_paste_config = /usr/share/neutron/api-paste.ini
key_file = /etc/neutron/server.key
nova_metadata_host = 172.17.1.10
metadata_workers = 4
auth_ca_cert = <None>
nova_client_priv_key =
nova_client_cert =
#metadata_proxy_shared_secret =
ha_vrrp_auth_type = PASS
#ha_vrrp_auth_password = <None>
ha_vrrp_auth_password =
ha_vrrp_advert_int = 2
dhcp_lease_duration = 86400
dns_domain = openstacklocal
[agent]
root_helper = sudo neutron-rootwrap /etc/neutron/rootwrap.conf
report_interval = 300
tunnel_types = vxlan
[keystone_authtoken]
auth_type=password
www_authenticate_uri=http://172.17.1.10:5000
password=<SERVICE DEFAULT>
[nova]
auth_type=password
tenant_name=service
password=None
[ovs]
ssl_key_file = /etc/neutron/plugins/networking-ovn/ovn-privkey.pem
ssl_cert_file = /etc/neutron/plugins/networking-ovn/ovn-cert.pem
[quotas]
quota_security_group = 10
quota_security_group_rule = 100
[securitygroup]
enable_security_group = True
firewall_driver = iptables_hybrid
[oslo_concurrency]
lock_path = $state_path/lock
[oslo_messaging_notifications]
driver = noop
[ssl]
key_file = <None>
`,
    ),
    ordinary(
      "etc/ordinary/cinder.conf",
      `
[DEFAULT]
auth_strategy = keystone
api_paste_config = /etc/cinder/api-paste.ini
use_chap_auth = False
chap_username =
chap_password =
san_login = admin
san_password =
san_private_key =
san_clustername =
rbd_keyring_conf =
rbd_secret_uuid = <None>
backup_swift_auth = per_user
backup_swift_auth_version = 1
backup_swift_user = <None>
#backup_swift_key = <None>
backup_swift_key = <None>
backup_ceph_user = openstack
backup_compression_algorithm = zlib
nas_secure_file_operations = auto
nas_secure_file_permissions = auto
nas_private_key =
nas_password =
storwize_san_secondary_private_key =
storwize_san_secondary_ip = <None>
netapp_login = <None>
netapp_password = <None>
sf_allow_tenant_qos = false
dell_sc_ssn = 64702
driver_use_ssl = false
driver_ssl_cert_verify = false
driver_client_cert_key = <None>
volume_clear = zero
[key_manager]
backend = castellan.key_manager.barbican_key_manager.BarbicanKeyManager
auth_type = keystone_password
[nova]
token_auth_url = http://172.17.1.10:5000
interface = internal
[service_user]
send_service_user_token = True
[tripleo_ceph]
backend_host=hostgroup
rbd_ceph_conf=/etc/ceph/ceph.conf
rbd_secret_uuid=457eb676-33da-42ec-9a8c-9293d545c337
rbd_user=openstack
`,
    ),
    ordinary(
      "etc/ordinary/heat.conf",
      `
[DEFAULT]
deferred_auth_method = trusts
reauthentication_auth_method =
trusts_delegated_roles =
hidden_stack_tags = data-processing-cluster
stack_user_domain_name = heat_stack
stack_domain_admin = heat_stack_domain_admin
#stack_domain_admin_password = <None>
heat_stack_user_role = heat_stack_user
keystone_backend = heat.engine.clients.os.keystone.heat_keystoneclient.KsClientWrapper
region_name_for_services = regionOne
instance_connection_is_secure = 0
max_nested_stack_depth = 6
[auth_password]
multi_cloud = false
allowed_auth_uris =
[clients]
endpoint_type = internal
[clients_keystone]
key_file = <None>
auth_uri = http://172.17.1.10:5000
[ec2authtoken]
auth_uri = http://172.17.1.10:5000/v3/ec2tokens
multi_cloud = false
key_file = <None>
insecure = false
[yaql]
memory_quota = 100000
limit_iterators = 10000
`,
    ),
    ordinary(
      "etc/ordinary/glance-api.conf",
      `
[DEFAULT]
bind_port = 9292
show_image_direct_url = True
metadata_encryption_key = <None>
key_file = /etc/ssl/key/key-file.pem
cert_file = /etc/ssl/certs
digest_algorithm = sha256
secure_proxy_ssl_header = HTTP_X_FORWARDED_PROTO
[glance_store]
stores = http,rbd
default_store = rbd
rbd_store_user = openstack
rbd_store_pool = images
swift_store_auth_version = 3
swift_store_auth_insecure = False
swift_store_key = <None>
#swift_store_key = <None>
s3_store_secret_key = <None>
swift_store_create_container_on_put = True
cinder_store_password = <None>
vmware_insecure = False
[image_format]
container_formats = ami,ari,aki,bare,ovf,ova,docker
[paste_deploy]
flavor = keystone
`,
    ),
    ordinary(
      "etc/ordinary/octavia.conf",
      `
[certificates]
ca_certificate = /etc/octavia/certs/ca_01.pem
ca_private_key = /etc/octavia/certs/private/cakey.pem
#ca_private_key_passphrase = <None>
signing_digest = sha256
cert_generator = local_cert_generator
cert_manager = barbican_cert_manager
endpoint_type = internalURL
[controller_worker]
amp_ssh_key_name = octavia-ssh-key
client_ca = /etc/octavia/certs/ca_01.pem
amp_active_retries = 100
[haproxy_amphora]
client_cert = /etc/octavia/certs/client.pem
server_ca = /etc/octavia/certs/ca_01.pem
key_path = /etc/octavia/.ssh/octavia_ssh_key
[health_manager]
#heartbeat_key = <None>
heartbeat_interval = 10
heartbeat_timeout = 60
[keepalived_vrrp]
vrrp_advert_int = 1
`,
    ),
    ordinary(
      "etc/ordinary/proxy-server.conf",
      `
[DEFAULT]
bind_port = 8080
cert_file = /etc/swift/proxy.crt
key_file = /etc/swift/proxy.key
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl ratelimit formpost authtoken s3api s3token keystone staticweb copy container_quotas account_quotas slo dlo versioned_writes proxy-logging proxy-server
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
auth_plugin = password
auth_type = password
delay_auth_decision = 1
include_service_catalog = False
signing_dir = /var/cache/swift
[filter:keystone]
use = egg:swift#keystoneauth
operator_roles = admin, swiftoperator, ResellerAdmin
reseller_prefix = AUTH
[filter:s3token]
paste.filter_factory = swift.common.middleware.s3api.s3token:filter_factory
auth_uri = http://172.17.1.10:5000/v3
secret_cache_duration = 60
[filter:tempauth]
use = egg:swift#tempauth
auth_prefix = /auth/
token_life = 86400
storage_url_scheme = default
[filter:tempurl]
use = egg:swift#tempurl
methods = GET HEAD PUT
outgoing_remove_headers = x-object-meta-*
[filter:proxy-logging]
reveal_sensitive_prefix = 16
log_statsd_host = localhost
[filter:kms_keymaster]
encryption_root_secret_id = <None>
`,
    ),
    ordinary(
      "etc/ordinary/ironic.conf",
      `
[DEFAULT]
auth_strategy=keystone
enabled_hardware_types=ipmi,redfish,ilo,idrac
default_rescue_interface=agent
rescue_password_hash_algorithm=sha512
require_rescue_password_hashed=False
[conductor]
automated_clean=True
rescue_ramdisk=<None>
[deploy]
default_boot_option=local
[ipmi]
command_retry_timeout=60
kill_on_timeout=True
cipher_suite_versions=
[pxe]
pxe_append_params=nofb nomodeset vga=normal console=tty0
tftp_master_path=/var/lib/ironic/tftpboot/master_images
[snmp]
power_timeout=10
udp_transport_timeout=1.0
security=
[swift]
temp_url_duration=1200
swift_temp_url_key=<None>
swift_temp_url_cache_enabled=False
swift_temp_url_expected_download_start_delay=0
[agent]
require_tls=True
allow_mkfs_in_ramdisk=True
[json_rpc]
http_basic_auth_user_file=/etc/ironic/htpasswd-json-rpc
`,
    ),
    ordinary(
      "etc/ordinary/gnocchi.conf",
      `
[DEFAULT]
parallel_operations = 4
[api]
auth_mode = keystone
paste_config = /etc/gnocchi/api-paste.ini
max_limit = 1000
[indexer]
driver = sqlalchemy
[storage]
driver = ceph
ceph_username = openstack
ceph_keyring = /etc/ceph/ceph.client.openstack.keyring
ceph_secret = <None>
ceph_conffile = /etc/ceph/ceph.conf
s3_secret_access_key = <None>
s3_access_key_id = <None>
swift_key = <None>
swift_auth_version = 1
file_basepath = /var/lib/gnocchi
redis_url = redis://172.17.1.10:6379/
[keystone_authtoken]
auth_type = password
interface = internal
[statsd]
resource_id = 0a8b55df-f90f-491c-8cb9-7cdecec6fc26
archive_policy_name = low
`,
    ),
    ordinary(
      "etc/ordinary/masked.conf",
      `
[DEFAULT]
password = masked-3f9c1a-12
admin_password=masked-3f9c1a-3
connection = mysql+pymysql://nova:masked-3f9c1a-1@172.17.1.10/nova
transport_url = rabbit://guest:*********@h1:5672,guest:*********@h2:5672/
connection=mysql+pymysql://heat:****@172.17.1.10/heat
admin_token = ********
admin_password = [REDACTED]
admin_password = <redacted>
admin_password = (hidden)
admin_password = ***
memcache_secret_key=*********
secret = REDACTED
`,
    ),
    ordinary(
      "etc/ordinary/placeholders.conf",
      `
[DEFAULT]
password = $my_password
password = \${my_password}
password = $database.password
password = %(password)s
password = {{ password }}
password = {{password}}
password = {{ lookup('password', '/tmp/file') }}
password = <%= @password %>
password = <PASSWORD>
password = %PASSWORD%
password = @PASSWORD@
password = None
password = none
password = null
password = nil
password = undef
password = true
password = False
password = yes
password =
password=
password:
password = ""
token = <token>
token = <None>
secret = <None>
connection = mysql+pymysql://nova:$my_password@172.17.1.10/nova
connection = mysql+pymysql://nova:\${DB_PASSWORD}@172.17.1.10/nova
connection = mysql+pymysql://{{ user }}:{{ password }}@{{ host }}/nova
connection = mysql+pymysql://%(user)s:%(password)s@%(host)s/nova
connection = mysql+pymysql://nova:@172.17.1.10/nova
connection = mysql+pymysql://nova@172.17.1.10/nova
connection = sqlite:////var/lib/nova/nova.sqlite
transport_url = rabbit://
transport_url = fake:/
`,
    ),
  ];
}
