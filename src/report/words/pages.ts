import type { Outcome } from "../../rules/outcome.ts";
import type { DriftRow, EventKind } from "../../survey/types.ts";
import { plural } from "./digest.ts";
import { inLanguages } from "./language.ts";

/** The words of the pages of nodes and containers, of drift and of what was checked. */
export interface PageWords {
  readonly title: string;
  readonly containersOf: (count: number) => string;
  readonly noSurvey: string;
  readonly facts: Readonly<
    Record<
      | "state"
      | "health"
      | "lifecycle"
      | "manager"
      | "image"
      | "created"
      | "started"
      | "ended"
      | "restarts"
      | "policy"
      | "output"
      | "use"
      | "captured"
      | "booted"
      | "memory"
      | "disks"
      | "deployed"
      | "engine"
      | "bundle",
      string
    >
  >;
  readonly exit: (code: number, meaning: string) => string;
  readonly checkedBy: (by: string) => string;
  readonly failing: (count: number) => string;
  readonly policy: (policy: string, privileged: boolean) => string;
  readonly cpu: (percent: number) => string;
  readonly memory: (percent: number | undefined, text: string | undefined) => string;
  readonly memoryOfNode: (total: string, available: string | undefined) => string;
  readonly disk: (mount: string, used: number | undefined, size: string | undefined) => string;
  readonly before: (duration: string) => string;
  readonly after: (duration: string) => string;
  readonly units: Readonly<Record<"s" | "min" | "h" | "d", string>>;
  readonly findings: string;
  readonly noFindings: string;
  readonly commands: string;
  readonly probes: string;
  readonly passed: (count: number, last: string) => string;
  readonly probe: Readonly<Record<"time" | "exit" | "output", string>>;
  readonly labels: (count: number) => string;
  readonly environment: (count: number) => string;
  readonly mounts: (count: number) => string;
  readonly more: (count: number) => string;
  readonly moreFindings: (count: number) => string;
  readonly configuration: string;
  readonly log: (log: string, file: string, first: number) => string;
  readonly recovered: string;
  readonly missing: string;
  readonly containers: string;
  readonly volumes: string;
  readonly volume: (name: string, files: number, containers: string) => string;
  readonly otherLogs: string;
  readonly events: (count: number) => string;
  readonly event: Readonly<Record<EventKind, string>>;
  readonly uncertain: string;
  readonly capture: string;
  readonly problem: string;
}

