import { type Static, Type } from "typebox";

const closed = { additionalProperties: false } as const;

const text = (description: string) => Type.String({ minLength: 1, description });
const names = (description: string) => Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description });

/** Names by the deployment tool that gives them: `{tripleo: [nova_compute], edpm: [nova_compute]}`. */
const byTool = (description: string) =>
  Type.Record(Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" }), names("Names; * stands for what differs"), {
    description,
    minProperties: 1,
  });

const id = "^[a-z0-9]+(-[a-z0-9]+)*$";

/** What a component cannot do its work without. */
const NeedFile = Type.Object(
  {
    capability: text("What it needs: an id of capabilities.yaml"),
    for: Type.Optional(text("What for, where it is not for all it does: new instances")),
    weak: Type.Optional(Type.Literal(true, { description: "Without it, it does its work worse, not not at all" })),
    zh: Type.Optional(Type.Object({ for: text("The same in Chinese") }, closed)),
  },
  closed,
);

const PortFile = Type.Object(
  {
    port: Type.Integer({ minimum: 1, maximum: 65535 }),
    for: text("What is spoken there, in a word: api, metrics, replication"),
    tools: Type.Optional(names("The deployment tools under which it is this port; left out: all")),
    optional: Type.Optional(
      Type.Literal(true, {
        description: "Some deployments, or some of its containers, do not listen there: its absence tells nothing",
      }),
    ),
  },
  closed,
);
export type Port = Static<typeof PortFile>;

/** The option that says where a component listens for itself, which haproxy's own addresses may get in the way of. */
const BindFile = Type.Object(
  {
    file: text("The file's own name, without folders"),
    section: text("The option's section: DEFAULT"),
    address: text("The option that has the address: bind_host"),
    port: text("The option that has the port: bind_port; left unset it is the component's first port"),
  },
  closed,
);

const PodFile = Type.Object(
  {
    name: text("Its pods' name without what tells them apart: rabbitmq-server of rabbitmq-server-0; may have one star"),
    address: Type.Optional(
      text("The host that others reach it at, without domain; a star is what the name's star stands for"),
    ),
  },
  closed,
);

const ComponentZh = Type.Object(
  { title: Type.Optional(text("Its title in Chinese")), loss: Type.Optional(text("What its loss means, in Chinese")) },
  { ...closed, minProperties: 1 },
);

const option = (description: string) =>
  Type.Object({ section: text("Its section"), key: text("Its name") }, { ...closed, description });

/** An agent that ends tunnels has to know the address that its own end at. */
const TunnelsFile = Type.Object(
  {
    file: text("The file's own name, without folders"),
    types: option("The option that names the kinds of tunnels; empty where there are none"),
    address: option("The option that has the address, in any file of the same folder"),
  },
  closed,
);

export const ComponentFile = Type.Object(
  {
    title: text("What people call it"),
    loss: text("What a user of the cloud loses where it does not work, in a clause: no instance can be started"),
    zh: Type.Optional(ComponentZh),
    containers: Type.Optional(byTool("The containers that run it all the time")),
    "one-shots": Type.Optional(byTool("Containers that do something for it once and end")),
    "without-restart": Type.Optional(
      names("Those of its containers that run all the time although their start-up entry has no `restart`"),
    ),
    helpers: Type.Optional(byTool("Containers that it starts itself, for one network or router")),
    bundles: Type.Optional(byTool("Pacemaker's bundles: galera-bundle stands for galera-bundle-podman-0 and its like")),
    resources: Type.Optional(names("Pacemaker's resources, where they have other names than its bundle")),
    agents: Type.Optional(names("Resource agents, without standard and provider: galera of ocf::heartbeat:galera")),
    pods: Type.Optional(Type.Array(PodFile, { minItems: 1, description: "What runs it in a control plane of pods" })),
    images: Type.Optional(names("Its images, without registry, prefix and tag: nova-compute")),
    units: Type.Optional(names("Units of packages that would do the same work on the host, without .service")),
    "host-units": Type.Optional(
      byTool("Units, without .service, that do its work on the host where no container does; 'any' is every tool"),
    ),
    logs: Type.Optional(names("Its logs by name below the deployment tool's folder: nova/nova-compute.log")),
    config: Type.Optional(
      byTool("Where its configuration is: a volume of TripleO's, a folder below /etc/kolla or /var/lib/openstack"),
    ),
    ports: Type.Optional(Type.Array(PortFile, { minItems: 1, description: "Where it listens, its main port first" })),
    bind: Type.Optional(BindFile),
    tunnels: Type.Optional(TunnelsFile),
    haproxy: Type.Optional(
      byTool("The sections of haproxy.cfg whose backend it is, without _front, _back and _external"),
    ),
    cluster: Type.Optional(text("The family of facts that tell the state of its cluster: galera, rabbitmq, redis")),
    promoted: Type.Optional(
      Type.Unsafe<"one" | "all">(
        Type.Union([Type.Literal("one"), Type.Literal("all")], {
          description: "Which replicas of its bundle pacemaker is to make master; left out: none",
        }),
      ),
    ),
    provides: Type.Optional(names("What others need and it does: ids of capabilities.yaml")),
    needs: Type.Optional(
      Type.Array(Type.Union([text("An id of capabilities.yaml"), NeedFile]), {
        minItems: 1,
        description: "What it cannot do its work without",
      }),
    ),
    displaces: Type.Optional(
      names("Components that are not there where this one is: what is left of them is of before"),
    ),
  },
  closed,
);
export type ComponentFile = Static<typeof ComponentFile>;

