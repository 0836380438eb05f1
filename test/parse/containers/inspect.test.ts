import { describe, expect, it } from "vitest";
import type { ContainerDetailsFact } from "../../../src/parse/facts.ts";
import { factsOf, fromSosreport, ofKind, only, realDataIsHere, realText, whereRealDataIs } from "../support.ts";

const DOCKER = "sos_commands/docker/containers/docker_inspect_1a2b3c4d5e6f";
const PODMAN = "sos_commands/podman/containers/podman_inspect_1a2b3c4d5e6f";

const CONFIG_DATA = JSON.stringify({
  start_order: 1,
  healthcheck: { test: "/openstack/healthcheck" },
  image: "172.25.249.200:8787/rhosp13/openstack-keystone:latest",
  environment: ["KOLLA_CONFIG_STRATEGY=COPY_ALWAYS", "TRIPLEO_CONFIG_HASH=0123456789abcdef0123456789abcdef"],
  volumes: ["/var/lib/config-data/puppet-generated/keystone/:/var/lib/kolla/config_files/src:ro"],
  restart: "always",
});

const keystone = {
  Id: "1a2b3c4d5e6f",
  Created: "2026-03-01T10:00:00.123456789Z",
  Path: "dumb-init",
  State: {
    Status: "exited",
    Running: false,
    OOMKilled: true,
    ExitCode: 137,
    Error: "",
    StartedAt: "2026-03-01T10:00:01.5Z",
    FinishedAt: "2026-03-01T12:00:01.5+02:00",
    Health: {
      Status: "unhealthy",
      FailingStreak: 3,
      Log: [
        { ExitCode: 0, Output: "fine\n" },
        { End: "2026-03-01T10:05:01.5Z", ExitCode: 1, Output: "curl: (7) refused\n" },
      ],
    },
  },
  Image: "sha256:d5250d45e52e",
  Name: "/keystone",
  RestartCount: 2,
  HostConfig: {
    RestartPolicy: { Name: "always", MaximumRetryCount: 0 },
    Privileged: false,
    PidMode: "host",
    LogConfig: { Type: "journald", Config: {} },
  },
  Mounts: [{ Type: "bind", Source: "/var/lib/kolla", Destination: "/kolla", Mode: "ro" }],
  Config: {
    Env: ["PATH=/usr/bin:/bin", "TRIPLEO_CONFIG_HASH=0123456789abcdef", "EMPTY"],
    Image: "172.25.249.200:8787/rhosp13/openstack-keystone:latest",
    Labels: { before: "1", config_data: CONFIG_DATA, config_id: "tripleo_step3", managed_by: "paunch" },
  },
};

function printed(...containers: readonly unknown[]): string {
  return `${JSON.stringify(containers, null, 4)}\n`;
}

function details(text: string, file = DOCKER): ContainerDetailsFact {
  return only(factsOf(file, text), "container-details");
}

/** What a fact holds beyond where it was read. */
function told({ sources: _, file: __, ...fields }: ContainerDetailsFact): Record<string, unknown> {
  return fields;
}

function listingOf(text: string, file = DOCKER): string {
  const { of, state, problem } = only(factsOf(file, text), "listing");
  return [of, state, ...(problem === undefined ? [] : [problem])].join(": ");
}

