import { dockerInspect } from "../inspected.ts";
import { columns, pythonJson } from "../layout.ts";
import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";
import { randomOf } from "../random.ts";

const SERVICES = ["nova_compute", "neutron_ovs_agent", "glance_api", "horizon", "swift_proxy", "iscsid"] as const;

/** Containers and images as engines show them: ids, digests and hashes look random and are none. */
export function containerTexts(): OrdinaryFile[] {
  const random = randomOf("ordinary containers");
  const hex = (length: number) => random.bytes(length / 2).toString("hex");
  return [
    ...SERVICES.map((name) => ordinary(`sos_commands/docker/docker_inspect_${name}`, inspectOf(name, hex(32)))),
    ordinary(
      "sos_commands/docker/docker_ps_-a",
      columns([
        ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
        ...[...SERVICES, "keystone", "nova_api", "secret_store", "token_flush", "password_check"].map((name) => [
          hex(12),
          `192.168.24.1:8787/rhosp13/openstack-${name.replaceAll("_", "-")}:13.0-118`,
          name.endsWith("check") ? '"/check --password-file /run/secrets/p"' : '"kolla_start"',
          "3 weeks ago",
          "Up 3 weeks (healthy)",
          "",
          name,
        ]),
        [
          hex(12),
          `192.168.24.1:8787/rhosp13/x@sha256:${hex(64)}`,
          "\"bash -c 'mkdir -p /a'\"",
          "2 days ago",
          "Exited (0) 2 days ago",
          "",
          "init",
        ],
        [
          hex(12),
          "registry:2",
          '"/entrypoint.sh /etc"',
          "2 days ago",
          "Up 2 days",
          "0.0.0.0:8787->5000/tcp",
          "registry",
        ],
      ]),
    ),
    ordinary(
      "sos_commands/docker/docker_images_--digests",
      columns([
        ["REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE"],
        ...[...SERVICES, "barbican_api", "keystone", "secret"].map((name) => [
          `192.168.24.1:8787/rhosp13/openstack-${name.replaceAll("_", "-")}`,
          "13.0-118",
          `sha256:${hex(64)}`,
          hex(12),
          "4 months ago",
          "812 MB",
        ]),
        ["<none>", "<none>", "<none>", hex(12), "5 months ago", "1.2 GB"],
      ]),
    ),
    ordinary(
      "sos_commands/docker/docker_stats_--no-stream",
      columns([
        ["CONTAINER", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS"],
        ...SERVICES.map((name, index) => [
          name,
          `${index}.07%`,
          "112.3 MiB / 31.26 GiB",
          "0.35%",
          "0 B / 0 B",
          "12 MB / 0 B",
          "24",
        ]),
      ]),
    ),
    ordinary(
      "sos_commands/docker/docker_info",
      `
Containers: 61
 Running: 55
Server Version: 1.13.1
Storage Driver: overlay2
Logging Driver: journald
Security Options: seccomp
  WARNING: You're not using the default seccomp profile
  Profile: /etc/docker/seccomp.json
Docker Root Dir: /var/lib/docker
Http Proxy: http://proxy.example.com:3128
Registry: https://registry.access.redhat.com/v1/
Username: robot
Insecure Registries:
 192.168.24.1:8787
 127.0.0.0/8
Live Restore Enabled: true
Registries: registry.access.redhat.com (secure), docker.io (secure)
ID: 7TRN:IPZB:QYBB:VPBQ:UMPP:KARE:6ZNR:XE6T:7EWV:PKF4:ZOJD:TPYS
`,
    ),
    ordinary(
      "sos_commands/docker/docker_events",
      SERVICES.map(
        (name, index) =>
          `2024-03-12T10:00:0${index}.412000000Z container exec_start: /openstack/healthcheck ${hex(64)} (config_id=tripleo_step4, container_name=${name}, image=192.168.24.1:8787/rhosp13/x:13.0-118)\n`,
      ).join(""),
    ),
    ordinary(
      "sos_commands/podman/podman_secret_ls",
      columns([
        ["ID", "NAME", "DRIVER", "CREATED", "UPDATED"],
        [hex(24), "db_password", "file", "3 weeks ago", "3 weeks ago"],
        [hex(24), "rabbit_token", "file", "3 weeks ago", "3 weeks ago"],
      ]),
    ),
    ordinary(
      "sos_commands/docker/docker_volume_ls",
      columns([
        ["DRIVER", "VOLUME NAME"],
        ["local", hex(64)],
        ["local", "secrets"],
        ["local", hex(64)],
      ]),
    ),
    ordinary("var/lib/ordinary/hashed-docker-container-startup-config-step_4.json", startup(hex(32), hex(32))),
    ordinary(
      "var/lib/ordinary/startup-pretty.json",
      `${JSON.stringify(JSON.parse(startup(hex(32), hex(32))), null, 2)}\n`,
    ),
    ordinary(
      "var/lib/kolla/config_files/nova_api.json",
      `
{
    "command": "/usr/sbin/httpd -DFOREGROUND",
    "config_files": [
        {
            "dest": "/",
            "merge": true,
            "preserve_properties": true,
            "source": "/var/lib/kolla/config_files/src/*"
        },
        {
            "dest": "/etc/ceph/",
            "merge": true,
            "preserve_properties": true,
            "source": "/var/lib/kolla/config_files/src-ceph/"
        },
        {
            "dest": "/etc/keystone/fernet-keys",
            "owner": "keystone:keystone",
            "perm": "0600",
            "source": "/var/lib/kolla/config_files/src/etc/keystone/fernet-keys"
        }
    ],
    "permissions": [
        {
            "optional": true,
            "owner": "nova:nova",
            "path": "/etc/pki/tls/private/novnc_proxy.key",
            "perm": "0600",
            "recurse": true
        },
        {
            "owner": "nova:nova",
            "path": "/etc/ceph/ceph.client.openstack.keyring",
            "perm": "0600"
        }
    ]
}
`,
    ),
    ordinary(
      "var/lib/ordinary/docker-puppet.json",
      JSON.stringify([
        [
          "keystone",
          "keystone_config,keystone_domain_config",
          "include ::tripleo::profile::base::keystone\n",
          "192.168.24.1:8787/rhosp13/openstack-keystone:13.0-118",
          ["/etc/pki:/etc/pki:ro"],
        ],
        [
          "nova",
          "nova_config,nova_paste_api_ini",
          "['Nova_cell_v2'].each |String $val| { noop_resource($val) }\ninclude tripleo::profile::base::nova::api\n",
          "192.168.24.1:8787/rhosp13/openstack-nova-api:13.0-118",
        ],
        ["rabbitmq", "file,file_line,rabbitmq_config,rabbitmq_user", "exec {'wait': command => '/bin/true'}", "x"],
      ]),
    ),
  ];
}

function inspectOf(name: string, hash: string): string {
  const data = {
    start_order: 1,
    environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", `TRIPLEO_CONFIG_HASH=${hash}`],
    healthcheck: { test: "/openstack/healthcheck 5672" },
    volumes: ["/run/secrets:/run/secrets:ro", "/etc/ceph:/var/lib/kolla/config_files/src-ceph:ro"],
    command: ["/usr/bin/bootstrap_host_exec", "su", "-s", "/bin/bash", "-c", "keystone-manage token_flush"],
  };
  return dockerInspect({
    name,
    env: [
      "KOLLA_CONFIG_STRATEGY=COPY_ALWAYS",
      `TRIPLEO_CONFIG_HASH=${hash}`,
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "container=oci",
      "KOLLA_BASE_DISTRO=rhel",
      "KOLLA_INSTALL_TYPE=binary",
      "PS1=$(tput bold)($(printenv KOLLA_SERVICE_NAME))$(tput sgr0)[$(id -un)@$(hostname -s) $(pwd)]$ ",
      "OS_AUTH_TYPE=password",
      "OS_PASSWORD=",
      "MYSQL_ROOT_PASSWORD_FILE=/run/secrets/root",
      "MYSQL_ALLOW_EMPTY_PASSWORD=yes",
      "DB_PASSWORD_FILE=/run/secrets/db-password",
      "ENABLE_TOKEN_CACHE=true",
      "TOKEN_EXPIRATION=3600",
      "SSH_AUTH_SOCK=/run/ssh-agent",
      "KEYSTONE_KEY_REPOSITORY=/etc/keystone/fernet-keys",
    ],
    binds: [
      "/run/secrets:/run/secrets:ro",
      "/etc/keystone/fernet-keys:/etc/keystone/fernet-keys:ro",
      "/etc/pki/tls/private:/etc/pki/tls/private:ro",
      "/var/lib/nova/secrets:/etc/libvirt/secrets:ro",
    ],
    health: ["CMD-SHELL", "/openstack/healthcheck 5672"],
    healthOutput: "There is no token to check, the password is asked for later\n",
    labels: {
      build_date: "2024-01-11T09:00:00.000000",
      "com.redhat.component": `openstack-${name}-container`,
      config_data: pythonJson(data),
      config_id: "tripleo_step4",
      container_name: name,
      description: "Keeps passwords, tokens and secrets of Red Hat OpenStack Platform 13",
      managed_by: "tripleo-Controller",
      url: "https://access.redhat.com/containers/#/registry.access.redhat.com/rhosp13/x/images/13.0-118",
      "vcs-ref": hash.padEnd(40, "0"),
    },
  });
}

function startup(first: string, second: string): string {
  return pythonJson({
    nova_api: {
      environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", `TRIPLEO_CONFIG_HASH=${first}`],
      image: "192.168.24.1:8787/rhosp13/openstack-nova-api:13.0-118",
      volumes: ["/etc/ssh:/host-ssh/:ro", "/var/lib/config-data/nova/etc/pki/tls/private:/etc/pki/tls/private:ro"],
      user: "root",
    },
    create_swift_secret: {
      command: ["/usr/bin/bootstrap_host_exec", "swift_proxy", "/create_swift_secret.sh"],
      environment: [`TRIPLEO_CONFIG_HASH=${second}`],
      net: "host",
    },
    swift_copy_rings: {
      command: ["/bin/bash", "-c", "cp -v -dR --preserve -t /etc/swift /swift_ringbuilder/*.gz"],
      detach: false,
    },
    ceilometer_init_log: {
      command: ["/bin/bash", "-c", "chown -R ceilometer:ceilometer /var/log/ceilometer"],
      start_order: 0,
    },
  });
}
