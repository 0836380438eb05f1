import { describe, expect, it } from "vitest";
import { factsOf, fromSosreport, ofKind, realDataIsHere, realText, whereRealDataIs } from "../support.ts";

/** `engine version storage host`, of each engine that a file tells of. */
function engines(name: string, text: string): string[] {
  const folder = name.startsWith("podman") ? "podman" : "docker";
  return ofKind(factsOf(`sos_commands/${folder}/${name}`, text), "engine").map(
    ({ engine, version = "-", storageDriver = "-", hostName = "-" }) =>
      [engine, version, storageDriver, hostName].join(" "),
  );
}

const CLIENT_1_13 = `Client:
 Version:         1.13.1
 API version:     1.26
 Package version: docker-1.13.1-209.git7d71120.el7_9.x86_64
 Go version:      go1.10.3
`;
const CLIENT_20 = `Client: Docker Engine - Community
 Version:           20.10.24
 API version:       1.41
 Context:           default
`;

describe("an engine's version", () => {
  it.each([
    [
      "docker 1.5",
      "Client version: 1.5.0\nClient API version: 1.17\nServer version: 1.4.1\nServer API version: 1.16\n",
      "1.4.1",
    ],
    [
      "docker 1.13",
      `${CLIENT_1_13}\nServer:\n Version:         1.13.2\n API version:     1.26 (minimum version 1.12)\n`,
      "1.13.2",
    ],
    [
      "docker 20",
      `${CLIENT_20}\nServer: Docker Engine - Community\n Engine:\n  Version:          20.10.25\n containerd:\n  Version:          1.6.20\n`,
      "20.10.25",
    ],
    [
      "docker 29",
      `Client:\n Version:           29.0.1\n\nServer:\n Engine:\n  Version:          29.0.2\n  API version:      1.52\n`,
      "29.0.2",
    ],
    ["docker 18 without a line for the engine", `${CLIENT_20}\nServer:\n Version: 18.09.1\n`, "18.09.1"],
  ])("of %s is its server's", (_, text, version) => {
    expect(engines("docker_version", text)).toEqual([`docker ${version} - -`]);
  });

  it.each([
    `${CLIENT_1_13}Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n`,
    `${CLIENT_20}Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n`,
    CLIENT_20,
    `${CLIENT_20}\nServer: Docker Engine - Community\n containerd:\n  Version:          1.6.20\n`,
    "Cannot connect to the Docker daemon. Is the docker daemon running on this host?\n",
    "bash: docker: command not found\n",
    "",
  ])("is not told by a client alone: %j", (text) => {
    expect(engines("docker_version", text)).toEqual([]);
  });

  it.each([
    [
      "1.6",
      "Version:            1.6.4\nRemoteAPI Version:  1\nGo Version:         go1.12.12\nOS/Arch:            linux/amd64\n",
      "1.6.4",
    ],
    ["3", "Version:      3.4.4\nAPI Version:  3.4.4\nGo Version:   go1.16.7\n", "3.4.4"],
    ["4", "Client:       Podman Engine\nVersion:      4.4.1\nAPI Version:  4.4.1\nGo Version:   go1.19.6\n", "4.4.1"],
  ])("of podman %s stands at the margin", (_, text, version) => {
    expect(engines("podman_version", text)).toEqual([`podman ${version} - -`]);
  });

  it("is podman's where the docker command of the host is podman", () => {
    const text =
      "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\nVersion:            1.6.4\n";
    expect(engines("docker_version", text)).toEqual(["podman 1.6.4 - -"]);
    expect(engines("docker_version", "Client:       Podman Engine\nVersion:      4.4.1\n")).toEqual([
      "podman 4.4.1 - -",
    ]);
  });
});