describe("inspect of a container", () => {
  it("tells its state, times, image, labels, environment and mounts", () => {
    const fact = details(printed(keystone));
    expect(told(fact)).toEqual({
      kind: "container-details",
      engine: "docker",
      id: "1a2b3c4d5e6f",
      name: "keystone",
      state: "exited",
      exitCode: 137,
      error: "",
      oomKilled: true,
      restartCount: 2,
      restartPolicy: "always",
      createdAt: Date.UTC(2026, 2, 1, 10, 0, 0, 123),
      startedAt: Date.UTC(2026, 2, 1, 10, 0, 1, 500),
      finishedAt: Date.UTC(2026, 2, 1, 10, 0, 1, 500),
      health: "unhealthy",
      failingStreak: 3,
      lastProbe: "curl: (7) refused",
      lastProbeAt: Date.UTC(2026, 2, 1, 10, 5, 1, 500),
      lastProbeExit: 1,
      probes: [
        { exitCode: 0, output: "fine" },
        { at: Date.UTC(2026, 2, 1, 10, 5, 1, 500), exitCode: 1, output: "curl: (7) refused" },
      ],
      image: "172.25.249.200:8787/rhosp13/openstack-keystone:latest",
      imageId: "sha256:d5250d45e52e",
      labels: keystone.Config.Labels,
      environment: { PATH: "/usr/bin:/bin", TRIPLEO_CONFIG_HASH: "0123456789abcdef", EMPTY: "" },
      mounts: [{ source: "/var/lib/kolla", destination: "/kolla" }],
      privileged: false,
      pidMode: "host",
      logDriver: "journald",
      recovered: false,
    });
    expect(listingOf(printed(keystone))).toBe("container-details: whole");
  });

  it("knows the line of each field", () => {
    const lines = printed(keystone).split("\n");
    const { sources } = details(printed(keystone));
    for (const [field, text] of [
      ["state", '"Status": "exited",'],
      ["health", '"Status": "unhealthy",'],
      ["exitCode", '"ExitCode": 137,'],
      ["lastProbe", '"Output": "curl: (7) refused\\n"'],
      ["image", '"Image": "172.25.249.200:8787/rhosp13/openstack-keystone:latest",'],
      ["labels", '"Labels": {'],
    ] as const) {
      expect(sources[field]).toMatchObject({ file: DOCKER, text });
      expect(lines[(sources[field]?.line ?? 0) - 1]?.trim()).toBe(text);
    }
  });

  it("tells how often health is checked: docker every 30 seconds where nothing is said", () => {
    const withCheck = (healthcheck: object) =>
      details(printed({ ...keystone, Config: { ...keystone.Config, Healthcheck: healthcheck } })).healthInterval;
    expect(withCheck({ Test: ["CMD-SHELL", "x"], Interval: 60_000_000_000 })).toBe(60);
    expect(withCheck({ Test: ["CMD-SHELL", "x"] })).toBe(30);
    expect(details(printed(keystone)).healthInterval).toBeUndefined();
  });

  it("means no health check by docker's absent and podman's empty health", () => {
    const { Health: _, ...bare } = keystone.State;
    const empty = { Status: "", FailingStreak: 0, Log: null };
    expect(details(printed({ ...keystone, State: bare })).health).toBe("none");
    expect(details(printed({ ...keystone, State: { ...bare, Healthcheck: empty } }), PODMAN).health).toBe("none");
    expect(details(printed({ ...keystone, State: { ...bare, Health: empty } }), PODMAN).health).toBe("none");
    expect(details(printed({ ...keystone, State: { ...bare, Health: null } })).health).toBe("none");
  });

  it("reads health where podman 1 to 3 has it", () => {
    const { Health: health, ...bare } = keystone.State;
    const fact = details(printed({ ...keystone, State: { ...bare, Healthcheck: health } }), PODMAN);
    expect(fact).toMatchObject({
      engine: "podman",
      health: "unhealthy",
      failingStreak: 3,
      lastProbe: "curl: (7) refused",
    });
  });

  it.each([
    ["running", { Running: true, Paused: false }],
    ["paused", { Running: true, Paused: true }],
    ["restarting", { Running: true, Restarting: true }],
    ["dead", { Running: false, Dead: true }],
    ["exited", { Running: false, StartedAt: "2015-01-01T00:00:00Z" }],
    ["exited", { Running: false, StartedAt: "2015-01-01T00:00:00+02:01360" }],
    ["created", { Running: false, StartedAt: "0001-01-01T00:00:00Z" }],
  ])("of docker before 1.9 is %s by its flags %j", (state, flags) => {
    expect(details(printed({ ...keystone, State: flags })).state).toBe(state);
  });

  it("takes podman's name of an image from beside the configuration where it is not in it", () => {
    const fact = details(printed({ ...keystone, Config: {}, ImageName: "localhost/nova:1" }), PODMAN);
    expect(fact).toMatchObject({
      image: "localhost/nova:1",
      sources: { image: { text: expect.stringContaining("ImageName") } },
    });
  });

  it("holds several in one file", () => {
    const facts = factsOf(DOCKER, printed(keystone, { ...keystone, Id: "2a", Name: "/nova" }));
    expect(ofKind(facts, "container-details").map(({ id, name }) => [id, name])).toEqual([
      ["1a2b3c4d5e6f", "keystone"],
      ["2a", "nova"],
    ]);
  });
});