export const pageWords = inLanguages<PageWords>(
  {
    title: "Nodes and containers",
    containersOf: (count) => plural(count, "container"),
    noSurvey: "Nothing more was read of the nodes.",
    facts: {
      state: "State",
      health: "Health",
      lifecycle: "Meant to be",
      manager: "Managed by",
      image: "Image",
      created: "Created",
      started: "Started",
      ended: "Ended",
      restarts: "Restarts",
      policy: "Restart policy",
      output: "Output goes to",
      use: "In use",
      captured: "Captured",
      booted: "Booted",
      memory: "Memory",
      disks: "Disks",
      deployed: "Deployed",
      engine: "Engine",
      bundle: "Bundle",
    },
    exit: (code, meaning) => `exit code ${code}${meaning === "" ? "" : `, ${meaning}`}`,
    checkedBy: (by) => (by === "timer" ? "checked by a timer of systemd" : "checked by the engine"),
    failing: (count) => `failed ${count} times in a row`,
    policy: (policy, privileged) => `${policy === "" ? "none" : policy}${privileged ? "; privileged" : ""}`,
    cpu: (percent) => `${percent} % of a processor`,
    memory: (percent, text) =>
      `memory ${[percent === undefined ? "" : `${percent} %`, text === undefined ? "" : `(${text})`].filter((part) => part !== "").join(" ")}`,
    memoryOfNode: (total, available) => `${total}${available === undefined ? "" : `, ${available} available`}`,
    disk: (mount, used, size) =>
      `${mount}${used === undefined ? "" : `: ${used} % used`}${size === undefined ? "" : ` of ${size}`}`,
    before: (duration) => `${duration} before the capture`,
    after: (duration) => `${duration} after the capture`,
    units: { s: " s", min: " min", h: " h", d: " d" },
    findings: "Findings",
    noFindings: "none",
    commands: "Commands",
    probes: "Health checks that the engine remembers",
    passed: (count, last) =>
      count === 1
        ? `The one health check that the engine remembers passed${last === "" ? "" : `, at ${last}`}.`
        : `All ${count} health checks that the engine remembers passed${last === "" ? "" : `, the last at ${last}`}.`,
    probe: { time: "Time", exit: "Exit", output: "Output" },
    labels: (count) => `Labels (${count})`,
    environment: (count) => `Environment (${count})`,
    mounts: (count) => `Mounts (${count})`,
    more: (count) => `and ${count} more that are left out here`,
    moreFindings: (count) => `${count} more`,
    configuration: "Configuration",
    log: (log, file, first) => `${log}: its end, from line ${first} of ${file}`,
    recovered: "Its inspection was not valid JSON; this was recovered from it.",
    missing: "Missing",
    containers: "Containers",
    volumes: "Configuration in force",
    volume: (name, files, containers) =>
      `${name}: ${plural(files, "file")}${containers === "" ? "" : `, copied by ${containers}`}`,
    otherLogs: "Ends of other logs",
    events: (count) => `Events (${count})`,
    event: {
      booted: "booted",
      created: "created",
      started: "started",
      exited: "exited",
      killed: "killed",
      unhealthy: "became unhealthy",
      healthy: "became healthy",
      log: "in the log",
      burst: "burst of errors",
      captured: "captured",
    },
    uncertain: "by the node's own clock",
    capture: "What was captured",
    problem: "The bundle could not be read a second time:",
  },
  {
    title: "节点与容器",
    containersOf: (count) => `${count} 个容器`,
    noSurvey: "没有读取节点的更多信息。",
    facts: {
      state: "状态",
      health: "健康检查",
      lifecycle: "应有角色",
      manager: "管理者",
      image: "镜像",
      created: "创建时间",
      started: "启动时间",
      ended: "结束时间",
      restarts: "重启次数",
      policy: "重启策略",
      output: "输出去向",
      use: "资源使用",
      captured: "采集时间",
      booted: "开机时间",
      memory: "内存",
      disks: "磁盘",
      deployed: "部署",
      engine: "容器引擎",
      bundle: "采集包",
    },
    exit: (code, meaning) => `退出码 ${code}${meaning === "" ? "" : `（${meaning}）`}`,
    checkedBy: (by) => (by === "timer" ? "由 systemd 定时器检查" : "由容器引擎检查"),
    failing: (count) => `连续失败 ${count} 次`,
    policy: (policy, privileged) => `${policy === "" ? "无" : policy}${privileged ? "；特权容器" : ""}`,
    cpu: (percent) => `占一个处理器的 ${percent} %`,
    memory: (percent, text) =>
      `内存 ${[percent === undefined ? "" : `${percent} %`, text === undefined ? "" : `（${text}）`].join("")}`,
    memoryOfNode: (total, available) => `${total}${available === undefined ? "" : `，可用 ${available}`}`,
    disk: (mount, used, size) =>
      `${mount}${used === undefined ? "" : `：已用 ${used} %`}${size === undefined ? "" : `，共 ${size}`}`,
    before: (duration) => `采集前 ${duration}`,
    after: (duration) => `采集后 ${duration}`,
    units: { s: " 秒", min: " 分钟", h: " 小时", d: " 天" },
    findings: "问题",
    noFindings: "无",
    commands: "命令",
    probes: "容器引擎记录的健康检查",
    passed: (count, last) => `容器引擎记录的 ${count} 次健康检查全部通过${last === "" ? "" : `，最近一次在 ${last}`}。`,
    probe: { time: "时间", exit: "退出码", output: "输出" },
    labels: (count) => `标签（${count}）`,
    environment: (count) => `环境变量（${count}）`,
    mounts: (count) => `挂载（${count}）`,
    more: (count) => `另有 ${count} 项未列出`,
    moreFindings: (count) => `另外 ${count} 项`,
    configuration: "配置",
    log: (log, file, first) => `${log}：末尾部分，自 ${file} 第 ${first} 行起`,
    recovered: "其 inspect 输出不是有效的 JSON，以上内容是从中恢复的。",
    missing: "缺失",
    containers: "容器",
    volumes: "生效的配置",
    volume: (name, files, containers) =>
      `${name}：${files} 个文件${containers === "" ? "" : `，由 ${containers} 复制`}`,
    otherLogs: "其他日志的末尾",
    events: (count) => `事件（${count}）`,
    event: {
      booted: "开机",
      created: "创建",
      started: "启动",
      exited: "退出",
      killed: "被终止",
      unhealthy: "变为不健康",
      healthy: "变为健康",
      log: "日志",
      burst: "错误激增",
      captured: "采集",
    },
    uncertain: "按节点本地时钟",
    capture: "采集内容",
    problem: "采集包无法再次读取：",
  },
);

