/** A text of no more than so many characters, with a mark where some were left out. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