describe("inspect with messages around it", () => {
  const fields = told(details(printed(keystone)));

  it("tells the same behind a warning and a prompt", () => {
    const text = `[root@controller0 ~]# docker inspect keystone\nWARNING: Error loading config file\n${printed(keystone)}`;
    expect(told(details(text))).toEqual(fields);
    expect(listingOf(text)).toBe("container-details: whole");
    expect(details(text).sources["exitCode"]?.line).toBe(
      (details(printed(keystone)).sources["exitCode"]?.line ?? 0) + 2,
    );
  });

  it("is not the whole where the engine says that it lacks one", () => {
    for (const text of [
      `${printed(keystone)}Error: No such object: x\n`,
      `Error: No such object: x\n${printed(keystone)}`,
    ]) {
      expect(told(details(text))).toEqual(fields);
      expect(listingOf(text)).toBe("container-details: cut: beside the JSON it holds: Error: No such object: x");
    }
  });

  it("is a failure where there is nothing else", () => {
    expect(listingOf("[]\nError: No such object: x\n")).toBe(
      "container-details: failed: it holds only: Error: No such object: x",
    );
    expect(listingOf("Error response from daemon: No such container: x\n")).toMatch(
      /^container-details: failed: .*No such container/,
    );
    expect(listingOf('[\n    {\n        "Name": "bridge"\n    }\n]\n')).toMatch(/^container-details: failed/);
    expect(factsOf(DOCKER, "[]\n")).toEqual([]);
  });

  it("is no container where a pod has a state", () => {
    expect(ofKind(factsOf(PODMAN, printed({ Id: "1", Name: "pod", State: "Running" })), "container-details")).toEqual(
      [],
    );
  });
});

