import { expect, test } from "vitest";
import { parserFor } from "../../src/parse/parsers.ts";
import { isRoot, Stage } from "./stage.ts";

const UNIT = "tripleo_nova_api.service loaded active running nova_api container";

/** A node with all the commands that the collector asks about the node itself, of which each says one thing. */
function stage(): Stage {
  return new Stage()
    .docker()
    .command(
      "systemctl",
      `case "$*" in
show*) printf 'Id=docker.service\\nLoadState=loaded\\nActiveState=active\\nSubState=running\\nActiveEnterTimestampMonotonic=5000000\\n' ;;
*--failed*) : ;;
list-units*) echo "${UNIT}" ;;
esac`,
    )
    .command("timedatectl", "echo 'System clock synchronized: yes'")
    .command(
      "chronyc",
      `case "$*" in tracking) echo 'Leap status     : Normal' ;; *) echo '^* 192.0.2.1 1 9 377 42 +1us[ +1us] +/- 1ms' ;; esac`,
    )
    .command("ntpstat", "echo unsynchronised; exit 1")
    .command("nproc", "echo 4")
    .command("getenforce", "echo Permissive")
    .command(
      "dmesg",
      `echo '[1.0] eth0: link up'
echo '[2.0] Task in /docker/x killed as a result of limit of /docker/x'
echo '[2.1] Killed process 7 (httpd) total-vm:1kB'`,
    );
}

test.skipIf(!isRoot)("what a node says of itself is captured where it is read again", async () => {
  const archive = await stage().archive();
  const kinds = (path: string): string[] => {
    const facts = parserFor(path)?.parse({ file: path, text: archive.text(path) }) ?? [];
    return [...new Set(facts.map(({ kind }) => kind))].sort();
  };
  const folder = "sos_commands";
  expect(kinds(`${folder}/systemd/systemctl_list-units_--all_--type_service_timer`)).toEqual(["listing", "unit"]);
  expect(kinds(`${folder}/systemd/systemctl_list-units_--failed`)).toEqual(["listing"]);
  expect(kinds(`${folder}/systemd/systemctl_show_engines`)).toEqual(["unit"]);
  expect(kinds(`${folder}/systemd/timedatectl`)).toEqual(["host-word", "listing"]);
  expect(kinds(`${folder}/chrony/chronyc_tracking`)).toEqual(["host-word", "listing"]);
  expect(kinds(`${folder}/chrony/chronyc_-n_sources`)).toEqual(["host-number", "host-word", "listing"]);
  expect(kinds(`${folder}/ntp/ntpstat`)).toEqual(["host-word", "listing"]);
  expect(kinds(`${folder}/selinux/getenforce`)).toEqual(["host-word", "listing"]);
  expect(kinds(`${folder}/processor/nproc`)).toEqual(["host-number"]);
  expect(kinds(`${folder}/host/proc_uptime`)).toEqual(["host-number"]);
  expect(kinds(`${folder}/memory/meminfo`)).toEqual(["host-number", "listing"]);
  expect(kinds(`${folder}/filesys/df_-hP`)).toEqual(["disk", "listing"]);
  expect(kinds(`${folder}/kernel/dmesg_kills`)).toEqual(["kill", "listing"]);
  expect(archive.text(`${folder}/kernel/dmesg_kills`)).not.toContain("link up");
  expect(archive.text(`${folder}/kernel/dmesg_kills`)).toContain("Task in /docker/x");
  expect(archive.capture(`${folder}/ntp/ntpstat`).exitCode).toBe(1);
});
