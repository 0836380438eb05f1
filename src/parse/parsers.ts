import picomatch from "picomatch";
import identity from "./bundle/identity.ts";
import manifest from "./bundle/manifest.ts";
import cephStatus from "./cluster/ceph-status.ts";
import conditions from "./cluster/conditions.ts";
import corosync from "./cluster/corosync.ts";
import galeraStatus from "./cluster/galera-status.ts";
import ovnStatus from "./cluster/ovn-status.ts";
import pcsProperty from "./cluster/pcs-property.ts";
import pcsStatus from "./cluster/pcs-status.ts";
import podList from "./cluster/pod-list.ts";
import podTable from "./cluster/pod-table.ts";
import rabbitmqStatus from "./cluster/rabbitmq-status.ts";
import redisInfo from "./cluster/redis-info.ts";
import checksum from "./config/checksum.ts";
import configFile from "./config/config-file.ts";
import configText from "./config/config-text.ts";
import kollaConfig from "./config/kolla-config.ts";
import containerList from "./containers/container-list.ts";
import events from "./containers/events.ts";
import inspect from "./containers/inspect.ts";
import quadlet from "./containers/quadlet.ts";
import startup from "./containers/startup.ts";
import stats from "./containers/stats.ts";
import type { Parser } from "./facts.ts";
import addresses from "./host/addresses.ts";
import clock from "./host/clock.ts";
import diskUse from "./host/disk-use.ts";
import engineInfo from "./host/engine-info.ts";
import engineOptions from "./host/engine-options.ts";
import hostsFile from "./host/hosts-file.ts";
import kills from "./host/kills.ts";
import load from "./host/load.ts";
import memory from "./host/memory.ts";
import ports from "./host/ports.ts";
import processes from "./host/processes.ts";
import selinux from "./host/selinux.ts";
import units from "./host/units.ts";
import imageList from "./images/image-list.ts";
import requiredImages from "./images/required-images.ts";
import labRecords from "./lab/lab-records.ts";
import logFolders from "./logs/log-folders.ts";
import registry from "./registry/registry.ts";
import registryDigests from "./registry/registry-digests.ts";
import registryService from "./registry/registry-service.ts";
import { fitsAny } from "./syntax/globs.ts";

/** Every artefact that is read: one file each; a new one adds a line here. */
export const parsers: readonly Parser[] = [
  // Before configuration files, of which its file is one by name.
  corosync,
  checksum,
  configFile,
  configText,
  containerList,
  engineInfo,
  events,
  identity,
  imageList,
  inspect,
  kollaConfig,
  labRecords,
  logFolders,
  manifest,
  quadlet,
  registry,
  registryDigests,
  requiredImages,
  startup,
  stats,
  clock,
  diskUse,
  engineOptions,
  kills,
  load,
  memory,
  ports,
  processes,
  registryService,
  selinux,
  units,
  addresses,
  cephStatus,
  conditions,
  galeraStatus,
  hostsFile,
  ovnStatus,
  pcsProperty,
  pcsStatus,
  podList,
  podTable,
  rabbitmqStatus,
  redisInfo,
];

interface Matcher {
  readonly parser: Parser;
  readonly matches: (path: string) => boolean;
}

const isWanted = fitsAny(parsers.flatMap(({ paths }) => paths.filter((glob) => !glob.startsWith("!"))));

const matchers: readonly Matcher[] = parsers.map((parser) => {
  const wanted = parser.paths.filter((glob) => !glob.startsWith("!"));
  const unwanted = parser.paths.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  return { parser, matches: picomatch(wanted, { ignore: unwanted, dot: true }) };
});

/** The parser that reads a file of this path; `undefined` where none does, and the file passes by unread. */
export function parserFor(path: string): Parser | undefined {
  return isWanted(path) ? matchers.find(({ matches }) => matches(path))?.parser : undefined;
}
