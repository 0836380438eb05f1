import { describe, expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { sightingsIn } from "../../../src/model/releases/sightings.ts";
import { captured, idOf, psTable } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const TABLE = "sos_commands/podman/podman_ps_-a_--no-trunc";
const JSON_LIST = "sos_commands/podman/podman_ps_-a_--no-trunc_--format_json";
const table = psTable(["keystone", "i", "Up 2 days"], ["forged", "i", "Exited (1) 2 days ago"]);
const known = { Id: idOf(0), Names: ["keystone"], Image: "i", State: "running", Status: "Up 2 days" };

const names = (files: Record<string, string>) => sightingsIn(captured(files)).map(({ row }) => row?.names[0]);

describe("containers in listings", () => {
  it("are not what only looks like a row of the table, as the JSON of the same command knows", () => {
    expect(names({ [TABLE]: table, [JSON_LIST]: JSON.stringify([known]) })).toEqual(["keystone"]);
  });

  it.each([
    ["there is no JSON", {}],
    ["the JSON is cut short", { [JSON_LIST]: JSON.stringify([known]).slice(0, -20) }],
    ["the JSON is another engine's", { [JSON_LIST.replaceAll("podman", "docker")]: "[]" }],
  ])("are all rows of the table where %s", (_, files) => {
    expect(names({ [TABLE]: table, ...files })).toContain("forged");
  });
});

describe("listings of a user's own podman", () => {
  const own = "sos_commands/podman/user_stack/podman_ps_-a_--no-trunc";

  it("add to those of root", () => {
    expect(
      names({
        [TABLE]: psTable(["a", "i", "Up 2 days"]),
        [own]: psTable(["z", "i", "Up 1 days"], ["b", "i", "Up 1 days"]),
      }),
    ).toContain("b");
  });

  it("say nothing of root's, of which the listing failed", () => {
    const node = nodeOf(captured({ [TABLE]: "Error: cannot connect", [own]: psTable(["b", "i", "Up 1 days"]) }), KNOWN);
    expect(node.coverage.containers.state).toBe("partial");
  });
});
