import { describe, expect, it } from "vitest";
import { parseRule } from "../../src/rules/load.ts";
import { showProblem } from "../../src/yaml/problem.ts";

const HEAD = `id: sick
title: A container is sick
severity: error
needs: [containers]
each: node.containers
as: container
when: container.name != ""
message: "{{container.name}} is sick"
why: It does not work.
tests: [{name: n, given: {}, expect: unknown}]
`;

function ruleWith(remedy: string, more = "") {
  const block = (text: string) => `|-\n${text.replace(/^/gm, "  ")}\n`;
  return parseRule("sick.yaml", `${HEAD}${more}remedy: ${block(remedy)}`);
}

/** The remedy for a container. */
function rendered(remedy: string, container: object): string {
  const loaded = ruleWith(remedy);
  if (!("rule" in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.rule.remedy.render({ container });
}

function problemsWith(remedy: string, more?: string): string {
  const loaded = ruleWith(remedy, more);
  return "problems" in loaded ? loaded.problems.map(showProblem).join("\n") : "";
}

const COMMANDS = { logs: "sudo docker logs --tail 50 'a b'" };
const NASTY = { name: "it's $(x)", image: "-rf", restartCount: 5, engine: "docker", running: true, commands: COMMANDS };

describe("what a remedy names", () => {
  it.each([
    ["stays as it is where it needs no quotes", "ls {{container.name}}", { name: "nova_api-1.2" }, "ls nova_api-1.2"],
    ["is quoted where it needs them", "ls {{container.name}} x", NASTY, "ls 'it'\\''s $(x)' x"],
    ["is one word with what stands beside it", "ls /a/{{container.name}}.log", NASTY, "ls /a/'it'\\''s $(x)'.log"],
    ["is no option", "rm {{container.image}} a{{container.image}}", NASTY, "rm ./-rf a'-rf'"],
    ["is what it is behind --", "rm -- {{container.image}}", NASTY, "rm -- '-rf'"],
    ["is there where it is empty", "ls {{container.name}} a{{container.name}}", { name: "" }, "ls '' a"],
    ["is there where it is not known", "ls {{container.label}}", {}, "ls ''"],
    ["is no option of a command in a comment", "# rm {{container.image}}", NASTY, "# rm ./-rf"],
    ["cannot end a comment", "# on {{container.name}}", { name: "a\nb" }, "# on $'a\\nb'"],
    ["is quoted within a substitution", 'ls "$(cat {{container.name}})"', NASTY, "ls \"$(cat 'it'\\''s $(x)')\""],
    ["may be a number anywhere", "sed -n '{{container.restartCount}}p' x", NASTY, "sed -n '5p' x"],
    ["may be a word of a few, as a command", "sudo {{container.engine}} ps", NASTY, "sudo docker ps"],
    ["may be a word of a few, in quotes", 'echo "{{container.engine}}"', NASTY, 'echo "docker"'],
    ["is bare where it is a command", "{{container.commands.logs}} | tail", NASTY, `${COMMANDS.logs} | tail`],
    ["is bare where a command is said to be", "{{{container.commands.logs}}}", NASTY, COMMANDS.logs],
    ["is quoted in a block", "{{#if container.running}}ls {{container.name}}{{/if}}", NASTY, "ls 'it'\\''s $(x)'"],
    [
      "is quoted behind else",
      "{{#unless container.running}}x{{else}}ls {{container.name}}{{/unless}}",
      NASTY,
      "ls 'it'\\''s $(x)'",
    ],
    ["is quoted in a list", "ls{{#each container.twins}} {{this}}{{/each}}", { twins: ["a b", "-c"] }, "ls 'a b' ./-c"],
    [
      "is quoted in a list, where it may begin a word",
      "ls {{#each container.twins}}{{#unless @first}},{{/unless}}{{this}}{{/each}}",
      { twins: ["-a", "b;"] },
      "ls ./-a,'b;'",
    ],
    ["is a number in a list", "ls{{#each container.twins}} {{@index}}{{/each}}", { twins: ["a", "b"] }, "ls 0 1"],
    [
      "is quoted with its first words",
      "bash -c 'ls \"$0\"' {{container.name}}",
      NASTY,
      "bash -c 'ls \"$0\"' 'it'\\''s $(x)'",
    ],
  ])("%s", (_, remedy, container, text) => {
    expect(rendered(remedy, container)).toBe(text);
  });

  it("is quoted in Chinese as well", () => {
    const loaded = ruleWith("ls {{container.name}}", 'zh: {remedy: "# 在 {{container.name}} 上"}\n');
    expect("rule" in loaded && loaded.rule.translation?.remedy?.render({ container: NASTY })).toBe(
      "# 在 'it'\\''s $(x)' 上",
    );
  });
});

describe("a remedy is refused that has a name", () => {
  it.each([
    [
      "in single quotes",
      "ls '{{container.name}}'",
      /^sick.yaml:12:7: in 'remedy': {{container.name}} stands in quotes/,
    ],
    [
      "in double quotes",
      'ls "a {{container.name}}"',
      /12:9: .* stands in quotes, which its value could end: write it outside; it is one word/,
    ],
    ["in the quotes of Bash", "ls $'{{container.name}}'", /12:8: .* in quotes/],
    ["in quotes that a substitution is in", "ls '$(ls {{container.name}})'", /in quotes/],
    ["in quotes that begin on another line", "ls '\n{{container.name}}'", /13:3: .* in quotes/],
    ["in quotes behind what looks like a comment", "ls a#'{{container.name}}'", /in quotes/],
    ["in quotes behind an escaped blank and what looks like a comment", "ls \\ #'{{container.name}}'", /in quotes/],
    ["in quotes behind a parameter", "ls $$'{{container.name}}'", /in quotes/],
    ["in backquotes", "ls `cat {{container.name}}`", /in backquotes/],
    ["in an expansion", `ls \${x:-{{container.name}} }`, /in an expansion/],
    ["in arithmetic", "ls $(( {{container.name}} + 1 ))", /in arithmetic/],
    ["in a here-document", "cat <<E\n{{container.name}}\nE", /13:3: .* in a here-document/],
    ["behind a $", `ls \${{container.name}}`, /12:7: .* would be a part of what stands before it: leave a blank/],
    ["behind a variable", "ls $HOME{{container.name}}", /would be a part of what/],
    ["behind a backslash", "ls \\\\{{container.name}}", /would be a part of what/],
    ["where output goes", "ls > {{container.name}}", /output would be written to/],
    ["where output goes, in part", "ls 2>>/tmp/{{container.name}}.log", /output would be written to/],
    ["before a redirection", "ls {{container.name}}> x", /stands before a >/],
    ["as a command", "{{container.name}} x", /would be run as a command/],
    ["as a command behind variables and redirections", "X=1 2>&1 {{container.name}}", /would be run as a command/],
    ["as a command, in part", "'my 'x{{container.name}}", /would be run as a command/],
    ["as a command on a line that goes on", "x\\\n{{container.name}}", /would be run as a command/],
    ["as a command behind another", "ls; sudo {{container.name}}", /would be run as a command/],
    ["as a command in a block", "{{#if container.running}}{{container.name}}{{/if}}", /would be run as a command/],
    ["as a command of a substitution", "ls $({{container.name}})", /would be run as a command/],
    ["as code of a shell", "sudo sh -c {{container.name}}", /would be read as code/],
    ["as a script", "bash {{container.name}}", /would be read as code/],
    ["as code of another shell", "ssh host ls {{container.name}}", /would be read as code/],
    ["as code of an interpreter", "python3 -c {{container.name}}", /would be read as code/],
    ["as code of awk", "awk -F: {{container.name}} x", /would be read as code/],
    ["as code that comes of a substitution", 'eval "$(cat {{container.name}})"', /would be read as code/],
    [
      "bare",
      "ls {{{container.name}}}",
      /12:6: .* only what the model has as a command may be bare: write {{container.name}}/,
    ],
    ["bare, the old way", "ls {{&container.name}}", /may be bare/],
    ["of a list bare", "{{#each container.twins}}ls {{{this}}}{{/each}}", /may be bare/],
    [
      "that is a command, in quotes",
      "sh -c '{{container.commands.logs}}'",
      /is a whole command, and cannot stand in quotes/,
    ],
    ["that is a command, as code", "watch {{container.commands.logs}}", /would be read as code/],
    [
      "with a helper",
      '{{#if container.running}}ls {{container.name "x"}}{{/if}}',
      /is the name of a property, and nothing else/,
    ],
    [
      "in Chinese in quotes",
      "ls",
      /^sick.yaml:11:.*in 'remedy' of 'zh': .*in quotes/,
      `zh: {remedy: 'ls "{{container.name}}"'}\n`,
    ],
  ])("%s", (_, remedy, problem, more = "") => {
    expect(problemsWith(remedy, more)).toMatch(problem);
  });

  it.each([
    ["opens quotes in a block", "{{#if container.running}}ls '{{/if}}\nls {{container.name}}"],
    ["opens quotes for each of a list", "{{#each container.twins}}ls '{{/each}}"],
    ["ends a block in a comment", "{{#if container.running}}# x {{else}}ls {{/if}}{{container.name}}"],
    ["has an empty block behind a $", `ls a\${{#if container.running}}{{/if}}{{container.name}}`],
    ["ends a block in a $", `ls {{#if container.running}}a\${{/if}}{{container.name}}`],
  ])("that %s", (_, remedy) => {
    expect(problemsWith(remedy)).toMatch(/what begins in a block, such as quotes or a comment, has to end in it/);
  });

  it("of a template with parts of other templates", () => {
    expect(problemsWith("ls {{> container}}")).not.toBe("");
  });

  it.each([
    ["an apostrophe in a comment", "# it's {{container.name}}\nls {{container.name}} # the node's"],
    ["quotes that have ended", `ls 'a' "b" $'c\\'' \`d\` {{container.name}}`],
    ["an escaped quote", "ls \\' {{container.name}} \\\""],
    ["a here-string", "cat <<< {{container.name}}"],
    ["input from what is named", "cat < {{container.name}}"],
    ["output that went elsewhere", "ls 2>/dev/null {{container.name}} > /dev/null"],
    ["an assignment", "X={{container.name}} ls"],
    ["a host to log in to", "ssh -t {{container.name}} ls"],
    ["a file for sed", "sed -n 5p {{container.name}}"],
    ["a comment in a block", "{{#if container.running}}# x\n{{/if}}ls {{container.name}}"],
    ["braces that are another program's", "docker inspect --format '\\{{json .X}}' {{container.name}}"],
  ])("but not for %s", (_, remedy) => {
    expect(problemsWith(remedy)).toBe("");
  });
});
