import { type Static, Type } from "typebox";

/**
 * The typed model of what was captured. Rules are checked against these types when they are loaded, and every property
 * here is a name that a rule may use. A property that is absent is one that the bundle does not decide.
 */

/** A line of a bundle that a value was read from. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export type SubjectKind = "container" | "image" | "config" | "log" | "host" | "cluster" | "bundle";

/** What every record that a rule can look at carries beside its values; rules do not see it. */
export interface Sourced {
  readonly subject: { readonly kind: SubjectKind; readonly name: string };
  /** Where its values were read, by property: `state`, `health.status`. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Why a property is absent, and what to collect to have it; `*` speaks for those not named. */
  readonly lacks: Readonly<Record<string, string>>;
}

const text = (description: string) => Type.String({ description });
const number = (description: string) => Type.Number({ description });
const flag = (description: string) => Type.Boolean({ description });
const maybe = Type.Optional;

const Health = Type.Object(
  {
    status: text("none, starting, healthy or unhealthy; none where the engine runs no health check"),
    failingStreak: maybe(number("How many checks in a row have failed")),
    lastOutput: maybe(text("What the last check printed")),
  },
  { title: "Health" },
);

const Commands = Type.Object(
  {
    start: text("Starts it again, by whoever manages it"),
    restart: text("Restarts it, by whoever manages it"),
    recreate: text("Has it made anew from its image and start-up configuration"),
    logs: text("Shows the end of its output"),
    inspect: text("Shows all that the engine knows of it"),
    unpause: text("Lets its frozen processes go on"),
    checkHealth: text("Runs its health check by hand"),
  },
  { title: "Commands" },
);

const Container = Type.Object(
  {
    name: text("Its bare name: nova_compute"),
    engine: text("docker or podman"),
    state: maybe(text("created, running, paused, restarting, removing, exited or dead")),
    running: maybe(flag("Its state is running")),
    exitCode: maybe(number("The code that it ended with; only where it has ended")),
    expectedExit: maybe(flag("It is a one-shot, and has ended with a code that its start-up configuration allows")),
    lifecycle: maybe(
      text(
        "service: is to run all the time; one-shot: is to do its work and end; leftover: another one runs in its place",
      ),
    ),
    lifecycleSource: maybe(text("What the lifecycle was decided from")),
    manager: maybe(text("paunch, tripleo_ansible, systemd, pacemaker or kolla-ansible")),
    health: maybe(Health),
    error: maybe(text("The engine's own words on why it could not start it; empty where it could")),
    oomKilled: maybe(flag("The kernel killed a process of it for want of memory")),
    restartCount: maybe(number("How often the engine restarted it since it was last started by hand")),
    restartPolicy: maybe(text("always, unless-stopped, on-failure or no; empty under podman")),
    secondsRunning: maybe(number("Since it was last started, at the time of the capture")),
    secondsEnded: maybe(number("Since it ended, at the time of the capture")),
    image: maybe(text("The image that it was made from, as it was referred to")),
    imageId: maybe(text("The id of that image, 12 hexadecimal digits")),
    currentImageId: maybe(text("The id that the same reference has on the node now")),
    configVolumes: maybe(
      Type.Array(Type.String(), { description: "The configuration volumes that it copies when it starts" }),
    ),
    configHash: maybe(text("Its TRIPLEO_CONFIG_HASH")),
    configGeneration: flag("It is one that generates configuration: docker-puppet-VOLUME, container-puppet-VOLUME"),
    commands: Commands,
  },
  { title: "Container" },
);
export type Container = Static<typeof Container> & Sourced;

const RequiredImage = Type.Object(
  {
    reference: text("Host, path, name and tag"),
    requiredBy: Type.Array(Type.String(), { description: "The containers that run it or are to run it" }),
    pull: text("Fetches it"),
    present: maybe(flag("The node has an image of this reference")),
  },
  { title: "RequiredImage" },
);
export type RequiredImage = Static<typeof RequiredImage> & Sourced;

