import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { asUser, attacked, leftOut, overAndOver, user } from "./attacked.ts";
import { isRoot, Stage, toolsets } from "./stage.ts";

/** A folder of the user's among logs and one among settings, with files that bear the names of root's own. */
const names = ["shadow", ...Array.from({ length: 60 }, (_, index) => `s${index}`)];
const folders = ["/var/log/containers/nova/own", "/etc/nova/own"];
const plant = `chown ${user} /var/log/containers/nova
  for folder in ${folders.join(" ")}; do
    top=/$(echo $folder | cut -d / -f 2)/rootonly; mkdir -p $folder/sub
    for name in ${names.join(" ")}; do echo mine >$folder/sub/$name; [ $name = shadow ] || cp -p $top/shadow $top/$name; done
    ln -s $top $folder/link; echo mine >$folder/piped.log; mkfifo $folder/pipe; chown -R ${user} $folder; chmod 777 $folder
  done
  cd /home/mallory; ln -s ../rootonly/shadow link; echo 'a: mine' >images.yaml; chown -h ${user} link images.yaml`;

/** Exchanges folders and a file for links to root's own, and files for pipes, and back. */
const exchanged = [
  ...folders.flatMap((folder) => [
    [folder, "sub", "link"],
    [folder, "piped.log", "pipe"],
  ]),
  ["/home/mallory", "images.yaml", "link"],
];
const swap = `for (const [folder, name, other] of ${JSON.stringify(exchanged)}) {
  attempt(() => renameSync(folder + "/" + name, folder + "/away"));
  attempt(() => renameSync(folder + "/" + other, folder + "/" + name));
  attempt(() => renameSync(folder + "/" + name, folder + "/" + other));
  attempt(() => renameSync(folder + "/away", folder + "/" + name));
}`;

/** The same in shell, to be done before a command: away with what was listed, and never back. */
const swapFolder = (folder: string) => `mv ${folder}/sub ${folder}/away && mv ${folder}/link ${folder}/sub`;
const swapFile = "mv /home/mallory/images.yaml /home/mallory/away && mv /home/mallory/link /home/mallory/images.yaml";

/** Does something as soon as the files in question are to be read, which are listed by then. */
const whenRead = (logs: string, settings: string, home: string) => `{ case "$*" in
    *take.sh\\ end\\ /var/log*) ${logs} ;;
    *take.sh\\ home\\ mallory*) ${home} ;;
    *take.sh\\ copy*) [ ! -f "$3" ] || ! grep -q own/sub "$3" || { ${settings}; } ;;
  esac; } 2>/dev/null
  exec "$real" "$@"`;

// A whole collection beside a loop of exchanges takes minutes where the machine has other work.
vi.setConfig({ testTimeout: 300_000 });

