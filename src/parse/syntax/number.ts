/** The number that a text is; none where it is no number, or one so great that no node has it and nobody can count with it. */
export function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text.trim() === "" ? undefined : sound(Number(text));
}

/** The same of a number that was read already. */
export function sound(number: number): number | undefined {
  // Plus zero makes no difference but to minus zero.
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number + 0 : undefined;
}

/** How a process can have ended; engines of old say -1 of one that did not begin. */
export function exitCodeOf(code: number | undefined): number | undefined {
  return code !== undefined && Number.isInteger(code) && code >= -1 && code <= 255 ? code : undefined;
}

export function portOf(text: string | undefined): number | undefined {
  const port = numberOf(text);
  return port !== undefined && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}
