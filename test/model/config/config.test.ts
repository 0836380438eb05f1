import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type FileOf, type Inspected, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const ETC = "etc/nova/nova.conf";
const VOLUME = "/var/lib/config-data/puppet-generated/nova";
const NOVA = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";
const PLACEMENT = "var/lib/config-data/puppet-generated/placement/etc/nova/nova.conf";
const SUM = "var/lib/config-data/puppet-generated/nova.md5sum";
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;

function settings(files: Record<string, string | FileOf>, bundle = {}) {
  const node = nodeOf(captured(files, bundle), KNOWN);
  return node.settings.map(({ section, key, differs, mounted }) => ({
    setting: `[${section}] ${key}`,
    differs,
    mounted,
  }));
}

describe("a setting in /etc", () => {
  it.each([
    [
      "differs when puppet-generated has another value",
      "[libvirt]\nvirt_type=qemu\n",
      "[libvirt]\nvirt_type=kvm\n",
      true,
    ],
    ["differs when puppet-generated does not set it", "[libvirt]\nvirt_type=qemu\n", "[DEFAULT]\nx=1\n", true],
    ["does not differ when both have it", "[libvirt]\nvirt_type = kvm\n", "[libvirt]\nvirt_type=kvm\n", false],
    ["does not differ in the case of a truth", "[DEFAULT]\ndebug=true\n", "[DEFAULT]\ndebug=True\n", false],
    [
      "does not differ in blanks of a list",
      "[ml2]\ntype_drivers=vxlan, vlan\n",
      "[ml2]\ntype_drivers=vxlan,vlan\n",
      false,
    ],
    ["does not differ in the word for a truth", "[a]\nx=1\ny=off\n", "[a]\nx=True\ny=false\n", false],
    ["does not differ in the case of a section", "[Database]\nx=a\n", "[database]\nx=a\n", false],
    ["differs when a repeated key has one value more", "[pci]\nalias=a\nalias=b\n", "[pci]\nalias=a\n", true],
    ["is undecided when /etc is masked", "[neutron]\npassword=*********\n", "[neutron]\npassword=x\n", undefined],
    [
      "is undecided when both are masked alike",
      "[neutron]\npassword=*********\n",
      "[neutron]\npassword=*********\n",
      undefined,
    ],
  ])("%s", (_, etc, generated, differs) => {
    expect(settings({ [ETC]: etc, [NOVA]: generated }).map((setting) => setting.differs)).toContain(differs);
    expect(new Set(settings({ [ETC]: etc, [NOVA]: generated }).map((setting) => setting.differs)).size).toBe(1);
  });

  it("is the host's own matter in a file of a service that runs on the host", () => {
    const etc = "etc/rsyslog.d/openstack.conf";
    expect(settings({ [etc]: "a=1\n", [`${VOLUME.slice(1)}/${etc}`]: "a=2\n" })).toEqual([]);
  });

  it("is not there when it is only a comment", () => {
    expect(settings({ [ETC]: "[libvirt]\n#virt_type=qemu\n", [NOVA]: "[libvirt]\nvirt_type=kvm\n" })).toEqual([]);
  });

  it("is nobody's where no volume has the file", () => {
    expect(settings({ [ETC]: "[libvirt]\nvirt_type=qemu\n" })).toEqual([]);
  });

  it("does not differ when one of several volumes has its value", () => {
    const files = {
      [ETC]: "[DEFAULT]\nworkers=4\n",
      [NOVA]: "[DEFAULT]\nworkers=8\n",
      [PLACEMENT]: "[DEFAULT]\nworkers=4\n",
    };
    expect(settings(files).map(({ differs }) => differs)).toEqual([false]);
  });

  it("is undecided when the volume's file is cut short", () => {
    const files = { [ETC]: "[DEFAULT]\nworkers=4\n", [NOVA]: { text: "[DEFAULT]\nx=1\n", loss: "cut" } };
    expect(settings(files).map(({ differs }) => differs)).toEqual([undefined]);
  });

  it("is undecided when part of the bundle was lost, since another volume may have its value", () => {
    const files = { [ETC]: "[DEFAULT]\nworkers=4\n", [NOVA]: "[DEFAULT]\nworkers=8\n" };
    const notes = [{ code: "truncated", message: "the archive ends", lossy: true }];
    expect(settings(files, { notes }).map(({ differs }) => differs)).toEqual([undefined]);
  });

  it("is known to be mounted, or not, where the mounts of all running containers are known", () => {
    const files = { [ETC]: "[DEFAULT]\nworkers=4\n", [NOVA]: "[DEFAULT]\nworkers=8\n" };
    expect(settings({ ...files, [INSPECT]: inspect({ name: "a" }) })[0]?.mounted).toBe(false);
    expect(settings({ ...files, [INSPECT]: inspect({ name: "a", volumes: ["/etc/nova"] }) })[0]?.mounted).toBe(true);
    expect(settings({ ...files, [INSPECT]: inspect({ name: "a", volumes: ["/etc/nov"] }) })[0]?.mounted).toBe(false);
  });
});

