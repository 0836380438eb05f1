import { describe, expect, it } from "vitest";
import { factsOf, ofKind, only, realDataIsHere, realFiles, realText, whereRealDataIs } from "../support.ts";

describe("the identity of a node", () => {
  const told = (file: string, text: string): string[] =>
    ofKind(factsOf(file, text), "identity").map(({ what, value, source }) => `${what} ${value} @${source.line}`);

  it("is told by small files", () => {
    expect(told("hostname", "controller0\n")).toEqual(["host-name controller0 @1"]);
    expect(told("etc/hostname", "\ncontroller0.lab.example.com\n")).toEqual([
      "host-name controller0.lab.example.com @2",
    ]);
    expect(told("etc/rhosp-release", "Red Hat OpenStack Platform release 13.0.4 (Queens)\n")).toEqual([
      "openstack-release Red Hat OpenStack Platform release 13.0.4 (Queens) @1",
    ]);
    expect(told("date", "Mon Nov 23 13:30:42 UTC 2026\n")).toEqual(["captured-at Mon Nov 23 13:30:42 UTC 2026 @1"]);
    expect(told("etc/os-release", 'NAME="x"\nPRETTY_NAME="Red Hat Enterprise Linux Server 7.5 (Maipo)"\n')).toEqual([
      "operating-system Red Hat Enterprise Linux Server 7.5 (Maipo) @2",
    ]);
  });

  it("is not told by an error or by nothing", () => {
    expect(told("sos_commands/host/hostname", "timeout: failed to run command 'hostname'\n")).toEqual([]);
    expect(told("hostname", "")).toEqual([]);
    expect(told("etc/os-release", "NAME=x\n")).toEqual([]);
  });

  it("is not told by half a name", () => {
    expect(factsOf("hostname", "controll", { loss: "cut short" })).toEqual([]);
  });
});

describe("a checksum of configuration", () => {
  const MD5 = "0123456789abcdef0123456789abcdef";

  it("belongs to a volume", () => {
    expect(factsOf("var/lib/config-data/puppet-generated/nova.md5sum", `${MD5}  -\n`, { mtime: 7 })).toEqual([
      {
        kind: "checksum",
        volume: "nova",
        generated: true,
        value: MD5,
        mtime: 7,
        source: { file: "var/lib/config-data/puppet-generated/nova.md5sum", line: 1, text: `${MD5}  -` },
      },
    ]);
    expect(only(factsOf("var/lib/config-data/nova.md5sum", MD5), "checksum").generated).toBe(false);
  });

  it("is none where it is cut or something else", () => {
    expect(factsOf("var/lib/config-data/nova.md5sum", MD5, { loss: "cut short" })).toEqual([]);
    for (const text of ["", "what", MD5.slice(1)]) expect(factsOf("var/lib/config-data/nova.md5sum", text)).toEqual([]);
  });
});

describe("what the registry answered", () => {
  const CATALOG = "sos_commands/registry/v2/_catalog";
  const TAGS = "sos_commands/registry/v2/rhosp13/openstack-nova-api/tags/list";
  const seen = (file: string, text: string): unknown[] => {
    const facts = factsOf(file, text);
    const { state } = only(facts, "listing");
    return [state, ...ofKind(facts, "registry").map(({ repository, tags, source }) => [repository, tags, source.line])];
  };

  it("is its repositories, or the tags of one", () => {
    expect(seen(CATALOG, '{"repositories":[\n"rhosp13/a",\n"rhosp13/b"]}\n')).toEqual([
      "whole",
      ["rhosp13/a", undefined, 2],
      ["rhosp13/b", undefined, 3],
    ]);
    expect(seen(CATALOG, '{"repositories":[]}')).toEqual(["whole"]);
    expect(seen(TAGS, '{"name":"rhosp13/openstack-nova-api","tags":["13.0","latest"]}')).toEqual([
      "whole",
      ["rhosp13/openstack-nova-api", ["13.0", "latest"], 1],
    ]);
    expect(seen(TAGS, '{"name":"rhosp13/openstack-nova-api","tags":null}')).toEqual([
      "whole",
      ["rhosp13/openstack-nova-api", [], 1],
    ]);
  });

  it("has no tags where they are cut", () => {
    expect(seen(TAGS, '{"name":"rhosp13/openstack-nova-api","tags":["13.0","lat')).toEqual([
      "cut",
      ["rhosp13/openstack-nova-api", undefined, 1],
    ]);
    expect(seen(CATALOG, '{"repositories":["rhosp13/a","rhosp13/')).toEqual(["cut", ["rhosp13/a", undefined, 1]]);
  });

  it("is a failure where it is an error", () => {
    expect(seen(TAGS, '{"errors":[{"code":"NAME_UNKNOWN"}]}')).toEqual(["failed"]);
    expect(seen(CATALOG, "curl: (7) Failed connect to 172.25.249.200:8787; Connection refused\n")).toEqual(["failed"]);
    expect(seen(CATALOG, "")).toEqual(["failed"]);
  });
});

describe("an image list of the deployment", () => {
  const FILE = "home/stack/local_registry_images.yaml";
  const required = (text: string): string[] =>
    ofKind(factsOf(FILE, text), "required-image").map(
      ({ reference, pushDestination = "-", source }) => `${reference} ${pushDestination} @${source.line}`,
    );

  it("asks for each image under the place that it is pushed to", () => {
    const text = [
      "# made by a command",
      "container_images:",
      "- imagename: registry.access.redhat.com/rhosp13/openstack-nova-api:13.0-46",
      "  push_destination: 172.25.249.200:8787",
      "",
      "- image_source: kolla",
      '  imagename: "docker.io/tripleomaster/centos-binary-cron:current" # here',
      "- push_destination: true",
      "  imagename: registry.access.redhat.com/rhceph/rhceph-3-rhel7@sha256:ab",
      "other:",
      "- imagename: not/this",
    ].join("\n");
    expect(required(text)).toEqual([
      "172.25.249.200:8787/rhosp13/openstack-nova-api:13.0-46 172.25.249.200:8787 @3",
      "docker.io/tripleomaster/centos-binary-cron:current - @7",
      "registry.access.redhat.com/rhceph/rhceph-3-rhel7@sha256:ab - @9",
    ]);
  });

  it("asks for nothing where it is cut or is another file", () => {
    expect(factsOf(FILE, "container_images:\n- imagename: a/b\n", { loss: "cut short" })).toEqual([]);
    for (const text of ["", "parameter_defaults:\n  DockerNovaApiImage: a/b:c\n", "container_images:\n"])
      expect(required(text)).toEqual([]);
  });

  it.skipIf(!realDataIsHere)(`of each release is read${whereRealDataIs}`, () => {
    for (const release of realFiles("image-lists")) {
      for (const name of realFiles("image-lists", release)) {
        const text = realText("image-lists", release, name);
        if (!/^container_images:/m.test(text)) continue;
        const names = [...text.matchAll(/imagename: ["']?([^\s"']+)/g)].map(([, image]) => image);
        expect(names.length).toBeGreaterThan(30);
        expect(ofKind(factsOf(FILE, text), "required-image").map(({ reference }) => reference)).toEqual(names);
      }
    }
  });
});
