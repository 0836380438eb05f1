import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { complain, EXIT, print } from "./output.ts";

const SCHEMA = fileURLToPath(new URL("../../schemas/rule.schema.json", import.meta.url));

/** `sospect rules new ID [DIR]`: a rule to start from, which tests well and says what is still to be written. */
export function addNew(rules: Command): void {
  rules
    .command("new")
    .description("write a rule to start from, DIR/ID.yaml")
    .argument("<id>", "its id: a noun for the failing state, such as scheduler-stuck")
    .argument("[dir]", "the directory of your rules", ".")
    .action(async (id: string, directory: string) => {
      process.exitCode = await run(id, directory);
    });
}

async function run(id: string, directory: string): Promise<number> {
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
  return EXIT.fine;
}

function skeleton(id: string): string {
  return `# yaml-language-server: $schema=${SCHEMA}
id: ${id}
title: TODO the fault in a sentence
severity: warning # critical, error, warning or info
# Facts without which the outcome is unknown: containers, images, configuration, …
needs: [containers]
# What is looked at, one by one, and the name of one of it below.
each: node.containers
as: container
# Whom the rule is about; others are not-applicable. May be left out.
where: container.lifecycle == "service"
# When it is a fault.
when: container.state == "paused"
message: "TODO {{container.name}} …"
why: >-
  TODO what it means for a user of the cloud
remedy: |-
  # TODO what to type; a line that begins with # is a comment. A name is quoted by itself: {{container.name}}
  {{container.commands.logs}}
# Each test gives a piece of the model; what it leaves out is not known.
tests:
  - name: fires on a service that is paused
    given:
      container: { name: nova_api, lifecycle: service, state: paused }
    expect: fault
    message: nova_api
  - name: stays silent on one that runs
    given:
      container: { name: nova_api, lifecycle: service, state: running }
    expect: ok
  - name: is not about one-shots
    given:
      container: { name: nova_db_sync, lifecycle: one-shot, state: paused }
    expect: not-applicable
  - name: is undecided where the state is not known
    given:
      container: { name: nova_api, lifecycle: service }
    expect: unknown
  - name: is undecided without a list of containers
    given: {}
    absent: [containers]
    expect: unknown
`;
}
