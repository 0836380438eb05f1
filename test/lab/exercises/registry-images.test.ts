import { IMAGES, plays } from "../stage.ts";
import { type Deed, rewritten } from "../student.ts";

const LAB_IMAGE = "172.25.249.200:8787/lab/openstack-cron";
const DIGEST = "c".repeat(64);
/** The course's registry in the place of the usual one. */
const ofCourse: Deed = (files) =>
  Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      path,
      { ...file, text: file.text.replaceAll("192.168.24.1:8787", "172.25.249.200:8787") },
    ]),
  );
const pushed: Deed = (files) => {
  const catalog = rewritten("sos_commands/registry/v2/_catalog", (text) => text.replace("[", '["lab/openstack-cron",'));
  const tags = rewritten(
    "sos_commands/registry/v2/lab/openstack-cron/tags/list",
    () => '{"name":"lab/openstack-cron","tags":["lab"]}\n',
  );
  const digests = rewritten(
    "sos_commands/registry/v2_manifests",
    () =>
      `HTTP/1.1 200 OK\ndocker-content-digest: sha256:${DIGEST}\n\nurl: http://172.25.249.200:8787/v2/lab/openstack-cron/manifests/lab\n`,
  );
  return [catalog, tags, digests].reduce((all, deed) => deed(all), files);
};
const fetched = (digest: string): Deed =>
  rewritten(IMAGES, (text) => {
    const [header = ""] = text.split("\n");
    const at = ["REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE"].map((title) => header.indexOf(title));
    const cells = [LAB_IMAGE, "lab", digest, `sha256:${"d".repeat(64)}`, "7 weeks ago", "980 MB"];
    const row = cells.reduce((line, cell, index) => line.padEnd(at[index] ?? 0) + cell, "");
    return `${text}${row}\n`;
  });
plays({
  exercise: "registry-images",
  nodes: { director: { release: "14", role: "Undercloud" }, compute0: { release: "14", role: "Compute" } },
  broken: { director: [ofCourse, fetched("<none>")], compute0: [ofCourse] },
  cases: [
    { name: "nothing done", marks: "fail fail: fail", deeds: {} },
    { name: "half done: pushed, not fetched", marks: "pass fail: fail", deeds: { director: [pushed] } },
    {
      name: "right",
      marks: "pass pass: pass",
      deeds: { director: [pushed], compute0: [fetched(`sha256:${DIGEST}`)] },
    },
    {
      name: "right in an unusual way: fetched on the director as well",
      marks: "pass pass: pass",
      deeds: { director: [pushed, fetched(`sha256:${DIGEST}`)], compute0: [fetched(`sha256:${DIGEST}`)] },
    },
    {
      name: "cheated: another image of compute0 got the name",
      marks: "pass fail: fail",
      deeds: { director: [pushed], compute0: [fetched("<none>")] },
    },
    {
      name: "cheated: nothing pushed, and the name given on both nodes",
      marks: "fail fail: fail",
      deeds: { compute0: [fetched("<none>")] },
    },
  ],
});