const Setting = Type.Object(
  {
    file: text("The file on the host: /etc/nova/nova.conf"),
    section: text("The section, without brackets"),
    key: text("The key"),
    value: text("What /etc sets it to"),
    inForce: text("What puppet-generated sets it to, or 'not set'"),
    volumes: Type.Array(Type.String(), { description: "The configuration volumes that hold a file of this name" }),
    differs: maybe(flag("No configuration volume sets it as /etc does")),
    edited: maybe(
      flag("The file in /etc is not older than what was generated: it is no default that a package left there"),
    ),
    mounted: maybe(flag("A container mounts this place of /etc, so that it is in force there")),
  },
  { title: "Setting" },
);
export type Setting = Static<typeof Setting> & Sourced;

const ConfigUse = Type.Object(
  {
    container: text("The container"),
    volume: text("The configuration volume that it copies when it starts"),
    running: maybe(flag("The container is running")),
    hashed: maybe(flag("The container carries a TRIPLEO_CONFIG_HASH; pacemaker's do not")),
    containerHash: maybe(text("Its TRIPLEO_CONFIG_HASH: the checksums of all its volumes, joined by -")),
    volumeHash: maybe(text("What VOLUME.md5sum holds now")),
    hashDiffers: maybe(flag("It was made for another state of the volume")),
    changedFile: maybe(text("The file of the volume that was changed last")),
    changedAfterStart: maybe(flag("That file was changed after the container had started")),
    secondsAfterStart: maybe(number("How long after")),
    commands: Commands,
  },
  { title: "ConfigUse" },
);
export type ConfigUse = Static<typeof ConfigUse> & Sourced;

const GeneratedFile = Type.Object(
  {
    file: text("The file below /var/lib/config-data/puppet-generated"),
    volume: text("Its configuration volume"),
    editedByHand: maybe(flag("It is newer than the volume's checksum: puppet did not write it so")),
    secondsAfterChecksum: maybe(number("How much newer")),
  },
  { title: "GeneratedFile" },
);
export type GeneratedFile = Static<typeof GeneratedFile> & Sourced;

const Engine = Type.Object(
  {
    name: text("docker or podman"),
    version: maybe(text("Its own version: 1.13.1")),
    storageDriver: maybe(text("overlay2, devicemapper, …")),
    insecureRegistries: maybe(Type.Array(Type.String(), { description: "Registries that it asks without TLS" })),
  },
  { title: "Engine" },
);
export type Engine = Static<typeof Engine> & Sourced;

const Image = Type.Object(
  {
    id: text("Its id, 12 hexadecimal digits"),
    repository: maybe(text("Host, path and name; absent where nothing names it")),
    tag: maybe(text("Its tag; absent where it has none")),
    digest: maybe(text("Its digest, where the list shows one")),
  },
  { title: "Image" },
);
export type Image = Static<typeof Image> & Sourced;

const Log = Type.Object(
  {
    file: text("The log on the host: /var/log/containers/nova/nova-compute.log"),
    service: text("The folder that it lies in: nova; httpd/nova-api"),
    ofContainer: flag("It lies below /var/log/containers, where containers write"),
    bytes: number("Its size in the bundle, which may hold its end only"),
    secondsSinceWritten: maybe(number("Since it was last written, at the time of the capture")),
  },
  { title: "Log" },
);
export type Log = Static<typeof Log> & Sourced;

const BundleState = Type.Object(
  {
    lossy: flag("Something of the bundle was lost or refused, so that absence in it proves nothing"),
    losses: Type.Array(Type.String(), { description: "What was lost, a sentence each" }),
  },
  { title: "BundleState" },
);
export type BundleState = Static<typeof BundleState> & Sourced;

const Node = Type.Object(
  {
    name: text("The host's short name"),
    release: maybe(text("OpenStack release: 12 to 17")),
    engines: Type.Array(Engine, { description: "The engines that it runs" }),
    images: Type.Array(Image, { description: "Every name of an image that it has" }),
    logs: Type.Array(Log, { description: "The logs of services" }),
    bundle: BundleState,
    containers: Type.Array(Container),
    requiredImages: Type.Array(RequiredImage),
    settings: Type.Array(Setting, { description: "What is set in /etc in files that puppet-generated has too" }),
    configUses: Type.Array(ConfigUse, { description: "Which container copies which configuration volume" }),
    generatedFiles: Type.Array(GeneratedFile, { description: "The configuration files of all volumes" }),
  },
  { title: "Node" },
);

