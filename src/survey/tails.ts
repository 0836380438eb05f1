import type { Catalogue } from "../catalogue/catalogue.ts";
import { Writers } from "../model/logs/log-containers.ts";
import type { Node } from "../model/types.ts";
import { shortened } from "../parse/syntax/text.ts";
import type { LogTail } from "./types.ts";

/** More logs than these of one container are not shown. */
const MOST_OF_CONTAINER = 2;
const MOST_OF_NODE = 20;
const LONGEST_LINE = 200;

interface Tails {
  /** By the id of the container. */
  readonly ofContainers: ReadonlyMap<string, readonly LogTail[]>;
  readonly ofNode: readonly LogTail[];
}

/** The ends of logs by the container that writes them; those of no one container are the node's. */
export function tailsOf(tails: readonly LogTail[], { containers }: Pick<Node, "containers">, known: Catalogue): Tails {
  const writing = containers.map((container) => ({ id: container.id, container }));
  const writers = new Writers(writing, known);
  const ofContainers = new Map<string, LogTail[]>();
  const ofNode: LogTail[] = [];
  for (const one of tails) {
    const tail = { ...one, lines: one.lines.map((line) => shortened(line, LONGEST_LINE)) };
    const writer = writers.of(tail.log, undefined);
    if (writer === undefined) {
      if (ofNode.length < MOST_OF_NODE) ofNode.push(tail);
      continue;
    }
    const own = ofContainers.get(writer.id) ?? [];
    if (own.length < MOST_OF_CONTAINER) own.push(tail);
    ofContainers.set(writer.id, own);
  }
  return { ofContainers, ofNode };
}
