import type { EntrySink } from "./entry.ts";
import type { Intake } from "./intake.ts";
import type { Member } from "./tar-header.ts";

/** Offers one member of an archive to the gate, as what it is. */
export function admit(member: Member, intake: Intake): EntrySink | undefined {
  const { kind, path, ...told } = member;
  const refuse = (what: string, lossy: boolean): void => intake.refused("special-file", what, lossy, path);
  if (kind === "file" && !path.endsWith("/")) return intake.file({ path, ...told });
  if (kind === "file" || kind === "folder") intake.folder(path);
  else if (kind === "symlink") intake.symlink(path);
  else if (kind === "hardlink") refuse("a hard link, whose content is stored under another name", true);
  else if (kind === "sparse") refuse("a file stored with holes, which is not read", true);
  else if (kind === "device" || kind === "pipe") refuse(`a ${kind}`, false);
  else if (kind === "unknown") refuse("of a kind that is not known", true);
  return undefined;
}
