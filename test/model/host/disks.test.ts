import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const node = (files: Record<string, string | FileOf>) => nodeOf(captured(files), KNOWN);
const DF = "Filesystem Size Used Avail Use% Mounted on\n";
const DFI = "Filesystem Inodes IUsed IFree IUse% Mounted on\n";

function disks(rows: string, inodes?: string, info?: string) {
  const files = {
    "sos_commands/filesys/df_-hP": DF + rows,
    ...(inodes !== undefined && { "sos_commands/filesys/df_-iP": DFI + inodes }),
    ...(info !== undefined && { "sos_commands/docker/docker_info": info }),
  };
  return node(files).disks;
}

describe("the disks of a node", () => {
  it.each([
    ["/", true],
    ["/var", true],
    ["/var/lib/docker", true],
    ["/var/log", true],
    ["/var/lib/mysql", true],
    ["/var/lib/registry", true],
    ["/boot", false],
    ["/home", false],
    ["/mnt/backup", false],
    ["/var/snap/x", false],
  ])("%s counts: %s", (mountPoint, matters) => {
    expect(disks(`/dev/sda1 40G 39G 1G 98% ${mountPoint}\n`)).toMatchObject([
      { name: mountPoint, matters, usedPercent: 98, freeMiB: 1024 },
    ]);
  });

  it("are counted once, at the place that counts", () => {
    const rows =
      "/dev/sda1 40G 39G 1G 98% /mnt\n/dev/sda1 40G 39G 1G 98% /var/lib/docker\n/dev/sda1 40G 39G 1G 98% /var\n";
    expect(disks(rows).map(({ name }) => name)).toEqual(["/var"]);
  });

  it("are one for each tmpfs", () => {
    expect(disks("tmpfs 1G 0 1G 0% /run\ntmpfs 1G 0 1G 0% /tmp\n")).toHaveLength(2);
  });

  it.each([
    "/dev/loop3 44M 44M 0 100% /snap/snapd/14549",
    "/dev/sr0 4G 4G 0 100% /",
    "composefs 9.2M 9.2M 0 100% /",
    "overlay 40G 39G 1G 98% /var/lib/docker/overlay2/3aac/merged",
    "shm 64M 64M 0 100% /var/lib/docker/containers/3aac/shm",
    "overlay 40G 39G 1G 98% /var/lib/containers/storage/overlay/3aac/merged",
  ])("are not images and mounts of containers: %s", (row) => {
    expect(disks(`${row}\n`)).toEqual([]);
  });

  it("count where docker says that it stores", () => {
    const info = "Server Version: 1.13.1\nDocker Root Dir: /srv/docker\n";
    expect(disks("/dev/sdb1 40G 39G 1G 98% /srv/docker\n", undefined, info)).toMatchObject([{ matters: true }]);
  });

  it("have their inodes, or none to count, or are not told of", () => {
    const rows = "/dev/sda1 40G 4G 36G 10% /\n/dev/sdb1 40G 4G 36G 10% /var\n/dev/sdc1 40G 4G 36G 10% /var/log\n";
    const [root, btrfs, untold] = disks(rows, "/dev/sda1 100 97 3 97% /\n/dev/sdb1 0 0 0 - /var\n");
    expect(root).toMatchObject({ inodesUsedPercent: 97, countsInodes: true });
    expect(btrfs).toMatchObject({ countsInodes: false });
    expect(btrfs).not.toHaveProperty("inodesUsedPercent");
    expect(untold).not.toHaveProperty("countsInodes");
  });
});