const OTHER = "var/lib/config-data/puppet-generated/nova/etc/nova/policy";
/** What the last deployment wrote before the container started. */
const GENERATED = { text: "", mtime: NINE - 3600 };

function use(details: Partial<Inspected>, files: Record<string, string | FileOf>, bundle = {}) {
  const container = { name: "nova_api", startedAt: "2026-11-23T09:00:00Z", volumes: [VOLUME], ...details };
  return nodeOf(captured({ [INSPECT]: inspect(container), ...files }, bundle), KNOWN).configUses[0];
}

describe("a file in /etc", () => {
  it.each([
    ["was edited when it is newer than what was generated", NINE + 3600, true],
    ["was edited when it is as old, to within what copies keep of times", NINE - 3, true],
    ["is what a package left there when it is older", NINE - 86400, false],
  ])("%s", (_, mtime, edited) => {
    const files = { [ETC]: { text: "[a]\nb=1\n", mtime }, [NOVA]: { text: "[a]\nb=2\n", mtime: NINE } };
    expect(nodeOf(captured(files), KNOWN).settings.map((setting) => setting.edited)).toEqual([edited]);
  });

  it.each([
    ["was rewritten to mask secrets", { [ETC]: { text: "p=*********\n", mtime: NINE + 3600 } }],
    ["is newer than the capture", { "sos_commands/date/date": "Mon Nov 23 09:30:00 UTC 2026" }],
    ["lies in a bundle of Insights", { "insights_commands/docker_ps_--all_--no-trunc": "" }],
  ])("is not known to be edited where it %s", (_, more) => {
    const files = { [ETC]: { text: "[a]\nb=1\n", mtime: NINE + 3600 }, [NOVA]: { text: "[a]\nb=2\n", mtime: NINE } };
    expect(nodeOf(captured({ ...files, ...more }), KNOWN).settings[0]?.edited).toBeUndefined();
  });

  it("was edited at the time that sos has left it, masked or not, also before the generated file was", () => {
    const dated = { "sos_commands/date/date": "Tue Nov 24 09:00:00 UTC 2026" };
    const files = {
      [ETC]: { text: "[a]\nb=1\np=*********\n", mtime: NINE + 3600 },
      [NOVA]: { text: "[a]\nb=2\np=*********\n", mtime: NINE + 7200 },
      [SUM]: { text: "0".repeat(32), mtime: NINE },
    };
    const edited = (more: object) => nodeOf(captured({ ...files, ...more, ...dated }), KNOWN).settings[0]?.edited;
    expect(edited({})).toBe(true);
    expect(edited({ [ETC]: { ...files[ETC], mtime: NINE + 86_000 } })).toBeUndefined();
    expect(edited({ [ETC]: { ...files[ETC], mtime: NINE - 3600 } })).toBe(false);
  });

  it.each([
    ["in force where the container was started since", NINE - 60, true],
    ["not yet in force where it was not", NINE + 3600, false],
  ])("is beside what is %s", (_, mtime, loaded) => {
    const files = { [ETC]: { text: "[a]\nb=1\n", mtime }, [NOVA]: { text: "[a]\nb=2\n", mtime }, [SUM]: GENERATED };
    const found = (more: object) => nodeOf(captured({ ...files, ...more }), KNOWN).settings[0]?.loaded;
    expect(found({ [INSPECT]: inspect({ name: "nova_api", volumes: [VOLUME] }) })).toBe(loaded);
    expect(found({})).toBe(false);
  });

  it("is not in force because a container looks at the whole host", () => {
    const files = { [ETC]: "[a]\nb=1\n", [NOVA]: "[a]\nb=2\n" };
    for (const volume of ["/", "/etc"]) {
      expect(settings({ ...files, [INSPECT]: inspect({ name: "a", volumes: [volume] }) })[0]?.mounted).toBe(false);
    }
  });
});

