import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { captured, type Inspected, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const INSPECT = "sos_commands/docker/containers/docker_inspect_all";
const IMAGES = "sos_commands/docker/docker_images";
const STEP = "var/lib/tripleo-config/hashed-docker-container-startup-config-step_1.json";
const NS = "r:8787/rhosp13/openstack-";

function uses(...images: readonly string[]) {
  const nameOf = (image: string, at: number) => (image.includes("/rhceph/") ? `ceph-mon-c${at}` : `c${at}`);
  const rows = images.map((image, at) => [nameOf(image, at), image, "Up 1 day"] as const);
  return nodeOf(captured({ [PS]: psTable(...rows) }), KNOWN).imageUses;
}

const four = ["a", "b", "c", "d"].map((name) => `${NS}${name}:13.0-1`);

function imageTable(...rows: readonly (readonly [string, string, string, string?])[]): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd([60, 20, 20, 18, 0][at] ?? 0))
      .join("")
      .trimEnd();
  const all = rows.map(([name, tag, id, size = "1.1 GB"]) => line([name, tag, id, "2 weeks ago", size]));
  return [line(["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]), ...all].join("\n");
}

describe("the image that a container runs, beside the others", () => {
  it("floats where it has no tag, or latest", () => {
    const [, , , , untagged, latest, digest] = uses(
      ...four,
      `${NS}e`,
      `${NS}f:latest`,
      `${NS}g@sha256:${"1".repeat(64)}`,
    );
    expect(untagged).toMatchObject({ floating: true, pinnedPeers: 5, namespace: "r:8787/rhosp13" });
    expect(latest).toMatchObject({ floating: true });
    expect(digest).toMatchObject({ floating: false });
  });

  it("floats by nobody's will but its owner's where nothing there is of OpenStack", () => {
    const tools = ["phpmyadmin:latest", "adminer:4", "netbox:3", "awx:21"].map((name) => `r:4000/tools/${name}`);
    expect(uses(...tools)[0]).toMatchObject({ floating: false, pinnedPeers: 3 });
  });

  it("is not pinned by the tags that pacemaker has", () => {
    const bundles = ["galera", "haproxy"].map((name) => `r:8787/rhosp13/openstack-${name}:pcmklatest`);
    expect(uses("r:8787/rhosp13/openstack-x:latest", ...bundles)[0]?.pinnedPeers).toBe(0);
  });

  it("is of the registry that two thirds of them have, or not", () => {
    const found = uses(...four, "registry.access.redhat.com/rhosp13/openstack-e:13.0-1", "r:8787/rhceph/x:3");
    expect(found.map(({ host }) => host)).toEqual([
      "r:8787",
      "r:8787",
      "r:8787",
      "r:8787",
      "registry.access.redhat.com",
    ]);
    expect(found[4]?.usualHost).toBe("r:8787");
    expect(uses(...four.slice(0, 2), "x.y/rhosp13/openstack-z:13.0-1")[0]?.usualHost).toBe("");
  });

  it("has no usual registry where OpenStack does not run", () => {
    expect(uses("q.io/a:1", "q.io/b:1", "q.io/c:1", "docker.io/d:1")[3]?.usualHost).toBe("");
  });

  it("names no registry where the node tags it for itself", () => {
    expect(uses(...four, "cluster.common.tag/haproxy:pcmklatest")[4]?.host).toBe("");
  });

  it("tells its release, and that of the others", () => {
    const found = uses(...four, "r:8787/rhosp12/openstack-e:12.0-1", "r:8787/vendor/f:1");
    expect(found.map(({ release }) => release)).toEqual(["13", "13", "13", "13", "12", ""]);
    expect(found[4]?.usualRelease).toBe("13");
  });

  it.each([
    ["docker.io/tripleoqueens/centos-binary-e:current-tripleo", true],
    ["quay.io/tripleotrain/openstack-e:current-tripleo", true],
    ["r:8787/tripleoqueens/centos-binary-e:1", true],
    ["r:8787/rhosp13/openstack-e:13.0-2", false],
  ])("%s is of upstream: %s", (image, upstream) => {
    expect(uses(...four, image)[4]).toMatchObject({ upstream, ofProduct: true });
  });

  it("does not count what has ended, ids, neutron's and ceph's", () => {
    const rows = [
      ["a", `${NS}a:13.0-1`, "Exited (0) 1 day ago"],
      ["b", "sha256:aaaaaaaaaaaabbbb", "Up 1 day"],
      ["neutron-dnsmasq-1", `${NS}n:13.0-1`, "Up 1 day"],
      ["ceph-osd-0", "r:8787/x/y:1", "Up 1 day"],
    ] as const;
    expect(nodeOf(captured({ [PS]: psTable(...rows) }), KNOWN).imageUses).toEqual([]);
  });
});

describe("the name of an image that runs", () => {
  const node = (details: Inspected, ...rows: readonly (readonly [string, string, string, string?])[]) =>
    nodeOf(
      captured({
        [PS]: psTable([details.name, "i", "Up 1 day"]),
        [INSPECT]: inspect(details),
        [IMAGES]: imageTable(...rows),
      }),
      KNOWN,
    );
  const details = { name: "a", image: `${NS}a:13.0-1`, imageId: `sha256:${"a".repeat(64)}` };
  const [ours, other] = ["a".repeat(12), "b".repeat(12)];

  it("is there, was taken away, or has moved", () => {
    expect(node(details, [`${NS}a`, "13.0-1", ours]).untaggedImages[0]?.named).toBe(true);
    expect(node(details, ["<none>", "<none>", ours]).untaggedImages[0]?.named).toBe(false);
    expect(node(details, ["<none>", "<none>", ours], [`${NS}a`, "13.0-1", other]).untaggedImages[0]?.named).toBe(true);
  });

  it("is not asked for where the image itself is not there", () => {
    expect(node(details, ["x", "1", other]).untaggedImages).toEqual([]);
  });

  it("is no more required to be there while the container runs by the image's id", () => {
    const held = (...rows: readonly (readonly [string, string, string])[]) =>
      node(details, ...rows).requiredImages.map(({ present, heldById }) => [present, heldById]);
    expect(held(["<none>", "<none>", ours])).toEqual([[false, true]]);
    expect(held(["x", "1", other])).toEqual([[false, false]]);
  });

  it("costs disk where neither a name nor a container needs it", () => {
    const rows = [
      ["<none>", "<none>", ours, "30 GB"],
      ["<none>", "<none>", other, "1.26GB"],
      ["<none>", "<none>", "c".repeat(12), "500 MB"],
      ["x", "1", "d".repeat(12), "9 GB"],
    ] as const;
    expect(node(details, ...rows).danglingImages).toMatchObject([{ engine: "docker", count: 2, gigabytes: 1.8 }]);
  });

  it("may be anybody's where a container was not inspected", () => {
    const files = {
      [PS]: psTable(["a", "i", "Exited (0) 1 day ago"]),
      [IMAGES]: imageTable(["<none>", "<none>", ours]),
    };
    const [found] = nodeOf(captured(files), KNOWN).danglingImages;
    expect(found?.gigabytes).toBeUndefined();
    expect(found?.lacks["*"]).toContain("inspect of all containers");
  });
});

describe("the image of pacemaker's bundles", () => {
  const [ours, other] = ["a".repeat(12), "b".repeat(12)];
  const haproxy = `${NS}haproxy`;
  const found = (
    rows: readonly (readonly [string, string, string])[],
    startup?: string,
    image = `${haproxy}:pcmklatest`,
  ) => {
    const files = {
      [PS]: psTable(["haproxy-bundle-docker-0", image, "Up 1 day"]),
      [IMAGES]: imageTable(...rows),
      ...(startup === undefined ? {} : { [STEP]: JSON.stringify({ haproxy_image_tag: { image: startup } }) }),
    };
    return nodeOf(captured(files), KNOWN).pacemakerImages;
  };
  const rows = [
    [haproxy, "pcmklatest", ours],
    [haproxy, "13.0-73", ours],
  ] as const;

  it("is compared with the only other tag", () => {
    expect(found(rows)).toMatchObject([
      {
        imageId: ours,
        release: `${haproxy}:13.0-73`,
        releaseId: ours,
        containers: ["haproxy-bundle-docker-0"],
        restart: "sudo pcs resource restart haproxy-bundle",
      },
    ]);
  });

  it("is compared with what the start-up configuration names, of several", () => {
    const more = [...rows, [haproxy, "13.0-99", other] as const];
    expect(found(more)).toEqual([]);
    expect(found(more, `${haproxy}:13.0-99`)).toMatchObject([{ imageId: ours, releaseId: other }]);
  });

  it("is compared under the name that a cluster has in common", () => {
    const common = [
      ["cluster.common.tag/openstack-haproxy", "pcmklatest", ours] as const,
      [haproxy, "16.1-2", other] as const,
    ];
    expect(found(common, undefined, "cluster.common.tag/openstack-haproxy:pcmklatest")).toMatchObject([
      { imageId: ours, releaseId: other },
    ]);
  });

  it("is not compared where it has a plain tag", () => {
    expect(found(rows, undefined, `${haproxy}:13.0-73`)).toEqual([]);
  });
});

describe("the images of a project", () => {
  const built = (name: string, date: string, image = `${NS}${name}:13.0-1`): Inspected => ({
    name: name.replaceAll("-", "_"),
    image,
    labels: { "build-date": date },
  });
  const builds = (...given: readonly Inspected[]) =>
    deploymentOf([captured({ [INSPECT]: inspect(...given) })], KNOWN).projectBuilds.map(({ name, daysApart, oldest }) =>
      [name, daysApart, oldest].join(" "),
    );

  it("were built so many days apart", () => {
    expect(
      builds(
        built("nova-api", "2019-05-06T14:08:55.123"),
        built("nova-compute", "2019-08-05T14:08:55.123Z"),
        built("neutron-server", "2019-01-01T00:00:00Z"),
        built("cron", "2018-01-01T00:00:00Z"),
      ),
    ).toEqual([`nova 91 ${NS}nova-api:13.0-1 of 2019-05-06`]);
  });

  it("are nothing to compare where one runs, or has no date", () => {
    expect(
      builds(built("nova-api", "2019-05-06T14:08:55Z"), built("b", "2019-01-06T14:08:55Z", `${NS}nova-api:13.0-1`)),
    ).toEqual([]);
    expect(builds(built("nova-api", "2019-05-06T14:08:55Z"), built("nova-compute", "lately"))).toEqual([]);
    expect(
      builds(built("nova-api", "2019-05-06T14:08:55Z"), {
        ...built("nova-compute", "2018-05-06T14:08:55Z"),
        status: "exited",
      }),
    ).toEqual([]);
  });
});

describe("an image list", () => {
  it("tells how each entry is written", () => {
    const text = [
      "container_images:",
      "- imagename: x.y/rhosp13/openstack-a:13.0-1",
      "  push_destination: r:8787",
      "- imagename: x.y/rhosp13/openstack-a:13.0-1",
      "  push_destination: r:8787",
      "- imagename: https://x.y/rhosp13/openstack-b:13.0-1",
      "  push_destination: r:8787",
      "- imagename: x.y/rhosp13/openstack-c",
    ].join("\n");
    const { listedImages, registry } = nodeOf(captured({ "home/stack/local_registry_images.yaml": text }), KNOWN);
    expect(
      listedImages.map(({ scheme, tagged, again, pushed, othersPushed }) => [
        scheme,
        tagged,
        again,
        pushed,
        othersPushed,
      ]),
    ).toEqual([
      [false, true, false, true, true],
      [false, true, true, true, true],
      [true, true, false, true, true],
      [false, false, false, false, true],
    ]);
    expect(registry.listed[2]?.reference).toBe("https://x.y/rhosp13/openstack-b:13.0-1");
  });
});

describe("the registry", () => {
  const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
  const director = captured({
    hostname: "director\n",
    "sos_commands/registry/v2/_catalog": '{"repositories": ["rhosp13/openstack-a", "rhosp13/openstack-b"]}',
    "sos_commands/registry/v2/rhosp13/openstack-a/tags/list": '{"name": "rhosp13/openstack-a", "tags": ["13.0-1"]}',
    "sos_commands/registry/v2/rhosp13/openstack-b/tags/list": '{"name": "rhosp13/openstack-b", "tags": null}',
    "sos_commands/registry/v2_manifests": [
      "HTTP/1.1 200 OK",
      `Docker-Content-Digest: ${digest("2")}`,
      "",
      "url: http://r:8787/v2/rhosp13/openstack-a/manifests/13.0-1",
    ].join("\n"),
  });
  const compute = (known: string, image = `${NS}a:13.0-1`) =>
    captured({
      hostname: "compute0\n",
      [PS]: psTable(["a", image, "Up 1 day"]),
      [IMAGES]: imageTable(["r:8787/other/x", "1", "e".repeat(12)]),
      "sos_commands/docker/images/docker_inspect_all": JSON.stringify(
        [{ Id: "a".repeat(64), RepoTags: [`${NS}a:13.0-1`], RepoDigests: [`${NS}a@${known}`], Architecture: "amd64" }],
        null,
        1,
      ),
    });

  it("has repositories with so many tags", () => {
    expect(deploymentOf([director], KNOWN).registryRepositories.map(({ name, tagCount }) => [name, tagCount])).toEqual([
      ["rhosp13/openstack-a", 1],
      ["rhosp13/openstack-b", 0],
    ]);
  });

  it("has the image that a node pulled, or another one by now", () => {
    const same = (known: string) =>
      deploymentOf([director, compute(known)], KNOWN).pulledImages.map((image) => image.same);
    expect(same(digest("2"))).toEqual([true]);
    expect(same(digest("1"))).toEqual([false]);
    expect(deploymentOf([compute(digest("1"))], KNOWN).pulledImages).toEqual([]);
  });

  it("tells of each required image whether it has it", () => {
    const told = (image: string) =>
      deploymentOf([director, compute(digest("1"), image)], KNOWN).nodes[1]?.requiredImages[0]?.registry;
    expect(told(`${NS}a:13.0-1`)).toBe("has it");
    expect(told(`${NS}a:13.0-9`)).toBe("lacks it");
    expect(told("docker.io/x:1")).toBe("not known");
  });
});