describe("an engine's information", () => {
  const INFO_1_13 = `Containers: 100
 Running: 50
Images: 40
Server Version: 1.13.1
Storage Driver: overlay2
 Backing Filesystem: xfs
Logging Driver: journald
Plugins:
 Volume: local
 Network: bridge host macvlan null overlay
Swarm: inactive
Security Options:
 seccomp
  WARNING: You're not using the default seccomp profile
  Profile: /etc/docker/seccomp.json
Name: controller0
Docker Root Dir: /var/lib/docker
Insecure Registries:
 172.25.249.200:8787
 127.0.0.0/8
Live Restore Enabled: false
Registries: docker.io (secure)
`;

  it("of docker 1.13 names its server, storage, host and insecure registries", () => {
    expect(engines("docker_info", INFO_1_13)).toEqual(["docker 1.13.1 overlay2 controller0"]);
    const [fact] = ofKind(factsOf("sos_commands/docker/docker_info", INFO_1_13), "engine");
    expect(fact?.insecureRegistries).toEqual(["172.25.249.200:8787", "127.0.0.0/8"]);
    expect(fact?.source).toMatchObject({ line: 4, text: "Server Version: 1.13.1" });
  });

  it("ends with the registries where the file ends", () => {
    const text = "Server Version: 1.13.1\nInsecure Registries:\n 172.25.249.200:8787";
    const [fact] = ofKind(factsOf("sos_commands/docker/docker_info", text), "engine");
    expect(fact?.insecureRegistries).toEqual(["172.25.249.200:8787"]);
  });

  it("of docker 24 has no version of its client or its plugins", () => {
    const client =
      "Client: Docker Engine - Community\n Version:    24.0.5\n Plugins:\n  buildx: Docker Buildx (Docker Inc.)\n    Version:  v0.11.2\n";
    const server = "\nServer:\n Containers: 3\n Server Version: 24.0.6\n Storage Driver: overlay2\n Name: compute0\n";
    expect(engines("docker_info", `${client}${server}`)).toEqual(["docker 24.0.6 overlay2 compute0"]);
    expect(
      engines("docker_info", `${client}\nServer:\nERROR: Cannot connect to the Docker daemon at unix:///x\n`),
    ).toEqual([]);
  });

  it("of podman has the version of podman, not of what it works with", () => {
    const host = `host:
  arch: amd64
  conmon:
    package: conmon-2.0.25
    path: /usr/bin/conmon
    version: 'conmon version 2.0.25, commit: x'
  distribution:
    distribution: '"rhel"'
    version: "8.2"
  hostname: controller-0
  ociRuntime:
    name: runc
    version: |-
      runc version spec: 1.0.2-dev
`;
    const store = "store:\n  configFile: /etc/containers/storage.conf\n  graphDriverName: overlay\n";
    const version = "version:\n  APIVersion: 3.0.0\n  GoVersion: go1.15\n  Version: 3.0.1\n";
    expect(engines("podman_info", `${host}${store}${version}`)).toEqual(["podman 3.0.1 overlay controller-0"]);
    expect(engines("podman_info", `${host}${store}`)).toEqual(["podman - overlay controller-0"]);
    const debug = "debug:\n  compiler: gc\n  go version: go1.12.12\n  podman version: 1.6.4\n";
    expect(engines("podman_info", `${debug}${host}`)).toEqual(["podman 1.6.4 - controller-0"]);
  });
});

describe.skipIf(!realDataIsHere)(`real engines${whereRealDataIs}`, () => {
  it.each([
    ["docker_info1", ["docker 1.9.1 devicemapper dhcp.example.com"]],
    ["docker_info2", ["docker 1.9.1 devicemapper dhcp.example.com"]],
    ["docker_info3", []],
  ])("are told by %s", (name, expected) => {
    expect(engines("docker_info", realText("insights-core", "test_docker_info", name))).toEqual(expected);
  });

  it("are told by the information and the version of docker 20", () => {
    const texts = fromSosreport("sos_commands/docker/docker_[iv][ne][fr]*");
    expect(engines("docker_info", texts.get("sos_commands/docker/docker_info") ?? "")).toEqual([
      "docker 20.10.24+dfsg1 vfs compute0",
    ]);
    expect(engines("docker_version", texts.get("sos_commands/docker/docker_version") ?? "")).toEqual([
      "docker 20.10.24+dfsg1 - -",
    ]);
  });
});
