import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../../src/model/deployment.ts";
import { captured, inspect, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const PS = "sos_commands/docker/docker_ps_-a";
const IMAGES = "sos_commands/docker/docker_images";
const CATALOG = "sos_commands/registry/v2/_catalog";

function imageTable(...rows: readonly (readonly [string, string, string])[]): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd([60, 20, 20, 18, 0][at] ?? 0))
      .join("")
      .trimEnd();
  return [
    line(["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]),
    ...rows.map((row) => line([...row, "2 weeks ago", "1.1 GB"])),
  ].join("\n");
}

function present(image: string, ...rows: readonly (readonly [string, string, string])[]) {
  const files = { hostname: "n\n", [PS]: psTable(["a", image, "Up 1 day"]), [IMAGES]: imageTable(...rows) };
  return deploymentOf([captured(files)], KNOWN).nodes[0]?.requiredImages.map((required) => required.present);
}

describe("an image that a node has to run", () => {
  it.each([
    ["is there under its name and tag", "r:8787/ns/x:13.0-1", [["r:8787/ns/x", "13.0-1", "aaaaaaaaaaaa"]], [true]],
    ["is not there at another tag", "r:8787/ns/x:13.0-1", [["r:8787/ns/x", "13.0-2", "aaaaaaaaaaaa"]], [false]],
    ["is there without a tag as latest", "busybox", [["busybox", "latest", "aaaaaaaaaaaa"]], [true]],
    ["is there under podman's full name", "busybox", [["docker.io/library/busybox", "latest", "aaaaaaaaaaaa"]], [true]],
    ["asks for no name where it is referred to by id", "sha256:aaaaaaaaaaaabbbb", [], []],
  ] as const)("%s", (_, image, rows, expected) => {
    expect(present(image, ...rows)).toEqual(expected);
  });

  it("is undecided by a digest where the list shows none, and decided where it does", () => {
    const image = `quay.io/ceph/ceph@sha256:${"1".repeat(64)}`;
    expect(present(image, ["quay.io/ceph/ceph", "<none>", "aaaaaaaaaaaa"])).toEqual([undefined]);
    const listed = (digest: string) =>
      `REPOSITORY          TAG      DIGEST${" ".repeat(70)}IMAGE ID       CREATED       SIZE\nquay.io/ceph/ceph   <none>   sha256:${digest.repeat(64)}     aaaaaaaaaaaa   2 weeks ago   1 GB\n`;
    const [same, other] = ["1", "2"].map((digest) =>
      deploymentOf([captured({ [PS]: psTable(["a", image, "Up 1 day"]), [IMAGES]: listed(digest) })], KNOWN),
    );
    expect(same?.nodes[0]?.requiredImages[0]?.present).toBe(true);
    expect(other?.nodes[0]?.requiredImages[0]?.present).toBe(false);
  });

  it("is undecided by a name from which docker ps has left a digest out", () => {
    expect(present("quay.io/x/y", ["quay.io/x/y", "<none>", "aaaaaaaaaaaa"])).toEqual([undefined]);
    expect(present("quay.io/x/y", ["quay.io/x/z", "1", "aaaaaaaaaaaa"])).toEqual([false]);
  });

  it("is undecided by a digest under podman, which lists one of several", () => {
    const digest = (character: string) => `sha256:${character.repeat(64)}`;
    const images = `REPOSITORY          TAG      DIGEST${" ".repeat(70)}IMAGE ID       CREATED       SIZE\nquay.io/ceph/ceph   <none>   ${digest("1")}     aaaaaaaaaaaa   2 weeks ago   1 GB\n`;
    const files = {
      "sos_commands/podman/podman_ps_-a": psTable(["a", `quay.io/ceph/ceph@${digest("2")}`, "Up 1 day"]),
      "sos_commands/podman/podman_images": images,
    };
    expect(deploymentOf([captured(files)], KNOWN).nodes[0]?.requiredImages[0]?.present).toBeUndefined();
  });

  it("is undecided where the list of its own engine's images is not there", () => {
    const files = { "sos_commands/podman/podman_ps_-a": psTable(["a", "x:1", "Up 1 day"]), [IMAGES]: imageTable() };
    const [node] = deploymentOf([captured(files)], KNOWN).nodes;
    expect(node?.requiredImages[0]?.present).toBeUndefined();
    expect(node?.coverage.images).toMatchObject({ state: "partial", reason: expect.stringContaining("podman_images") });
  });

  it("is fetched by the node's engine, in words that a shell takes for nothing else", () => {
    const pulls = (image: string) => {
      const files = { "sos_commands/podman/podman_ps_-a": psTable(["a", image, "Up 1 day"]) };
      return deploymentOf([captured(files)], KNOWN).nodes[0]?.requiredImages[0]?.pull;
    };
    expect(pulls("r:8787/ns/x:1")).toBe("sudo podman pull r:8787/ns/x:1");
    expect(pulls("$(reboot):1")).toBe("sudo podman pull '$(reboot):1'");
    expect(pulls("r:8787/ns/x:pcmklatest")).not.toContain("pull");
  });

  it("is undecided where the list of images is not there or broken", () => {
    const only = deploymentOf([captured({ [PS]: psTable(["a", "x:1", "Up 1 day"]) })], KNOWN);
    expect(only.nodes[0]?.requiredImages[0]?.present).toBeUndefined();
    const broken = deploymentOf(
      [captured({ [PS]: psTable(["a", "x:1", "Up 1 day"]), [IMAGES]: `${imageTable()}\n???` })],
      KNOWN,
    );
    expect(broken.nodes[0]?.requiredImages[0]?.present).toBeUndefined();
  });

  it("is also what the start-up configuration refers to, but not what is only executed", () => {
    const startup = JSON.stringify({
      b: { image: "r:8787/x:1", restart: "always" },
      c: { image: "r:8787/y:1", action: "exec" },
    });
    const file = "var/lib/tripleo-config/docker-container-startup-config-step_4.json";
    const [node] = deploymentOf([captured({ [PS]: psTable(), [IMAGES]: imageTable(), [file]: startup })], KNOWN).nodes;
    expect(node?.requiredImages.map(({ reference, requiredBy }) => [reference, requiredBy])).toEqual([
      ["r:8787/x:1", ["b"]],
    ]);
  });
});

describe("a container's image", () => {
  it("is told by the id that runs and the id that its name has now", () => {
    const image = "r:8787/x:1";
    const files = {
      "sos_commands/docker/containers/docker_inspect_all": inspect({
        name: "a",
        image,
        imageId: `sha256:${"b".repeat(64)}`,
      }),
      [IMAGES]: imageTable(["r:8787/x", "1", "cccccccccccc"]),
    };
    const container = deploymentOf([captured(files)], KNOWN).nodes[0]?.containers[0];
    expect(container).toMatchObject({ imageId: "bbbbbbbbbbbb", currentImageId: "cccccccccccc" });
  });
});

describe("a container's image under two engines", () => {
  it("is compared with the images of its own engine", () => {
    const files = {
      "sos_commands/podman/podman_inspect_all": inspect({ name: "a", image: "x:1", imageId: "b".repeat(64) }),
      [IMAGES]: imageTable(["x", "1", "cccccccccccc"]),
      "sos_commands/podman/podman_images": imageTable(["localhost/x", "1", "bbbbbbbbbbbb"]),
    };
    const current = (more: Record<string, string>) =>
      deploymentOf([captured({ ...files, ...more })], KNOWN).nodes[0]?.containers[0]?.currentImageId;
    expect(current({})).toBe("bbbbbbbbbbbb");
    const twice = imageTable(["x", "1", "bbbbbbbbbbbb"], ["x", "1", "cccccccccccc"]);
    expect(current({ "sos_commands/podman/podman_images": twice })).toBeUndefined();
  });
});

describe("the registry", () => {
  const required = {
    [PS]: psTable(
      ["a", "r:8787/ns/x:13.0-1", "Up 1 day"],
      ["b", "r:8787/ns/gone:13.0-1", "Up 1 day"],
      ["c", "r:8787/ns/x:pcmklatest", "Up"],
    ),
  };
  const tags = (...list: string[]) => ({
    "sos_commands/registry/v2/ns/x/tags/list": JSON.stringify({ name: "ns/x", tags: list }),
  });
  const served = (director: Record<string, string>) => {
    const bundles = [captured({ hostname: "director\n", ...director }), captured({ hostname: "c0\n", ...required })];
    return Object.fromEntries(
      deploymentOf(bundles, KNOWN).registryImages.map((image) => [image.reference, image.served]),
    );
  };

  it("may have more than one page of its catalog names", () => {
    const page = (names: number) =>
      JSON.stringify({ repositories: Array.from({ length: names }, (_, at) => `ns/other${at}`) });
    expect(served({ [CATALOG]: page(100) })["r:8787/ns/gone:13.0-1"]).toBeUndefined();
    expect(served({ [CATALOG]: page(99) })["r:8787/ns/gone:13.0-1"]).toBe(false);
  });

  it("is asked for no template of a name", () => {
    const list =
      "container_images:\n- imagename: docker.io/x/{{prefix}}nova-api:{{tag}}\n  push_destination: 1.2.3.4:8787\n";
    expect(Object.keys(served({ "home/stack/images.yaml": list })).filter((name) => name.includes("{"))).toEqual([]);
  });

  it("serves a tag that its list names, and no repository that a whole catalog leaves out", () => {
    const catalog = { [CATALOG]: '{"repositories":["ns/x"]}' };
    expect(served({ ...catalog, ...tags("13.0-1") })).toEqual({
      "r:8787/ns/x:13.0-1": true,
      "r:8787/ns/gone:13.0-1": false,
    });
    expect(served({ ...catalog, ...tags("13.0-2") })["r:8787/ns/x:13.0-1"]).toBe(false);
  });

  it("is undecided by a catalog alone on tags, and by tags alone on repositories", () => {
    expect(served({ [CATALOG]: '{"repositories":["ns/x"]}' })["r:8787/ns/x:13.0-1"]).toBeUndefined();
    expect(served(tags("13.0-1"))["r:8787/ns/gone:13.0-1"]).toBeUndefined();
  });

  it("answers for the name that it was asked by, where images are referred to by several", () => {
    const two = { [PS]: psTable(["a", "r:8787/ns/gone:1", "Up 1 day"], ["b", "other:8787/ns/gone:1", "Up 1 day"]) };
    const manifest = JSON.stringify({
      tool: { name: "sospect-collect" },
      captures: [{ command: "curl -sSf http://r:8787/v2/_catalog?n=1000", path: CATALOG, exitCode: 0 }],
    });
    const director = captured({ hostname: "director\n", [CATALOG]: '{"repositories":[]}', "manifest.json": manifest });
    const images = deploymentOf([director, captured({ hostname: "c0\n", ...two })], KNOWN).registryImages;
    expect(images.map(({ reference, served }) => [reference, served])).toEqual([
      ["r:8787/ns/gone:1", false],
      ["other:8787/ns/gone:1", undefined],
    ]);
  });

  it("is undecided where the catalog is cut short", () => {
    expect(served({ [CATALOG]: '{"repositories":["ns/x"' })["r:8787/ns/gone:13.0-1"]).toBeUndefined();
  });

  it("is asked for what an image list says, under its push destination", () => {
    const list = "container_images:\n- imagename: registry.example.com/ns/y:13.0-1\n  push_destination: r:8787\n";
    expect(
      served({ [CATALOG]: '{"repositories":[]}', "home/stack/local_registry_images.yaml": list })["r:8787/ns/y:13.0-1"],
    ).toBe(false);
  });
});

describe("images that run on several nodes", () => {
  it("are one repository with its tags, without pacemaker's", () => {
    const node = (name: string, image: string) =>
      captured({
        hostname: `${name}\n`,
        [PS]: psTable(["a", image, "Up 1 day"], ["p", "r:8787/ns/x:pcmklatest", "Up 1 day"]),
      });
    const [repository, ...others] = deploymentOf(
      [node("c0", "r:8787/ns/x:1"), node("c1", "s:8787/ns/x:2")],
      KNOWN,
    ).repositories;
    expect(others).toEqual([]);
    expect(repository).toMatchObject({ name: "ns/x", tags: ["1", "2"], uses: ["1 on c0", "2 on c1"] });
    expect(Object.values(repository?.evidence ?? {}).map(({ file }) => file)).toEqual([`c0:${PS}`, `c1:${PS}`]);
  });
});

describe("an image that runs at several tags", () => {
  it("is no matter of what has ended, nor of neutron's helpers", () => {
    const image = "r:8787/ns/openstack-neutron-dhcp-agent";
    const files = {
      [PS]: psTable(
        ["neutron_dhcp", `${image}:13.0-2`, "Up 1 day"],
        ["neutron_old", `${image}:13.0-0`, "Exited (0) 1 year ago"],
        ["neutron-dnsmasq-qdhcp-1", `${image}:13.0-1`, "Up 1 year"],
      ),
    };
    expect(deploymentOf([captured(files)], KNOWN).repositories.map(({ tags }) => tags)).toEqual([["13.0-2"]]);
  });
});
