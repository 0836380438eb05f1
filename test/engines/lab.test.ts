import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { noNodes, type SimulatedNode, withDeployment } from "./testbed.ts";

const LAB = fileURLToPath(new URL("../../bin/lab.js", import.meta.url));
const EXERCISE = "architecture-containerization";
const ANSWERS = `/root/lab-answers/${EXERCISE}`;
/** Three nodes are booted and deployed, and collected from several times, on whatever machine there is. */
const LONG = 900_000;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `lab EXERCISE VERB` on the workstation, which reaches each node by its own key. */
function lab(verb: string, nodes: readonly SimulatedNode[], ...more: string[]): Promise<Ended> {
  const hosts = nodes.flatMap(({ name, ip, key }) => ["--host", `${name}=heat-admin@${ip}`, "--identity", key]);
  const ssh = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "ConnectTimeout=10"];
  const args = [LAB, EXERCISE, verb, ...hosts, ...ssh.flatMap((option) => ["--ssh-option", option]), ...more];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, LC_ALL: "C.UTF-8" } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

/** What a student does on compute0. */
async function workOnCompute(compute: SimulatedNode): Promise<void> {
  await compute.run("sh", "-c", `echo "running: $(docker ps --format '{{.Names}}' | tr '\\n' ' ')" >${ANSWERS}`);
}

/** What a student does on controller0; returns what was seen of nova_api while it was stopped. */
async function workOnController(controller: SimulatedNode): Promise<string> {
  await controller.run("docker", "images");
  await controller.run("docker", "logs", "keystone");
  const log = "/var/log/containers/httpd/keystone/keystone_wsgi_main_error.log";
  await controller.run("cat", log);
  const lines = [
    "keystone-id: $(docker ps -q --filter name=^keystone$)",
    "keystone-image: $(docker inspect --format '{{.Config.Image}}' keystone)",
    "one-shots: keystone_db_sync nova_db_sync glance_api_db_sync",
    `keystone-log: ${log}`,
  ];
  await controller.run(
    "sh",
    "-c",
    lines
      .map((line) => `echo "${line}"`)
      .join("; ")
      .replace(/^(.*)$/, `{ $1; } >${ANSWERS}`),
  );
  await controller.run("docker", "stop", "nova_api");
  const seen = await controller.run("docker", "ps", "-a", "--filter", "name=^nova_api$", "--format", "{{.Status}}");
  await controller.run("docker", "start", "nova_api");
  await controller.run("docker", "exec", "keystone", "/openstack/healthcheck");
  return seen;
}

/** The word that stands at the end of each line, by the line's label. */
function words(stdout: string): Map<string, string> {
  const lines = [...stdout.matchAll(/^(?: \. )?(\S.*?)(?: \(\d+ points?\))?\.* {2}(SUCCESS|PASS|FAIL|UNGRADED)\b/gm)];
  return new Map(lines.map(([, label = "", word = ""]) => [label, word]));
}

test(
  "the first exercise of the course is set up, graded, done, graded again and finished on three nodes with a registry",
  async ({ skip }) => {
    if (noNodes) skip(noNodes);
    await withDeployment(async (...nodes) => {
      const [, controller, compute] = nodes;

      const setup = await lab("setup", nodes);
      expect(setup, setup.stdout + setup.stderr).toMatchObject({ code: 0 });
      for (const { name } of nodes) expect(setup.stdout).toMatch(reachable(name, "SUCCESS"));
      expect([...words(setup.stdout).values()]).not.toContain("FAIL");
      const record = await controller.run("cat", `/var/lib/sospect-lab/${EXERCISE}/record`);
      const again = await lab("setup", nodes);
      expect(again.code).toBe(0);
      expect(await controller.run("cat", `/var/lib/sospect-lab/${EXERCISE}/record`)).toBe(record);

      const before = await lab("grade", nodes);
      expect(before, before.stdout + before.stderr).toMatchObject({ code: 1 });
      expect(before.stdout).toMatch(/^Overall exercise grade\.+ {2}FAIL/m);
      const undone = words(before.stdout);
      expect(undone.get("Containers that run on compute0")).toBe("FAIL");
      expect(undone.get("nova_api stopped and started again")).toBe("FAIL");
      expect([...undone.values()]).not.toContain("PASS");

      await workOnCompute(compute);
      expect(await workOnController(controller)).toMatch(/^Exited/);
      const after = await lab("grade", nodes);
      expect(after, after.stdout + after.stderr).toMatchObject({ code: 0 });
      expect(after.stdout).toMatch(/^Overall exercise grade\.+ {2}PASS/m);
      const { "Health check of keystone by hand": check, ...done } = Object.fromEntries(words(after.stdout));
      expect(Object.values(done)).not.toContain("FAIL");
      expect(done["nova_api stopped and started again"]).toBe("PASS");
      expect(done["Containers that run on compute0"]).toBe("PASS");
      // Docker remembers 256 events, which with checks every three seconds may be fewer than the capture takes.
      expect(["PASS", "UNGRADED"]).toContain(check);

      const finish = await lab("finish", nodes);
      expect(finish, finish.stdout + finish.stderr).toMatchObject({ code: 0 });
      expect(
        await controller.run("sh", "-c", `ls -d /var/lib/sospect-lab/${EXERCISE} ${ANSWERS} 2>/dev/null || true`),
      ).toBe("");
      expect(await controller.run("docker", "inspect", "--format", "{{.State.Running}}", "nova_api")).toBe("true\n");
      expect((await lab("finish", nodes)).code).toBe(0);

      await compute.run("pkill", "-x", "sshd");
      const without = await lab("setup", nodes);
      expect(without, without.stdout + without.stderr).toMatchObject({ code: 3 });
      expect(without.stdout).toMatch(reachable("compute0", "FAIL"));
      expect(without.stdout).toMatch(reachable("controller0", "SUCCESS"));
      expect(await workOnController(controller)).toMatch(/^Exited/);
      const partly = await lab("grade", nodes);
      expect(partly, partly.stdout + partly.stderr).toMatchObject({ code: 3 });
      const marks = words(partly.stdout);
      expect(marks.get("Containers that run on compute0")).toBe("UNGRADED");
      expect(marks.get("nova_api stopped and started again")).toBe("PASS");
      expect(partly.stdout).toMatch(/^Overall exercise grade\.+ {2}UNGRADED/m);
    });
  },
  LONG,
);

function reachable(node: string, word: string): RegExp {
  return new RegExp(`^ \\. Verifying node reachable: ${node}\\.+ {2}${word}`, "m");
}