/** The words of the table of settings that are not alike. */
export const driftWords = inLanguages(
  {
    title: "Drift of settings",
    none: "No setting was found that is not alike where it should be.",
    caption: (node: string) => `Settings of ${node} that are not alike`,
    columns: { setting: "Setting", etc: "/etc", generated: "puppet-generated", inside: "In the container" },
    notThere: "not there",
    notSet: "not set",
    masked: "masked, so that it proves nothing",
    kinds: {
      "no-effect": "edited in /etc, without effect",
      "not-loaded": "not loaded since the container started",
      "changed-inside": "changed inside the container",
      differs: "differs",
    } as Readonly<Record<DriftRow["kind"], string>>,
    more: (count: number) => `and ${count} more that are left out`,
    diff: (file: string) => `${file} as a difference`,
    files: "Files that were changed",
    byHand: (file: string, after: string) => `${file} was changed by hand, ${after} after it was generated`,
    afterStart: (file: string, container: string, after: string) =>
      `${file} was changed ${after} after ${container} had started`,
  },
  {
    title: "配置偏差",
    none: "没有发现不一致的配置项。",
    caption: (node: string) => `${node} 上不一致的配置项`,
    columns: { setting: "配置项", etc: "/etc", generated: "puppet-generated", inside: "容器内" },
    notThere: "不存在",
    notSet: "未设置",
    masked: "已脱敏，不能证明什么",
    kinds: {
      "no-effect": "在 /etc 中修改，不生效",
      "not-loaded": "容器启动后修改，尚未加载",
      "changed-inside": "在容器内被修改",
      differs: "不一致",
    } as Readonly<Record<DriftRow["kind"], string>>,
    more: (count: number) => `另有 ${count} 项未列出`,
    diff: (file: string) => `${file} 的差异`,
    files: "被修改的文件",
    byHand: (file: string, after: string) => `${file} 在生成 ${after} 后被手工修改`,
    afterStart: (file: string, container: string, after: string) => `${file} 在 ${container} 启动 ${after} 后被修改`,
  },
);

const ENDED: Readonly<Record<Outcome["outcome"], string>> = {
  fault: "fault",
  ok: "ok",
  "not-seen": "not seen",
  unknown: "unknown",
  "not-applicable": "not applicable",
  error: "broken",
};
const ENDED_ZH: typeof ENDED = {
  fault: "故障",
  ok: "正常",
  "not-seen": "未见到",
  unknown: "未知",
  "not-applicable": "不适用",
  error: "规则出错",
};

/** The words of what was checked and captured. */
export const coverageWords = inLanguages(
  {
    title: "What was checked",
    summary: (rules: number, nodes: number) => `${plural(rules, "rule")} on ${plural(nodes, "node")}: how each ended`,
    caption: "One row for each rule, one column for each node",
    region: "Table of what was checked",
    rule: "Rule",
    deployment: "all together",
    why: "Why not decided",
    moreReasons: (count: number) => `and ${plural(count, "other reason")}`,
    search: "Search rules",
    onlyOpen: "only what is not decided",
    legend: "What the table says:",
    outcomes: ENDED,
    several: (counts: readonly (readonly [Outcome["outcome"], number])[]) =>
      counts.map(([outcome, count]) => `${count} ${ENDED[outcome]}`).join(", "),
    captured: "What was captured",
    columns: {
      node: "Node",
      files: "Files",
      bytes: "Unpacked",
      captures: "Captures",
      collecting: "Collecting took",
      reading: "Reading took",
    },
    faulty: (node: string) => `${node}: captures that failed, hung or were cut short`,
    slowest: (node: string) => `${node}: captures that took longest`,
    timedOut: "timed out",
    cutShort: "cut short",
    exit: (code: number) => `exit code ${code}`,
    recovered: (node: string) => `${node}: files that were not valid and were recovered`,
    notes: (node: string) => `${node}: refused, lost or odd`,
    more: (count: number) => `and ${count} more`,
  },
  {
    title: "检查范围",
    summary: (rules: number, nodes: number) => `${rules} 条规则，${nodes} 个节点：各自的结果`,
    caption: "每条规则一行，每个节点一列",
    region: "检查结果表",
    rule: "规则",
    deployment: "整体",
    why: "未判定的原因",
    moreReasons: (count: number) => `及另外 ${count} 个原因`,
    search: "搜索规则",
    onlyOpen: "只看未判定的",
    legend: "表中符号：",
    outcomes: ENDED_ZH,
    several: (counts) => counts.map(([outcome, count]) => `${ENDED_ZH[outcome]} ${count}`).join("，"),
    captured: "采集内容",
    columns: {
      node: "节点",
      files: "文件数",
      bytes: "解压后大小",
      captures: "采集项",
      collecting: "采集用时",
      reading: "读取用时",
    },
    faulty: (node: string) => `${node}：失败、超时或被截断的采集项`,
    slowest: (node: string) => `${node}：耗时最长的采集项`,
    timedOut: "超时",
    cutShort: "被截断",
    exit: (code: number) => `退出码 ${code}`,
    recovered: (node: string) => `${node}：格式无效但已恢复的文件`,
    notes: (node: string) => `${node}：被拒绝、丢失或异常的内容`,
    more: (count: number) => `及另外 ${count} 项`,
  },
);
