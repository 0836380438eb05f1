import { shellWord } from "../../shell.ts";
import type { Tool } from "../types.ts";

/** The tool that made the containers, and what bears on what it is told to do. */
export interface AtHand {
  readonly tool?: ToolId;
  readonly engine: "docker" | "podman";
  /** Pacemaker runs the database and the message bus. */
  readonly pacemaker: boolean;
  readonly release?: string;
  /** The one node that it is about; left out where it is about several. */
  readonly host?: string;
  readonly undercloud?: boolean;
}

export type ToolId = "tripleo" | "kolla-ansible" | "edpm" | "cephadm" | "ceph-ansible";

/** What is typed, commands and places, stands in no other text either; names may, where a rule says why something is so. */
export interface Words {
  readonly typed: readonly RegExp[];
  readonly said?: readonly RegExp[];
}

interface Texts {
  readonly en: string;
  readonly zh: string;
}

/** What one tool is told, and where it keeps what. */
interface ToolRow {
  readonly logs: string;
  readonly config: string;
  readonly definitions: string;
  readonly deploy: (at: AtHand) => Texts;
  readonly change: (at: AtHand) => Texts;
  readonly images: (at: AtHand) => Texts;
  /** Where the control plane is looked at. */
  readonly control: (at: AtHand) => Texts;
  /** Words of its own: a remedy that has one says it where this tool is at hand, and nowhere else. */
  readonly words: Words;
}

const same = (line: string): Texts => ({ en: line, zh: line });
const lines = (...all: readonly Texts[]): Texts => ({
  en: all.map(({ en }) => en).join("\n"),
  zh: all.map(({ zh }) => zh).join("\n"),
});

const CONTROLLER = { en: "# on a controller:", zh: "# 在控制节点上：" };

/** Where nothing tells which tool it was. */
const ANY_TOOL: ToolRow = {
  ...{ logs: "/var/log", config: "/etc", definitions: "/etc/systemd/system", words: { typed: [] } },
  deploy: () => ({ en: "# run the deployment again", zh: "# 重新运行部署" }),
  change: () => ({
    en: "# and set it in what the node is deployed from, or the next deployment undoes it",
    zh: "# 并在部署所用的配置中修改，否则下次部署会将其还原",
  }),
  images: () => ({
    en: "# put the images of the deployment into its registry",
    zh: "# 将部署所需的镜像放入镜像仓库",
  }),
  control: ({ pacemaker }) => (pacemaker ? lines(CONTROLLER, same("sudo pcs status")) : CONTROLLER),
};

const HERE = { en: "# on this node:", zh: "# 在本节点上：" };
const DEPLOY_HOST = { en: "# on the deploy host:", zh: "# 在部署主机上：" };

/** kolla-ansible, for the one node that it is about. */
const kolla = (command: string, { host }: AtHand) =>
  same(`kolla-ansible ${command} -i INVENTORY${host === undefined ? "" : ` --limit ${shellWord(host)}`}`);

const UPLOAD = "openstack overcloud container image upload --config-file local_registry_images.yaml";
const PREPARE = "sudo openstack tripleo container image prepare -e containers-prepare-parameter.yaml";

