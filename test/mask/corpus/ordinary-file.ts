/** A file of a node that holds no secret: nothing of it may change. */
export interface OrdinaryFile {
  readonly path: string;
  readonly text: string;
}

/** The file of this text, without the line break that the text begins with for the eye. */
export function ordinary(path: string, text: string): OrdinaryFile {
  return { path, text: text.replace(/^\n/, "") };
}
