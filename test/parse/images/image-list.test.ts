import { describe, expect, it } from "vitest";
import { captures, factsOf, ofKind, only, realDataIsHere, realText, whereRealDataIs } from "../support.ts";

const FILE = "sos_commands/docker/docker_images";

function namesOf(text: string, file = FILE): string[] {
  return ofKind(factsOf(file, text), "image").map(({ id, repository = "-", tag = "-", digest = "-" }) =>
    [id.slice(0, 19), repository, tag, digest.slice(0, 10)].join(" "),
  );
}

function listingOf(text: string, file = FILE): string {
  const { state, problem } = only(factsOf(file, text), "listing");
  return problem === undefined ? state : `${state}: ${problem}`;
}

describe("an image list", () => {
  it("reads the table of docker 29, which has names in one column", () => {
    const text = [
      "IMAGE                                                  ID             DISK USAGE   CONTENT SIZE   EXTRA",
      "172.25.249.200:8787/rhosp13/openstack-nova-api:13.0    1f8a88f2000b        1.98MB          512kB   U",
      "<untagged>                                             2f8a88f2000b        1.98MB          512kB",
      "",
    ].join("\n");
    expect(namesOf(text)).toEqual([
      "1f8a88f2000b 172.25.249.200:8787/rhosp13/openstack-nova-api 13.0 -",
      "2f8a88f2000b - - -",
    ]);
    expect(listingOf(text)).toBe("whole");
  });

  it("reads the JSON of docker, one image a line", () => {
    const image = { ID: "1f8a88f2000b", Repository: "host:8787/nova", Tag: "latest", Digest: "<none>" };
    const text = `${JSON.stringify(image)}\n${JSON.stringify({ ...image, Repository: "<none>", Tag: "<none>" })}\n`;
    expect(namesOf(text)).toEqual(["1f8a88f2000b host:8787/nova latest -", "1f8a88f2000b - - -"]);
  });

  it("reads the JSON of podman, which names an image by all its names", () => {
    const images = [
      { Id: "1f8a88f2000b", Names: ["host:8787/nova:1"], RepoDigests: ["host:8787/nova@sha256:abcdef"] },
      { Id: "2f8a88f2000b", Names: null },
    ];
    const text = JSON.stringify(images, null, 4);
    expect(namesOf(text, "sos_commands/podman/podman_images_--format_json")).toEqual([
      "1f8a88f2000b host:8787/nova 1 -",
      "1f8a88f2000b host:8787/nova - sha256:abc",
      "2f8a88f2000b - - -",
    ]);
    expect(listingOf(text)).toBe("whole");
    expect(listingOf("[]\n")).toBe("whole");
  });

  it("takes a row without an id for a gap", () => {
    const text =
      "REPOSITORY   TAG      IMAGE ID       CREATED       SIZE\nnginx        latest   what           2 days ago    2 MB\n";
    expect(namesOf(text)).toEqual([]);
    expect(listingOf(text)).toMatch(/^cut: line 2 is no row of the table/);
  });

  it("quotes the error that it holds instead", () => {
    expect(listingOf("Cannot connect to the Docker daemon\n")).toBe(
      "failed: it holds only: Cannot connect to the Docker daemon",
    );
  });
});

describe.skipIf(!realDataIsHere)(`real image lists${whereRealDataIs}`, () => {
  const isArtifacts = (text: string): boolean => !/\bID\b/.test(text);

  it.each(captures("images"))("reads each row of $file", ({ lines, text }) => {
    if (isArtifacts(text)) {
      expect(listingOf(text)).toMatch(/^failed: it holds only: REPOSITORY +TAG +DIGEST/);
      return;
    }
    expect(listingOf(text)).toBe("whole");
    const rows = ofKind(factsOf(FILE, text), "image");
    expect(rows).toHaveLength(lines - 1);
    for (const { id, repository, tag, digest, source } of rows) {
      const [name, version, ...others] = (text.split("\n")[source.line - 1] ?? "").split(/\s+/);
      const orNone = (cell: string | undefined): string | undefined => (cell === "<none>" ? undefined : cell);
      expect([repository, tag]).toEqual([orNone(name), orNone(version)]);
      expect(others).toContain(id);
      if (digest !== undefined) expect(others).toContain(digest);
    }
  });

  it.each([
    ["docker", "test_docker_list", "DOCKER_LIST_IMAGES"],
    ["podman", "test_podman_list", "PODMAN_LIST_IMAGES"],
  ])("reads the whole ids and digests that %s prints", (engine, folder, name) => {
    const text = realText("insights-core", folder, name);
    expect(namesOf(text, `insights_commands/${engine}_images_--all_--no-trunc_--digests`)).toEqual([
      "412b684338a1178f0e5 rhel6_vsftpd latest -",
      "882ab98aae5394aebe9 rhel7_imagemagick latest -",
      "dd87dad2c7841a19263 rhel6_nss-softokn latest -",
      "34c167d900afb820eca - - -",
    ]);
    expect(listingOf(realText("insights-core", folder, `${name}_NO_DATA`))).toBe("whole");
  });
});

describe("a list of images in JSON", () => {
  it("is not whole where one of its objects is no image", () => {
    const text = '{"ID":"aaaaaaaaaaaa","Repository":"x","Tag":"1"}\n{"Repository":"y","Tag":"1"}\n';
    const facts = factsOf("sos_commands/docker/docker_images_--format_json", text);
    expect(facts.map((fact) => fact.kind)).toEqual(["listing", "image"]);
    expect(facts[0]).toMatchObject({ state: "cut", problem: expect.stringContaining("line 2") });
  });
});
