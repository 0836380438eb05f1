import { type Command, InvalidArgumentError, Option } from "commander";
import type { SshSettings } from "../collect/remote/ssh.ts";
import { type Language, languages } from "../report/words/language.ts";

/** How the nodes are reached, and how it is told. */
export interface LabOptions {
  readonly labs: readonly string[];
  readonly lang: Language;
  readonly host: readonly string[];
  readonly inventory?: string;
  readonly identity: readonly string[];
  readonly sshConfig?: string;
  readonly sshOption: readonly string[];
  readonly hostTimeout: number;
}

const more = (value: string, all: string[]) => [...all, value];

/** The options of every command on one exercise. */
export function withLabOptions(command: Command): Command {
  return command
    .option("--labs <dir>", "exercises of DIR as well; may be repeated", more, [])
    .addOption(
      new Option("--lang <language>", "the language of what is told")
        .choices([...languages])
        .default(languageOf(process.env)),
    );
}

/** The options of every command that asks nodes by ssh. */
export function withSshOptions(command: Command): Command {
  return withLabOptions(command)
    .option("--host <node>", "[NODE=][USER@]HOST: where a node of the exercise is reached; may be repeated", more, [])
    .option("--inventory <file>", "the same of a YAML file, as collect takes it")
    .option("--identity <file>", "ssh -i: a private key; may be repeated", more, [])
    .option("--ssh-config <file>", "ssh -F: the configuration")
    .option("--ssh-option <name=value>", "ssh -o; may be repeated", more, [])
    .option("--host-timeout <seconds>", "how long one node may take", readSeconds, 1800);
}

/** The language that the environment asks for, as gettext reads it. */
function languageOf(environment: NodeJS.ProcessEnv): Language {
  const told = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return /^zh([_.@-]|$)/i.test(told) ? "zh" : "en";
}

export function sshSettings({ identity, sshConfig, sshOption }: LabOptions): SshSettings {
  return { identities: identity, options: sshOption, ...(sshConfig === undefined ? {} : { config: sshConfig }) };
}

/** A number of seconds, of an option. */
export function readSeconds(text: string): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < 1) throw new InvalidArgumentError("a number of seconds is wanted");
  return seconds;
}
