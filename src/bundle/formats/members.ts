import type { EntrySink } from "../entry.ts";
import type { Gate } from "../gate.ts";
import { type HoleMap, withHoles } from "./holes.ts";
import type { Member } from "./tar-header.ts";

/** Offers one member of an archive to the gate, as what it is; `map` tells where one that is stored with holes has its data. */
export function admit(member: Member, intake: Gate, map?: HoleMap): EntrySink | undefined {
  const { kind, path, link, ...told } = member;
  const refuse = (what: string, lossy: boolean): void => intake.refused("special-file", what, lossy, path);
  if (kind === "file" && !path.endsWith("/")) return intake.file({ path, ...told });
  if (kind === "sparse" && map !== undefined) {
    const sink = intake.file({ path, ...told });
    return sink && withHoles(sink, map);
  }
  if (kind === "file" || kind === "folder") intake.folder(path);
  else if (kind === "symlink") intake.symlink(path);
  else if (kind === "hardlink") intake.hardLink(path, link ?? "");
  else if (kind === "device" || kind === "pipe") refuse(`a ${kind}`, false);
  else if (kind === "unknown") refuse("of a kind that is not known", true);
  return undefined;
}
