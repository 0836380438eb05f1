import { expect, test } from "vitest";
import { type Deed, executed, gradeStudent, setUp } from "./student.ts";

/** What each task of an exercise is to come to, in order, and the whole. */
interface Case {
  readonly name: string;
  readonly marks: string;
  readonly deeds: Readonly<Record<string, readonly Deed[]>>;
}

/** The host of each node of the course, as a healthy node of that role. */
interface Stage {
  readonly exercise: string;
  readonly nodes: Readonly<Record<string, { readonly release?: string; readonly role: string }>>;
  /** What setup does to the nodes besides its record. */
  readonly broken?: Readonly<Record<string, readonly Deed[]>>;
  readonly cases: readonly Case[];
}

export const controller = { controller0: { role: "Controller" } };
export const IMAGES = "sos_commands/docker/docker_images_--no-trunc_--digests";

/** An event of the time of setup, so that docker remembers all that came after. */
export const remembered = executed("keystone", "true", 60);

export const keystoneLog = "keystone-log: /var/log/containers/keystone/keystone.log";
export const noPort =
  "There is no nova-conductor process with opened RabbitMQ ports (5671,5672) running in the container";

/** Plays each case of an exercise, and compares what its tasks come to. */
export function plays({ exercise, nodes, broken = {}, cases }: Stage): void {
  test.each(cases)(`${exercise}: $name`, async ({ marks, deeds }) => {
    const grade = await gradeStudent(
      exercise,
      Object.entries(nodes).map(([node, healthy]) => ({
        ...healthy,
        deeds: [setUp(exercise), ...(broken[node] ?? []), ...(deeds[node] ?? [])],
      })),
    );
    const told = grade.tasks.map(({ id, mark, found, reason }) => ({ id, mark, why: reason ?? found }));
    expect(`${grade.tasks.map(({ mark }) => mark).join(" ")}: ${grade.mark}`, JSON.stringify(told, null, 1)).toBe(
      marks,
    );
  });
}
