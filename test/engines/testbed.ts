import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import type { Result } from "../../src/report/result.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const testbed = join(root, "test/testbed");
const execute = promisify(execFile);

const nodes = {
  director: { ip: "172.25.249.200", scenario: "scenario-director.sh" },
  controller0: { ip: "172.25.249.201", scenario: "scenario-controller.sh" },
  compute0: { ip: "172.25.249.202", scenario: "scenario-compute.sh" },
  faults0: { ip: "172.25.249.203", scenario: "scenario-faults.sh" },
};

/** What may run containers on a node: `podman-docker` is podman with a docker command that calls it. */
type Engine = "docker" | "podman" | "podman-docker";

/** Why nodes cannot be booted here, or undefined where they can: what a test that is skipped should say. */
export const noNodes = whyNot();

export interface SimulatedNode {
  name: string;
  /** Where sshd listens, for heat-admin with the private key `key`. */
  ip: string;
  key: string;
  /** Runs a command as root on the node; resolves with its stdout, rejects if it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Puts the node into the state that a scenario of test/testbed describes: its own one, or another. */
  deploy(scenario?: string): Promise<void>;
  /** Runs the collector on the node; resolves with the path of the archive's copy here, which goes with the node. */
  collect(...args: string[]): Promise<string>;
}

/** Boots a simulated node with these engines, lends it, and takes it down however that ends. */
export async function withNode<T>(
  name: keyof typeof nodes,
  use: (node: SimulatedNode) => Promise<T>,
  { engines = ["docker"] }: { engines?: readonly Engine[] } = {},
): Promise<T> {
  const { ip, scenario } = nodes[name];
  const folder = mkdtempSync(join(tmpdir(), "sospect-testbed-"));
  const copies = mkdtempSync(join(tmpdir(), "sospect-bundles-"));
  const env = { ...process.env, TESTBED_DIR: folder };
  const call = async (file: string, args: string[]): Promise<Buffer> => {
    const options = { env, encoding: "buffer" as const, maxBuffer: 1 << 28 };
    return (await execute(join(testbed, file), args, options)).stdout;
  };
  const run = async (command: string, ...args: string[]): Promise<string> =>
    (await call("node-run.sh", [name, command, ...args])).toString("utf8");
  const down = (): void => {
    spawnSync(join(testbed, "node-down.sh"), [name], { env });
  };
  // A test whose time is up, and a run that is interrupted, end without any finally.
  onTestFinished(down);
  process.once("exit", down);
  try {
    await call("node-up.sh", [name, ip, ...engines]);
    return await use({
      name,
      ip,
      key: join(folder, "key"),
      run,
      deploy: async (other = scenario) => {
        await run(join(testbed, other));
      },
      collect: async (...args) => {
        const stdout = await run("sh", join(root, "dist/collect/collect.sh"), "-o", "/tmp", ...args);
        const path = stdout.trimEnd().split("\n").at(-1) ?? "";
        const copy = join(copies, path.slice(path.lastIndexOf("/") + 1));
        writeFileSync(copy, await call("node-run.sh", [name, "cat", path]));
        return copy;
      },
    });
  } finally {
    process.off("exit", down);
    down();
    rmSync(copies, { recursive: true, force: true });
    // Not recursively: if the node is still up, its files are not to be touched.
    rmdirSync(folder);
  }
}

/** What was found, by rule. A simulated node has the load of the machine that it runs on: that it is high is not the node's. */
export function foundOn({ findings }: Pick<Result, "findings">): Result["findings"] {
  return findings
    .filter(({ rule }) => rule !== "load-high")
    .sort((one, other) => (`${one.rule} ${one.subject.name}` < `${other.rule} ${other.subject.name}` ? -1 : 1));
}

/** Boots all three nodes, with what a deployment would have put on them. */
export function withDeployment<T>(
  use: (director: SimulatedNode, controller: SimulatedNode, compute: SimulatedNode) => Promise<T>,
) {
  return withNode("director", (director) =>
    withNode("controller0", (controller) =>
      withNode("compute0", async (compute) => {
        await Promise.all([director, controller, compute].map((node) => node.deploy()));
        return use(director, controller, compute);
      }),
    ),
  );
}

function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return "simulated nodes need root";
  const missing = [
    "dockerd",
    "podman",
    "runc",
    "ip",
    "sshd",
    "sudo",
    "jq",
    "busybox",
    "nsenter",
    "docker-registry",
  ].filter((command) => spawnSync("sh", ["-c", `PATH=$PATH:/usr/sbin:/sbin; command -v ${command}`]).status !== 0);
  return missing.length > 0 ? `simulated nodes need ${missing.join(", ")}` : undefined;
}
