import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, type Inspected, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const GENERATED = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const INSIDE = "sos_containers/nova_api/etc/nova/nova.conf";
const JSON_FILE = "var/lib/kolla/config_files/nova_api.json";
const MOUNTS = [
  `/${JSON_FILE}:/var/lib/kolla/config_files/config.json`,
  "/var/lib/config-data/puppet-generated/nova/:/var/lib/kolla/config_files/src",
];
const STANDARD = kolla([{ source: "/var/lib/kolla/config_files/src/*", dest: "/", preserve_properties: true }]);
const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;
const MANIFEST = JSON.stringify({ tool: { name: "sospect-collect" }, started: "2026-11-23T12:00:00Z", captures: [] });

function kolla(config_files: readonly object[], command: string | undefined = "/usr/bin/x"): string {
  return JSON.stringify({ command, config_files });
}

function node(files: Record<string, string | FileOf>, given: Partial<Inspected> = {}, bundle = {}) {
  const container = inspect({ name: "nova_api", mounts: MOUNTS, startedAt: "2026-11-23T09:00:00Z", ...given });
  return nodeOf(captured({ "manifest.json": MANIFEST, [INSPECT]: container, ...files }, bundle), KNOWN);
}

function copies(files: Record<string, string | FileOf>, given: Partial<Inspected> = {}, bundle = {}) {
  return node({ [JSON_FILE]: STANDARD, ...files }, given, bundle).configCopies;
}

