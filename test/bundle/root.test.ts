import { expect, test } from "vitest";
import { readInput } from "../../src/bundle/input.ts";
import { rootFrom } from "../../src/bundle/markers.ts";
import { readTar, saved } from "./helpers.ts";
import { member, tar } from "./tar-bytes.ts";

test.each([
  ["etc/hosts", ""],
  ["sosreport-a-1/version.txt", "sosreport-a-1"],
  ["sosreport-a-1/ps", "sosreport-a-1"],
  ["tmp/x/sosreport-a-1/hostname", "tmp/x/sosreport-a-1"],
  ["var/tmp/sosreport-a-1/hostname", "var/tmp/sosreport-a-1"],
  ["case/node1/sos_commands/docker/docker_ps", "case/node1"],
  ["var/old/sos_commands/x", "var/old"],
  ["insights-a-2026/insights_commands/ps", "insights-a-2026"],
  ["insights-a-2026/uname", "insights-a-2026"],
  ["etc/insights-client/machine-id", ""],
  ["sospect-a-20260302/manifest.json", "sospect-a-20260302"],
  ["node1/var/log/messages", "node1"],
  ["mg/quay/namespaces/openstack/core/pods.yaml", "mg/quay"],
  ["namespaces/openstack/all_resources.log", ""],
  ["namespaces/openstack/crs/openstackcontrolplanes.core.openstack.org/a.yaml", ""],
  ["mg/sos-reports/_all_nodes/sosreport-a/etc/hostname", "mg/sos-reports/_all_nodes/sosreport-a"],
  ["sosreport-a-1/sos_commands/openshift/namespaces/openstack/core/pods.yaml", "sosreport-a-1"],
  ["node1/var/namespaces/openstack/core/pods.yaml", "node1"],
  ["charts/namespaces/openstack/values.yaml", undefined],
  ["manifest.json", ""],
  ["ps", undefined],
  ["node1/ps", undefined],
  ["a/b/c/manifest.json", undefined],
  ["sosreport-a-1.tar.xz", undefined],
])("%s betrays %s", (path, root) => {
  expect(rootFrom(path, false)).toBe(root);
});

test("what comes before the telling path is held and handed on in order", () => {
  const bytes = tar(
    member("x/node/ps", "1"),
    member("x/node/free", "2"),
    member("x/node/etc/hosts", "3"),
    member("x/node/df", "4"),
  );
  const { files } = readTar(bytes, 100);
  expect(files.map(({ path, text }) => path + text)).toEqual(["ps1", "free2", "etc/hosts3", "df4"]);
});

test("a large file before the telling path is not held", () => {
  const bytes = tar(
    member("node/ps", "1"),
    member("node/core", Buffer.alloc(9_000_000)),
    member("node/etc/hosts", "3"),
  );
  const { files } = readTar(bytes, 65536);
  expect(files.map(({ path }) => path)).toEqual(["ps", "core", "etc/hosts"]);
});

test("files beside the top folder are passed by", async () => {
  const bytes = tar(member("sosreport-a/etc/hosts", ""), member("._sosreport-a", ""), member("notes", ""));
  const { bundles, passedBy } = await readInput({ path: saved(bytes) }, () => undefined);
  expect(bundles.map(({ root }) => root)).toEqual(["sosreport-a"]);
  expect(passedBy).toEqual([{ path: "._sosreport-a" }, { path: "notes" }]);
});
