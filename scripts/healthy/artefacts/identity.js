import { isoTime, TIMES } from "../plan.js";

/** Which host it is, what it runs, and when it was captured. */
export default function identity({ host, release, product, style }) {
  const name = `${host}.localdomain\n`;
  const files = {
    hostname: { text: name },
    "sos_commands/host/hostname": { text: name, command: "uname -n" },
    "sos_commands/date/date": { text: `${isoTime(TIMES.captured)}\n`, command: "date -u +%Y-%m-%dT%H:%M:%SZ" },
    "etc/hostname": { text: name },
    "etc/os-release": { text: `NAME="Red Hat Enterprise Linux"\nPRETTY_NAME="Red Hat Enterprise Linux ${style.os}"\n` },
  };
  if (product !== "tripleo") return files;
  return { ...files, "etc/rhosp-release": { text: `Red Hat OpenStack Platform release ${release}.0\n` } };
}
