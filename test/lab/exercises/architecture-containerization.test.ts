import { expect, test } from "vitest";
import { controller, keystoneLog, plays, remembered } from "../stage.ts";
import {
  answered,
  type Deed,
  executed,
  gradeStudent,
  inspected,
  madeAnew,
  restarted,
  rewritten,
  stopped,
  without,
} from "../student.ts";

const RUNNING =
  "ceilometer_agent_compute iscsid logrotate_crond neutron_ovs_agent nova_compute nova_libvirt nova_migration_target nova_virtlogd";
const ARCHITECTURE = "architecture-containerization";
const KEYSTONE_ID = "keystone-id: @keystone";

/** In the place of @NAME stands the id of that container. */
const withIds =
  (deed: Deed): Deed =>
  (files) => {
    const inspect = files["sos_commands/docker/containers/docker_inspect_all"]?.text ?? "[]";
    const ids = (JSON.parse(inspect) as { Id: string; Name: string }[]).map(({ Id, Name }) => [Name.slice(1), Id]);
    const changed = deed(files);
    return rewritten("sos_commands/lab/records", (text) =>
      text.replace(/@(\w+)/g, (_, name: string) => ids.find(([known]) => known === name)?.[1]?.slice(0, 12) ?? name),
    )(changed);
  };

const answers = (...lines: string[]) => withIds(answered(ARCHITECTURE, ...lines));
const image = "keystone-image: 192.168.24.1:8787/rhosp13/openstack-keystone:13.0-100";
const shots = "one-shots: keystone_db_sync, nova_db_sync, cinder_api_db_sync";
const compute = answered(ARCHITECTURE, `running: ${RUNNING}`);
const byHand = executed("keystone", "/openstack/healthcheck");

plays({
  exercise: ARCHITECTURE,
  nodes: { ...controller, compute0: { role: "Compute" } },
  broken: { controller0: [remembered] },
  cases: [
    { name: "nothing done", marks: "fail fail fail fail fail fail: fail", deeds: {} },
    {
      name: "half done: seen on compute0, and nova_api left stopped",
      marks: "pass fail fail fail fail fail: fail",
      deeds: { compute0: [compute], controller0: [stopped("nova_api")] },
    },
    {
      name: "right",
      marks: "pass pass pass pass pass pass: pass",
      deeds: {
        compute0: [compute],
        controller0: [answers(KEYSTONE_ID, image, shots, keystoneLog), restarted("nova_api"), byHand],
      },
    },
    {
      name: "right in an unusual way: commas, another order, a shell, more one-shots, restarted in one go",
      marks: "pass pass pass pass pass pass: pass",
      deeds: {
        compute0: [answered(ARCHITECTURE, `running= ${RUNNING.split(" ").reverse().join(",")}`)],
        controller0: [
          answers(keystoneLog, `${shots} heat_engine_db_sync`, image, `${KEYSTONE_ID}`),
          restarted(["nova_api", "cinder_api"]),
          executed("keystone", "bash -c /openstack/healthcheck"),
        ],
      },
    },
    {
      name: "right, and docker has forgotten the check: it passes without that task",
      marks: "pass pass pass pass pass ungraded: pass",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, keystoneLog),
          restarted("nova_api"),
          rewritten("sos_commands/docker/docker_events_--since_24h", (text) => text.replace(/^.*: true .*\n/m, "")),
        ],
      },
    },
    {
      name: "cheated: another student's ids, services as one-shots, the log inside, nova_api made anew, a check in words only",
      marks: "fail fail fail fail fail fail: fail",
      deeds: {
        compute0: [answered(ARCHITECTURE, `running: ${RUNNING} nova_statedir_owner`)],
        controller0: [
          answers(
            "keystone-id: 0123456789ab",
            image,
            "one-shots: keystone_db_sync keystone_db_sync keystone",
            "keystone-log: /var/log/keystone/keystone.log",
          ),
          madeAnew("nova_api"),
          executed("keystone", "echo /openstack/healthcheck"),
        ],
      },
    },
    {
      name: "cheated: a line in a log says that nova_api was restarted, and a reboot has restarted everything",
      marks: "pass pass pass pass fail pass: fail",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, keystoneLog),
          rewritten("var/log/containers/nova/nova.log", (text) => `${text}2026-11-24 03:55:00.000 8 INFO restarted\n`),
          byHand,
          inspected("*", ({ State }) =>
            State["Running"] === true
              ? { State: { ...State, StartedAt: "2026-11-24T03:50:00Z", FinishedAt: "2026-11-24T03:49:00Z" } }
              : {},
          ),
        ],
      },
    },
    {
      name: "cheated: the record of setup was written anew, to be older than what was done before",
      marks: "pass pass pass pass ungraded ungraded: ungraded",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, keystoneLog),
          restarted("nova_api", 90),
          byHand,
          rewritten("sos_commands/lab/records", (text) =>
            text.replace(
              /^record (\S+) .*\n.*$/m,
              "record $1 mtime 1795492800 ctime 1795492800\n| setup-at 1795480000",
            ),
          ),
        ],
      },
    },
    {
      name: "without inspect and events what was done cannot be told",
      marks: "pass pass pass pass ungraded ungraded: ungraded",
      deeds: {
        compute0: [compute],
        controller0: [
          answers(KEYSTONE_ID, image, shots, keystoneLog),
          without("sos_commands/docker/containers/docker_inspect_all"),
          without("sos_commands/docker/docker_events_--since_24h"),
        ],
      },
    },
  ],
});

test("a bundle without a record of setup, and a node without a bundle, are no failure of the student", async () => {
  const grade = await gradeStudent(ARCHITECTURE, [
    { role: "Controller", deeds: [answers(KEYSTONE_ID, image, shots, keystoneLog), restarted("nova_api"), byHand] },
  ]);

  expect(grade.mark).toBe("ungraded");
  const of = (id: string) => grade.tasks.find((task) => task.id === id);
  expect(of("running-listed")).toMatchObject({
    mark: "ungraded",
    reason: expect.stringMatching(/no bundle of compute0/),
  });
  expect(of("nova-api-restarted")).toMatchObject({ mark: "ungraded", reason: expect.stringMatching(/collect: /) });
});
