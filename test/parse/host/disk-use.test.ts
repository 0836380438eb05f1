import { describe, expect, it } from "vitest";
import { factsOf, ofKind } from "../support.ts";

/** `of mount-point percent free`, of each row, and the state of the listing. */
function disks(file: string, text: string, loss?: string) {
  const facts = factsOf(file, text, loss === undefined ? {} : { loss });
  return {
    rows: ofKind(facts, "disk").map(({ of, mountPoint, usedPercent = "-", free = "-" }) =>
      [of, mountPoint, usedPercent, free].join(" "),
    ),
    listings: ofKind(facts, "listing").map(({ of, state }) => `${of} ${state}`),
  };
}

describe("the use of disks", () => {
  it.each([
    ["sos_commands/filesys/df_-hP", "Size", "40G   39G  1.2G  98%", 1.2 * 1024 ** 2],
    ["sos_commands/filesys/df_-hP", "Size", "40G   40G     0 100%", 0],
    ["sos_commands/filesys/df_-hP", "Size", "40G   40G  980M  98%", 980 * 1024],
    ["sos_commands/filesys/df_-hP", "Size", "3.9T  3.9T  12K 100%", 12],
    ["sos_commands/filesys/df_-al_-x_autofs", "1K-blocks", "41931756 41931000 756 100%", 756],
    ["insights_commands/df_-alP", "1024-blocks", "41931756 41931000 756 100%", 756],
    ["sos_commands/filesys/df_-P", "512-blocks", "41931756 41931000 756 100%", 378],
    ["sos_commands/filesys/df_-mP", "1M-blocks", "40000 39000 1000 98%", 1000 * 1024],
  ])("in %s is read with what is left, in KiB", (file, size, row, free) => {
    const { rows, listings } = disks(
      file,
      `Filesystem ${size} Used Available Use% Mounted on\n/dev/mapper/rhel-var ${row} /var\n`,
    );
    expect(rows).toEqual([`room /var ${/(\d+)%/.exec(row)?.[1]} ${free}`]);
    expect(listings).toEqual(["disks whole"]);
  });

  it("leaves out what has no size, and keeps mount points with blanks", () => {
    const text =
      "Filesystem 1K-blocks Used Available Use% Mounted on\nproc 0 0 0 - /proc\nrootfs - - - - /\n/dev/sdb1 100 50 50 50% /mnt/my disk\n";
    expect(disks("sos_commands/filesys/df_-al", text).rows).toEqual(["room /mnt/my disk 50 50"]);
  });

  it("joins a device's name that stands on a line of its own", () => {
    const text =
      "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/mapper/rhel_long-name-of-a-volume-var\n                      100 96 4 96% /var\n";
    expect(disks("sos_commands/filesys/df_-l", text).rows).toEqual(["room /var 96 4"]);
  });

  it("of inodes is told apart by its columns", () => {
    const text =
      "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 1000 990 10 99% /\n/dev/sdb1 0 0 0 - /var\n";
    expect(disks("sos_commands/filesys/df_-iP", text)).toEqual({
      rows: ["inodes / 99 10", "inodes /var - 0"],
      listings: ["inodes whole"],
    });
  });

  it("is not whole where df complains of one", () => {
    const text =
      "df: '/mnt/nfs': Stale file handle\nFilesystem Size Used Avail Use% Mounted on\n/dev/sda1 40G 4G 36G 10% /\n";
    expect(disks("sos_commands/filesys/df_-hP", text).listings).toEqual(["disks cut"]);
  });

  it("is not read from a row that a loss tore", () => {
    const text = "Filesystem Size Used Avail Use% Mounted on\n/dev/sda1 40G 39G 1G 98% /va";
    expect(disks("sos_commands/filesys/df_-hP", text, "the archive ends here")).toEqual({
      rows: [],
      listings: ["disks cut"],
    });
  });

  it.each(["", "bash: df: command not found\n"])("is not told by %j", (text) => {
    expect(disks("sos_commands/filesys/df_-hP", text)).toEqual({ rows: [], listings: ["disks failed"] });
    expect(disks("sos_commands/filesys/df_-iP", text).listings).toEqual(["inodes failed"]);
  });
});
