import picomatch from "picomatch";
import addresses from "./addresses.ts";
import cephStatus from "./ceph-status.ts";
import checksum from "./checksum.ts";
import clock from "./clock.ts";
import configFile from "./config-file.ts";
import configText from "./config-text.ts";
import containerList from "./container-list.ts";
import corosync from "./corosync.ts";
import diskUse from "./disk-use.ts";
import engineInfo from "./engine-info.ts";
import engineOptions from "./engine-options.ts";
import events from "./events.ts";
import type { Parser } from "./facts.ts";
import galeraStatus from "./galera-status.ts";
import { fitsAny } from "./globs.ts";
import hostsFile from "./hosts-file.ts";
import identity from "./identity.ts";
import imageList from "./image-list.ts";
import inspect from "./inspect.ts";
import kills from "./kills.ts";
import kollaConfig from "./kolla-config.ts";
import labRecords from "./lab-records.ts";
import load from "./load.ts";
import logFolders from "./log-folders.ts";
import manifest from "./manifest.ts";
import memory from "./memory.ts";
import ovnStatus from "./ovn-status.ts";
import pcsProperty from "./pcs-property.ts";
import pcsStatus from "./pcs-status.ts";
import ports from "./ports.ts";
import processes from "./processes.ts";
import rabbitmqStatus from "./rabbitmq-status.ts";
import redisInfo from "./redis-info.ts";
import registry from "./registry.ts";
import registryDigests from "./registry-digests.ts";
import registryService from "./registry-service.ts";
import requiredImages from "./required-images.ts";
import selinux from "./selinux.ts";
import startup from "./startup.ts";
import stats from "./stats.ts";
import units from "./units.ts";

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
  galeraStatus,
  hostsFile,
  ovnStatus,
  pcsProperty,
  pcsStatus,
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
