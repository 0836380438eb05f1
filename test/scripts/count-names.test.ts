import { describe, expect, it } from "vitest";
// @ts-expect-error Scripts have no types.
import { textsOfRule, textsOfSource } from "../../scripts/names/places.js";
// @ts-expect-error Scripts have no types.
import { namesIn, namesOf } from "../../scripts/names/words.js";

const KNOWN = namesOf({
  services: [{ id: "nova" }, { id: "engine" }],
  components: [
    {
      id: "nova-compute",
      containers: { tripleo: ["nova_compute"] },
      "one-shots": { tripleo: ["wait_for_compute"] },
      units: ["openstack-nova-compute"],
      agents: ["libvirtd"],
    },
    { id: "ceph-osd", containers: { "ceph-ansible": ["ceph-osd-*"] }, units: ["ceph-osd@*"] },
  ],
  tools: [{ id: "ceph-ansible" }],
});

describe("the names of services in a text", () => {
  it.each([
    ["a service", '"nova"', ["nova"]],
    ["a container, however it is written", "/^nova-compute$|wait_for_compute/", ["nova_compute", "wait_for_compute"]],
    ["what begins with a service", '"nova_anything.log"', ["nova_anything"]],
    ["what stands before a star", "`ceph-osd@$" + "{", ["ceph_osd"]],
    ["a unit and an agent", '"openstack-nova-compute.service libvirtd"', ["openstack_nova_compute", "libvirtd"]],
    ["a word of the field that is a service's name as well", '"engine-options"', []],
    ["a deployment tool", '"ceph-ansible"', []],
    ["a word that only holds a name", '"innovation"', []],
  ])("are found: %s", (_, text, names) => {
    expect(namesIn(text, KNOWN)).toEqual(names);
  });
});

describe("the texts of a source file", () => {
  it("are strings, templates and regular expressions, each with its line", () => {
    const source = [
      'import { nova } from "./nova.ts";',
      "// nova",
      "const a = /nova/;",
      "const b = `$" + '{a}nova` + "x";',
    ];
    expect(textsOfSource(source.join("\n"))).toEqual([
      { line: 3, text: "/nova/" },
      { line: 4, text: "`${" },
      { line: 4, text: "}nova`" },
      { line: 4, text: '"x"' },
    ]);
  });

  it("are no sentences, which people read", () => {
    expect(textsOfSource('const a = "the database of nova is down";')).toEqual([]);
  });
});

describe("the texts of a rule", () => {
  const rule = [
    "id: x",
    "where: container.name.startsWith('nova')",
    "when: >-",
    '  a == 1 || b == "nova_api"',
    "log: { in: [nova/**] }",
    "tells: { when: 'c == \"cinder\"', of: nova }",
    "message: '{{#if (eq a \"glance\")}}of nova{{/if}}'",
    "tests:",
    "  fault:",
    "    x: { when: \"'heat'\" }",
  ].join("\n");

  it("are what its conditions compare with, wherever they stand, and not what it says or is tested by", () => {
    expect(textsOfRule(rule)).toEqual([
      { line: 2, text: "'nova'" },
      { line: 4, text: '"nova_api"' },
      { line: 6, text: '"cinder"' },
      { line: 7, text: '"glance"' },
    ]);
  });
});
