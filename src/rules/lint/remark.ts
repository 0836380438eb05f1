/** A mistake in a rule that loads: the keys and indexes of its place, and how far into the value it stands. */
export interface Remark {
  readonly at: readonly (string | number)[];
  readonly message: string;
  readonly offset?: number;
}
