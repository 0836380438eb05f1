import { isImageId } from "../../parse/images/image-reference.ts";
import { present } from "../../parse/present.ts";
import { readTime } from "../../parse/syntax/time.ts";
import type { Seen } from "../containers/neighbours.ts";
import type { Build } from "../types/images.ts";

/** The labels of a container hold those of its image: `build-date` is 2019-05-06T14:08:55.123. */
export function buildsOf(seen: Seen): Build[] {
  return seen.flatMap(([{ details }, { image, running, helper, service }]) => {
    const date = details?.labels?.["build-date"];
    const evidence = details?.sources["labels"];
    if (running !== true || image === undefined || isImageId(image) || helper) return [];
    const builtAt = readTime(date) ?? readTime(`${date}Z`);
    return builtAt === undefined || evidence === undefined
      ? []
      : [{ image, builtAt, evidence, ...present({ service }) }];
  });
}
