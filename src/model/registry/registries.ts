import type { EngineName } from "../../parse/engine-name.ts";
import type { CaptureFact } from "../../parse/facts.ts";
import { present } from "../../parse/present.ts";
import { REGISTRY_UNITS } from "../../parse/registry/registry-service.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type {
  Container,
  Coverage,
  Engine,
  Evidence,
  Node,
  OwnRegistry,
  RequiredImage,
  UsedRegistry,
} from "../types.ts";

const AT_REGISTRY = /^([^/\s]+:8787)\//;

/** The registries at :8787 that images of a node's containers are of, and whether their engine may ask them without TLS. */
export function usedRegistriesOf(
  captured: Captured,
  containers: readonly Container[],
  required: readonly RequiredImage[],
  engines: readonly Engine[],
): UsedRegistry[] {
  const only = engines.length === 1 ? engines[0]?.name : undefined;
  const used = new Map<string, { engine: string; evidence: Evidence | undefined }>();
  const note = (reference: string | undefined, engine: string | undefined, evidence: Evidence | undefined): void => {
    const name = AT_REGISTRY.exec(reference ?? "")?.[1];
    if (name !== undefined && engine !== undefined && !used.has(`${engine} ${name}`))
      used.set(`${engine} ${name}`, { engine, evidence });
  };
  for (const { image, engine, evidence } of containers) note(image, engine, evidence["image"]);
  for (const { reference, evidence } of required) note(reference, only, evidence["reference"]);
  return [...used].map(([key, { engine, evidence }]): UsedRegistry => {
    const name = key.slice(engine.length + 1);
    const answer = trustOf(captured, engine as EngineName, name, engines);
    return {
      subject: { kind: "host", name },
      name,
      engine,
      ...present({ trusted: answer?.trusted }),
      seenPlain: false,
      evidence: { ...(evidence && { name: evidence }), ...(answer && { trusted: answer.evidence }) },
      lacks: {
        "*": "the bundle does not tell which registries the engine may ask without TLS; collect: 'docker info', /etc/sysconfig/docker, /etc/docker/daemon.json and /etc/containers/registries.conf, or run collect on the node",
      },
    };
  });
}

/** docker itself says whom it trusts; of podman its files do, the first of which has to be there. */
function trustOf(captured: Captured, engine: EngineName, name: string, engines: readonly Engine[]) {
  const known = engines.find((one) => one.name === engine);
  const said = known?.insecureRegistries;
  const line = known?.evidence["insecureRegistries"];
  if (engine === "docker" && said !== undefined && line !== undefined)
    return { trusted: said.some((entry) => covers(entry, name)), evidence: line };
  const files = factsOf(captured, "engine-options").filter((one) => one.engine === engine);
  const naming = files.find(({ insecureRegistries }) => insecureRegistries.some((entry) => covers(entry, name)));
  if (naming !== undefined) return { trusted: true, evidence: naming.source };
  const main = files.find(({ file }) => file === "etc/containers/registries.conf");
  return engine === "podman" && main !== undefined ? { trusted: false, evidence: main.source } : undefined;
}

/** An entry is a host with or without port, a network, a host below a wildcard; podman's may go on with a path. */
function covers(entry: string, name: string): boolean {
  const [host = "", path] = entry.replace(/^https?:\/\//, "").split(/\/(.*)/);
  const bare = name.replace(/:\d+$/, "");
  if (/^\d{1,2}$/.test(path ?? "") && /^[\d.]+$/.test(host)) return inNetwork(host, Number(path), bare);
  return host === name || host === bare || (host.startsWith("*.") && bare.endsWith(host.slice(1)));
}

function inNetwork(network: string, bits: number, address: string): boolean {
  const [left, right] = [numberOf(network), numberOf(address)];
  if (left === undefined || right === undefined) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(left / size) === Math.floor(right / size);
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

const ASKED = /\bhttp:\/\/([^/\s]+)\/v2\//;

function catalogCapture(captured: Captured): CaptureFact | undefined {
  return factsOf(captured, "capture").find(({ path }) => path === "sos_commands/registry/v2/_catalog");
}

/** The registry that answered without TLS. */
export function plainRegistriesOf(captured: Captured): string[] {
  const capture = catalogCapture(captured);
  const name = ASKED.exec(capture?.command ?? "")?.[1];
  const answered = factsOf(captured, "listing").some(({ of, state }) => of === "registry" && state !== "failed");
  return name !== undefined && capture?.exitCode === 0 && answered ? [name] : [];
}

/** What curl and wget end with where nobody answers at all: no such host, refused, timed out. */
const NO_ANSWER: Readonly<Record<number, string>> = {
  4: "no connection",
  6: "its name is not known",
  7: "the connection was refused",
  28: "it timed out",
};

/** The registry that this node is to run by its own configuration, and the one that it was asked for. */
export function ownRegistriesOf(
  captured: Captured,
  release: string | undefined,
  coverage: Readonly<Record<"ports" | "units", Coverage>>,
): OwnRegistry[] {
  const services = factsOf(captured, "registry-service");
  const served = Number(release) >= 15;
  const service = services.find(({ unit }) => unit === REGISTRY_UNITS.files) ?? (served ? undefined : services[0]);
  const capture = catalogCapture(captured);
  const asked = ASKED.exec(capture?.command ?? "")?.[1];
  if (service === undefined && asked === undefined) return [];
  const unit = service?.unit ?? (served ? REGISTRY_UNITS.files : REGISTRY_UNITS.registry);
  const answer = capture === undefined ? fromNode(captured, unit, coverage) : fromCapture(capture);
  const name = asked ?? service?.address ?? unit;
  return [
    {
      subject: { kind: "host", name },
      name,
      unit,
      ...present({ answers: answer?.answers, problem: answer?.problem }),
      evidence: {
        ...(service && { name: service.source }),
        ...(answer?.evidence && { answers: answer.evidence }),
      },
      lacks: {
        "*": `neither an answer of it, nor the listening ports, nor the state of ${unit} is in the bundle; collect: run collect on this node`,
      },
    },
  ];
}

interface Answer {
  readonly answers: boolean;
  readonly problem?: string;
  readonly evidence?: Evidence;
}

function fromCapture({ command, path, exitCode, timedOut }: CaptureFact): Answer | undefined {
  if (exitCode === undefined) return undefined;
  const problem = timedOut ? "it timed out" : NO_ANSWER[exitCode];
  const evidence = { file: "manifest.json", line: 1, text: `${path}: '${command}' ended with exit code ${exitCode}` };
  return problem === undefined ? { answers: true, evidence } : { answers: false, problem, evidence };
}

function fromNode(
  captured: Captured,
  unit: string,
  coverage: Readonly<Record<"ports" | "units", Coverage>>,
): Answer | undefined {
  const port = factsOf(captured, "port").find((one) => one.port === 8787);
  if (port !== undefined) return { answers: true, evidence: port.source };
  if (coverage.ports.state === "whole") return { answers: false, problem: "nothing listens on port 8787" };
  const state = factsOf(captured, "unit").find(({ name }) => name === unit);
  if (state === undefined || state.active === "active") return undefined;
  return { answers: false, problem: `${unit} is ${state.active}`, evidence: state.source };
}

/** The nodes with what all their bundles together show of registries: which answer without TLS. */
export function withPlainRegistries(nodes: readonly Node[]): Node[] {
  const plain = new Set(nodes.flatMap(({ plainRegistries }) => plainRegistries));
  return nodes.map((node) => ({
    ...node,
    usedRegistries: node.usedRegistries.map((used) => ({ ...used, seenPlain: plain.has(used.name) })),
  }));
}
