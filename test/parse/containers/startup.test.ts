import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfigData } from "../../../src/parse/containers/startup.ts";
import { factsOf, ofKind } from "../support.ts";

const STEP = "var/lib/tripleo-config/hashed-docker-container-startup-config-step_4.json";

const service = {
  start_order: 1,
  image: "172.25.249.200:8787/rhosp13/openstack-nova-api:latest",
  net: "host",
  restart: "always",
  healthcheck: { test: "/openstack/healthcheck" },
  environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", "TRIPLEO_CONFIG_HASH=0123abcd"],
  volumes: [
    "/etc/hosts:/etc/hosts:ro",
    "/var/lib/config-data/puppet-generated/nova/:/var/lib/kolla/config_files/src:ro",
  ],
};
const oneShot = { image: "nova-api", detach: false, user: "root", exit_codes: [0, 2], command: "true" };
const exec = { action: "exec", command: ["keystone", "true"], user: "root" };

const serviceDefinition = {
  lifecycle: "service",
  image: service.image,
  restart: "always",
  healthcheck: true,
  configHash: "0123abcd",
  volumes: service.volumes,
  whole: true,
};
const oneShotDefinition = {
  lifecycle: "one-shot",
  image: "nova-api",
  exitCodes: [0, 2],
  healthcheck: false,
  whole: true,
};

function definitions(file: string, text: string): Record<string, unknown> {
  return Object.fromEntries(
    ofKind(factsOf(file, text), "startup").map(({ container, definition }) => [container, definition]),
  );
}

