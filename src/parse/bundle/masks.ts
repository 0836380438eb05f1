/**
 * What stands in a bundle in the place of a value: a scrubber's asterisks, or a token of our collector, which bears a name.
 * Another bundle has another token for the same value.
 */
export const MASKS_OF_BUNDLE = /\*{6,}|masked-[0-9a-f]+-\d+/g;

/** The same, or a token without a name: it stands for a secret that a bundle shows, the same in all that is analyzed together. */
export const MASKS = /\*{6,}|masked-(?:[0-9a-f]+-)?\d+/g;

/** Tokens alone: where one stands, there stood a secret. */
export const TOKENS = /masked-(?:[0-9a-f]+-)?\d+/g;

export function holds(value: string, masks: RegExp): boolean {
  return value.search(masks) >= 0;
}
