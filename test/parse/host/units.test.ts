import { describe, expect, it } from "vitest";
import { factsOf, ofKind } from "../support.ts";

const FOLDER = "sos_commands/systemd/";

function units(name: string, text: string, loss?: string) {
  const facts = factsOf(`${FOLDER}${name}`, text, loss === undefined ? {} : { loss });
  return {
    units: ofKind(facts, "unit").map(({ name, load, active, sub }) => [name, load, active, sub].join(" ")),
    listings: ofKind(facts, "listing").map(({ of, state }) => `${of} ${state}`),
  };
}

describe("a list of units", () => {
  it("is read as sos captures it, with a mark before those that failed", () => {
    const text = `  UNIT                     LOAD   ACTIVE SUB     DESCRIPTION
  chronyd.service          loaded active running NTP client/server
● kdump.service            loaded failed failed  Crash recovery kernel arming
* old.service              not-found inactive dead    old.service
  session-1.scope          loaded active abandoned Session 1

LOAD   = Reflects whether the unit definition was properly loaded.
4 loaded units listed. Pass --all to see loaded but inactive units, too.
`;
    expect(units("systemctl_list-units", text)).toEqual({
      units: [
        "chronyd.service loaded active running",
        "kdump.service loaded failed failed",
        "old.service not-found inactive dead",
        "session-1.scope loaded active abandoned",
      ],
      listings: ["units whole", "failed-units whole"],
    });
  });

  it("is read as our collector captures it, without head and foot", () => {
    const text = "tripleo_nova_api.service loaded active running nova_api container\n";
    expect(units("systemctl_list-units_--all_--type_service_timer", text)).toEqual({
      units: ["tripleo_nova_api.service loaded active running"],
      listings: ["units whole", "failed-units whole"],
    });
    expect(units("systemctl_list-units_--all_tripleo", text).listings).toEqual([]);
  });

  it.each([
    ["systemctl_list-units_--failed", "", ["failed-units whole"]],
    ["systemctl_list-units_--failed", "0 loaded units listed.\n", ["failed-units whole"]],
    ["systemctl_list-units_--all_tripleo", "", []],
    ["systemctl_list-units", "", ["units failed", "failed-units failed"]],
    ["systemctl_list-units_--all_--type_service_timer", "", ["units failed", "failed-units failed"]],
    ["systemctl_list-units_--failed", "Failed to connect to bus: No such file or directory\n", ["failed-units failed"]],
  ])("%s that holds %j", (name, text, listings) => {
    expect(units(name, text)).toEqual({ units: [], listings });
  });

  it("that a loss tore is not whole", () => {
    const text = "a.service loaded active running A\nb.service loaded fai";
    expect(units("systemctl_list-units", text, "the archive ends here")).toEqual({
      units: ["a.service loaded active running"],
      listings: ["units cut", "failed-units cut"],
    });
  });
});

describe("the properties of units", () => {
  const text = `Id=docker.service
LoadState=loaded
ActiveState=active
SubState=running
Result=success
ActiveEnterTimestampMonotonic=12500000

Id=tripleo_nova_api_healthcheck.service
LoadState=loaded
ActiveState=failed
SubState=failed
Result=exit-code
ActiveEnterTimestampMonotonic=0
`;

  it.each(["systemctl_show_engines", "systemctl_show_service_--all"])("are read from %s", (name) => {
    const facts = ofKind(factsOf(`${FOLDER}${name}`, text), "unit");
    expect(facts).toMatchObject([
      { name: "docker.service", active: "active", enteredAfterBoot: 12.5, source: { line: 3 } },
      { name: "tripleo_nova_api_healthcheck.service", active: "failed", result: "exit-code" },
    ]);
    expect(facts[1]).not.toHaveProperty("enteredAfterBoot");
  });

  it("of a block that a loss tore are not read", () => {
    expect(units("systemctl_show_engines", text, "the archive ends here").units).toHaveLength(1);
  });
});
