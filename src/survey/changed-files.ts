import type { Place } from "./place.ts";
import type { ChangedFile } from "./types.ts";

const MOST_FILES = 100;

/** Files of puppet-generated that were edited by hand, and those that are newer than a container which copies them. */
export function changedFilesOf({ node }: Place): ChangedFile[] {
  const byHand = node.generatedFiles.flatMap(({ file, volume, editedByHand, secondsAfterChecksum }): ChangedFile[] =>
    editedByHand === true && secondsAfterChecksum !== undefined
      ? [{ file, volume, kind: "by-hand", secondsAfter: secondsAfterChecksum }]
      : [],
  );
  const afterStart = node.configUses.flatMap((use): ChangedFile[] => {
    const { running, changedAfterStart, secondsAfterStart, changedFile: file, volume, container } = use;
    return running === true && changedAfterStart === true && secondsAfterStart !== undefined && file !== undefined
      ? [{ file, volume, kind: "after-start", secondsAfter: secondsAfterStart, container }]
      : [];
  });
  return [...byHand, ...afterStart].slice(0, MOST_FILES);
}
