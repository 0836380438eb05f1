import { present } from "../parse/present.ts";
import { type Captured, factsOf } from "./captured.ts";
import type { Log } from "./types.ts";

/** The logs in a bundle. `capturedAt` is epoch milliseconds. */
export function logsOf(captured: Captured, capturedAt: number | undefined): Log[] {
  return factsOf(captured, "file").flatMap(({ file, size, mtime }): Log[] => {
    const [, containers, service] = /^var\/log\/(containers\/)?(.+)\/[^/]+$/.exec(file) ?? [];
    if (service === undefined || file.endsWith("/readme.txt")) return [];
    const age = mtime === undefined || capturedAt === undefined ? undefined : Math.round((capturedAt - mtime) / 1000);
    return [
      {
        subject: { kind: "log", name: `/${file}` },
        file: `/${file}`,
        service,
        ofContainer: containers !== undefined,
        bytes: size,
        ...present({ secondsSinceWritten: age }),
        evidence: {},
        lacks: {
          "*": "the bundle does not tell when it was captured or when the log was written; collect: run collect on the node",
        },
      },
    ];
  });
}