describe("the copy of configuration inside a container", () => {
  it.each([
    ["sets the same", "[a]\nx=1\n", "[a]\nx=1\n", false],
    ["sets the same in other words", "[a]\nx=True\ny=a, b\n", "# by hand\n[a]\ny=a,b\nx=true\n", false],
    ["has another value", "[a]\nx=1\n", "[a]\nx=2\n", true],
    ["has a setting less", "[a]\nx=1\ny=1\n", "[a]\nx=1\n", true],
    ["has a setting more", "[a]\nx=1\n", "[a]\nx=1\ny=1\n", true],
    ["has the same token for a secret", "[a]\npassword=masked-6c93eb-1\n", "[a]\npassword=masked-6c93eb-1\n", false],
    ["has another token for a secret", "[a]\npassword=masked-6c93eb-1\n", "[a]\npassword=masked-6c93eb-2\n", true],
    ["is undecided under a mask", "[a]\npassword=*********\n", "[a]\npassword=*********\n", undefined],
    ["differs beside a mask", "[a]\npassword=*********\nx=1\n", "[a]\npassword=*********\nx=2\n", true],
  ])("%s", (_, host, inside, differs) => {
    expect(copies({ [GENERATED]: host, [INSIDE]: inside }).map((copy) => copy.differs)).toEqual([differs]);
  });

  it("is quoted with both lines", () => {
    const [copy] = copies({ [GENERATED]: "[a]\nx=1\n", [INSIDE]: "[a]\n\nx=2\n" });
    expect(copy?.differences).toEqual(["[a] x is 2 inside, 1 on the host"]);
    expect(copy?.evidence).toEqual({
      differs: { file: INSIDE, line: 3, text: "x = 2" },
      differences: { file: GENERATED, line: 2, text: "x = 1" },
    });
  });

  it("shows five differences of many and counts them all", () => {
    const host = Array.from({ length: 9 }, (_, index) => `k${index}=1\n`).join("");
    const [copy] = copies({ [GENERATED]: `[a]\n${host}`, [INSIDE]: "[a]\n" });
    expect(copy?.differences).toHaveLength(5);
    expect(copy?.differenceCount).toBe(9);
  });

  it.each([
    ["the host, where it is newer than the start", 60, 0, "host"],
    ["the host, where both are newer", 60, 600, "host"],
    ["the container, where it is newer by far", -60, 600, "container"],
    ["undecided where the copy bears the time of the start", -60, 30, "undecided"],
    ["undecided where both are older", -60, -60, "undecided"],
    ["undecided where the copy is newer than the capture", -60, 4 * 3600, "undecided"],
  ])("was edited on %s", (_, host, inside, edited) => {
    const files = {
      [GENERATED]: { text: "[a]\nx=1\n", mtime: NINE + host },
      [INSIDE]: { text: "[a]\nx=2\n", mtime: NINE + inside },
    };
    expect(copies(files).map((copy) => copy.edited)).toEqual([edited]);
  });

  it("is undecided in time where the bundle keeps none", () => {
    const files = {
      [GENERATED]: { text: "[a]\nx=1\n", mtime: NINE + 60 },
      [INSIDE]: { text: "[a]\nx=2\n", mtime: NINE + 60 },
    };
    expect(copies(files, {}, { format: "directory" }).map(({ differs, edited }) => [differs, edited])).toEqual([
      [true, "undecided"],
    ]);
  });

  it("is undecided where it is not in the bundle, or cut short", () => {
    expect(copies({ [GENERATED]: "[a]\nx=1\n" }).map(({ differs }) => differs)).toEqual([undefined]);
    const cut = { [GENERATED]: "[a]\nx=1\ny=1\n", [INSIDE]: { text: "[a]\nx=1\ny", loss: "cut" } };
    expect(copies(cut).map(({ differs }) => differs)).toEqual([undefined]);
  });

  it("is nothing of a container that does not run", () => {
    expect(copies({ [GENERATED]: "[a]\nx=1\n", [INSIDE]: "[a]\nx=2\n" }, { status: "exited" })).toEqual([]);
  });

  it("is left out where a mount covers it, since others write there too", () => {
    const files = { [GENERATED]: "[a]\nx=1\n", [INSIDE]: "[a]\nx=2\n" };
    expect(copies(files, { mounts: [...MOUNTS, "/etc/nova:/etc/nova"] })).toEqual([]);
  });

  it("is left out where another copy goes to the same place", () => {
    const two = kolla([
      { source: "/var/lib/kolla/config_files/src/*", dest: "/", preserve_properties: true },
      { source: "/var/lib/kolla/config_files/src-nova/*", dest: "/etc/nova/", preserve_properties: true },
    ]);
    expect(copies({ [JSON_FILE]: two, [GENERATED]: "[a]\nx=1\n", [INSIDE]: "[a]\nx=2\n" })).toEqual([]);
  });

  it("is found without instructions where the mount is TripleO's", () => {
    const found = node({ [GENERATED]: "[a]\nx=1\n", [INSIDE]: "[a]\nx=2\n" }).configCopies;
    expect(found.map(({ differs }) => differs)).toEqual([true]);
  });

  it("is found by the instructions of kolla-ansible", () => {
    const found = node(
      {
        "etc/kolla/nova-api/config.json": kolla([
          { source: "/var/lib/kolla/config_files/nova.conf", dest: "/etc/nova/nova.conf", owner: "nova", perm: "0600" },
        ]),
        "etc/kolla/nova-api/nova.conf": "[a]\nx=1\n",
        [INSIDE]: "[a]\nx=2\n",
      },
      { mounts: ["/etc/kolla/nova-api/:/var/lib/kolla/config_files/"] },
    ).configCopies;
    expect(found.map(({ file, copiedFrom, differs }) => [file, copiedFrom, differs])).toEqual([
      ["/etc/nova/nova.conf", "/etc/kolla/nova-api/nova.conf", true],
    ]);
  });

  it.each([
    ["of another text differs where the host's is newer than the start", 60, true],
    ["of another text is undecided where the service may have rewritten it", -60, undefined],
  ])("%s", (_, age, differs) => {
    const files = {
      "var/lib/config-data/puppet-generated/nova/etc/haproxy/haproxy.cfg": {
        text: "# x\nglobal\n  maxconn 1\n",
        mtime: NINE + age,
      },
      "sos_containers/nova_api/etc/haproxy/haproxy.cfg": { text: "global\n  maxconn 2\n", mtime: NINE },
    };
    expect(copies(files).map((copy) => copy.differs)).toEqual([differs]);
  });

  it("clears a file that was written after the start without a change", () => {
    const other = "var/lib/config-data/puppet-generated/nova/etc/nova/other.conf";
    const files = {
      [JSON_FILE]: STANDARD,
      [other]: { text: "[a]\n", mtime: NINE - 60 },
      [GENERATED]: { text: "[a]\nx=1\n", mtime: NINE + 60 },
    };
    const uses = (inside: string) =>
      node({ ...files, [INSIDE]: inside }).configUses.map((use) => use.changedAfterStart);
    expect(uses("[a]\nx=2\n")).toEqual([true]);
    expect(uses("[a]\nx=1\n")).toEqual([false]);
  });
});

