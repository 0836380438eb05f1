import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { OWN_RULES } from "../analyze.ts";
import { loadRules } from "../rules/load.ts";
import { complain, EXIT, print } from "./output.ts";

const SCHEMA = fileURLToPath(new URL("../../schemas/rule.schema.json", import.meta.url));

/** `sospect rules new ID [DIR]`: a rule to start from, which tests well and says what is still to be written. */
export function addNew(rules: Command): void {
  rules
    .command("new")
    .description("write a rule to start from, DIR/ID.yaml")
    .argument("<id>", "its id: a noun for the failing state, such as scheduler-stuck")
    .argument("[dir]", "the directory of your rules", ".")
    .option("--log", "one that looks for lines in logs")
    .action(async (id: string, directory: string, { log }: { log?: boolean }) => {
      process.exitCode = await run(id, directory, log === true ? overLogs : overContainers);
    });
}

async function run(id: string, directory: string, skeleton: (id: string) => string): Promise<number> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    complain(`'${id}' is no id: small letters and digits, words joined by -`);
    return EXIT.usage;
  }
  const file = join(directory, `${id}.yaml`);
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(file, skeleton(id), { flag: "wx" });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    complain(`${file} exists: choose another id`);
    return EXIT.usage;
  }
  await print(`${file}\n`);
  const ours = (await loadRules([OWN_RULES])).rules.some((rule) => rule.id === id);
  if (ours) complain(`there is a rule '${id}' of ours: with --rules, yours takes its place`);
  return EXIT.fine;
}

function overContainers(id: string): string {
  return `${headOf(id)}# Facts without which the outcome is unknown: containers, images, configuration, …
needs: [containers]
# What is looked at, one by one: here each container, which is called 'container' below.
each: node.containers
# Whom the rule is about; others are not-applicable. May be left out.
where: container.lifecycle == "service"
# When it is a fault.
when: container.state == "paused"
# What that means, so that causes are found: down, degraded, restarting, unhealthy, cut-off, misconfigured, refused,
# exhausted, lost, symptom; or the word nothing.
tells: { state: down }
message: "TODO {{container.name}} …"
why: >-
  TODO what it means for a user of the cloud
remedy: |-
  # TODO what to type; a line that begins with # is a comment. A name is quoted by itself: {{container.name}}
  {{container.commands.logs}}
# What is given is a fault; each case below says what it has else, and its heading how it ends then. ~ is not known.
tests:
  given: { container: { name: nova_api, lifecycle: service, state: paused } }
  message: nova_api
  ok:
    on one that runs: { container.state: running }
  not-applicable:
    one-shots: { container.lifecycle: one-shot }
  unknown:
    where the state is not known: { container.state: ~ }
`;
}

function overLogs(id: string): string {
  return `${headOf(id)}needs: [logs]
log:
  # Which logs, by their names: nova/**, httpd/keystone/**, stdout:* (output of containers), journal, syslog, */** for all.
  in: ["nova/**"]
  # A text that every such line has; then what such a line has to match (RE2), whose named groups are 'found' below.
  contains: ["Disk of instance"]
  pattern: "Disk of instance (?P<instance>[^ ]+) is gone"
  # The groups that tell findings apart.
  by: [instance]
# When it is a fault: the last such line is younger than an hour, and nothing says that it is over.
when: hit.secondsAgo < 3600 && !hit.outdated
# What that means, so that causes are found: down, degraded, restarting, unhealthy, cut-off, misconfigured, refused,
# exhausted, lost, symptom; or the word nothing.
tells: { state: symptom }
message: "TODO {{found.instance}} … ({{hit.seen}}, in {{hit.file}})"
why: >-
  TODO what it means for a user of the cloud
remedy: |-
  # TODO what to type; a line that begins with # is a comment. A name is quoted by itself: {{found.instance}}
  {{hit.show}}
# turns: the values at which the outcome turns, ~ where it is not known. Below a heading: lines, and how they end.
tests:
  given: { hit: { groups: { instance: i-1 } } }
  turns:
    hit.secondsAgo: { fault: 3599, not-seen: 3600, unknown: ~ }
    hit.outdated: { fault: false, not-seen: true }
  fault:
    on such a line: "2026-11-24 03:52:53.123 7 ERROR nova.compute.manager [-] Disk of instance i-1 is gone"
  # A rule over logs never ends as ok: words that are not there prove nothing.
  not-seen:
    on other lines: "2026-11-24 03:52:53.123 7 INFO nova.compute.manager [-] Disk of instance i-1 was resized"
`;
}

function headOf(id: string): string {
  return `# yaml-language-server: $schema=${SCHEMA}
id: ${id}
title: TODO the fault in a sentence
severity: warning # critical, error, warning or info
`;
}
