import picomatch from "picomatch";

const OPTIONS = { dot: true } as const;

/** Whether one of these globs fits a path: in one look, as a bundle may have a million paths. */
export function fitsAny(globs: readonly string[]): (path: string) => boolean {
  const any = new RegExp(globs.map((glob) => picomatch.makeRe(glob, OPTIONS).source).join("|"));
  return (path) => any.test(path);
}
