import { randomOf } from "./random.ts";

/** What differs between containers that docker inspects. */
export interface Inspected {
  readonly name: string;
  readonly env: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly cmd?: readonly string[];
  readonly entrypoint?: readonly string[] | null;
  readonly binds?: readonly string[];
  readonly health?: readonly string[];
  readonly healthOutput?: string;
  readonly image?: string;
}

const BINDS = [
  "/etc/hosts:/etc/hosts:ro",
  "/etc/localtime:/etc/localtime:ro",
  "/etc/pki/ca-trust/extracted:/etc/pki/ca-trust/extracted:ro",
  "/etc/pki/tls/cert.pem:/etc/pki/tls/cert.pem:ro",
  "/dev/log:/dev/log",
  "/etc/ssh/ssh_known_hosts:/etc/ssh/ssh_known_hosts:ro",
];

/** A container as `docker inspect` of docker 1.13 shows it. */
export function inspected(given: Inspected): object {
  const { name, env, labels = {}, cmd = ["kolla_start"], entrypoint = null, binds = [], health } = given;
  const random = randomOf(`inspect ${name}`);
  const id = random.bytes(32).toString("hex");
  const layer = random.bytes(32).toString("hex");
  const directory = `/var/lib/docker/overlay2/${layer}`;
  const mounts = [...BINDS, ...binds];
  return {
    Id: id,
    Created: "2024-03-11T09:14:52.711308519Z",
    Path: entrypoint?.[0] ?? cmd[0] ?? "",
    Args: entrypoint === null ? cmd.slice(1) : [...entrypoint.slice(1), ...cmd],
    State: stateOf(given.healthOutput),
    Image: `sha256:${random.bytes(32).toString("hex")}`,
    ResolvConfPath: `/var/lib/docker/containers/${id}/resolv.conf`,
    HostnamePath: `/var/lib/docker/containers/${id}/hostname`,
    HostsPath: "/etc/hosts",
    LogPath: "",
    Name: `/${name}`,
    RestartCount: 0,
    Driver: "overlay2",
    MountLabel: "system_u:object_r:svirt_sandbox_file_t:s0:c128,c743",
    ProcessLabel: "system_u:system_r:svirt_lxc_net_t:s0:c128,c743",
    AppArmorProfile: "",
    ExecIDs: null,
    HostConfig: hostConfigOf(mounts),
    GraphDriver: {
      Name: "overlay2",
      Data: {
        LowerDir: `${directory}-init/diff:/var/lib/docker/overlay2/${random.bytes(32).toString("hex")}/diff`,
        MergedDir: `${directory}/merged`,
        UpperDir: `${directory}/diff`,
        WorkDir: `${directory}/work`,
      },
    },
    Mounts: mounts.map(mountOf),
    Config: {
      Hostname: "controller-0",
      Domainname: "localdomain",
      User: "",
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: env,
      Cmd: cmd,
      ...(health === undefined ? {} : { Healthcheck: { Test: health } }),
      ArgsEscaped: true,
      Image: given.image ?? `192.168.24.1:8787/rhosp13/openstack-${name.replaceAll("_", "-")}:13.0-118`,
      Volumes: null,
      WorkingDir: "/",
      Entrypoint: entrypoint,
      OnBuild: [],
      Labels: labels,
      StopSignal: "SIGTERM",
    },
    NetworkSettings: networkOf(random.bytes(32).toString("hex")),
  };
}

function stateOf(healthOutput: string | undefined): object {
  const Log = [{ Start: "2024-03-12T11:00:01Z", End: "2024-03-12T11:00:02Z", ExitCode: 0, Output: healthOutput }];
  return {
    Status: "running",
    Running: true,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: 31337,
    ExitCode: 0,
    Error: "",
    StartedAt: "2024-03-11T09:14:53.402617733Z",
    FinishedAt: "0001-01-01T00:00:00Z",
    ...(healthOutput === undefined ? {} : { Health: { Status: "healthy", FailingStreak: 0, Log } }),
  };
}

function hostConfigOf(binds: readonly string[]): object {
  return {
    Binds: binds,
    ContainerIDFile: "",
    LogConfig: { Type: "journald", Config: { tag: "{{.Name}}" } },
    NetworkMode: "host",
    PortBindings: {},
    RestartPolicy: { Name: "always", MaximumRetryCount: 0 },
    AutoRemove: false,
    VolumesFrom: [],
    CapAdd: null,
    CapDrop: null,
    IpcMode: "",
    OomScoreAdj: 0,
    Privileged: false,
    SecurityOpt: ["label=disable"],
    ShmSize: 67108864,
    Runtime: "docker-runc",
    MemorySwappiness: -1,
    PidsLimit: 0,
    Ulimits: null,
    MaskedPaths: ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list"],
    ReadonlyPaths: ["/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq"],
  };
}

function mountOf(bind: string): object {
  const [source = "", destination = "", mode = ""] = bind.split(":");
  return { Type: "bind", Source: source, Destination: destination, Mode: mode, RW: mode !== "ro", Propagation: "" };
}

function networkOf(id: string): object {
  return {
    Bridge: "",
    SandboxID: id,
    HairpinMode: false,
    Ports: {},
    SandboxKey: "/var/run/docker/netns/default",
    SecondaryIPAddresses: null,
    EndpointID: "",
    Gateway: "",
    IPAddress: "",
    MacAddress: "",
    Networks: { host: { IPAMConfig: null, Links: null, Aliases: null, NetworkID: id.slice(0, 40) } },
  };
}

/** Containers as `docker inspect` prints them. */
export function dockerInspect(...containers: readonly Inspected[]): string {
  return `${JSON.stringify(containers.map(inspected), null, 4)}\n`;
}
