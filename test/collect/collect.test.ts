import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isRoot, Stage, shells } from "./stage.ts";

// Skipped without root: only root may collect, and hide this machine's own files from the collector.
describe.skipIf(!isRoot)("collecting on a node (needs root)", () => {
  test.each(shells)("writes one archive under $name, the manifest first", async ({ words }) => {
    const stage = new Stage().docker();
    const archive = await stage.archive({ shell: words });

    expect(stage.left).toEqual([expect.stringMatching(/^sospect-[A-Za-z0-9.-]+-\d{8}T\d{6}Z\.tgz$/)]);
    expect(statSync(join(stage.out, stage.left[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(archive.files[0]?.path).toBe("manifest.json");
    expect(archive.manifest).toMatchObject({ engines: ["docker"], masked: false });
    const id = "0".repeat(63).concat("1");
    expect(archive.text("sos_commands/docker/docker_ps_-a_--no-trunc")).toContain(id);
    expect(archive.text("sos_commands/docker/docker_ps_-a_--no-trunc_--format_json")).toBe("the answer to ps\n");
    for (const path of [
      "docker_info",
      "docker_version",
      "docker_images_--no-trunc_--digests",
      "docker_stats_--no-stream",
    ]) {
      expect(archive.capture(`sos_commands/docker/${path}`)).toMatchObject({
        exitCode: 0,
        timedOut: false,
        stderr: "",
      });
    }
    expect(archive.text("sos_commands/docker/containers/docker_inspect_all")).toBe("the answer to inspect\n");
    expect(archive.text("sos_commands/docker/images/docker_inspect_all")).toBe("the answer to inspect\n");
    expect(archive.text("sos_commands/docker/containers/docker_logs_-t_000000000000")).toBe("out\nerr\n");
    expect(archive.text("hostname")).toBe(`${archive.manifest.host}\n`);
    expect(archive.capture("etc/os-release").bytes).toBeGreaterThan(0);
  });

  test("inspects many containers with few calls", async () => {
    const stage = new Stage().docker("", 450);
    const archive = await stage.archive();
    expect(stage.callsOf("docker inspect --type container")).toBe(3);
    expect(stage.callsOf("docker inspect --type image")).toBe(1);
    expect(stage.callsOf("docker ps")).toBe(2);
    expect(archive.capture("sos_commands/docker/containers/docker_inspect_all_3").command).toContain("(50 ids)");
  });

  test("does without --type where an engine does not know it", async () => {
    const stage = new Stage().docker(`"inspect --help") echo Usage ;; "inspect --type"*) exit 125 ;;`);
    const archive = await stage.archive();
    expect(archive.capture("sos_commands/docker/containers/docker_inspect_all")).toMatchObject({
      command: "docker inspect (1 ids)",
      exitCode: 0,
    });
  });

  test("asks podman once where docker is podman's shim", async () => {
    const stage = new Stage().docker(`--version) echo "podman version 1.6.4" ;;`).command("podman", "echo $*");
    const archive = await stage.archive();
    expect(archive.manifest.engines).toEqual(["podman"]);
    expect(archive.text("sos_commands/podman/podman_ps_-a_--no-trunc_--format_json")).toContain("--format json");
    expect(stage.callsOf("docker ")).toBe(1);
  });

  test("keeps the manifest valid JSON whatever a command prints on stderr", async () => {
    const nasty = `printf '"quoted" \\\\ back\\n\\001\\000\\377 \\303\\251 \\360\\237\\230\\200 \\355\\240\\200 \\303' >&2`;
    const stage = new Stage().docker(`info) ${nasty}; exit 1 ;;`);
    const archive = await stage.archive();
    const info = archive.capture("sos_commands/docker/docker_info");
    expect(info).toMatchObject({ exitCode: 1, stderr: `"quoted" \\ back\n\u0001\u0000 é 😀  ` });
  });

  test("keeps the first 500 bytes of a long stderr", async () => {
    const stage = new Stage().docker("info) seq 1 5000 >&2 ;;");
    const archive = await stage.archive();
    expect(archive.capture("sos_commands/docker/docker_info").stderr).toHaveLength(500);
  });

  test.each([
    ["by timeout(1)", []],
    ["by itself where there is no timeout(1)", ["timeout"]],
    ["by itself where there is no setsid(1) either", ["timeout", "setsid"]],
  ])("ends a command that hangs %s, notes it, and collects the rest", async (_, without) => {
    const stage = new Stage(without).docker(`stats*) echo begun; exec sleep 300 ;;`);
    const archive = await stage.archive({ args: ["--timeout", "1"] });
    expect(archive.capture("sos_commands/docker/docker_stats_--no-stream")).toMatchObject({
      exitCode: 124,
      timedOut: true,
      bytes: "begun\n".length,
    });
    const others = archive.manifest.captures.filter((capture) => !capture.path.endsWith("docker_stats_--no-stream"));
    expect(others.filter((capture) => capture.timedOut)).toEqual([]);
    expect(archive.capture("sos_commands/docker/containers/docker_logs_-t_000000000000").exitCode).toBe(0);
  });

  test("captures what it can where listing the containers hangs", async () => {
    const stage = new Stage().docker(`ps*) exec sleep 300 ;;`);
    const archive = await stage.archive({ args: ["--timeout", "1"] });
    expect(archive.capture("sos_commands/docker/docker_ps_-a_--no-trunc").timedOut).toBe(true);
    expect(archive.capture("sos_commands/docker/docker_images_--no-trunc_--digests").exitCode).toBe(0);
  });

  test("keeps the end of a long log, and notes that it is cut short", async () => {
    const stage = new Stage().docker(`logs*) seq 1 100 ;;`);
    const setup = `mkdir -p /var/log/containers/nova
      seq 1 100 >/var/log/containers/nova/nova-api.log; touch -d 2026-11-01T10:00:00Z /var/log/containers/nova/nova-api.log
      head -c 1500000 /dev/zero | tr '\\0' x >/var/log/containers/nova/one-line.log
      echo short >/var/log/containers/nova/short.log`;
    const archive = await stage.archive({ args: ["--lines", "3"], setup });
    const ofContainer = "sos_commands/docker/containers/docker_logs_-t_000000000000";
    expect(archive.capture(ofContainer).cutShort).toBe(true);
    const log = "var/log/containers/nova/nova-api.log";
    expect(archive.text(log)).toBe("98\n99\n100\n");
    expect(archive.capture(log)).toMatchObject({ cutShort: true, bytes: 10 });
    expect(archive.files.find((file) => file.path === log)?.mtime.toISOString()).toBe("2026-11-01T10:00:00.000Z");
    expect(archive.capture("var/log/containers/nova/one-line.log")).toMatchObject({ cutShort: true, bytes: 1048576 });
    expect(archive.capture("var/log/containers/nova/short.log")).toMatchObject({ cutShort: false, bytes: 6 });
  });

  test.each(shells.filter(({ name }) => name !== "bash"))(
    "copies configuration with its times, and neither keys nor what lies elsewhere, under $name",
    async ({ words }) => {
      const setup = `nova=/var/lib/config-data/puppet-generated/nova
        mkdir -p $nova/etc/nova/migration $nova/etc/keystone/fernet-keys /var/lib/kolla/config_files /etc/nova
        echo '[DEFAULT]' >$nova/etc/nova/nova.conf; touch -d 2026-11-02T11:00:00Z $nova/etc/nova/nova.conf
        echo d41d8cd98f00b204e9800998ecf8427e | tee /var/lib/config-data/nova.md5sum >$nova.md5sum
        echo secret | tee $nova/etc/keystone/fernet-keys/0 $nova/etc/nova/migration/identity $nova/etc/nova/server.key \
          $nova/etc/nova/ceph.client.openstack.keyring $nova/etc/nova/tls.pem >/dev/null
        printf -- '-----BEGIN RSA PRIVATE KEY-----\\nsecret\\n' >$nova/etc/nova/by-another-name
        ln -s /etc/shadow $nova/etc/nova/shadow; ln -s /etc /etc/nova/elsewhere; mkfifo /etc/nova/pipe
        head -c 1048577 /dev/zero >/etc/nova/large; echo odd >"/etc/nova/odd 'name"
        echo '{}' >/var/lib/kolla/config_files/nova_api.json`;
      const stage = new Stage().docker();
      const archive = await stage.archive({ shell: words, setup });
      const conf = archive.files.find(
        (file) => file.path === "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
      );
      expect(conf?.mtime.toISOString()).toBe("2026-11-02T11:00:00.000Z");
      const copied = archive.files.filter((file) => /nova|keystone/.test(file.path) && file.type !== "Directory");
      expect(copied.map((file) => file.path).sort()).toEqual([
        "etc/nova/odd 'name",
        "var/lib/config-data/nova.md5sum",
        "var/lib/config-data/puppet-generated/nova.md5sum",
        "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
        "var/lib/kolla/config_files/nova_api.json",
      ]);
      expect(archive.files.some((file) => file.bytes.includes("secret"))).toBe(false);
      expect(archive.files.some((file) => !["File", "Directory"].includes(file.type))).toBe(false);
      expect(archive.capture("etc/nova/large")).toMatchObject({ cutShort: true, bytes: 0 });
    },
  );

  test("asks the registry that it is told of, and lets it choose no path", async () => {
    const catalog = `{"repositories":["rhosp13/openstack-x","../../etc/cron.d/x","a b","rhosp13/gone","-o"]}`;
    const stage = new Stage().docker().command(
      "curl",
      `case "$*" in
      *_catalog*) echo '${catalog}' ;;
      *gone*) echo "curl: (22) The requested URL returned error: 404" >&2; exit 22 ;;
      *) echo '{"name":"rhosp13/openstack-x","tags":["13.0-73"]}' ;;
      esac`,
    );
    const archive = await stage.archive({ args: ["--registry", "registry.example:8787"] });
    const v2 = "sos_commands/registry/v2";
    expect(archive.text(`${v2}/_catalog`).trim()).toBe(catalog);
    expect(archive.text(`${v2}/rhosp13/openstack-x/tags/list`)).toContain("13.0-73");
    expect(archive.capture(`${v2}/rhosp13/gone/tags/list`).exitCode).toBe(22);
    expect(stage.callsOf("curl")).toBe(3);
    const refused = archive.manifest.captures.filter((capture) => capture.stderr.startsWith("refused"));
    expect(refused.map((capture) => capture.stderr.split(": ")[1])).toEqual(["../../etc/cron.d/x", "a b", "-o"]);
  });

  test("leaves a registry alone that another machine runs", async () => {
    const stage = new Stage().docker().command("curl", "exit 7");
    await stage.archive();
    expect(stage.callsOf("curl")).toBe(0);
  });
});

describe.skipIf(!isRoot)("a node that cannot be collected (needs root)", () => {
  test("has no engine", async () => {
    const stage = new Stage();
    expect(await stage.collect()).toMatchObject({
      code: 3,
      stdout: "",
      stderr: expect.stringMatching(/no container engine/),
    });
    expect(stage.left).toEqual([]);
  });

  test("has an engine that fails", async () => {
    const stage = new Stage().docker(`ps* | info*) echo "Cannot connect to the Docker daemon" >&2; exit 1 ;;`);
    const ended = await stage.collect();
    expect(ended).toMatchObject({
      code: 4,
      stdout: "",
      stderr: expect.stringMatching(/^collect: [^\n]*docker[^\n]*\n$/),
    });
    expect(stage.left).toEqual([]);
  });

  test("has an engine that hangs", async () => {
    const stage = new Stage().docker("ps* | info*) exec sleep 300 ;;");
    expect(await stage.collect({ args: ["--timeout", "1"] })).toMatchObject({ code: 4, stdout: "" });
    expect(stage.left).toEqual([]);
  });

  test("has too little space for a start", async () => {
    const stage = new Stage().docker();
    const ended = await stage.collect({ args: ["--min-free", "999999999"] });
    expect(ended).toMatchObject({ code: 5, stdout: "", stderr: expect.stringMatching(/MiB are free in/) });
    expect(stage.left).toEqual([]);
  });

  test("gets full half-way", async () => {
    const stage = new Stage().docker("info) head -c 900000 /dev/urandom ;;");
    const full = join(stage.folder, "out");
    const setup = `mount -t tmpfs -o size=1m tmpfs ${full}`;
    // The files of the small disk are seen in there only: what is left is listed before it goes.
    const shell = ["/bin/sh", "-c", `sh "$@"; code=$?; ls -A ${full} >${stage.folder}/left; exit $code`, "sh"];
    stage.command("ls", `exec /bin/ls "$@"`);
    const ended = await stage.collect({ args: ["--min-free", "0"], setup, shell });
    expect(ended).toMatchObject({
      code: 5,
      stdout: "",
      stderr: expect.stringMatching(/^collect: cannot write[^\n]*\n$/),
    });
    expect(statSync(join(stage.folder, "left")).size).toBe(0);
  });

  test("has a target that is no directory", async () => {
    const stage = new Stage().docker();
    const ended = await stage.collect({ args: ["-o", "/proc/none"] });
    expect(ended).toMatchObject({ code: 5, stdout: "", stderr: expect.stringContaining("cannot write in /proc/none") });
  });

  test.each(shells)("is left as it was when the run is ended half-way, under $name", async ({ words }) => {
    const stage = new Stage();
    stage.docker(`images*) touch ${stage.folder}/half-way; exec sleep 298.7 ;;`);
    const ended = await stage.collect({ shell: words, terminateAt: "half-way" });
    expect(ended.code).toBe(143);
    expect(stage.left).toEqual([]);
    expect(spawnSync("pgrep", ["-f", "^sleep 298.7"], { encoding: "utf8" }).stdout).toBe("");
  });
});
