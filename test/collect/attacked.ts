import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Archive } from "./archive.ts";
import type { Stage } from "./stage.ts";

/** A user of the node, and what that user may not read. */
export const user = 4711;
export const asUser = `setpriv --reuid=${user} --regid=${user} --clear-groups`;
const secret = "planted-where-root-alone-may-read";

/** Makes the user's home, somebody else's, root's own folder, and logs and settings of others that are to be packed. */
const node = `
  umask 022; rm -rf /home/*; mkdir -p /home/mallory /home/stack /home/rootonly /etc/nova
  mkdir -p /var/log/containers/nova /etc/rootonly /var/rootonly
  chown ${user}:${user} /home/mallory; chmod 700 /home/rootonly; chown 42436 /var/log/containers/nova
  echo ${secret} >/home/rootonly/shadow; printf '${secret}\\000x' >/home/rootonly/store.db
  for each in /etc/shadow /etc/rootonly/shadow /var/rootonly/shadow; do cp -p /home/rootonly/shadow $each; done
  chmod 600 /home/rootonly/* /etc/shadow /etc/rootonly/shadow /var/rootonly/shadow
  echo 'container_images: stack' >/home/stack/overcloud_images.yaml; chown -R 4710 /home/stack; echo '[DEFAULT]' >/etc/nova/nova.conf
  echo 'a line' >/var/log/containers/nova/nova-api.log; chown 42436 /var/log/containers/nova/nova-api.log`;

/** Ends what attacks after the run, and writes down what root's own folder holds then, as seen from inside. */
const look = (stage: Stage) => [
  "sh",
  "-c",
  `"$@"; code=$?; [ -z "$ATTACKER" ] || kill $ATTACKER; cat /home/rootonly/* >${stage.folder}/after; exit $code`,
  "sh",
];

/** Shell text that has the user do something over and over, in JavaScript for its speed, until the run is over. */
export const overAndOver = (body: string) => `
  nice -n 19 ${asUser} ${process.execPath} -e '
    const { linkSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
    const attempt = (what) => { try { what(); } catch {} };
    let rounds = 0;
    const pause = () => ++rounds % 20 || Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    for (const end = Date.now() + 60000; Date.now() < end; ) { ${body}; pause(); }' >/dev/null 2>&1 &
  export ATTACKER=$!`;

function expectOthers(archive: Archive): void {
  expect(archive.text("home/stack/overcloud_images.yaml")).toBe("container_images: stack\n");
  expect(archive.text("etc/nova/nova.conf")).toBe("[DEFAULT]\n");
  expect(archive.text("var/log/containers/nova/nova-api.log")).toBe("a line\n");
  expect(archive.capture("sos_commands/docker/docker_info").exitCode).toBe(0);
}

function expectNoSecret(archive: Archive): void {
  expect(archive.files.filter(({ bytes }) => bytes.includes(secret)).map(({ path }) => path)).toEqual([]);
  expect(archive.files.filter(({ type }) => !["File", "Directory"].includes(type))).toEqual([]);
}

/** Runs the collector over such a node; holds that root's own is as it was and not packed, and that others' files are. */
export async function attacked(stage: Stage, setup: string, { shell = ["/bin/sh"], args = [] as string[] } = {}) {
  const archive = await stage.archive({ setup: `${node}\n${setup}`, shell: [...look(stage), ...shell], args });
  expect(readFileSync(join(stage.folder, "after"), "latin1")).toBe(`${secret}\n${secret}\0x`);
  expectOthers(archive);
  expectNoSecret(archive);
  return archive;
}

/** What the manifest says of a file that was not taken. */
export const leftOut = (archive: Archive, path: string) =>
  archive.manifest.captures.filter((capture) => capture.path === path && capture.stderr.startsWith("skipped: "));