/** The families of facts that a rule can need. */
export const families = ["containers", "images", "configuration", "checksums", "registry", "logs"] as const;
export type Family = (typeof families)[number];

/** Whether a family of facts is in the bundle, and if not whole, why and what to collect. */
export type Coverage = { readonly state: "whole" } | { readonly state: "partial" | "absent"; readonly reason: string };

export interface Node extends Sourced, Omit<Static<typeof Node>, NodeRecords> {
  readonly engines: readonly Engine[];
  readonly images: readonly Image[];
  readonly logs: readonly Log[];
  readonly containers: readonly Container[];
  readonly requiredImages: readonly RequiredImage[];
  readonly settings: readonly Setting[];
  readonly configUses: readonly ConfigUse[];
  readonly generatedFiles: readonly GeneratedFile[];
  readonly bundle: BundleState;
  readonly source: string;
  readonly kind: "sospect" | "sosreport";
  /** The engines with their versions, for people. */
  readonly engineText: string;
  readonly coverage: Readonly<Record<Family, Coverage>>;
  readonly notes: readonly string[];
  /** What its part in questions on the whole deployment is made from. */
  readonly registry: RegistryView;
}
type NodeRecords =
  | "engines"
  | "images"
  | "logs"
  | "containers"
  | "requiredImages"
  | "settings"
  | "configUses"
  | "generatedFiles"
  | "bundle";

/** What one bundle tells of a registry: what it serves, and what is required of it. */
export interface RegistryView {
  /** Tags by repository (without host); `undefined` tags: in the catalog, but its tags were not captured. */
  /** `host:port` that was asked, where the bundle tells. */
  readonly host?: string;
  readonly served: ReadonlyMap<string, { readonly tags?: readonly string[]; readonly evidence: Evidence }>;
  /** Where the catalog stands that names all repositories; absent where none was captured whole. */
  readonly catalog?: Evidence;
  readonly listed: readonly { readonly reference: string; readonly evidence: Evidence }[];
}

const RegistryImage = Type.Object(
  {
    reference: text("Host, path, name and tag"),
    requiredBy: Type.Array(Type.String(), { description: "The nodes and image lists that refer to it" }),
    served: maybe(flag("The registry serves it")),
  },
  { title: "RegistryImage" },
);
export type RegistryImage = Static<typeof RegistryImage> & Sourced;

const Repository = Type.Object(
  {
    name: text("The image without host and tag: rhosp13/openstack-nova-compute"),
    tags: Type.Array(Type.String(), { description: "The tags at which containers run it" }),
    uses: Type.Array(Type.String(), { description: "Each tag with the nodes that run it" }),
  },
  { title: "Repository" },
);
export type Repository = Static<typeof Repository> & Sourced;

const Deployment = Type.Object(
  {
    nodes: Type.Array(Node),
    registryImages: Type.Array(RegistryImage, { description: "What the registry on :8787 has to serve" }),
    repositories: Type.Array(Repository, { description: "The images that run, without their tags" }),
  },
  { title: "Deployment" },
);
export interface Deployment extends Sourced {
  readonly nodes: readonly Node[];
  readonly registryImages: readonly RegistryImage[];
  readonly repositories: readonly Repository[];
  readonly coverage: Readonly<Record<Family, Coverage>>;
}

/** The model's object types in the order in which they refer to each other, for the rule engine. */
export const modelTypes = [
  Health,
  Commands,
  Container,
  RequiredImage,
  Setting,
  ConfigUse,
  GeneratedFile,
  Engine,
  Image,
  Log,
  BundleState,
  Node,
  RegistryImage,
  Repository,
  Deployment,
] as const;
