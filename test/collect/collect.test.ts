import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFacts } from "../../src/parse/read-facts.ts";
import { isRoot, Stage, shells } from "./stage.ts";

// Skipped without root: only root may collect, and hide this machine's own files from the collector.
describe.skipIf(!isRoot)("collecting on a node (needs root)", () => {
  test.each(shells)("writes one archive under $name, the manifest first", async ({ words }) => {
    const stage = new Stage().docker();
    const archive = await stage.archive({ shell: words });

    expect(stage.left).toEqual([expect.stringMatching(/^sospect-[A-Za-z0-9.-]+-\d{8}T\d{6}Z\.tgz$/)]);
    expect(statSync(join(stage.out, stage.left[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(archive.files[0]?.path).toBe("manifest.json");
    expect(archive.manifest).toMatchObject({ engines: ["docker"], masked: true });
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
    const [bundle] = (await readFacts({ path: join(stage.out, stage.left[0] ?? "") })).bundles;
    const of = (wanted: string) => bundle?.facts.filter(({ kind }) => kind === wanted) ?? [];
    expect(of("packed").length).toBeGreaterThan(10);
    expect(of("damage")).toEqual([]);
  });

  test.each([
    ["with digests", []],
    ["without digests where there is no sha256sum", ["sha256sum"]],
  ])("tells in the manifest of each file what was packed, %s", async (_, without) => {
    const setup = `mkdir -p /etc/nova /var/log/containers/nova; cd /etc/nova; echo password=hunter2secret >nova.conf
      : >empty; echo a >'a\\b "c"'; echo b >"$(printf 'caf\\303\\251')"; echo c >"$(printf 'bad\\377\\303name')"`;
    const { files, manifest } = await new Stage(without).docker().archive({ setup });
    const packed = files.filter(({ type, path }) => type === "File" && path !== "manifest.json");
    const told = packed.map(({ path, bytes }) => ({
      path,
      bytes: bytes.length,
      ...(without.length === 0 && { sha256: createHash("sha256").update(bytes).digest("hex") }),
    }));
    expect(manifest.files).toEqual(told);
    expect(manifest.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["etc/nova/empty", 'etc/nova/a\\b "c"', "etc/nova/café", "etc/nova/bad\ufffd\ufffdname"]),
    );
  });

  test("inspects many containers with few calls", async () => {
    const stage = new Stage().docker("", 450);
    const archive = await stage.archive();
    expect(stage.callsOf("docker inspect --type container --format")).toBe(3);
    expect(stage.callsOf("docker inspect --type container")).toBe(6);
    expect(stage.callsOf("docker inspect --type image")).toBe(1);
    expect(stage.callsOf("docker ps")).toBe(3);
    expect(archive.capture("sos_commands/docker/containers/docker_inspect_all_3").command).toContain("(50 ids)");
  }, 240_000);

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
    // Of a line that is cut nothing is kept: what is left of it may be the end of a secret.
    expect(archive.capture("var/log/containers/nova/one-line.log")).toMatchObject({ cutShort: true, bytes: 0 });
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
        "var/lib/config-data/puppet-generated/nova/etc/nova/by-another-name",
        "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf",
        "var/lib/kolla/config_files/nova_api.json",
      ]);
      expect(archive.files.some((file) => file.bytes.includes("secret"))).toBe(false);
      expect(archive.files.some((file) => !["File", "Directory"].includes(file.type))).toBe(false);
      expect(archive.capture("etc/nova/large")).toMatchObject({ cutShort: true, bytes: 0 });
    },
  );

  test("copies what EDPM makes containers from and hands to them, without its secrets", async () => {
    const setup = `config=/var/lib/edpm-config/container-startup-config/nova_compute
      mkdir -p $config /var/lib/openstack/nova /var/lib/openstack/certs/nova /var/lib/openstack/configs/libvirt \
        /etc/containers/systemd/edpm_a.container.d /var/lib/config-data/ansible-generated/ovn /etc/systemd/system
      echo '{"image": "x", "restart": "never"}' >$config/nova_compute_init.json
      printf '[DEFAULT]\\ntransport_url=rabbit://nova:sEcReT1@a:5671/\\n' >/var/lib/openstack/nova/01-nova.conf
      echo sEcReT1 | tee /var/lib/openstack/certs/nova/tls.crt /var/lib/openstack/configs/libvirt/LibvirtPassword \
        /var/lib/openstack/nova/ssh-privatekey >/dev/null
      printf '[Container]\\nImage=x\\nEnvironment=OS_PASSWORD=sEcReT1\\n' >/etc/containers/systemd/edpm_a.container
      printf '[Container]\\nImage=y\\n' >/etc/containers/systemd/edpm_a.container.d/10.conf
      echo '[ovn]' >/var/lib/config-data/ansible-generated/ovn/10-ovn.conf
      echo '[Service]' >/etc/systemd/system/edpm_a.service`;
    const archive = await new Stage().docker().archive({ setup });
    const copied = archive.files.filter(
      ({ path, type }) => /edpm|openstack\/|ansible-gen/.test(path) && type !== "Directory",
    );
    expect(
      copied
        .map(({ path }) => path)
        .filter((path) => !path.startsWith("sos_commands/"))
        .sort(),
    ).toEqual([
      "etc/containers/systemd/edpm_a.container",
      "etc/containers/systemd/edpm_a.container.d/10.conf",
      "etc/systemd/system/edpm_a.service",
      "var/lib/config-data/ansible-generated/ovn/10-ovn.conf",
      "var/lib/edpm-config/container-startup-config/nova_compute/nova_compute_init.json",
      "var/lib/openstack/nova/01-nova.conf",
    ]);
    expect(archive.files.some((file) => file.bytes.includes("sEcReT1"))).toBe(false);
    for (const path of ["var/lib/openstack", "etc/containers/systemd", "var/lib/edpm-config/container-startup-config"])
      expect(archive.capture(path)).toMatchObject({ exitCode: 0 });
  });

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
    expect(stage.callsOf("curl")).toBe(4);
    const refused = archive.manifest.captures.filter((capture) => capture.stderr.startsWith("refused"));
    expect(refused.map((capture) => capture.stderr.split(": ")[1])).toEqual(["../../etc/cron.d/x", "a b", "-o"]);
  });

  test("replaces secrets before anything is written, and counts them", async () => {
    const setup = `mkdir -p /etc/nova /var/log/containers/nova
      printf '[DEFAULT]\\ntransport_url = rabbit://guest:hunter2secret@h:5672\\n' >/etc/nova/nova.conf
      chmod 640 /etc/nova/nova.conf; touch -d 2026-11-02T11:00:00Z /etc/nova/nova.conf
      echo 'X-Auth-Token: hunter2secret' >/var/log/containers/nova/nova-api.log
      printf 'text\\0password = hunter2secret' >/etc/nova/binary`;
    const stage = new Stage().docker(
      `inspect*) echo '["OS_PASSWORD=hunter2secret"]' ;; info) echo password=hunter2secret >&2 ;;`,
    );
    const archive = await stage.archive({ setup });
    expect(archive.files.filter((file) => file.bytes.includes("hunter2")).map((file) => file.path)).toEqual([]);
    const conf = archive.text("etc/nova/nova.conf");
    const [, token] =
      /^\[DEFAULT\]\ntransport_url = rabbit:\/\/guest:(masked-[0-9a-f]{6}-\d+)@h:5672\n$/.exec(conf) ?? [];
    expect(archive.text("var/log/containers/nova/nova-api.log")).toBe(`X-Auth-Token: ${token}\n`);
    expect(archive.text("sos_commands/docker/containers/docker_inspect_all")).toBe(`["OS_PASSWORD=${token}"]\n`);
    expect(archive.capture("sos_commands/docker/docker_info").stderr).toBe(`password=${token}\n`);
    expect(archive.manifest).toMatchObject({ masked: true, maskedSecrets: 1 });
    expect(archive.manifest.maskedValues).toBeGreaterThanOrEqual(5);
    expect(archive.capture("etc/nova/binary").stderr).toContain("it is no text");
    const written = archive.files.find((file) => file.path === "etc/nova/nova.conf");
    expect(written?.mtime.toISOString()).toBe("2026-11-02T11:00:00.000Z");
  });

  test("leaves secrets as they are where it is told to, and says so", async () => {
    const setup = "mkdir -p /etc/nova; echo password=hunter2secret >/etc/nova/nova.conf";
    const archive = await new Stage().docker().archive({ setup, args: ["--no-mask"] });
    expect(archive.text("etc/nova/nova.conf")).toBe("password=hunter2secret\n");
    expect(archive.manifest).toMatchObject({ masked: false, maskedValues: 0, maskedSecrets: 0 });
  });

  test("writes to standard output, and nothing else there", async () => {
    const stage = new Stage().docker();
    const ended = await stage.collect({ args: ["-o", "-", "--progress"] });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\u001f/) });
    expect(ended.stderr).toMatch(/^(collect: progress: [^\n]+\n)+$/);
    expect(stage.left).toEqual([]);
  });

  test("begins nothing more when its whole time is up, and packs what there is", async () => {
    const stage = new Stage().docker("logs*) exec sleep 300 ;;", 3);
    const archive = await stage.archive({ args: ["--total-timeout", "2", "--jobs", "1"] });
    const late = archive.manifest.captures.filter((capture) => capture.stderr.startsWith("not begun"));
    expect(late.length).toBeGreaterThan(0);
    expect(late.every((capture) => capture.exitCode === 124)).toBe(true);
    expect(archive.text("sos_commands/docker/docker_ps_-a_--no-trunc")).toContain("1\n");
  });

  test("keeps those logs that were written last, where all together are too large", async () => {
    const setup = `mkdir -p /var/log/containers/nova
      seq 1 90000 >/var/log/containers/nova/old.log; touch -d 2026-11-01T10:00:00Z /var/log/containers/nova/old.log
      seq 1 90000 >/var/log/containers/nova/new.log; touch -d 2026-11-02T10:00:00Z /var/log/containers/nova/new.log`;
    const args = ["--max-total", "1", "--lines", "100000"];
    const archive = await new Stage().docker().archive({ setup, args });
    expect(archive.capture("var/log/containers/nova/new.log").bytes).toBeGreaterThan(500_000);
    expect(archive.capture("var/log/containers/nova/old.log")).toMatchObject({
      bytes: 0,
      cutShort: true,
      stderr: expect.stringContaining("--max-total"),
    });
  });

  test("leaves out logs that are older than asked for", async () => {
    const setup = `mkdir -p /var/log/containers/nova; echo old >/var/log/containers/nova/old.log
      touch -d 2020-11-01T10:00:00Z /var/log/containers/nova/old.log; echo new >/var/log/containers/nova/new.log`;
    const stage = new Stage().docker();
    const archive = await stage.archive({ setup, args: ["--since", "2h"] });
    expect(archive.files.map((file) => file.path)).toContain("var/log/containers/nova/new.log");
    expect(archive.files.map((file) => file.path)).not.toContain("var/log/containers/nova/old.log");
    expect(stage.callsOf("docker logs -t --tail 1000 --since 120m")).toBe(1);
  });

  test("copies from a container what kolla copied into it, and nothing else of it", async () => {
    const setup = `nova=/var/lib/config-data/puppet-generated/nova; mkdir -p $nova/etc/nova; echo a=1 >$nova/etc/nova/nova.conf`;
    const id = "0".repeat(63).concat("1");
    const details = `${id};/nova_api;true;/var/lib/config-data/puppet-generated/nova>/var/lib/kolla/config_files/src|/etc/hosts>/etc/hosts|`;
    const stage = new Stage().docker(`*--format*"{{.Id}}"*) echo '${details}' ;;
      cp*) for last; do :; done; mkdir -p "$last/nova"; echo a=2 >"$last/nova/nova.conf"; echo b >"$last/nova/other"
        /bin/ln -s /etc/shadow "$last/nova/link" ;;`);
    const archive = await stage.archive({ setup });
    expect(stage.callsOf(`docker cp ${id}:/etc/nova `)).toBe(1);
    const inside = archive.files.filter((file) => file.path.startsWith("sos_containers/") && file.type === "File");
    expect(inside.map((file) => [file.path, file.bytes.toString()])).toEqual([
      ["sos_containers/nova_api/etc/nova/nova.conf", "a=2\n"],
    ]);
  });

  test("copies from a container of kolla-ansible the files that its config.json names", async () => {
    const files = ["/etc/nova/nova.conf", "/etc/../root/x", "/var/lib/nova/.ssh/config", "/etc/$(id)/y"];
    const config = JSON.stringify({ command: "nova-api", config_files: files.map((dest) => ({ source: "s", dest })) });
    const setup = `mkdir -p /etc/kolla/nova-api; cat >/etc/kolla/nova-api/config.json <<'JSON'
${config}
JSON
`;
    const id = "0".repeat(63).concat("1");
    const details = `${id};/nova_api;true;/etc/kolla/nova-api>/var/lib/kolla/config_files|`;
    const stage = new Stage().docker(`*--format*"{{.Id}}"*) echo '${details}' ;;
      cp*) for last; do :; done; echo a=2 >"$last/nova.conf" ;;`);
    const archive = await stage.archive({ setup });
    expect(stage.callsOf(`docker cp ${id}:`)).toBe(1);
    expect(archive.text("sos_containers/nova_api/etc/nova/nova.conf")).toBe("a=2\n");
    expect(archive.text("etc/kolla/nova-api/config.json")).toBe(`${config}\n`);
  });

  test("runs the containers' own health checks where it is told to", async () => {
    const id = "0".repeat(63).concat("1");
    const stage = new Stage().docker(`*--format*"{{.Id}}"*) echo '${id};/nova_api;true;' ;;`);
    const archive = await stage.archive({ args: ["--healthchecks"] });
    expect(archive.text("sos_commands/docker/containers/docker_exec_healthcheck_000000000000")).toBe(
      "the answer to exec\n",
    );
    expect(new Stage().docker().left).toEqual([]);
    const without = new Stage().docker(`*--format*"{{.Id}}"*) echo '${id};/nova_api;true;' ;;`);
    await without.archive();
    expect(without.callsOf("docker exec")).toBe(0);
  });

  test("asks again for those that are left, where one was removed meanwhile", async () => {
    const gone = "0".repeat(63).concat("1");
    const left = "0".repeat(63).concat("2");
    const stage = new Stage().docker(
      `"ps -aq --no-trunc") echo ${left} ;; "inspect --type container"*${gone}*) echo "no such container" >&2; exit 125 ;;`,
      2,
    );
    const archive = await stage.archive();
    expect(archive.text("sos_commands/docker/containers/docker_inspect_all")).toBe("the answer to inspect\n");
  });

  test("reads the registry's catalog page by page, and asks for every tag's digest at once", async () => {
    const stage = new Stage().docker().command(
      "curl",
      `for each; do [ "$before" != -D ] || headers=$each; before=$each; done
      case "$*" in
      *last=ns/a*) echo '{"repositories":["ns/b"]}' ;;
      *_catalog*) printf 'Link: </v2/_catalog?last=ns/a&n=1000>; rel="next"\\r\\n' >"$headers"; echo '{"repositories":["ns/a"]}' ;;
      *tags/list*) echo '{"tags":["1.0","x y"]}' ;;
      *) cat; while [ "$1" != -K ]; do shift; done; cat "$2" ;;
      esac`,
    );
    const archive = await stage.archive({ args: ["--registry", "registry.example:8787"] });
    expect(archive.text("sos_commands/registry/v2/_catalog_2")).toContain("ns/b");
    expect(archive.text("sos_commands/registry/v2_manifests").trim().split("\n")).toEqual([
      'url = "http://registry.example:8787/v2/ns/a/manifests/1.0"',
      'url = "http://registry.example:8787/v2/ns/b/manifests/1.0"',
    ]);
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
    const stage = new Stage().docker("info) head -c 1500000 /dev/urandom | od -An -v -tx1 ;;");
    const full = join(stage.folder, "out");
    const setup = `mount -t tmpfs -o size=1m tmpfs ${full}`;
    // The files of the small disk are seen in there only: what is left is listed before it goes.
    const shell = ["/bin/sh", "-c", `sh "$@"; code=$?; ls -A ${full} >${stage.folder}/left; exit $code`, "sh"];
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
