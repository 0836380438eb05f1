/**
 * How archives are called; a ticket system may have put a number behind, `split` which part it is, a browser that it has not
 * all of it.
 */
const archive =
  /\.(tar|tgz|txz|tbz2?|tzst|zip|7z|rar|cpio|tar\.\w{1,4}|cpio\.\w{1,4})([._-]?(part)?[._-]?\d{1,3}|[._-](part)?[._-]?[a-z]{2})?(\.(part|crdownload|download|tmp))?$/i;

/** An encrypted one. */
const encrypted = /\.(tar|tgz|txz|tar\.\w{1,4}|zip)\.(gpg|pgp|asc|enc|age)$/i;

/** Sums, signatures and texts beside archives, which bear the archive's name as well. */
const beside = /\.(sha\d*(sums?)?|md5(sums?)?|asc|sig|sign|txt|log|json|ya?ml|html?)$/i;

const report = /^(?:[\w.]{0,20}[-_])?(sosreport|sospect|secured-sosreport|insights|sos-collector)-/i;

/** Whether a file is an archive by its name. */
export function isArchiveName(path: string): boolean {
  const name = baseName(path);
  // What macOS puts beside every file.
  if (name.startsWith("._")) return false;
  if (encrypted.test(name) || archive.test(name)) return true;
  return isReportName(name) && !beside.test(name);
}

/** Whether it bears the name that the tools give to reports: where such a file is none, it is missed. */
export function isReportName(path: string): boolean {
  return report.test(baseName(path));
}

/** Whether it is a single file by its name, of which nobody need look at the bytes: a log that was packed, a page, a sum. */
export function isPlainName(path: string): boolean {
  const name = baseName(path);
  return (
    !isArchiveName(path) && /\.\w{1,8}$/.test(name) && !/\.(bin|dat|data|download|upload|attachment|\d+)$/i.test(name)
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