const User = Type.Object(
  {
    name: text("The user that it runs and logs in to the database, to messages and to Keystone as"),
    uid: Type.Optional(Type.Integer({ description: "The user's number in kolla's and TripleO's images" })),
  },
  closed,
);

const OPTION = "^[^ ]+ \\[[^\\]]+\\] [^ ]+$";

/** One service: all that is known of it, in one file, named by it. */
export const ServiceFile = Type.Object(
  {
    service: Type.String({ pattern: id, description: "The file's name without .yaml" }),
    title: text("What people call it"),
    about: text("What it does, in a clause"),
    zh: Type.Optional(
      Type.Object({ title: Type.Optional(text("In Chinese")), about: Type.Optional(text("In Chinese")) }, closed),
    ),
    etc: Type.Optional(names("Folders below /etc that it reads")),
    oslo: Type.Optional(Type.Literal(true, { description: "oslo.config reads its .conf and .ini files" })),
    "other-files": Type.Optional(names("Globs of files below its folders that others read all the same")),
    "host-etc": Type.Optional(names("Folders below /etc that programs of the host read, whatever containers do")),
    "copied-apart": Type.Optional(
      Type.Literal(true, {
        description: "Containers of other services that use its folders below /etc copy them from a place of their own",
      }),
    ),
    "written-later": Type.Optional(
      names("Globs of files of its configuration that are written again after a deployment, by design"),
    ),
    data: Type.Optional(names("Folders of the host that it keeps data in, so that their file systems may not be full")),
    user: Type.Optional(User),
    databases: Type.Optional(names("Its databases")),
    options: Type.Optional(
      Type.Object(
        {
          own: Type.Optional(
            Type.Array(Type.String({ pattern: OPTION }), {
              description: "Options that are each host's own: nova.conf [DEFAULT] my_ip",
            }),
          ),
          workers: Type.Optional(
            Type.Array(Type.String({ pattern: OPTION }), { description: "Numbers of workers that may not be below 1" }),
          ),
        },
        closed,
      ),
    ),
    components: Type.Record(Type.String({ pattern: id }), ComponentFile, {
      description: "Its components by id, which no other service's has",
      minProperties: 1,
    }),
  },
  { ...closed, title: "A service of sospect's catalogue" },
);
export type ServiceFile = Static<typeof ServiceFile>;

const CapabilityFile = Type.Object(
  {
    title: text("What people call it"),
    zh: Type.Optional(Type.Object({ title: text("In Chinese") }, closed)),
    scope: Type.Unsafe<"node" | "cloud">(
      Type.Union([Type.Literal("node"), Type.Literal("cloud")], {
        description: "node: whoever provides it does so for its own node; cloud: at an address, for the whole cloud",
      }),
    ),
    through: Type.Optional(
      text("The capability that it is reached through, where not at its provider itself: what ends that ends this"),
    ),
    exceptions: Type.Optional(
      names("Python exceptions that mean its loss, or the modules that raise them: keystoneauth1.exceptions"),
    ),
    answered: Type.Optional(
      names("Those of them, by class, that come with its answer, so that it is not lost: DBDeadlock"),
    ),
    errors: Type.Optional(
      names("Regular expressions: what an error says that means its loss, whatever its exception (RE2)"),
    ),
    unreached: Type.Optional(
      names("Regular expressions: what a health check prints that does not reach it (RE2, no names of services)"),
    ),
    behind: Type.Optional(names("Capabilities whose loss looks the same to a health check: the database behind APIs")),
    outside: Type.Optional(
      Type.Literal(true, { description: "It may be outside of all nodes, so that nothing need provide it" }),
    ),
  },
  closed,
);
export type CapabilityFile = Static<typeof CapabilityFile>;

/** services/capabilities.yaml */
export const CapabilitiesFile = Type.Object(
  { capabilities: Type.Record(Type.String({ pattern: id }), CapabilityFile) },
  { ...closed, title: "The capabilities of sospect's catalogue" },
);
export type CapabilitiesFile = Static<typeof CapabilitiesFile>;

const RoleFile = Type.Object(
  {
    role: Type.Optional(text("The role; left out: what fits may be of several, and is decided to be none")),
    runs: names("Components, one of which it runs"),
    and: Type.Optional(names("Components, one of which it runs as well")),
  },
  closed,
);

