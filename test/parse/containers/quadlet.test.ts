import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, ofKind, only } from "../support.ts";

const FILE = "etc/containers/systemd/edpm_nova_compute.container";

const unit = (...sections: readonly (readonly [string, readonly string[]])[]): string =>
  sections.map(([name, lines]) => `[${name}]\n${lines.join("\n")}\n`).join("\n");

const read = (text: string, file = FILE) => only(factsOf(file, text), "startup");

describe("a container unit of podman", () => {
  it("tells the container, its unit, image and mounts", () => {
    const text = unit(
      ["Unit", ["Description=nova_compute", "After=edpm_ovn_controller.service"]],
      [
        "Container",
        [
          "ContainerName=nova_compute",
          "Image=registry.redhat.io/rhoso/openstack-nova-compute-rhel9@sha256:b8",
          "Volume=/var/lib/openstack/nova:/var/lib/kolla/config_files/src:ro",
          "Volume=cache.volume:/cache",
          "PodmanArgs=--privileged --pid=host",
          "HealthCmd=/openstack/healthcheck",
        ],
      ],
      ["Service", ["Restart=always"]],
      ["Install", ["WantedBy=multi-user.target"]],
    );
    expect(read(text)).toMatchObject({
      container: "nova_compute",
      quadlet: { stem: "edpm_nova_compute", unit: "edpm_nova_compute.service" },
      definition: {
        lifecycle: "service",
        image: "registry.redhat.io/rhoso/openstack-nova-compute-rhel9@sha256:b8",
        healthcheck: true,
        volumes: ["/var/lib/openstack/nova:/var/lib/kolla/config_files/src:ro"],
        privileged: true,
        pid: "host",
        whole: true,
      },
      source: { line: 6, text: "ContainerName=nova_compute" },
    });
  });

  it.each([
    ["runs once", ["Type=oneshot", "RemainAfterExit=yes", "Restart=no"], [], "one-shot"],
    ["is started again", ["Restart=on-failure"], [], "service"],
    ["starts at boot", [], ["WantedBy=multi-user.target"], "service"],
    ["is not to be started again", ["Restart=no"], ["WantedBy=default.target"], undefined],
    ["nobody starts", [], [], undefined],
    ["is set back to nothing", ["Restart=always", "Restart="], [], undefined],
  ])("of a unit that %s", (_, service, install, lifecycle) => {
    const text = unit(["Container", ["Image=x"]], ["Service", service], ["Install", install]);
    expect(read(text).definition.lifecycle).toBe(lifecycle);
  });

  it("takes the name that podman gives where there is none, and the unit's own name where there is one", () => {
    expect(read("[Container]\nImage=x\n").container).toBe("systemd-edpm_nova_compute");
    expect(read("[Container]\nImage=x\nServiceName=web\nContainerName=%N\n")).toMatchObject({
      container: "web",
      quadlet: { unit: "web.service" },
    });
  });

  it("takes another unit that makes the image for no image", () => {
    expect(read("[Container]\nImage=web.build\n").definition.image).toBeUndefined();
  });

  it("reads values that go on in further lines, with comments between", () => {
    const text =
      "[Container]\n# the image\nImage=x \\\n; no part of it\n  \nPodmanArgs=--pid \\\n  host \\\n  --privileged\n";
    expect(read(text).definition).toMatchObject({ image: "x", pid: "host", privileged: true });
  });

  it("marks a drop-in, which tells a part of its file's", () => {
    const fact = read("[Container]\nImage=other\n", `${FILE}.d/10-image.conf`);
    expect(fact).toMatchObject({
      quadlet: { stem: "edpm_nova_compute", dropIn: true },
      definition: { image: "other" },
    });
    expect(fact.definition.whole).toBeUndefined();
  });

  it("leaves templates, users' units and what is no container unit alone", () => {
    expect(factsOf("etc/containers/systemd/web@.container", "[Container]\nImage=x\n")).toEqual([]);
    expect(() => factsOf("etc/containers/systemd/users/1000/web.container", "[Container]\nImage=x\n")).toThrow();
    expect(factsOf(FILE, "nothing of a unit\n")).toEqual([]);
  });

  it("reads whatever it is given without failing, each fact at one of its lines", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "[Container]",
        "[Service]",
        "Image=",
        "ContainerName=a",
        "Restart=always",
        "\\",
        "#\\",
        "PodmanArgs=--pid \\",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const { source } of ofKind(factsOf(FILE, lines.join("\n")), "startup")) {
          expect(source.line).toBeGreaterThan(0);
          expect(source.line).toBeLessThanOrEqual(lines.join("\n").split("\n").length);
        }
      }),
    );
  });
});