describe("what a container needs when it starts", () => {
  const WHOLE = JSON.stringify({
    tool: { name: "sospect-collect" },
    captures: ["var/lib/kolla/config_files", "var/lib/config-data/puppet-generated", "etc/kolla"].map((path) => ({
      path,
      command: `copy /${path}`,
      exitCode: 0,
      timedOut: false,
      cutShort: false,
    })),
  });
  const sources = (files: Record<string, string | FileOf>, given: Partial<Inspected> = {}) =>
    node(files, given).configSources.map(({ file, instructions, missing }) => [file, instructions, missing]);

  it("is there, instructions and volume", () => {
    expect(sources({ [JSON_FILE]: STANDARD, [GENERATED]: "[a]\n" })).toEqual([
      [`/${JSON_FILE}`, true, false],
      ["/var/lib/config-data/puppet-generated/nova", false, false],
    ]);
  });

  it("is missing where its folder was copied whole without it", () => {
    expect(sources({ "manifest.json": WHOLE })).toEqual([[`/${JSON_FILE}`, true, true]]);
    expect(sources({ "manifest.json": WHOLE, [JSON_FILE]: STANDARD })[1]?.[2]).toBe(true);
  });

  it("is not known to be missing where its folder was not copied, or its volume may be an empty one", () => {
    expect(sources({})).toEqual([[`/${JSON_FILE}`, true, undefined]]);
    const sum = "var/lib/config-data/puppet-generated/nova.md5sum";
    const files = { "manifest.json": WHOLE, [JSON_FILE]: STANDARD, [sum]: `${"a".repeat(32)}\n` };
    expect(sources(files)[1]?.[2]).toBe(undefined);
  });

  it("is one file of kolla-ansible's, unless it is optional or holds a key", () => {
    const copy = (name: string, more = {}) => ({
      source: `/var/lib/kolla/config_files/${name}`,
      dest: `/etc/nova/${name}`,
      owner: "nova",
      perm: "0600",
      ...more,
    });
    const json = "etc/kolla/nova-api/config.json";
    const text = kolla([copy("nova.conf"), copy("policy.yaml", { optional: true }), copy("ceph.client.nova.keyring")]);
    const found = sources(
      { "manifest.json": WHOLE, [json]: text },
      { mounts: ["/etc/kolla/nova-api:/var/lib/kolla/config_files"] },
    );
    expect(found).toEqual([
      ["/etc/kolla/nova-api/config.json", true, false],
      ["/etc/kolla/nova-api/nova.conf", false, true],
      ["/etc/kolla/nova-api/ceph.client.nova.keyring", false, undefined],
    ]);
  });

  it("is mounted as its start-up configuration says, or not", () => {
    const entry = (volumes: string[]) => ({
      "var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json": JSON.stringify({
        nova_api: { image: "x", restart: "always", volumes, environment: ["TRIPLEO_CONFIG_HASH=bbbb"] },
      }),
    });
    const volume = "/var/lib/config-data/puppet-generated/nova/:/var/lib/kolla/config_files/src:ro";
    const mounts = (files: Record<string, string>, given: Partial<Inspected> = {}) =>
      node(files, given).configMounts.map(({ wrong, actual }) => [wrong, actual]);
    expect(mounts(entry([volume, "/etc/hosts:/etc/hosts:ro"]))).toEqual([
      [false, "/var/lib/config-data/puppet-generated/nova"],
    ]);
    expect(mounts(entry([volume]), { mounts: [] })).toEqual([[true, "nothing"]]);
    expect(mounts({})).toEqual([]);
    const environment = ["KOLLA_CONFIG_STRATEGY=COPY_ONCE", "TRIPLEO_CONFIG_HASH=aaaa"];
    const [start] = node(entry([volume]), { environment }).configStarts;
    expect([start?.hashed, start?.containerHash, start?.startupHash, start?.strategy]).toEqual([
      true,
      "aaaa",
      "bbbb",
      "COPY_ONCE",
    ]);
  });

  it("is refused only where somebody uses it, for certain", () => {
    const configs = (text: string, loss?: string) =>
      node({ [JSON_FILE]: loss === undefined ? text : { text, loss } }).kollaConfigs.map(({ used, refused }) => [
        used,
        refused,
      ]);
    expect(configs(STANDARD)).toEqual([[true, false]]);
    expect(configs("{")).toEqual([[true, true]]);
    expect(configs("{", "cut")).toEqual([[true, undefined]]);
    const unused = node({ "var/lib/kolla/config_files/other.json": "{" }).kollaConfigs;
    expect(unused.map(({ used }) => used)).toEqual([false]);
  });
});

