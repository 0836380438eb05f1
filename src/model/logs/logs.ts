import { present } from "../../parse/present.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import type { Container, Evidence, Log } from "../types.ts";

/** Services of OpenStack that write nowhere else than in /var/log/containers where they run in containers. */
const SERVICES = new Set(
  "aodh barbican ceilometer cinder glance gnocchi heat ironic keystone manila mistral neutron nova octavia panko placement sahara zaqar".split(
    " ",
  ),
);

/** The logs in a bundle. `capturedAt` is epoch milliseconds. */
export function logsOf(captured: Captured, containers: readonly Container[], capturedAt: number | undefined): Log[] {
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
        containerized: isContainerized(service, containers),
        bytes: size,
        ...present({ secondsSinceWritten: age }),
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

function isContainerized(service: string, containers: readonly Container[]): boolean {
  if (!SERVICES.has(service)) return false;
  return containers.some(
    ({ name, running }) =>
      running === true &&
      (name === service || name.startsWith(`${service}_`) || name.startsWith(`openstack-${service}-`)),
  );
}