describe.skipIf(!isRoot)("what a user exchanges while it is collected (needs root)", () => {
  describe.each(toolsets)("with $name", ({ name, ...tools }) => {
    test("is not followed, however the moment falls", async () => {
      const stage = new Stage().with(tools.links).docker();
      const archive = await attacked(stage, `${plant}; cd /; ${overAndOver(swap)}`, {
        ...tools,
        args: ["--timeout", "2"],
      });
      const mine = archive.files.filter(({ path, type }) => type === "File" && /\/own\/|mallory/.test(path));
      expect(mine.filter(({ bytes }) => !/^(a: )?mine\n$/.test(bytes.toString()))).toEqual([]);
    });

    // busybox's shell runs its own commands, whatever PATH says: there these moments are met by chance alone, as above.
    test.skipIf(name === "busybox")(
      "is not followed where folders are exchanged between listing and reading",
      async () => {
        const stage = new Stage().with(tools.links).docker();
        stage.before("sh", whenRead(...(folders.map(swapFolder) as [string, string]), swapFile));
        const archive = await attacked(stage, plant, tools);
        expect(archive.files.filter(({ path, type }) => type === "File" && path.includes("/sub/"))).toEqual([]);
        expect(leftOut(archive, "var/log/containers/nova/own/sub/shadow")).toHaveLength(1);
        expect(leftOut(archive, "etc/nova/own/sub/shadow")).toHaveLength(1);
        expect(leftOut(archive, "home/mallory/images.yaml")).toHaveLength(1);
      },
    );

    test.skipIf(name === "busybox")("is read as it was opened", async () => {
      const stage = new Stage().with(tools.links).docker();
      // The first of them that is judged was opened just before; whichever it is, it is read to its end.
      const all = [...folders.map(swapFolder), swapFile].join("; ");
      const where = '"$*:$(pwd -P)" in */fd/6:*/own/sub | */fd/6:/home/mallory';
      stage.before("stat", `case ${where}) { ${all}; } 2>/dev/null ;; esac; exec "$real" "$@"`);
      const archive = await attacked(stage, plant, tools);
      const taken = archive.files.filter(({ path }) => /\/sub\/|mallory\/images/.test(path));
      expect(taken.filter(({ type }) => type === "File").map(({ bytes }) => bytes.toString())).toContainEqual(
        expect.stringMatching(/^(a: )?mine\n$/),
      );
    });

    test.skipIf(name === "busybox")("holds nothing up for long: a file becomes a pipe", async () => {
      const stage = new Stage().with(tools.links).docker();
      const pipe = (path: string) => `{ [ -p ${path} ] || { rm ${path}; /usr/bin/mkfifo ${path}; }; }`;
      stage.before("sh", whenRead(":", pipe("/etc/nova/own/sub/s1"), pipe("/home/mallory/images.yaml")));
      const archive = await attacked(stage, plant, { ...tools, args: ["--timeout", "2"] });
      expect(archive.text("etc/nova/own/sub/s3")).toBe("mine\n");
      expect(leftOut(archive, "etc/nova/own/sub/s1")).toHaveLength(1);
      expect(leftOut(archive, "home/mallory/images.yaml")).toHaveLength(1);
    });
  });

  test("a log that grows without end is read to where it was", async () => {
    const grow = `writeFileSync("/var/log/containers/nova/own.log", "line of a log\\n".repeat(10000), { flag: "a" });
      writeFileSync("/home/mallory/images.yaml", "a: b # of a list\\n".repeat(1000), { flag: "a" });`;
    const archive = await attacked(new Stage().docker(), `${plant}; cd /; ${overAndOver(grow)}`);
    expect(archive.capture("var/log/containers/nova/own.log").bytes).toBeLessThanOrEqual(1 << 20);
    expect(archive.capture("home/mallory/images.yaml").bytes).toBeLessThanOrEqual((1 << 20) + 512);
  });
});