describe("the permissions of configuration", () => {
  const SECRET = "[DEFAULT]\ntransport_url=rabbit://a:b@c:5672/\n";
  const permissions = (mode: number, gid: number, text = SECRET, bundle = {}) =>
    node({ [GENERATED]: { text, mode, uid: 0, gid } }, {}, bundle).configPermissions.map(
      ({ secret, worldReadable, readable }) => [secret, worldReadable, readable],
    );

  it.each([
    ["as TripleO sets them", 0o640, 42436, [true, false, true]],
    ["open to all", 0o644, 42436, [true, true, true]],
    ["closed to the group", 0o600, 42436, [true, false, false]],
    ["of another service", 0o640, 42435, [true, false, false]],
    ["of the group that all are in", 0o640, 42400, [true, false, true]],
    ["of root, where no file shows that owners are kept", 0o640, 0, [true, false, undefined]],
  ])("%s", (_, mode, gid, expected) => {
    expect(permissions(mode, gid)).toEqual([expected]);
  });

  it("prove nothing of a file that a scrubber has rewritten", () => {
    expect(permissions(0o644, 42436, "[DEFAULT]\ntransport_url=*********\n")).toEqual([[true, undefined, undefined]]);
  });

  it("do not matter of what holds no secret, and are not known of a directory", () => {
    expect(permissions(0o644, 42436, "[a]\nx=1\n")[0]?.[0]).toBe(false);
    expect(permissions(0o644, 42436, SECRET, { format: "directory" })).toEqual([]);
  });

  const listing = (...rows: string[]) =>
    ["/var/log/containers:", "total 0", ...rows.map((row) => `drwxr-xr-x 2 ${row}`)].join("\n");
  const LIST = "sos_commands/logs/ls_-lRn_--full-time_var_log";
  const DATE = "40 2026-11-24 03:52:46.118400993 +0000";

  it.each([
    ["own", listing(`42436 42436 ${DATE} nova`), [false]],
    ["another's", listing(`162 162 ${DATE} nova`, `42435 42435 ${DATE} neutron`), [true]],
    ["undecided where no folder is its service's own", listing(`0 0 ${DATE} nova`), [undefined]],
    ["undecided where told by name", listing(`nova nova ${DATE} nova`, `42435 42435 ${DATE} neutron`), [undefined]],
    ["nobody's where no container writes there", listing(`0 0 ${DATE} heat`), []],
  ])("of a folder of logs are the service's %s", (_, text, wrong) => {
    const found = node({ [LIST]: text }, { mounts: ["/var/log/containers/nova:/var/log/nova"] }).logFolders;
    expect(found.map((folder) => folder.wrong)).toEqual(wrong);
  });
});