export const TOOLS: Readonly<Record<ToolId, ToolRow>> = {
  tripleo: {
    logs: "/var/log/containers",
    config: "/var/lib/config-data/puppet-generated",
    definitions: "/var/lib/tripleo-config",
    deploy: ({ undercloud }) =>
      undercloud === true
        ? {
            en: "# run 'openstack undercloud install' again, as user stack",
            zh: "# 以 stack 用户重新运行 'openstack undercloud install'",
          }
        : {
            en: "# on the director, run 'openstack overcloud deploy' again, with all templates and environment files of the last time",
            zh: "# 在 director 上，使用上次的全部模板和环境文件重新运行 'openstack overcloud deploy'",
          },
    change: ({ undercloud }) =>
      undercloud === true
        ? {
            en: "# and set it in the hieradata_override of undercloud.conf, or the next 'openstack undercloud install' undoes it",
            zh: "# 并在 undercloud.conf 的 hieradata_override 中设置，否则下次 'openstack undercloud install' 会将其还原",
          }
        : {
            en: "# and set it in an environment file of the deployment (its parameter, or ExtraConfig of the role), or the next 'openstack overcloud deploy' undoes it",
            zh: "# 并在部署的环境文件中设置（相应参数，或角色的 ExtraConfig），否则下次 'openstack overcloud deploy' 会将其还原",
          },
    control: (at) => (at.undercloud === true ? HERE : ANY_TOOL.control(at)),
    images: ({ release }) => {
      const old = { en: "# on the director, up to OSP 13:", zh: "# 在 director 上，OSP 13 及之前：" };
      const later = { en: "# on the director, from OSP 14 on:", zh: "# 在 director 上，OSP 14 及之后：" };
      const upload = lines(old, same(UPLOAD));
      const prepare = lines(later, same(PREPARE));
      if (release === undefined) return lines(upload, prepare);
      return Number(release) <= 13 ? upload : prepare;
    },
    words: {
      typed: [
        /\bpaunch\b/i,
        /puppet-generated|\/var\/lib\/(config-data|tripleo-config)/,
        /\/var\/log\/containers/,
        /\bopenstack (overcloud|undercloud|tripleo)\b/,
        /\btripleo_[\w{]/,
        /local_registry_images|containers-prepare-parameter/,
        /\/openstack\/healthcheck/,
      ],
      said: [
        /tripleo/i,
        /\b(over|under)cloud\b|\bdirector\b|\bOSP 1\d/i,
        /\b(docker|container)-puppet\b|\bpcmklatest\b/,
        /\bExtraConfig\b|\bDocker(Options|InsecureRegistryAddress)\b/,
      ],
    },
  },
  "kolla-ansible": {
    ...{ logs: "/var/log/kolla", config: "/etc/kolla", definitions: "/etc/kolla" },
    deploy: (at) => lines(DEPLOY_HOST, kolla("deploy", at)),
    change: (at) =>
      lines(
        {
          en: "# and set it below /etc/kolla/config on the deploy host, or the next run undoes it; then, there:",
          zh: "# 并在部署主机的 /etc/kolla/config 下设置，否则下次运行会将其还原；然后在该主机上：",
        },
        kolla("reconfigure", at),
      ),
    images: (at) => lines(DEPLOY_HOST, kolla("pull", at)),
    control: ANY_TOOL.control,
    words: {
      typed: [/\bkolla-ansible [a-z]/, /\/etc\/kolla|\/var\/log\/kolla/, /\bglobals\.yml\b/],
      said: [/kolla-ansible|kolla_toolbox|\bdeploy host\b/],
    },
  },
  edpm: {
    ...{ logs: "/var/log", config: "/var/lib/openstack", definitions: "/var/lib/edpm-config" },
    deploy: () => ({
      en: "# on OpenShift, create a new OpenStackDataPlaneDeployment for the OpenStackDataPlaneNodeSet of the node",
      zh: "# 在 OpenShift 上，为该节点的 OpenStackDataPlaneNodeSet 新建一个 OpenStackDataPlaneDeployment",
    }),
    change: () => ({
      en: "# and set it in the OpenStackDataPlaneNodeSet or in the ConfigMap of its service, and create a new OpenStackDataPlaneDeployment, or the next one undoes it",
      zh: "# 并在 OpenStackDataPlaneNodeSet 或其服务的 ConfigMap 中设置，再新建 OpenStackDataPlaneDeployment，否则下次部署会将其还原",
    }),
    images: () => ({
      en: "# on OpenShift, see which images are asked for, and have the registry serve them:\noc -n openstack get openstackversion -o yaml",
      zh: "# 在 OpenShift 上查看所需的镜像，并确保镜像仓库提供它们：\noc -n openstack get openstackversion -o yaml",
    }),
    control: () => ({
      en: "# with oc logged in to OpenShift:\noc -n openstack get pods",
      zh: "# 在已用 oc 登录 OpenShift 的主机上：\noc -n openstack get pods",
    }),
    words: { typed: [/\bedpm_[\w{]/, /OpenStackDataPlane/, /\boc -n\b/], said: [/edpm|OpenShift/i] },
  },
  cephadm: {
    ...{ ...ANY_TOOL, logs: "/var/log/ceph", config: "/etc/ceph" },
    deploy: () => same("sudo cephadm shell -- ceph orch ps --refresh"),
    words: { typed: [/\bceph orch\b|\bcephadm [a-z]/], said: [/\bcephadm\b/] },
  },
  "ceph-ansible": {
    ...{ ...ANY_TOOL, logs: "/var/log/ceph", config: "/etc/ceph" },
    words: { typed: [], said: [/\bceph-ansible\b/] },
  },
};

/** Words of who starts containers again, where pacemaker does. */
export const PACEMAKER_WORDS: Words = {
  typed: [/\bpcs\b|\bcrm_(mon|resource)\b/],
  said: [/pacemaker/i, /\w-bundle\b/],
};

/** What a remedy says of the tool at hand, in one language. */
export function toolTexts(at: AtHand, language: "en" | "zh"): Tool {
  const { tool, pacemaker } = at;
  const row = tool === undefined ? ANY_TOOL : TOOLS[tool];
  const { logs, config, definitions } = row;
  return {
    ...{ tripleo: tool === "tripleo", kolla: tool === "kolla-ansible", edpm: tool === "edpm", pacemaker },
    ...{ logs, config, definitions },
    deploy: row.deploy(at)[language],
    change: row.change(at)[language],
    images: row.images(at)[language],
    status: row.control(at)[language],
  };
}
