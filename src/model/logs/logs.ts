import type { Catalogue } from "../../catalogue/catalogue.ts";
import { logName } from "../../parse/logs/log-names.ts";
import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, Evidence, Log } from "../types.ts";
import { onlyComponent } from "./log-containers.ts";

interface Around {
  readonly containers: readonly Container[];
  readonly catalogue: Catalogue;
  /** Epoch milliseconds. */
  readonly capturedAt?: number;
}

/** The logs in a bundle. */
export function logsOf(captured: Captured, around: Around): Log[] {
  const { capturedAt, catalogue } = around;
  const endings = new Map(factsOf(captured, "log").map(({ file, ending }) => [file, ending]));
  return factsOf(captured, "file").flatMap(({ file, size, mtime }): Log[] => {
    const [, below, service] = /^var\/log\/(containers\/)?(.+)\/[^/]+$/.exec(file) ?? [];
    if (service === undefined || isStub(file)) return [];
    const age = mtime === undefined || capturedAt === undefined ? undefined : Math.round((capturedAt - mtime) / 1000);
    const ending = endings.get(file);
    const evidence: Record<string, Evidence> = ending === undefined ? {} : { bytes: { file, ...ending } };
    return [
      {
        subject: { kind: "log", name: `/${file}` },
        file: `/${file}`,
        service,
        ofContainer: below !== undefined,
        containerized: isContainerized(service, around),
        bytes: size,
        ...present({ secondsSinceWritten: age, component: onlyComponent(catalogue, logName(file)) }),
        evidence,
        lacks: {
          "*": "the bundle does not tell when it was captured or when the log was written; collect: run collect on the node",
        },
      },
    ];
  });
}

/** Services of whose logs the bundle has the note only that says where they are; none where it has logs of containers. */
export function logStubsOf(captured: Captured): string[] {
  const files = factsOf(captured, "file").map(({ file }) => file);
  if (files.some((file) => file.startsWith("var/log/containers/") && !isStub(file))) return [];
  return files.flatMap((file) => /^var\/log\/([^/]+)\/readme\.txt$/.exec(file)?.[1] ?? []);
}

function isStub(file: string): boolean {
  return file.endsWith("/readme.txt");
}

/** Services that oslo.config configures write nowhere else than where their containers write, where they run in containers. */
function isContainerized(folder: string, { containers, catalogue }: Around): boolean {
  const services = catalogue.ofFolder(folder).filter(({ oslo }) => oslo === true);
  return containers.some(({ service, running }) => running === true && services.some(({ id }) => id === service));
}