describe.skipIf(!isRoot)("a place to write that is somebody else's (needs root)", () => {
  const own = (stage: Stage) => `chmod 711 ${stage.folder}; chown ${user} ${stage.out}; mkdir /home/rootonly/d`;

  test("is written to, though its owner exchanges the work directory for a link", async () => {
    for (const target of ["/home/rootonly", "/etc/rootonly"]) {
      const stage = new Stage().docker();
      const exchange = `for (const name of readdirSync("${stage.out}")) if (/^.sospect-[^.]*$/.test(name)) {
        attempt(() => renameSync("${stage.out}/" + name, "${stage.out}/away" + Date.now()));
        attempt(() => symlinkSync("${target}", "${stage.out}/" + name)); }`;
      const setup = `${own(stage)}; rmdir /home/rootonly/d; ${overAndOver(exchange)}`;
      // Either the archive is there, or it says that it is not: nothing is written elsewhere, which \`attacked\` looks at.
      await attacked(stage, setup).catch((error: Error) => expect(error.message).toMatch(/it ended with 5: /));
    }
  });

  test("is written to beside what bears the archive's name, link or file", async () => {
    const stage = new Stage().docker();
    const setup = `${own(stage)}; rmdir /home/rootonly/d; host=$(uname -n | tr -c 'A-Za-z0-9.\\n-' _); now=$(date +%s)
      for i in $(seq 0 40); do at=$(date -u -d @$((now + i)) +%Y%m%dT%H%M%SZ)
        ln -s /home/rootonly/shadow ${stage.out}/sospect-$host-$at.tgz; ${asUser} mkdir ${stage.out}/.sospect-$host-$at; done`;
    await attacked(stage, setup);
    const archives = readdirSync(stage.out, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(archives.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^sospect-[A-Za-z0-9._-]+-\d{8}T\d{6}Z\.tgz$/),
    ]);
  });

  test.each(["/home/mallory/bin:", ".:", ":", "/home/mallory/../mallory/bin:/home/mallory/link:"])(
    "no command is run from there: PATH=%s",
    async (path) => {
      const stage = new Stage().docker();
      const setup = `mkdir /home/mallory/bin; ln -s bin /home/mallory/link; cd /home/mallory/bin
        for name in docker podman awk find tar stat mktemp; do
          printf '#!/bin/sh\\necho %s >>${stage.folder}/pwned\\n' $name >$name; chmod 755 $name; done; chown -R ${user} /home/mallory`;
      await attacked(stage, setup, { shell: ["env", `PATH=${path}${stage.bin}`, "/bin/sh"] });
      expect(readdirSync(stage.folder)).not.toContain("pwned");
    },
  );

  test("no settings of a user are followed, whose home root was left with", async () => {
    const stage = new Stage().docker('version) echo "home=$HOME config=$DOCKER_CONFIG" ;;');
    const shell = ["env", "HOME=/home/mallory", "DOCKER_CONFIG=/home/mallory/.docker", "/bin/sh"];
    const archive = await attacked(stage, "", { shell });
    expect(archive.text("sos_commands/docker/docker_version")).toBe("home=/root config=\n");
  });

  test("what is on standard output comes by a directory of nobody else", async () => {
    const stage = new Stage().docker();
    const shell = ["env", "TMPDIR=/home/mallory", "/bin/sh"];
    const ended = await stage.collect({
      args: ["-o", "-"],
      shell,
      setup: "mkdir -p /home/mallory; chown 4711 /home/mallory",
    });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\u001f/) });
  });
});

