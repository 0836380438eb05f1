import { splitReference } from "../../parse/images/image-reference.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { firstBy, groupBy } from "../group-by.ts";
import type { ListedImage } from "../types.ts";

/** The entries of the image lists of a deployment, as their author wrote them. */
export function listedImagesOf(captured: Captured): ListedImage[] {
  const facts = factsOf(captured, "required-image");
  const lists = new Map(
    [...groupBy(facts, ({ source }) => source.file)].map(([file, entries]) => {
      const pushed = entries.filter(({ pushDestination }) => pushDestination !== undefined).length;
      return [file, { othersPushed: pushed * 2 > entries.length, first: firstBy(entries, ({ listedAs }) => listedAs) }];
    }),
  );
  return facts.map((fact) => {
    const { listedAs, pushDestination, source } = fact;
    const list = lists.get(source.file);
    const { tag, digest } = splitReference(listedAs);
    return {
      subject: { kind: "image", name: listedAs },
      file: source.file,
      listedAs,
      scheme: /^[a-z][a-z0-9+-]*:\/\//i.test(listedAs),
      tagged: tag !== undefined || digest !== undefined,
      again: list?.first.get(listedAs) !== fact,
      pushed: pushDestination !== undefined,
      othersPushed: list?.othersPushed === true,
      evidence: { listedAs: source },
      lacks: {},
    };
  });
}
