import type { Masker } from "../mask/masker.ts";
import { type Captured, factsOf } from "../model/captured.ts";
import type { Container, Node } from "../model/types.ts";
import type { ContainerDetailsFact } from "../parse/facts.ts";
import { present } from "../parse/present.ts";
import { conditionOf } from "./condition.ts";
import type { ContainerSurvey, HealthSurvey } from "./types.ts";

/** Every container of a node, in the order of its model. */
export function containerSurveys(node: Node, captured: Captured, masker: Masker): ContainerSurvey[] {
  const details = factsOf(captured, "container-details");
  return node.containers.map((container) =>
    containerSurvey(
      container,
      details.find(({ engine, id }) => engine === container.engine && id.startsWith(container.id)),
      masker,
    ),
  );
}

function containerSurvey(
  container: Container,
  details: ContainerDetailsFact | undefined,
  masker: Masker,
): ContainerSurvey {
  const { name, engine, id, state, exitCode, exitMeaning, lifecycle, manager, image, imageId, commands } = container;
  return {
    ...{ name, engine, id, condition: conditionOf(container), recovered: details?.recovered ?? false },
    ...present({
      state,
      exitCode,
      exitMeaning,
      lifecycle,
      manager,
      image,
      imageId,
      health: healthOf(container, masker),
    }),
    ...present({ createdAt: details?.createdAt, startedAt: details?.startedAt, finishedAt: details?.finishedAt }),
    ...{ volumes: container.configVolumes ?? [], logs: [] },
    commands: { restart: commands.restart, logs: commands.logs, inspect: commands.inspect },
  };
}

function healthOf({ health }: Container, masker: Masker): HealthSurvey | undefined {
  if (health === undefined) return undefined;
  const { status, by, failingStreak, lastOutput, lastExit } = health;
  const last =
    lastOutput === undefined ? [] : [{ output: masker.text(lastOutput), ...present({ exitCode: lastExit }) }];
  return { ...present({ by, failingStreak }), status, probes: last };
}
