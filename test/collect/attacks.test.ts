import { describe, expect, test } from "vitest";
import { asUser, attacked, leftOut, user } from "./attacked.ts";
import { isRoot, Stage, toolsets } from "./stage.ts";

/** Names, and whether a file of such a name is taken. */
const odd: Record<string, boolean> = {
  "a\tb": false,
  "c\n": false,
  "\n": false,
  "d\re": false,
  "\u001b[31mred": false,
  "f\u007fg": false,
  "a\\nb\\": true,
  'it\'s "b"': true,
  "$(touch pwned)`touch pwned`": true,
  "-rf": true,
  "--checkpoint-action=exec=touch pwned": true,
  " a ": true,
  "*": true,
  "OUT=x": true,
  [`${"x".repeat(244)}`]: true,
  "café-日本": true,
};

describe.skipIf(!isRoot)("a user of the node against the collector (needs root)", () => {
  describe.each(toolsets)("with $name", (tools) => {
    test("leads it to no other file by a directory whose name holds a line break", async () => {
      const setup = `${asUser} sh -c 'cd /home/mallory; nl="
"
        for top in images.yaml containers-prepare-parameter.yaml; do
          mkdir -p "$top/a$nl/home/rootonly" "$top/b\${nl}etc" "$top/\${nl}home/rootonly"
          echo x | tee "$top/a" "$top/a$nl/home/rootonly/shadow" "$top/b\${nl}etc/shadow" >"$top/\${nl}home/rootonly/shadow"
          printf "a\\\\000b" >"$top/a$nl/home/rootonly/store.db"
        done; echo x >"x\${nl}images.yaml"'
        nl='
'; for tree in /var/log/containers/nova /etc/nova; do
          mkdir -p "$tree/a$nl/home/rootonly" "$tree/own/b$nl/home/rootonly"
          printf 'password = secret12\\n' | tee "$tree/a$nl/home/rootonly/shadow" >"$tree/own/b$nl/home/rootonly/shadow"
          printf 'a\\000b' | tee "$tree/a$nl/home/rootonly/store.db" >"$tree/own/b$nl/home/rootonly/store.db"
          chown -R ${user} "$tree/own"
        done`;
      const archive = await attacked(new Stage().with(tools.links).docker(), setup, tools);
      expect(archive.files.filter(({ path }) => /[\n?]/.test(path) || path.includes("rootonly"))).toEqual([]);
      expect(leftOut(archive, "etc/nova/a?/home/rootonly/shadow")).toHaveLength(1);
      expect(leftOut(archive, "etc/nova/own/b?/home/rootonly/store.db")).toHaveLength(1);
      expect(leftOut(archive, "var/log/containers/nova/a?/home/rootonly/shadow")).toHaveLength(1);
      expect(leftOut(archive, "home/mallory/images.yaml")).toHaveLength(1);
      expect(leftOut(archive, "home/mallory/x?images.yaml")).toHaveLength(1);
    });

    test("takes names of every kind, or leaves them out with a word", async () => {
      const folders = ["etc/nova", "etc/nova/own", "var/log/containers/nova"];
      const plant = Object.keys(odd).map((name) => {
        const quoted = `'${name.replaceAll("'", `'\\''`)}'`;
        return `name=${quoted}; echo 'a: b' >"/home/mallory/\${name}images.yaml"
          for folder in ${folders.join(" ")}; do echo 'password = secret12' >"/$folder/$name.log"; done`;
      });
      const setup = ["mkdir /etc/nova/own", ...plant, `chown -R ${user} /etc/nova/own /home/mallory`].join("\n");
      const archive = await attacked(new Stage().with(tools.links).docker(), setup, tools);
      const packed = new Map(archive.files.map(({ path, bytes }) => [path, bytes.toString()]));
      for (const [name, taken] of Object.entries(odd)) {
        for (const path of [...folders.map((folder) => `${folder}/${name}.log`), `home/mallory/${name}images.yaml`]) {
          const found = packed.get(path)?.replace(/masked-[0-9a-f]{6}-1/, "TOKEN");
          expect([path, found]).toEqual([
            path,
            !taken ? undefined : path.startsWith("home") ? "a: b\n" : "password = TOKEN\n",
          ]);
          expect([path, leftOut(archive, path.replaceAll(/[\0-\x1f\x7f]/g, "?")).length]).toEqual([
            path,
            taken ? 0 : 1,
          ]);
        }
      }
      const files = archive.files.filter(({ type, path }) => type === "File" && path !== "manifest.json");
      expect(archive.manifest.files.map(({ path }) => path).sort()).toEqual(files.map(({ path }) => path).sort());
    });

    test("takes a name that is no UTF-8", async () => {
      const setup = `name=$(printf 'bad\\377\\303'); echo a >"/etc/nova/$name"; echo b >"/var/log/containers/nova/$name.log"
        echo c >"/home/mallory/\${name}images.yaml"`;
      const archive = await attacked(new Stage().with(tools.links).docker(), setup, tools);
      const bad = "bad\ufffd\ufffd";
      expect(archive.text(`etc/nova/${bad}`)).toBe("a\n");
      expect(archive.text(`var/log/containers/nova/${bad}.log`)).toBe("b\n");
      expect(archive.text(`home/mallory/${bad}images.yaml`)).toBe("c\n");
    });

    test("reads no link, pipe, device, socket, folder, or second name of what is not the user's", async () => {
      const setup = `cd /home/mallory; ln -s /home/rootonly/shadow linked-images.yaml; ln -s ../rootonly/shadow images.yaml
        ln /home/rootonly/shadow hard-images.yaml; ln /home/stack/overcloud_images.yaml stacks-images.yaml; mkfifo pipe-images.yaml
        mknod zero-images.yaml c 1 5; mkdir containers-prepare-parameter.yaml; echo x >containers-prepare-parameter.yaml/x
        echo root >root-images.yaml; ln -s /home/rootonly /home/linked
        ln root-images.yaml twice-images.yaml; mkdir /home/roots; ln /home/rootonly/shadow /home/roots/hard-images.yaml; chown ${user} root-images.yaml; echo other >other-images.yaml; chown 4712 other-images.yaml
        echo root >roots-images.yaml
        for folder in /var/log/containers/nova /etc/nova/own; do
          mkdir -p $folder/deep; cd $folder; chown 42436 .; hidden=$(pwd | cut -d / -f 1-2)/rootonly/shadow; ln -s /home/rootonly/shadow link.log; ln -s /home/rootonly all; mkfifo pipe.log
          ln $hidden hard.log; mknod zero.log c 1 5; echo root >root.log; echo mine >mine.log; chown 42436 mine.log; ln mine.log again.log
          chmod 777 deep; ln $hidden deep/hard.log; echo b >deep/b.log; truncate -s 1T sparse.log; echo end >>sparse.log
        done; truncate -s 1T /home/mallory/sparse-images.yaml /etc/nova/sparse`;
      const archive = await attacked(new Stage().with(tools.links).docker(), setup, tools);
      const packed = archive.files.filter(({ type }) => type === "File").map(({ path }) => path);
      const of = (folder: string) => packed.filter((path) => path.startsWith(`${folder}/`)).sort();
      expect(of("home").map((path) => path.slice(5))).toEqual([
        "mallory/root-images.yaml",
        "mallory/roots-images.yaml",
        "mallory/twice-images.yaml",
        "stack/overcloud_images.yaml",
      ]);
      expect(of("etc/nova/own").map((path) => path.slice(13))).toEqual([
        "again.log",
        "deep/b.log",
        "mine.log",
        "root.log",
      ]);
      expect(of("var/log/containers/nova").map((path) => path.slice(24))).toEqual([
        "again.log",
        "deep/b.log",
        "mine.log",
        "nova-api.log",
        "root.log",
        "sparse.log",
      ]);
      for (const name of ["linked", "hard", "pipe", "zero", "other", "sparse"])
        expect(leftOut(archive, `home/mallory/${name}-images.yaml`), name).toHaveLength(1);
      expect(leftOut(archive, "home/roots/hard-images.yaml")).toHaveLength(1);
      for (const folder of ["etc/nova/own", "var/log/containers/nova"])
        for (const name of ["hard.log", "deep/hard.log"])
          expect(leftOut(archive, `${folder}/${name}`), name).toHaveLength(1);
      for (const path of ["etc/nova/sparse", "etc/nova/own/sparse.log"]) expect(leftOut(archive, path)).toHaveLength(1);
      expect(archive.capture("var/log/containers/nova/sparse.log")).toMatchObject({ cutShort: true });
    });
  });
});
