// The bundles of an OSP 13 cloud of three controllers and two compute nodes in which one thing is broken, with all that
// follows from it: what a report has to bring back to that one thing.
import { healthyDeployment } from "../healthy/index.js";
import { disk } from "./disk.js";
import { keystone } from "./keystone.js";
import { libvirt } from "./libvirt.js";
import { rabbitmq } from "./rabbitmq.js";

/** One function for each: the files of a healthy node, which node it is → its files. */
const SCENARIOS = { rabbitmq, disk, keystone, libvirt };
export const scenarios = Object.keys(SCENARIOS);

export function brokenCloud(scenario) {
  return healthyDeployment("13").map(({ plan, files }) => ({ plan, files: SCENARIOS[scenario](files, plan) }));
}