/** A line of a remedy. */
const LineFile = Type.Object(
  {
    where: Type.Optional(
      Type.Unsafe<"undercloud" | "overcloud" | "one-host" | "several-hosts" | "pacemaker">(
        Type.Union(
          ["undercloud", "overcloud", "one-host", "several-hosts", "pacemaker"].map((place) => Type.Literal(place)),
          { description: "Where it is said; left out: everywhere" },
        ),
      ),
    ),
    from: Type.Optional(
      Type.Integer({ description: "The first release it is said of; also said where none is known" }),
    ),
    until: Type.Optional(Type.Integer({ description: "The last release it is said of; likewise" })),
    en: text("The line: a command, or a comment that begins with #; HOST stands for the node's name"),
    zh: Type.Optional(text("The same in Chinese, where it is no command alone")),
  },
  closed,
);
export type LineFile = Static<typeof LineFile>;

const lines = (description: string) => Type.Optional(Type.Array(LineFile, { minItems: 1, description }));

/** What people do by a deployment tool. */
const SaysFile = Type.Object(
  {
    deploy: lines("How to run the deployment again"),
    change: lines("Where a setting is set to stay, beside the node"),
    images: lines("How to have the registry serve the deployment's images"),
    status: lines("Where the control plane is looked at, and what shows its state"),
  },
  closed,
);
export type SaysFile = Static<typeof SaysFile>;

const WordsFile = Type.Object(
  {
    typed: Type.Optional(names("RE2: commands and places, which stand in no other text either")),
    said: Type.Optional(names("RE2: names, which may stand where a rule says why something is so")),
  },
  { ...closed, description: "What a remedy says only where this is at hand" },
);
export type WordsFile = Static<typeof WordsFile>;

const UnitOfFile = Type.Object(
  {
    container: text("RE2: the names of containers"),
    unit: text("The unit of such a container; $1 stands for the first group, * for what cannot be told"),
    beside: Type.Optional(text("Only on a node whose containers this tool made: others may have the name as well")),
  },
  closed,
);

const ToolFile = Type.Object(
  {
    title: text("What people call it"),
    product: Type.Optional(text("What reports call that which it deploys, where not by the tool's own name")),
    engine: Type.Optional(
      Type.Unsafe<"docker" | "podman">(
        Type.Union([Type.Literal("docker"), Type.Literal("podman")], {
          description: "The engine that its containers always run by",
        }),
      ),
    ),
    block: Type.Optional(text("How a remedy asks for it: kolla of {{#if tool.kolla}}; left out: it cannot")),
    says: Type.Optional(SaysFile),
    words: Type.Optional(WordsFile),
    definitions: Type.Optional(text("The folder of what its containers are started from")),
    labels: Type.Optional(names("Labels of containers that it alone writes")),
    "managed-by": Type.Optional(names("What it writes into a container's label managed_by; * stands for what differs")),
    marks: Type.Optional(names("Containers that it alone has, so that one tells that it was at work")),
    beside: Type.Optional(
      Type.Literal(true, {
        description: "It deploys what stands beside OpenStack, by whichever tool that was deployed",
      }),
    ),
    units: Type.Optional(names("How it names the units of its containers: tripleo_NAME, kolla-NAME-container")),
    "units-of": Type.Optional(
      Type.Array(UnitOfFile, {
        minItems: 1,
        description: "The same where a unit is named otherwise than its container: the first that fits",
      }),
    ),
    "health-units": Type.Optional(names("How it names those of their health checks: tripleo_NAME_healthcheck")),
    logs: Type.Optional(names("The folders in which its containers' logs are: /var/log/kolla")),
    config: Type.Optional(names("The folders with one folder for each configuration: /etc/kolla")),
    roles: Type.Optional(Type.Array(RoleFile, { description: "By what runs on a node, the first that fits" })),
    hosts: Type.Optional(
      Type.Record(Type.String(), names("Regular expressions over host names (RE2)"), {
        description: "What people call the hosts of each role: the last resort",
      }),
    ),
  },
  closed,
);
export type ToolFile = Static<typeof ToolFile>;

/** What holds where no tool is known, or the one that is says nothing of its own. */
const OtherwiseFile = Type.Object(
  {
    logs: text("The folder of logs"),
    config: text("The folder of configuration"),
    definitions: text("The folder of what containers are started from"),
    says: SaysFile,
  },
  closed,
);
export type OtherwiseFile = Static<typeof OtherwiseFile>;

/** services/tools.yaml: the deployment tools. */
export const ToolsFile = Type.Object(
  {
    tools: Type.Record(Type.String({ pattern: id }), ToolFile),
    otherwise: Type.Optional(OtherwiseFile),
    pacemaker: Type.Optional(WordsFile),
    "one-shots": Type.Optional(
      names("Names that one-shots of any service have, where nothing else tells what a container is"),
    ),
  },
  { ...closed, title: "The deployment tools of sospect's catalogue" },
);
export type ToolsFile = Static<typeof ToolsFile>;
