import type { CapabilityFile, ComponentFile, OtherwiseFile, ServiceFile, ToolFile, WordsFile } from "./schema.ts";

/** What a component needs of a capability. */
export interface Need {
  readonly capability: string;
  /** What for, where not all that it does needs it. */
  readonly for?: string;
  /** Without it the component does its work worse, not not at all. */
  readonly weak?: true;
  readonly zh?: { readonly for: string };
}

/** A part of a service that runs on its own, such as nova-compute. */
export interface Component extends Omit<ComponentFile, "needs" | "provides"> {
  /** Unique over all services. */
  readonly id: string;
  /** The id of its service. */
  readonly service: string;
  readonly provides: readonly string[];
  readonly needs: readonly Need[];
}

export interface Service extends Omit<ServiceFile, "components" | "service"> {
  readonly id: string;
  readonly components: readonly Component[];
}

export interface Capability extends CapabilityFile {
  readonly id: string;
}

/** A deployment tool: tripleo, kolla-ansible, edpm, cephadm, ceph-ansible. */
export interface Tool extends ToolFile {
  readonly id: string;
}

/** What holds whichever tool it is. */
export interface General {
  /** What is said where no tool is known. */
  readonly otherwise: OtherwiseFile;
  /** The words of pacemaker, which may run under any tool. */
  readonly pacemaker: WordsFile;
  /** Names that only one-shots have. */
  readonly oneShots: readonly string[];
}

/** What a container is to its component: `service` runs all the time, `one-shot` ends, `helper` lives as long as one network. */
export type ContainerKind = "service" | "one-shot" | "helper";

/** What a container of some name is. */
export interface ContainerMeaning {
  readonly component: Component;
  readonly kind: ContainerKind;
  /** The tools that give it this name for this. */
  readonly tools: readonly string[];
  /** The pacemaker bundle that it is a replica of. */
  readonly bundle?: string;
}

/** The configuration that a file of a bundle is of. */
export interface ConfigPlace {
  readonly tool: string;
  /** TripleO's volume, the folder below /etc/kolla or /var/lib/openstack. */
  readonly place: string;
  readonly components: readonly Component[];
}

/** What the catalogue is made of: data, as it stands in files. */
export interface CatalogueData {
  readonly services: readonly Service[];
  readonly capabilities: readonly Capability[];
  readonly tools: readonly Tool[];
  readonly general?: General;
}
