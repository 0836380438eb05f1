import picomatch from "picomatch";
import addresses from "./addresses.ts";
import cephStatus from "./ceph-status.ts";
import checksum from "./checksum.ts";
import clock from "./clock.ts";
import configFile from "./config-file.ts";
import containerList from "./container-list.ts";
import corosync from "./corosync.ts";
import engineInfo from "./engine-info.ts";
import type { Parser } from "./facts.ts";
import galeraStatus from "./galera-status.ts";
import hostsFile from "./hosts-file.ts";
import identity from "./identity.ts";
import imageList from "./image-list.ts";
import inspect from "./inspect.ts";
import manifest from "./manifest.ts";
import ovnStatus from "./ovn-status.ts";
import pcsProperty from "./pcs-property.ts";
import pcsStatus from "./pcs-status.ts";
import rabbitmqStatus from "./rabbitmq-status.ts";
import redisInfo from "./redis-info.ts";
import registry from "./registry.ts";
import requiredImages from "./required-images.ts";
import startup from "./startup.ts";
import stats from "./stats.ts";

/** Every artefact that is read: one file each; a new one adds a line here. */
export const parsers: readonly Parser[] = [
  // Before configuration files, of which its file is one by name.
  corosync,
  checksum,
  configFile,
  containerList,
  engineInfo,
  identity,
  imageList,
  inspect,
  manifest,
  registry,
  requiredImages,
  startup,
  stats,
  addresses,
  cephStatus,
  clock,
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

const matchers: readonly Matcher[] = parsers.map((parser) => {
  const wanted = parser.paths.filter((glob) => !glob.startsWith("!"));
  const unwanted = parser.paths.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  return { parser, matches: picomatch(wanted, { ignore: unwanted, dot: true }) };
});

/** The parser that reads a file of this path; `undefined` where none does, and the file passes by unread. */
export function parserFor(path: string): Parser | undefined {
  return matchers.find(({ matches }) => matches(path))?.parser;
}
