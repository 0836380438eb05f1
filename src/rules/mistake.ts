/** What is wrong in a text, and where in it. */
export interface Mistake {
  readonly message: string;
  readonly offset: number;
}
