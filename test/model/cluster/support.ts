import { deploymentOf } from "../../../src/model/deployment.ts";
import { captured, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

export const PCS = "sos_commands/pacemaker/pcs_status";
export const IMAGE = "192.168.24.1:8787/rhosp13/openstack-x:pcmklatest";

interface Seen {
  readonly quorum?: string;
  readonly dc?: string;
  readonly online?: readonly string[];
  readonly offline?: readonly string[];
  readonly resources?: string;
  readonly failures?: string;
}

export const pcs = ({
  quorum = "with",
  dc = "ctl-0",
  online = ["ctl-0", "ctl-1"],
  offline = [],
  resources = "",
  failures = "",
}: Seen = {}) => `Cluster name: tripleo_cluster
Stack: corosync
Current DC: ${dc} (version 1.1.19) - partition ${quorum} quorum
Last updated: Tue Nov 24 12:00:00 2026

Online: [ ${online.join(" ")} ]
OFFLINE: [ ${offline.join(" ")} ]

Full list of resources:

${resources}
${failures}
Daemon Status:
  corosync: active/enabled
  pacemaker: active/enabled
  pcsd: active/enabled
`;

export const galera = (...states: readonly string[]) =>
  ` Docker container set: galera-bundle [${IMAGE}]\n${states.map((state, index) => `   galera-bundle-${index}\t(ocf::heartbeat:galera):\t${state}`).join("\n")}\n`;
export const vip = (state: string) => ` ip-172.17.1.50\t(ocf::heartbeat:IPaddr2):\t${state}\n`;
export const addresses = (...list: readonly string[]) =>
  list.map((address, index) => `${index + 1}: eth${index}    inet ${address}/24 scope global eth${index}`).join("\n");

export type Files = Parameters<typeof captured>[0];

/** A node of this name, captured at this minute of an hour, with these files. */
export const node = (name: string, files: Files, minute = 0) =>
  captured(
    {
      hostname: name,
      "sos_commands/date/date": `2026-11-24T12:${String(minute).padStart(2, "0")}:00Z`,
      "sos_commands/docker/docker_ps_-a": psTable(["nova_api", "x:1", "Up 2 hours"]),
      ...files,
    },
    { source: `${name}.tgz` },
  );
export const deployment = (...bundles: ReturnType<typeof node>[]) => deploymentOf(bundles, KNOWN);
