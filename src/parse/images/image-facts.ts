import type { EngineName } from "../engine-name.ts";
import type { Source } from "../syntax/text.ts";

/** One name of an image on the node: a row of `images`, or a tag or digest of `image inspect`. */
export interface ImageFact {
  readonly kind: "image";
  readonly engine: EngineName;
  readonly id: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Its size as the list tells it, in bytes; layers that images share count in each. */
  readonly bytes?: number;
  readonly source: Source;
}

/** An image that a deployment is to have: from an image list. */
export interface RequiredImageFact {
  readonly kind: "required-image";
  readonly reference: string;
  /** `imagename`, as the list has it. */
  readonly listedAs: string;
  /** The registry that the list says the image is pushed to: `host:port`. */
  readonly pushDestination?: string;
  readonly source: Source;
}
