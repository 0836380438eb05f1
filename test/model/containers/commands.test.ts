import { describe, expect, it } from "vitest";
import type { Manager } from "../../../src/model/containers/manager.ts";
import { nodeOf } from "../../../src/model/node.ts";
import { commandsFor } from "../../../src/model/remedies/container-commands.ts";
import type { Fact } from "../../../src/parse/facts.ts";
import { scanLog } from "../../../src/parse/logs/log-scan.ts";
import { compileQueries } from "../../../src/parse/logs/log-search.ts";
import { type ModelSchema, typeNamed } from "../../../src/rules/model-schema.ts";
import { captured, inspect } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";
import { HOSTILE, PAYLOAD, paste } from "../../support/pasted.ts";

const NAMES = HOSTILE.filter((name) => name !== "");

/** Every command that the model has below a value of a type, with its place. */
function commandsIn(value: unknown, schema: ModelSchema | undefined, place = ""): [string, string][] {
  if (value === undefined || schema === undefined) return [];
  if (schema.shell === "command") return [[place, String(value)]];
  if (Array.isArray(value)) return value.flatMap((one, index) => commandsIn(one, schema.items, `${place}[${index}]`));
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    commandsIn((value as Record<string, unknown>)[name], property, `${place}.${name}`),
  );
}

/** What the model makes of a bundle in which whatever may bear a name bears this one. */
function ofBundle(name: string): [string, string][] {
  const base = captured({
    "sos_commands/docker/containers/docker_inspect_all": inspect(
      {
        name: `/${name}`,
        image: name,
        restart: name,
        labels: { managed_by: `tripleo-${name}`, config_id: "tripleo_step4", container_name: name, config_data: "{}" },
      },
      { name: `/${name}-bundle-docker-0`, image: "r:8787/x:pcmklatest" },
      { name: "/x", labels: { config_data: JSON.stringify({ image: "r:8787/x:1", restart: name }) } },
    ),
    "sos_commands/podman/containers/podman_inspect_all": inspect({
      name,
      index: 7,
      labels: { PODMAN_SYSTEMD_UNIT: name },
    }),
    "sos_commands/docker/docker_images": `REPOSITORY  TAG  IMAGE ID  CREATED  SIZE\n`,
  });
  const facts: Fact[] = [...base.facts];
  const boom = compileQueries([{ id: "boom", in: ["**"], contains: ["boom"], except: [], by: [], traceback: false }]);
  const logs = [
    [`var/log/containers/nova/${name}.log`, `nova/${name}.log`],
    ["sos_commands/docker/containers/docker_logs_-t_x", `stdout:${name}`],
  ] as const;
  for (const [file, log] of logs) {
    const sink = scanLog({ file, log, search: boom(log), budget: { kinds: 100 } }, (found) => facts.push(...found));
    sink.write(Buffer.from("2026-11-24 11:59:00 boom\n"));
    sink.end();
  }
  return commandsIn(nodeOf({ ...base, facts }, KNOWN), typeNamed("Node"));
}

/** What it makes for a container of this name, whoever manages and owns it. */
function ofContainer(name: string): [string, string][] {
  const managers: (Manager | undefined)[] = [
    ...(["paunch", "tripleo_ansible", "systemd", "pacemaker", "kolla-ansible", undefined] as const),
  ];
  return managers.flatMap((manager) =>
    (["docker", "podman"] as const).flatMap((engine) =>
      [name, `${name}-bundle-docker-0`, `ceph-mon-${name}`].flatMap((own) =>
        (engine === "docker" ? [undefined] : [undefined, name]).flatMap((owner): [string, string][] => {
          const labels = { managed_by: name, config_id: "tripleo_step4" };
          const traits = { labels, oneShot: false, ofTripleo: owner === undefined };
          const commands = commandsFor(own, engine, manager, { ...traits, ...(owner && { owner }) });
          return Object.entries(commands).map(([key, command]) => [`${manager} ${engine} ${key}`, command]);
        }),
      ),
    ),
  );
}

describe.each([
  ["of what a bundle holds", ofBundle, ["setRestart", "pull", "show", "restart", "logs"]],
  ["of a container", ofContainer, ["recreate", "alike", "checkHealth"]],
] as const)("the commands that the model makes %s", (_, of, kinds) => {
  const made = [...new Set(NAMES.flatMap(of).map(([, command]) => command))];

  it("are there of every kind", () => {
    const places = of("x").map(([place]) => place.split(/[ .]/).at(-1));
    expect(places).toEqual(expect.arrayContaining([...kinds]));
  });

  it("are one line each, and run nothing that a name says", () => {
    for (const [index, { commands, said }] of paste(made).entries()) {
      const command = made[index] ?? "";
      expect(command).not.toMatch(/[\n\r\u2028\u2029\u0085]/);
      expect(said, command).toBe("");
      const programs = commands.map(([program = ""]) => program);
      expect(programs, command).not.toContain(PAYLOAD);
      expect(
        programs.filter((program) => program !== "sudo" && program !== "id"),
        command,
      ).toEqual([]);
    }
  });
});

describe("a name in a command of the model", () => {
  it("is one argument, whole", () => {
    const pasted = paste(NAMES.map((name) => commandsFor(name, "docker", undefined).logs));
    expect(pasted.map(({ commands }) => commands)).toEqual(
      NAMES.map((name) => [["sudo", "docker", "logs", "--tail", "50", name.startsWith("-") ? `./${name}` : name]]),
    );
  });
});
