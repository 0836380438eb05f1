import { tableOf } from "../table.js";

/** What the engine says of itself, and how it is configured. */
export default function engine(plan) {
  const { engine: name, containers, registry, style, host } = plan;
  const running = containers.filter((one) => one.running);
  const docker = name === "docker";
  const stats = running.map((one) => [
    ...[one.id.slice(0, 12), one.name, "0.41%", "98.2MiB / 31.26GiB", "0.31%", "0B / 0B", "0B / 0B", "12"],
  ]);
  const at = (file, text, command) => ({
    [`sos_commands/${name}/${name}_${file}`]: { text, command: `${name} ${command}` },
  });
  return {
    ...at(
      "version",
      docker ? dockerVersion(style) : `Version:      ${style.version}\nAPI Version:  ${style.version}\n`,
      "version",
    ),
    ...at(
      "info",
      docker ? dockerInfo({ containers, running, registry, style, host }) : podmanInfo({ registry, style, host }),
      "info",
    ),
    ...at(
      "network_ls",
      tableOf(["NETWORK ID", "NAME", "DRIVER", "SCOPE"], [["06f3f41e1dc5", "host", "host", "local"]]),
      "network ls",
    ),
    ...at("volume_ls", tableOf(["DRIVER", "VOLUME NAME"], []), "volume ls"),
    ...at(
      "stats_--no-stream",
      tableOf(["CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS"], stats),
      "stats --no-stream",
    ),
    ...options(plan),
  };
}

/** TripleO lets the engine ask the director's registry without TLS; kolla-ansible's images come from elsewhere. */
function options({ engine: name, product, registry }) {
  if (product === "kolla-ansible")
    return { "etc/docker/daemon.json": { text: `${JSON.stringify({ bridge: "none", iptables: false }, null, 4)}\n` } };
  if (name === "docker")
    return {
      "etc/sysconfig/docker": {
        text: `OPTIONS='--log-driver=journald --signature-verification=false --iptables=false --live-restore'\nif [ -z "\${DOCKER_CERT_PATH}" ]; then\n    DOCKER_CERT_PATH=/etc/docker\nfi\nINSECURE_REGISTRY="--insecure-registry ${registry}"\n`,
      },
    };
  return {
    "etc/containers/registries.conf": {
      text: `[registries.search]\nregistries = ['registry.access.redhat.com', 'docker.io']\n\n[registries.insecure]\nregistries = ['${registry}']\n\n[registries.block]\nregistries = []\n`,
    },
  };
}

function dockerVersion({ version, package: from }) {
  const built = from === undefined ? "" : ` Package version: ${from}\n`;
  return `Client:\n Version:         ${version}\n API version:     1.26\n${built}\nServer:\n Version:         ${version}\n API version:     1.26 (minimum version 1.12)\n${built}`;
}

function dockerInfo({ containers, running, registry, style, host }) {
  return `Containers: ${containers.length}
 Running: ${running.length}
 Paused: 0
 Stopped: ${containers.length - running.length}
Images: ${new Set(containers.map(({ imageId }) => imageId)).size}
Server Version: ${style.version}
Storage Driver: overlay2
 Backing Filesystem: xfs
 Supports d_type: true
 Native Overlay Diff: true
Logging Driver: journald
Cgroup Driver: systemd
Kernel Version: 3.10.0-1160.el7.x86_64
Operating System: Red Hat Enterprise Linux
OSType: linux
Architecture: x86_64
CPUs: 8
Total Memory: 31.26 GiB
Name: ${host}.localdomain
Docker Root Dir: /var/lib/docker
Debug Mode (client): false
Debug Mode (server): false
Experimental: false
Insecure Registries:
 ${registry}
 127.0.0.0/8
Live Restore Enabled: true
`;
}

function podmanInfo({ registry, style, host }) {
  return `host:
  arch: amd64
  cpus: 8
  hostname: ${host}.localdomain
  os: linux
insecure registries:
  registries:
  - ${registry}
store:
  graphDriverName: overlay
  graphOptions: {}
  graphRoot: /var/lib/containers/storage
  graphStatus:
    Backing Filesystem: xfs
    Native Overlay Diff: "true"
    Supports d_type: "true"
    Using metacopy: "false"
version:
  Version: ${style.version}
`;
}
