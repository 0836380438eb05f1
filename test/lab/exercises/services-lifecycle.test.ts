import { controller, plays } from "../stage.ts";
import { type Deed, inspected, paused, restarted, rewritten, stopped } from "../student.ts";

plays({
  exercise: "services-lifecycle",
  nodes: controller,
  broken: { controller0: [paused("heat_engine")] },
  cases: [
    { name: "nothing done", marks: "fail fail fail pass: fail", deeds: {} },
    { name: "half done", marks: "pass fail fail pass: fail", deeds: { controller0: [restarted("cinder_api")] } },
    {
      name: "right",
      marks: "pass pass pass pass: pass",
      deeds: { controller0: [restarted("cinder_api"), stopped("horizon"), inspected("heat_engine", goOn)] },
    },
    {
      name: "right in an unusual way: stopped and started, killed in place of stopped",
      marks: "pass pass pass pass: pass",
      deeds: {
        controller0: [
          restarted("cinder_api", 1),
          stopped("horizon"),
          inspected("horizon", ({ State }) => ({ State: { ...State, ExitCode: 137 } })),
          inspected("heat_engine", goOn),
        ],
      },
    },
    {
      name: "cheated: docker was restarted, which restarts everything",
      marks: "pass pass fail fail: fail",
      deeds: {
        controller0: [
          inspected("*", ({ State }) =>
            State["Running"] === true
              ? { State: { ...State, Status: "running", Paused: false, StartedAt: "2026-11-24T03:50:00Z" } }
              : {},
          ),
          stopped("horizon"),
        ],
      },
    },
    {
      name: "cheated: horizon was removed and heat_engine killed",
      marks: "fail fail fail pass: fail",
      deeds: { controller0: [removed("horizon"), stopped("heat_engine")] },
    },
  ],
});

function goOn({ State }: { readonly State: Record<string, unknown> }) {
  return { State: { ...State, Status: "running", Paused: false } };
}

/** Neither inspect nor the list has it any more. */
function removed(name: string): Deed {
  return (files) => {
    const inspect = "sos_commands/docker/containers/docker_inspect_all";
    const all = JSON.parse(files[inspect]?.text ?? "[]") as { Name: string }[];
    const left = all.filter(({ Name }) => Name !== `/${name}`);
    const list = "sos_commands/docker/docker_ps_-a_--no-trunc";
    const rows = (text: string) =>
      text
        .split("\n")
        .filter((row) => !row.endsWith(` ${name}`))
        .join("\n");
    return rewritten(list, rows)(rewritten(inspect, () => JSON.stringify(left, null, 4))(files));
  };
}