describe("a container and its configuration volume", () => {
  it.each([
    ["was changed after the start", NINE + 60, true],
    ["was changed before the start", NINE - 60, false],
    ["was written at the start, to within what archives keep of times", NINE + 2, false],
  ])("tells that the volume %s", (_, mtime, changed) => {
    expect(use({}, { [NOVA]: { text: "", mtime }, [OTHER]: GENERATED })?.changedAfterStart).toBe(changed);
  });

  const A = "a".repeat(32);
  const B = "b".repeat(32);
  it.each([
    ["with the same checksum is no change", A, NINE + 3590, A, false],
    ["with another checksum is one", A, NINE + 3590, B, true],
    ["is followed by an edit", A, NINE + 3700, A, true],
    ["leaves open what runs without a checksum", undefined, NINE + 3590, A, undefined],
  ])("tells that a volume written anew as a whole %s", (_, hash, mtime, sum, changed) => {
    const environment = hash === undefined ? [] : [`TRIPLEO_CONFIG_HASH=${hash}`];
    const files = {
      [NOVA]: { text: "", mtime },
      [OTHER]: { text: "", mtime: NINE + 3590 },
      [SUM]: { text: sum, mtime: NINE + 3600 },
    };
    expect(use({ environment }, files)?.changedAfterStart).toBe(changed);
  });

  it("does not tell a change from a writing anew where the bundle has no checksum of the volume", () => {
    const used = use({}, { [NOVA]: { text: "", mtime: NINE + 60 } });
    expect(used?.changedAfterStart).toBeUndefined();
    expect(used?.lacks["*"]).toContain(".md5sum is not in the bundle");
  });

  it("proves nothing by times that Insights or a cleaner has not kept", () => {
    const files = { [NOVA]: { text: "", mtime: NINE + 60 }, [OTHER]: GENERATED };
    const insights = { ...files, "insights_commands/docker_ps_--all_--no-trunc": "" };
    const date = { ...files, "sos_commands/date/date": "Mon Nov 23 09:00:30 UTC 2026" };
    const cleaned = use({}, files, { source: "sosreport-host0-2026-11-23-abc-obfuscated.tar.xz" });
    for (const used of [use({}, insights), use({}, date), cleaned]) expect(used?.changedAfterStart).toBeUndefined();
  });

  it("counts files that nobody parses, but not keys that rotate", () => {
    const other = "var/lib/config-data/puppet-generated/nova/etc/httpd/conf.d/10-nova.conf";
    expect(use({}, { [other]: { text: "", mtime: NINE + 60 }, [OTHER]: GENERATED })?.changedAfterStart).toBe(true);
    const key = "var/lib/config-data/puppet-generated/nova/etc/keystone/fernet-keys/1";
    expect(use({}, { [key]: { text: "", mtime: NINE + 60 } })?.changedAfterStart).toBeUndefined();
  });

  it("proves nothing by the time of a file that a scrubber rewrote", () => {
    expect(use({}, { [NOVA]: { text: "password=*********", mtime: NINE + 60 } })?.changedAfterStart).toBeUndefined();
  });

  it("proves nothing by times that a copy has flattened", () => {
    const files = { [NOVA]: { text: "", mtime: NINE + 905 }, [SUM]: { text: "0".repeat(32), mtime: NINE + 901 } };
    expect(use({}, files, { format: "directory" })?.changedAfterStart).toBeUndefined();
    expect(use({}, files)?.changedAfterStart).toBe(true);
  });

  it.each([
    ["equal", "aaa", "aaa", false],
    ["of another state", "aaa", "bbb", true],
    ["one of several parts", "zzz-aaa", "aaa", false],
    ["none of several parts", "zzz-aaa", "bbb", true],
    [
      "of a volume that had no part in it",
      "aaa",
      "bbb",
      undefined,
      [VOLUME, "/var/lib/config-data/puppet-generated/x"],
    ],
  ])("compares hashes that are %s", (_, hash, sum, differs, volumes = [VOLUME]) => {
    const long = (text: string) =>
      text.replace(/[a-z]+/g, (letters) => ({ aaa: "a", bbb: "b", zzz: "c" })[letters]?.repeat(32) ?? "");
    const environment = [`TRIPLEO_CONFIG_HASH=${long(hash)}`];
    expect(use({ environment, volumes }, { [SUM]: `${long(sum)}\n` })?.hashDiffers).toBe(differs);
  });

  it("points at the variable and at the checksum", () => {
    const environment = ["A=1", `TRIPLEO_CONFIG_HASH=${"a".repeat(32)}`];
    const evidence = use({ environment }, { [SUM]: `${"b".repeat(32)}\n` })?.evidence;
    expect(evidence?.["containerHash"]?.text).toContain("TRIPLEO_CONFIG_HASH");
    expect(evidence?.["hashDiffers"]).toEqual({ file: SUM, line: 1, text: "b".repeat(32) });
  });

  it("knows a container without a hash from one whose hash is masked", () => {
    expect(use({ environment: [] }, {})?.hashed).toBe(false);
    const masked = use({ environment: ["TRIPLEO_CONFIG_HASH=*********"] }, { [SUM]: "a".repeat(32) });
    expect([masked?.hashed, masked?.hashDiffers]).toEqual([true, undefined]);
  });
});

describe("a generated file", () => {
  it.each([
    ["newer than its volume's checksum was edited by hand", NINE + 60, true],
    ["as old as the checksum was not", NINE, false],
  ])("%s", (_, mtime, edited) => {
    const files = { [NOVA]: { text: "", mtime }, [SUM]: { text: "a".repeat(32), mtime: NINE } };
    expect(nodeOf(captured(files), KNOWN).generatedFiles.map(({ editedByHand }) => editedByHand)).toEqual([edited]);
  });

  it("is undecided without a checksum", () => {
    const [file] = nodeOf(captured({ [NOVA]: { text: "", mtime: NINE } }), KNOWN).generatedFiles;
    expect(file?.editedByHand).toBeUndefined();
    expect(file?.lacks["*"]).toContain(".md5sum");
  });
});
