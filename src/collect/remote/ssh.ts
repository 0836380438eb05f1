import { quoted } from "../../shell.ts";
import { destination, type Target } from "./target.ts";

/** What a user adds to ssh's own configuration. */
export interface SshSettings {
  /** As after ssh's -o. */
  readonly options: readonly string[];
  readonly identities: readonly string[];
  readonly config?: string;
}

/**
 * Nobody is there to be asked, a terminal would change bytes, and what a user's configuration does for logins (forward
 * ports and agents, run a command, stay as a master) is not for this.
 */
const OURS = [
  "BatchMode=yes",
  "ConnectTimeout=10",
  "ServerAliveInterval=15",
  "RequestTTY=no",
  "RemoteCommand=none",
  "ClearAllForwardings=yes",
  "ForwardAgent=no",
  "ForwardX11=no",
  "ControlMaster=no",
];

/** The words after `ssh` that run, as root, the script that comes on standard input. */
export function sshArguments(target: Target, settings: SshSettings, scriptArguments: readonly string[]): string[] {
  return [
    ...(settings.config === undefined ? [] : ["-F", settings.config]),
    ...settings.identities.flatMap((file) => ["-i", file]),
    // Of an option that comes twice, ssh takes the first.
    ...[...settings.options, ...OURS].flatMap((option) => ["-o", option]),
    ...(target.port === undefined ? [] : ["-p", String(target.port)]),
    "--",
    destination(target),
    remoteCommand(scriptArguments),
  ];
}

/** Whether sudo is needed is decided on the node, in a POSIX shell whatever the user's own is. */
const AS_ROOT = 'if [ "$(id -u)" -eq 0 ]; then exec sh -s -- "$@"; else exec sudo -n sh -s -- "$@"; fi';

function remoteCommand(scriptArguments: readonly string[]): string {
  return ["exec", "sh", "-c", AS_ROOT, "sh", ...scriptArguments].map(quoted).join(" ");
}
