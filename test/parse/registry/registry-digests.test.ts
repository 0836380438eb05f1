import { describe, expect, it } from "vitest";
import { factsOf, ofKind } from "../support.ts";

const FILE = "sos_commands/registry/v2_manifests";

function digests(text: string): string[] {
  return ofKind(factsOf(FILE, text), "registry-digest").map(
    ({ host, repository, tag, digest, source }) =>
      `${host} ${repository}:${tag} ${digest.slice(7, 11)} line ${source.line}`,
  );
}

const answer = (digit: string, tag: string) =>
  [
    "HTTP/1.1 200 OK",
    `Docker-Content-Digest: sha256:${digit.repeat(64)}`,
    "",
    `url: http://172.25.249.200:8787/v2/rhosp13/openstack-cron/manifests/${tag}`,
    "",
  ].join("\n");

describe("the digests of a registry's tags", () => {
  it("stand in the headers before the address", () => {
    expect(digests(`${answer("1", "13.0-73")}\n${answer("2", "13.0-74")}`)).toEqual([
      "172.25.249.200:8787 rhosp13/openstack-cron:13.0-73 1111 line 2",
      "172.25.249.200:8787 rhosp13/openstack-cron:13.0-74 2222 line 7",
    ]);
  });

  it("are not taken over from the answer before", () => {
    const missing = "HTTP/1.1 404 Not Found\n\nurl: http://r:8787/v2/rhosp13/openstack-cron/manifests/gone\n";
    expect(digests(`${answer("1", "13.0-73")}\n${missing}`)).toHaveLength(1);
    expect(digests(`HTTP/1.1 200 OK\n${missing}`)).toEqual([]);
  });

  it("are none in a file of something else", () => {
    for (const text of ["", "curl: (7) refused", "{}"]) expect(factsOf(FILE, text)).toEqual([]);
  });
});