/** As Python prints it. */
function repr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (typeof value !== "object") return typeof value === "string" ? `'${value}'` : String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `'${key}': ${repr(each)}`)
    .join(", ")}}`;
}

describe("a start-up configuration", () => {
  it.each([0, 2, 4])("of a step tells how each container is started, indented by %d", (indent) => {
    const text = JSON.stringify(
      { nova_api: service, nova_api_db_sync: oneShot, keystone_bootstrap: exec },
      null,
      indent,
    );
    expect(definitions(STEP, text)).toEqual({
      nova_api: serviceDefinition,
      nova_api_db_sync: oneShotDefinition,
      keystone_bootstrap: { lifecycle: "exec", healthcheck: false, whole: true },
    });
  });

  it("of all steps in one file does so, too", () => {
    const text = JSON.stringify({ step_1: { mysql: service }, step_4: { nova_api_db_sync: oneShot }, what: { x: 1 } });
    expect(definitions("var/lib/docker-container-startup-configs.json", text)).toEqual({
      mysql: serviceDefinition,
      nova_api_db_sync: oneShotDefinition,
    });
  });

  it("of one container bears its name", () => {
    const folder = "var/lib/tripleo-config/container-startup-config/step_4";
    const mapped = {
      ...service,
      environment: { TRIPLEO_CONFIG_HASH: "0123abcd", KOLLA_CONFIG_STRATEGY: "COPY_ALWAYS" },
    };
    expect(definitions(`${folder}/nova_api.json`, JSON.stringify(mapped))).toEqual({ nova_api: serviceDefinition });
    const [fact] = ofKind(factsOf(`${folder}/hashed-nova_api.json`, JSON.stringify(mapped)), "startup");
    expect(fact).toMatchObject({ container: "nova_api", hashed: true, definition: serviceDefinition });
  });

  it("knows hashes by the file's name, and the line of each entry", () => {
    const text = JSON.stringify({ nova_api: service, nova_api_db_sync: oneShot }, null, 4);
    for (const { hashed, source, container } of ofKind(factsOf(STEP, text), "startup")) {
      expect(hashed).toBe(true);
      expect(source.text).toBe(`"${container}": {`);
      expect(text.split("\n")[source.line - 1]?.trim()).toBe(source.text);
    }
    const [plain] = ofKind(factsOf(STEP.replace("hashed-", ""), text), "startup");
    expect(plain?.hashed).toBe(false);
  });

  it("that is torn tells what it shows, and nothing by what it lacks", () => {
    const text = JSON.stringify({ a: oneShot, b: { ...oneShot, restart: "always" }, c: oneShot }, null, 4);
    for (let end = 1; end < text.length; end++) {
      for (const [name, definition] of Object.entries(definitions(STEP, text.slice(0, end)))) {
        const { lifecycle, healthcheck } = definition as { lifecycle?: string; healthcheck?: boolean };
        expect([undefined, name === "b" ? "service" : "one-shot"]).toContain(lifecycle);
        expect([undefined, false]).toContain(healthcheck);
      }
    }
    const cut = text.slice(0, text.indexOf('"restart"'));
    expect(definitions(STEP, cut)["b"]).toEqual({ image: "nova-api", exitCodes: [0, 2] });
  });

  it.each([
    [{ restart: "no" }, "one-shot"],
    [{ restart: "" }, "one-shot"],
    [{ restart: false }, "one-shot"],
    [{ restart: "unless-stopped" }, "service"],
    [{ restart: "on-failure:5" }, "service"],
    [{ detach: false, restart: "always" }, "service"],
    [{ detach: true }, "one-shot"],
  ])("with %j is of a %s", (keys, lifecycle) => {
    expect(readConfigData(JSON.stringify({ image: "x", ...keys }))?.lifecycle).toBe(lifecycle);
  });

  it("tells of privileges, process ids and mounts of others what it says", () => {
    const entry = { image: "x", privileged: "True", pid: "host", volumes_from: ["y"] };
    expect(readConfigData(JSON.stringify(entry))).toMatchObject({ privileged: true, pid: "host", volumesFrom: ["y"] });
    expect(readConfigData('{"image": "x", "privileged": false}')).toMatchObject({ privileged: false });
    expect(readConfigData('{"image": "x"}')).not.toHaveProperty("privileged");
  });

  it("without a health check may say so", () => {
    expect(readConfigData('{"image": "x", "healthcheck": null}')?.healthcheck).toBe(false);
  });

  it("is none in a file of something else", () => {
    for (const text of ["", "[]", "{}", "no JSON", '{"a": 1}', '{"a": {"b": 1}}'])
      expect(factsOf(STEP, text)).toEqual([]);
  });
});

describe("the label config_data", () => {
  it("is JSON from paunch and Python from tripleo_ansible", () => {
    for (const [entry, definition] of [
      [service, serviceDefinition],
      [oneShot, oneShotDefinition],
    ] as const) {
      expect(readConfigData(JSON.stringify(entry))).toEqual(definition);
      expect(readConfigData(repr(entry))).toEqual(definition);
      expect(readConfigData(repr(entry).replace(/'(\w+)'/g, "u'$1'"))).toEqual(definition);
    }
  });

  it("that a scrubber cut shows no more than stands before", () => {
    const text = repr({ image: "x", environment: { A: "secret=y" }, restart: "always" });
    const masked = text.replace(/=.*/, "=********");
    expect(readConfigData(masked)).toEqual({ image: "x" });
  });

  it("that is no entry tells nothing", () => {
    for (const label of ["", "********", "null", "[]", '{"image": "x" "restart"', "{'a': 'b' c"])
      expect(readConfigData(label)).toBeUndefined();
  });

  it("that lacks an image is an entry all the same", () => {
    expect(readConfigData('{"detach": false, "user": "root"}')).toEqual({
      lifecycle: "one-shot",
      healthcheck: false,
      whole: true,
    });
  });
});

describe("a start-up configuration of an EDPM node", () => {
  const FOLDER = "var/lib/edpm-config/container-startup-config";
  const json = JSON.stringify({ image: "x", restart: "always", volumes: ["/a:/b:ro"], privileged: true });
  const yaml = "image: x\nrestart: always\nvolumes:\n  - /a:/b:ro\nprivileged: true\n";

  it.each([
    [`${FOLDER}/nova_compute/nova_compute.json`, json],
    [`${FOLDER}/nova_compute/nova_compute.yml`, yaml],
    [`${FOLDER}/nova_compute/nova_compute.yml`, `nova_compute:\n${yaml.replace(/^/gm, "  ").trimEnd()}\n`],
    ["var/lib/openstack/config/containers/nova_compute.json", json],
  ])("is read from %s", (file, text) => {
    expect(definitions(file, text)).toEqual({
      nova_compute: {
        ...{ lifecycle: "service", image: "x", restart: "always", healthcheck: false, volumes: ["/a:/b:ro"] },
        ...{ privileged: true, whole: true },
      },
    });
  });

  it.each(["json", "yml"])("is a one-shot where it is never to be restarted, in %s", (type) => {
    const text = type === "json" ? '{"image": "x", "restart": "never"}' : "image: x\nrestart: never\n";
    const read = definitions(`${FOLDER}/nova_compute/nova_compute_init.${type}`, text);
    expect(read["nova_compute_init"]).toMatchObject({ lifecycle: "one-shot" });
  });

  it("tells the line of an entry in YAML", () => {
    const [fact] = ofKind(
      factsOf(`${FOLDER}/a/a.yml`, "---\n# made by ansible\nimage: x\nrestart: always\n"),
      "startup",
    );
    expect(fact?.source.line).toBe(3);
  });

  it.each(["image: x\n restart: [", "- x", "&a [*a]", "*nobody", `${"- ".repeat(5000)}x`, `${"[".repeat(20000)}`])(
    "that is no entry tells nothing: %j",
    (text) => {
      expect(factsOf(`${FOLDER}/a/a.yml`, text)).toEqual([]);
    },
  );

  it("reads whatever it is given without failing", () => {
    const line = fc.oneof(
      fc.constantFrom("image: x", "restart: always", "  - a", "b: &a", "c: *a", "? k", "d: |"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(Array.isArray(factsOf(`${FOLDER}/a/a.yml`, lines.join("\n")))).toBe(true);
      }),
    );
  });
});
