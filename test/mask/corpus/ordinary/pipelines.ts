import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** What serves tokens and passwords: pipelines, policies, audit maps. */
export function pipelineFiles(): OrdinaryFile[] {
  return [
    ...["nova", "cinder", "glance", "heat", "aodh", "manila", "barbican"].map((service) =>
      ordinary(`etc/ordinary/${service}/api-paste.ini`, pasteOf(service)),
    ),
    ordinary(
      "etc/ordinary/keystone/policy.json",
      `
{
    "admin_required": "role:admin or is_admin:1",
    "service_role": "role:service",
    "service_or_admin": "rule:admin_required or rule:service_role",
    "owner": "user_id:%(user_id)s",
    "token_subject": "user_id:%(target.token.user_id)s",
    "admin_or_token_subject": "rule:admin_required or rule:token_subject",
    "service_admin_or_token_subject": "rule:service_or_admin or rule:token_subject",
    "identity:change_password": "rule:admin_or_owner",
    "identity:get_credential": "rule:admin_required",
    "identity:list_credentials": "rule:admin_required",
    "identity:create_credential": "rule:admin_required",
    "identity:ec2_get_credential": "rule:admin_required or (rule:owner and user_id:%(target.credential.user_id)s)",
    "identity:check_token": "rule:admin_or_token_subject",
    "identity:validate_token": "rule:service_admin_or_token_subject",
    "identity:validate_token_head": "rule:service_or_admin",
    "identity:revocation_list": "rule:service_or_admin",
    "identity:revoke_token": "rule:admin_or_token_subject",
    "identity:create_access_token": "rule:admin_required",
    "identity:authorize_request_token": "rule:admin_required",
    "identity:list_access_tokens": "rule:admin_required",
    "identity:delete_access_token": "rule:admin_required",
    "identity:get_auth_catalog": "",
    "identity:create_application_credential": "rule:admin_or_owner",
    "token": "rule:admin_required"
}
`,
    ),
    ordinary(
      "etc/ordinary/nova/policy.yaml",
      `
# Policies that talk of passwords, keys and secrets
"os_compute_api:os-server-password": "rule:admin_or_owner"
"os_compute_api:os-keypairs": "rule:admin_or_owner"
"os_compute_api:os-keypairs:show": "rule:admin_api or user_id:%(user_id)s"
"os_compute_api:os-admin-password": "rule:admin_or_owner"
"os_compute_api:os-console-auth-tokens": "rule:admin_api"
"os_compute_api:servers:show:host_status": "!"
"secret:get": "rule:secret_non_private_read or rule:secret_project_creator"
"secret:decrypt": "rule:secret_decrypt_non_private_read"
"secrets:post": "rule:admin_or_creator"
"secret_acls:get": "rule:all_but_audit and rule:secret_project_match"
"secret_project_match": "project:%(target.secret.project_id)s"
"secret_creator_user": "user:%(target.secret.creator_id)s"
"context_is_admin": "role:admin"
#"identity:change_password": ""
`,
    ),
    ordinary(
      "etc/ordinary/nova/audit_map.conf",
      `
[DEFAULT]
target_endpoint_type = compute
[custom_actions]
enable = enable
disable = disable
delete = delete
os-getVNCConsole = read
[path_keywords]
os-server-password = None
os-keypairs = keypair
os-security-groups = security-group
tokens = token
secrets = secret
credentials = credential
passwords = None
access_tokens = token
[service_endpoints]
compute = service/compute
identity = service/security/account
`,
    ),
    ordinary(
      "etc/ordinary/rootwrap.d/secrets.filters",
      `
[Filters]
# to set a secret of libvirt
virsh: CommandFilter, virsh, root
ssh-keygen: CommandFilter, ssh-keygen, root
haproxy: RegExpFilter, haproxy, root, haproxy, -f, .*
kill_keepalived: KillFilter, root, /usr/sbin/keepalived, -HUP, -15, -9
`,
    ),
  ];
}

function pasteOf(service: string): string {
  return `
[composite:${service}]
use = call:${service}.api.urlmap:urlmap_factory
/: versions
/v3: ${service}_v3
/healthcheck: healthcheck

[composite:${service}_v3]
use = call:${service}.api.auth:pipeline_factory
noauth2 = cors http_proxy_to_wsgi request_id faultwrap sizelimit noauth2 apiv3
keystone = cors http_proxy_to_wsgi request_id faultwrap sizelimit authtoken keystonecontext apiv3
pipeline = cors sizelimit osprofiler faultwrap authtoken keystonecontext apiv3

[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory

[filter:authpassword]
paste.filter_factory = ${service}.common.auth_password:filter_factory

[filter:ec2authtoken]
paste.filter_factory = ${service}.api.aws.ec2token:EC2Token_filter_factory

[filter:keystonecontext]
paste.filter_factory = ${service}.api.auth:KeystoneContext.factory

[filter:s3_token]
use = egg:keystone#s3token

[filter:json_body]
use = egg:keystone#json_body

[filter:osprofiler]
paste.filter_factory = osprofiler.web:WsgiMiddleware.factory
#enabled = yes

[app:apiv3]
paste.app_factory = ${service}.api.v3:APIRouter.factory
`;
}