describe("inspect whose JSON a scrubber broke", () => {
  const text = printed(keystone);
  const line = text.split("\n").find((candidate) => candidate.includes("config_data")) ?? "";
  const fields = told(details(text));

  it("tells all fields wherever one quote of the paunch label lost its backslash", () => {
    const quotes = [...line.matchAll(/\\"/g)];
    expect(quotes).toHaveLength(26);
    for (const { index } of quotes) {
      const broken = text.replace(line, () => line.slice(0, index) + line.slice(index + 1));
      expect(() => JSON.parse(broken)).toThrow();
      expect(told(details(broken))).toEqual({ ...fields, recovered: true });
      expect(listingOf(broken)).toMatch(
        /^container-details: cut: its JSON is broken at line \d+; the rest was recovered$/,
      );
    }
  });

  it("tells all but the masked values where sos masks what follows a key", () => {
    // What the docker plugin of sos 3.7 and later does to every inspect.
    const scrub = (from: string): string =>
      from.replace(/((?:pass|key|secret|PASS|KEY|SECRET).*?)=(.*?)"/g, '$1=********"');
    const scrubbed = scrub(text);
    expect(() => JSON.parse(scrubbed)).toThrow();
    const fact = details(scrubbed);
    const { config_data: label, ...labels } = keystone.Config.Labels;
    expect(told(fact)).toMatchObject({ ...fields, recovered: true, labels });
    expect(label).toContain("TRIPLEO_CONFIG_HASH=0123");
    expect(fact.labels?.["config_data"]).toBe(scrub(label));
    expect(fact.environment).toEqual(fields["environment"]);
  });

  it("takes a message for a gap in the object that it stands in alone", () => {
    const broken = text.replace('            "OOMKilled": true,\n', "time=now level=warning msg=slow\n");
    const { oomKilled: _, ...rest } = fields;
    expect(told(details(broken))).toEqual({ ...rest, recovered: true });
    const { Health: __, ...bare } = keystone.State;
    const unprobed = printed({ ...keystone, State: bare }).replace('            "Error": "",\n', "what\n");
    expect(details(unprobed).health).toBeUndefined();
  });

  it("marks as recovered only the one of three that is broken", () => {
    const three = printed({ ...keystone, Id: "1", Config: {} }, keystone, { ...keystone, Id: "3", Config: {} });
    const broken = three.replace('{\\"start_order', '{"start_order');
    const facts = ofKind(factsOf(DOCKER, broken), "container-details");
    expect(facts.map(({ id, recovered, state }) => [id, recovered, state])).toEqual([
      ["1", false, "exited"],
      ["1a2b3c4d5e6f", true, "exited"],
      ["3", false, "exited"],
    ]);
  });
});

/** Wherever a file is cut, each field is as in the whole file, with the same line as its source, or absent. */
function expectNothingWrong(text: string, file: string): void {
  const whole = ofKind(factsOf(file, text), "container-details");
  const lines = text.split("\n").map((line) => line.trim());
  for (let end = 0; end < text.trimEnd().length; end++) {
    const facts = factsOf(file, text.slice(0, end));
    const { state, problem } = only(facts, "listing");
    expect(state === "whole" || problem === undefined, `a cut at ${end} is told`).toBe(false);
    for (const [index, fact] of ofKind(facts, "container-details").entries()) {
      const right: Record<string, unknown> = { ...whole[index], recovered: fact.recovered };
      const fields = told(fact);
      expect(Object.fromEntries(Object.keys(fields).map((field) => [field, right[field]]))).toEqual(fields);
      const misplaced = Object.values(fact.sources).filter(({ line, text }) => !lines[line - 1]?.startsWith(text));
      expect(misplaced).toEqual([]);
    }
  }
}

describe("inspect that is cut", () => {
  it("tells nothing wrong, wherever the cut is", () => {
    const text = printed(keystone, { ...keystone, Id: "2a" });
    expectNothingWrong(text, DOCKER);
  });

  it("tells nothing wrong where it is scrubbed as well", () => {
    const text = printed(keystone)
      .replace('\\"restart', '"restart')
      .replace('HASH=0123456789abcdef0123456789abcdef\\"', 'HASH=***"');
    expectNothingWrong(text, DOCKER);
  });
});

describe("inspect of an image", () => {
  const image = {
    Id: "sha256:1f8a",
    RepoTags: ["host:8787/rhosp13/nova:1", "host:8787/rhosp13/nova:latest"],
    RepoDigests: ["host:8787/rhosp13/nova@sha256:ab"],
    RootFS: {},
  };

  it("tells each of its names", () => {
    const facts = factsOf(DOCKER, printed(image));
    expect(only(facts, "listing")).toMatchObject({ of: "image-details", state: "whole" });
    expect(ofKind(facts, "image").map(({ repository, tag, digest }) => [repository, tag, digest])).toEqual([
      ["host:8787/rhosp13/nova", "1", undefined],
      ["host:8787/rhosp13/nova", "latest", undefined],
      ["host:8787/rhosp13/nova", undefined, "sha256:ab"],
    ]);
  });

  it("tells the id of one that has no name", () => {
    for (const bare of [
      { Id: "sha256:1f8a", RepoTags: [], RepoDigests: null },
      { Id: "sha256:1f8a", ContainerConfig: {} },
    ])
      expect(only(factsOf(DOCKER, printed(bare)), "image")).toMatchObject({ id: "sha256:1f8a" });
    expect(
      only(factsOf(DOCKER, printed({ Id: "1", RepoTags: ["<none>:<none>"] })), "image").repository,
    ).toBeUndefined();
  });
});

describe.skipIf(!realDataIsHere)(`real inspect${whereRealDataIs}`, () => {
  const of = (text: string, file = DOCKER): Record<string, unknown> => told(details(text, file));

  it("of docker 1.10 on RHEL", () => {
    expect(of(realText("insights-core", "test_docker_inspect", "DOCKER_CONTAINER_INSPECT"))).toMatchObject({
      name: "hehe2",
      state: "running",
      exitCode: 0,
      health: "none",
      restartPolicy: "no",
      image: "rhel7_imagemagick",
      startedAt: Date.parse("2016-06-23T05:37:56.925Z"),
      finishedAt: Date.parse("2016-06-23T05:33:02.012Z"),
    });
  });

  it("of podman 1.0 on a controller of OSP 15", () => {
    const fact = of(realText("insights-core", "test_podman_inspect", "PODMAN_CONTAINER_INSPECT"), PODMAN);
    expect(fact).toMatchObject({
      engine: "podman",
      name: "gnocchi_metricd",
      state: "running",
      health: "none",
      image: "192.168.24.1:8787/rhosp15/openstack-gnocchi-metricd:20190819.1",
      recovered: false,
    });
    expect(fact["restartPolicy"]).toBeUndefined();
    expect(Object.keys(fact["labels"] ?? {})).toHaveLength(25);
    expect(fact["finishedAt"]).toBeUndefined();
  });

  it.each([
    ["test_docker_inspect", "DOCKER_CONTAINER_INSPECT_TRUNCATED", DOCKER],
    ["test_podman_inspect", "PODMAN_CONTAINER_INSPECT_TRUNCATED", PODMAN],
  ])("of %s that is cut tells its id and when it was created, no more", (folder, name, file) => {
    const text = realText("insights-core", folder, name);
    expect(Object.keys(of(text, file)).sort()).toEqual(["createdAt", "engine", "id", "kind", "recovered"]);
    expect(listingOf(text, file)).toBe("container-details: cut: its JSON breaks off");
  });

  it.each(["1.0.md-L159-6545", "1.4.md-L174-6fd9", "1.8.md-L200-8845", "1.14.md-L197-7841"])(
    "of docker's interface %s",
    (name) => {
      const fact = of(realText("captures", "moby__moby", `v${name}.inspect-container.json`));
      expect(fact).toMatchObject({ state: "exited", exitCode: 0, imageId: expect.stringMatching(/^b750fe79/) });
    },
  );

  it("of a Ceph container that failed", () => {
    const text = realText(
      "captures",
      "fultonj__tripleo-ceph-ansible",
      "issue-13.log-L1720-fc44.inspect-container.json",
    );
    expect(of(text)).toMatchObject({
      state: "exited",
      exitCode: 1,
      health: "none",
      privileged: true,
      restartPolicy: "no",
    });
  });

  it("of containers and images of a compute node is whole, by sos 4.12", () => {
    const containers = fromSosreport("sos_commands/docker/containers/docker_inspect_*");
    expect(containers.size).toBe(10);
    const seen = [...containers].map(([path, text]) => {
      const { id, name, state, exitCode, health, recovered } = details(text, path);
      expect(path.endsWith(id.slice(0, 12))).toBe(true);
      return [name, state, exitCode, health, recovered].join(" ");
    });
    expect(seen.sort()).toEqual([
      "create_virtlogd_wrapper exited 0 none false",
      "iscsid exited 0 unhealthy false",
      "logrotate_crond running 0 healthy false",
      "neutron_init_logs exited 2 none false",
      "nova_compute running 0 unhealthy false",
      "nova_libvirt running 0 healthy false",
      "nova_migration_target running 0 healthy false",
      "nova_statedir_owner exited 0 none false",
      "ovn_controller running 0 healthy false",
      "ovn_metadata_agent running 0 healthy false",
    ]);
    const images = [...fromSosreport("sos_commands/docker/images/docker_inspect_*")];
    expect(images).toHaveLength(8);
    for (const [path, text] of images) expect(listingOf(text, path)).toBe("image-details: whole");
  });

  it("that is cut anywhere tells nothing wrong", () => {
    for (const [folder, name, file] of [
      ["test_docker_inspect", "DOCKER_CONTAINER_INSPECT", DOCKER],
      ["test_podman_inspect", "PODMAN_CONTAINER_INSPECT", PODMAN],
    ] as const) {
      expectNothingWrong(realText("insights-core", folder, name), file);
    }
  });
});
