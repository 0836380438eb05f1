/** Linux is not older, and no file of a node is of a later century. */
const earliest = Date.UTC(1991, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Whether a time, epoch milliseconds, can be when a file of a node was last changed: what no clock shows is no time. */
export function canBeTrue(time: number): boolean {
  return time >= earliest && time < latest;
}