describe.skipIf(!isRoot)("what users' podman and containers answer (needs root)", () => {
  /** A podman that root does not use, and that a user may have answer anything. */
  const withPodman = (stage: Stage, cases: string) =>
    stage
      .command(
        "runuser",
        'echo "tty: $(cat /dev/tty 2>&1 | head -c 100)" >>$calls; shift 3; exec env "$@"'.replace(
          "$calls",
          stage.calls,
        ),
      )
      .command(
        "podman",
        `[ "\${XDG_RUNTIME_DIR:-}" ] || exit 125
        (echo x >&3) 2>/dev/null && echo leaked >>${stage.folder}/leaked; (echo x >&4) 2>/dev/null && echo leaked >>${stage.folder}/leaked
        case "$*" in ${cases} *) echo "podman says $1" ;; esac`,
      );
  const running = `mount -t tmpfs tmpfs /run; mkdir -p /run/user/${user}/libpod/tmp; chown -R ${user} /run/user/${user}
    printf 'mallory:x:${user}:${user}::/home/mallory:/bin/sh\\n' >>/etc/passwd
    ${asUser} sleep 60 & ATTACKER=$!; export ATTACKER; echo $ATTACKER >/run/user/${user}/libpod/tmp/pause.pid`;

  test.each([
    [
      "ids that are paths",
      `*--format*) for i in 1 2; do printf '%s;%s;true;/x>/y|\\n' "../../../../../../../../../../../../../../../../../../home/rootonly/z" "/../../x"; done ;;`,
    ],
    ["output without end", "*) while :; do echo 'a line without end'; done ;;"],
    ["no answer", "*) sleep 300 ;;"],
    ["containers without end", `"ps -aq --no-trunc") seq -f '%064.0f' 100000 ;;`],
  ])("has a minute and little room: %s", async (_, cases) => {
    const stage = withPodman(new Stage().docker(), cases);
    const archive = await attacked(stage, running, { args: ["--timeout", "2"] });
    expect(archive.manifest.captures.filter(({ path }) => path.includes("user_mallory")).length).toBeGreaterThan(0);
    const size = archive.files
      .filter(({ path }) => path.includes("user_mallory"))
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(size).toBeLessThan(200 << 20);
    expect(readdirSync(stage.folder)).not.toContain("leaked");
    expect(readFileSync(stage.calls, "utf8")).toContain("tty: cat: /dev/tty: ");
  });

  test.each([
    ["that is a pipe", `rm pause.pid; mkfifo pause.pid`],
    ["without end", `truncate -s 1T pause.pid`],
    ["that is a link", `ln -sf /home/rootonly/shadow pause.pid`],
    ["that names another's process", `echo $$ >pause.pid`],
    ["in a folder that is a link", `cd ..; mv tmp away; ln -s away tmp`],
  ])("asks nobody for a file %s", async (_, change) => {
    const stage = withPodman(new Stage().docker(), "");
    await attacked(stage, `${running}; cd /run/user/${user}/libpod/tmp; ${change}; cd /`, { args: ["--timeout", "2"] });
    expect(stage.callsOf("runuser")).toBe(0);
  });

  test("is ended where a container's files fill the room that there is", async () => {
    const id = "0".repeat(63).concat("1");
    const details = `${id};/nova_api;true;/var/lib/config-data/nova>/var/lib/kolla/config_files/src|`;
    const stage = new Stage().docker(`*--format*"{{.Id}}"*) echo '${details}' ;;
      cp*) for last; do :; done; for i in 1 2 3; do head -c 100000000 /dev/zero >"$last/$i"; done; exec sleep 300 ;;`);
    const setup = "mkdir -p /var/lib/config-data/nova/etc/nova";
    const archive = await attacked(stage, setup, { args: ["--timeout", "200"] });
    expect(archive.capture("sos_containers/nova_api/etc/nova").stderr).toBe("ended: it wrote more than 256 MiB");
  });

  test("takes of a container what is plain, whatever else its files are", async () => {
    const id = "0".repeat(63).concat("1");
    const details = `${id};/nova_api;true;/var/lib/config-data/nova>/var/lib/kolla/config_files/src|`;
    const stage = new Stage().docker(`*--format*"{{.Id}}"*) echo '${details}' ;;
      cp*) for last; do :; done; mkdir -p "$last/nova/a
/home/rootonly" "$last/nova/sub"; cd "$last/nova"; echo x >"a
/home/rootonly/shadow"; echo x >"a"; echo a=2 >nova.conf; ln -s /home/rootonly/shadow link; ln -s /home/rootonly all
        mkfifo pipe; mknod zero c 1 5; truncate -s 1T sparse; printf 'a\\000b' >"a
/home/rootonly/store.db" ;;`);
    const setup = `folder=/var/lib/config-data/nova/etc/nova; mkdir -p $folder/sub; cd $folder
      touch nova.conf link pipe zero sparse all a; cd /`;
    const archive = await attacked(stage, setup);
    const inside = archive.files.filter(({ path, type }) => path.startsWith("sos_containers/") && type === "File");
    expect(inside.map(({ path }) => path)).toEqual([
      "sos_containers/nova_api/etc/nova/a",
      "sos_containers/nova_api/etc/nova/nova.conf",
    ]);
    expect(leftOut(archive, "sos_containers/nova_api/etc/nova")[0]?.stderr).toContain(
      "2 files whose paths hold control characters",
    );
  });
});
