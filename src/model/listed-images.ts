import { splitReference } from "../parse/image-reference.ts";
import { type Captured, factsOf } from "./captured.ts";
import type { ListedImage } from "./types.ts";

/** The entries of the image lists of a deployment, as their author wrote them. */
export function listedImagesOf(captured: Captured): ListedImage[] {
  const facts = factsOf(captured, "required-image");
  return facts.map(({ listedAs, pushDestination, source }, index) => {
    const same = facts.filter((other) => other.source.file === source.file);
    const pushed = same.filter((other) => other.pushDestination !== undefined).length;
    const { tag, digest } = splitReference(listedAs);
    return {
      subject: { kind: "image", name: listedAs },
      file: source.file,
      listedAs,
      scheme: /^[a-z][a-z0-9+-]*:\/\//i.test(listedAs),
      tagged: tag !== undefined || digest !== undefined,
      again: facts.slice(0, index).some((other) => other.source.file === source.file && other.listedAs === listedAs),
      pushed: pushDestination !== undefined,
      othersPushed: pushed * 2 > same.length,
      evidence: { listedAs: source },
      lacks: {},
    };
  });
}
