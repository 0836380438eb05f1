import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readArchive } from "../collect/archive.ts";
import { FaultyNode, out } from "./faulty.ts";
import { withNode } from "./testbed.ts";

const secret = "planted-where-root-alone-may-read";

/** A user without any rights, root's own files, and what neither reading nor changing may happen to. */
const victims = `useradd -m -s /bin/sh mallory; mkdir -m 700 /root/own
  echo ${secret} >/root/own/shadow; printf '${secret}\\000x' >/root/own/store.db; echo 'x:${secret}' >>/etc/shadow
  chmod 600 /root/own/*; chmod 1777 ${out}`;
const state = "sha256sum /etc/shadow /etc/passwd /root/own/*; find /etc /root/own -newer /faults/began -type f; true";

/** What the user does before: names that are read as two, links, pipes, and the names that the run may want. */
const plant = `cd; nl="
"
  for top in images.yaml containers-prepare-parameter.yaml; do
    mkdir -p "$top/a$nl/root/own" "$top/b\${nl}etc"
    echo x | tee "$top/a" "$top/b\${nl}etc/shadow" >"$top/a$nl/root/own/shadow"; printf 'a\\000b' >"$top/a$nl/root/own/store.db"
  done
  echo x >"c\${nl}images.yaml"; ln -s /root/own/shadow linked-images.yaml; mkfifo pipe-images.yaml; truncate -s 1T huge-images.yaml
  ln /etc/shadow hard-images.yaml 2>/dev/null; echo 'a: mine' >own-images.yaml; mkdir real; echo 'a: mine' >real/images.yaml
  now=$(date +%s); for i in $(seq 0 120); do at=$(date -u -d @$((now + i)) +%Y%m%dT%H%M%SZ)
    mkdir ${out}/.sospect-faults0-$at; ln -s /root/own/shadow ${out}/sospect-faults0-$at.tgz; done`;

/** What the user and a service do meanwhile, over and over. */
const swapFile = `cd /home/mallory; while :; do ln -sfn /root/own/shadow own-images.yaml; rm -f own-images.yaml
  mkfifo own-images.yaml; rm -f own-images.yaml; echo 'a: mine' >own-images.yaml; sleep 0.01; done`;
const swapFolder = `cd /var/log/containers/nova; while :; do mv sub away; ln -s /root/own sub; rm sub; mv away sub; sleep 0.01; done`;

const toolsets = [
  ["dash", "mawk"],
  ["bash", "gawk"],
  ["busybox sh", "busybox"],
];

test.each(toolsets)(
  "under %s, with %s, users and services lead root's collector to no file but their own",
  async (shell, awk) => {
    await withNode("faults0", async (node) => {
      const faulty = await new FaultyNode(node).prepare();
      await faulty.sh(victims);
      await faulty.sh(`ln -s $(command -v ${awk}) /faults/bin/awk`);
      await node.run("runuser", "-u", "mallory", "--", "sh", "-c", plant);
      await faulty.sh(`cd /var/log/containers/nova; chown 42436 . && mkdir sub && for i in $(seq 50); do echo mine >sub/$i; done
      echo mine >sub/shadow; chown -R 42436 sub
      docker exec nova_compute sh -c 'nl="
"; mkdir -p "/etc/nova/a$nl/root/own"; echo x >"/etc/nova/a$nl/root/own/shadow"; mkfifo /etc/nova/pipe' || true`);
      await faulty.sh("touch /faults/began; sleep 1.1");
      const before = await faulty.sh(state);
      const pids = await faulty.sh(
        `runuser -u mallory -- sh -c "$1" >/dev/null 2>&1 & echo $!`.replace("$1", swapFile.replaceAll('"', '\\"')) +
          `\nsetpriv --reuid=42436 --regid=42436 --clear-groups sh -c '${swapFolder}' >/dev/null 2>&1 & echo $!`,
      );
      const ended = await faulty
        .collect({ shell, args: ["--timeout", "3"] })
        .finally(() => faulty.sh(`kill ${pids.trim().replaceAll("\n", " ")}; true`));

      expect(ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^[^\n]+\.tgz\n$/) });
      expect(await faulty.sh(state)).toBe(before);
      const path = ended.stdout.trimEnd();
      expect(await faulty.sh(`stat -c '%F %a %u' '${path}'`)).toBe("regular file 600 0\n");
      const folder = mkdtempSync(join(tmpdir(), "sospect-attacks-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      writeFileSync(join(folder, "archive.tgz"), Buffer.from(await faulty.sh(`base64 '${path}'`), "base64"));
      const archive = await readArchive(join(folder, "archive.tgz"));
      expect(archive.files.filter(({ bytes }) => bytes.includes(secret)).map((file) => file.path)).toEqual([]);
      expect(archive.files.filter(({ type }) => !["File", "Directory"].includes(type))).toEqual([]);
      expect(archive.text("etc/nova/nova.conf")).toContain("virt_type=kvm");
      expect(archive.text("var/log/containers/nova/nova-compute.log")).toContain("line 2999");
      expect(archive.files.map((file) => file.path)).toContain("sos_containers/nova_compute/etc/nova/nova.conf");
      for (const name of [
        "images.yaml",
        "c?images.yaml",
        "linked-images.yaml",
        "pipe-images.yaml",
        "huge-images.yaml",
      ]) {
        expect([name, archive.capture(`home/mallory/${name}`).stderr]).toEqual([
          name,
          expect.stringMatching(/^skipped: /),
        ]);
      }
      expect(await faulty.leftProcesses()).toEqual([]);
      expect((await faulty.leftDirectories()).filter((left) => !/\d{8}T\d{6}Z$/.test(left))).toEqual([]);
    });
  },
);
