import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";
import { randomOf } from "../random.ts";

/** What names of secrets stand beside that are none: cookies of flows, ids, digests, times, what became of a password. */
export function flowTexts(): OrdinaryFile[] {
  return [
    ordinary("sos_commands/openvswitch/ovs-ofctl_dump-flows_br-int", flows()),
    ordinary("var/log/neutron/openvswitch-agent-flows.log", agent()),
    ordinary("var/log/containers/keystone/prose.log", PROSE.map((line) => `${HEAD}${line}\n`).join("")),
    ordinary("sos_commands/openstack/tables.txt", TABLES),
    ordinary("etc/ordinary/no-secrets.conf", SETTINGS),
  ];
}

const HEAD = "2026-11-24 03:52:53.141 24 INFO keystone.x [req-5f3a1c2e-1111-4222-8333-944445555666 - - - - -] ";

function flows(): string {
  const random = randomOf("flows");
  return Array.from({ length: 120 }, (_, index) => {
    const cookie = random.text("0123456789abcdef", 16);
    return ` cookie=0x${cookie}, duration=${index}.123s, table=${index % 80}, n_packets=${index * 7}, priority=${index} actions=drop\n`;
  }).join("");
}

function agent(): string {
  const random = randomOf("agent");
  return Array.from({ length: 60 }, () => {
    const cookie = `5${random.text("0123456789", 18)}`;
    return `${HEAD}ofctl request OFPFlowStatsRequest(cookie=${cookie},cookie_mask=0,default_cookie=${cookie},"cookie": ${cookie})\n`;
  }).join("");
}

const PROSE = [
  "the password is not set",
  "the password is incorrect",
  "password has expired and must be changed within 24 hours",
  "password must be at least 8 characters",
  "is the password right?",
  "Failed password for root from 172.17.1.10 port 50022 ssh2",
  "Failed password for invalid user admin from 10.0.0.5 port 22 ssh2",
  "token is valid for 3600 seconds",
  "Removed 1200 expired tokens",
  "token provider fernet loaded",
  "secret 8d3f1c2e-1111-4222-8333-944445555666 of project 0123456789abcdef0123456789abcdef deleted",
  "credential 0123456789abcdef0123456789abcdef was not found",
  "role assignment for user 0123456789abcdef0123456789abcdef on project fedcba9876543210fedcba9876543210",
  "Loading key /etc/pki/tls/private/x.key",
  "image sha256:1f8a88f2000bf9246134a4014d912dcd34e9daa02e9a77b507b7ec7f8ae20e2d pulled",
  "commit 1f8a88f2000bf9246134a4014d912dcd34e9daa0 checked out",
  "host key fingerprint SHA256:2jY0yZ8ClyEl6gT0Ib7l5Tt9h2rVn7mX3qKz5wP1s4E",
  "docker exec -u 42405:42405 nova_compute ls",
  "ssh -p 2222 root@controller-0 uptime",
  "mkdir -p /var/lib/x && chown -R nova:nova /var/lib/x",
  "snmpd -c /etc/snmp/snmpd.conf -p /run/snmpd.pid",
  'type=EXECVE argc=2 a0="ls" a1="-la"',
  `proctitle=${Buffer.from("/usr/sbin/httpd\0-DFOREGROUND").toString("hex").toUpperCase()}`,
];

const TABLES = `
| Field      | Value                                |
| id         | 0123456789abcdef0123456789abcdef     |
| project_id | fedcba9876543210fedcba9876543210     |
| password_expires_at | None                        |
| key_name   | mykey                                |
| OS-EXT-STS:vm_state | active                      |
| Secret | Status | Created |
`;

const SETTINGS = `
token_provider = fernet
key_file = /etc/pki/tls/private/x.key
password_hash_algorithm = bcrypt
auth_type = password
token_expiration = 3600
secret_name = x
PWD=/root
tools --password-file /etc/x/password
key_manager = barbican
expires = 3600
id = 0123456789
`;
