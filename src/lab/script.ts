import { quoted } from "../shell.ts";
import { nodesOf } from "./compile.ts";
import type { Exercise } from "./exercise.ts";

/**
 * What setup and finish run on a node: one shell script, as root, that tells line by line what became of each step. What
 * was begun is noted before it is, so that finish puts back also what broke half-way; when setup was is noted when all is
 * done, so that nothing that setup itself started is taken for the student's work.
 */
const PRELUDE = `
set -u
umask 077
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH
cd / || exit 1
tell() { printf 'lab: %s\\n' "$*"; }
host=$(uname -n | tr A-Z a-z)
tell host "\${host%%.*}"
case \${host%%.*} in @names@) ;; *) exit 0 ;; esac
lab=/var/lib/sospect-lab/@exercise@
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
broken=''
attempt() { sh -euc "$1" </dev/null >"$log" 2>&1; }
why() { grep . "$log" | tail -n 1 | head -c 400; }
step() {
  if [ -n "$broken" ]; then tell skip "$1" "$2"; return 1; fi
  attempt "$3" && { tell ok "$1" "$2"; return 0; }
  tell fail "$1" "$2" "exit code $?: $(why)"
  return 1
}
require() { step require "$1" "$2" || failed=yes; }
act() {
  mark=$lab/done/$1
  if [ "$(cat "$mark" 2>/dev/null)" = complete ]; then tell ok setup "$1"; return; fi
  if [ -z "$broken" ] && [ ! -e "$mark" ] && [ -n "$2" ] && attempt "$2"; then tell ok setup "$1"; return; fi
  if [ -z "$broken" ]; then mkdir -p "$lab/done" && echo begun >"$mark" || broken=yes; fi
  if step setup "$1" "$3"; then echo complete >"$mark" && acted=yes; else broken=yes; fi
}
undo() {
  [ -e "$lab/done/$1" ] || return 0
  if step undo "$1" "$2"; then rm -f "$lab/done/$1"; else left=yes; fi
}
finish() { step finish "$1" "$2" || left=yes; }
`;

const SETUP_END = `
if [ -n "$broken" ]; then tell skip record record; exit 0; fi
# Times are told in whole seconds: what was started above is to be older than the record.
if [ -n "$acted" ]; then sleep 2; fi
if [ ! -e "$lab/record" ]; then
  mkdir -p "$lab/done" &&
    { echo "setup-at $(date +%s)"; echo "boot-id $(cat /proc/sys/kernel/random/boot_id)"; } >"$lab/record.new" 2>/dev/null &&
    mv "$lab/record.new" "$lab/record"
fi
if [ -e "$lab/record" ]; then tell ok record record; else tell fail record record "cannot write $lab"; fi
`;

const FINISH_END = `
if [ -n "$left" ]; then tell skip record record; exit 0; fi
if rm -rf "$lab" "/root/lab-answers/@exercise@"; then tell ok record record; else tell fail record record "cannot remove $lab"; fi
`;

/** The script that sets an exercise up on one of its nodes. */
export function setupScript(exercise: Exercise, node: string): string {
  const { requires = [], setup = [] } = exercise.source.data;
  return script(exercise, node, [
    "failed='' acted=''",
    ...on(requires, node).map(({ id, run }) => `require ${id} ${quoted(run)}`),
    "broken=$failed",
    ...on(setup, node).map(({ id, check = "", run }) => `act ${id} ${quoted(check)} ${quoted(run)}`),
    SETUP_END,
  ]);
}

/** The script that puts back what setup did there, the last first. */
export function finishScript(exercise: Exercise, node: string): string {
  const { setup = [], finish = [] } = exercise.source.data;
  return script(exercise, node, [
    "left=''",
    ...on(setup, node)
      .toReversed()
      .map(({ id, undo }) => `undo ${id} ${quoted(undo)}`),
    ...on(finish, node).map(({ id, run }) => `finish ${id} ${quoted(run)}`),
    FINISH_END,
  ]);
}

function script({ id, source }: Exercise, node: string, lines: readonly string[]): string {
  const names = [node, ...(source.data.nodes[node]?.aliases ?? [])].join("|");
  const text = [PRELUDE, ...lines].join("\n");
  return text.replaceAll("@names@", names).replaceAll("@exercise@", id);
}

function on<Action extends { readonly on: string | readonly string[] }>(
  all: readonly Action[],
  node: string,
): Action[] {
  return all.filter((action) => nodesOf(action.on).includes(node));
}
