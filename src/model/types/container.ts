import { type Static, Type } from "typebox";
import { command, engine, flag, maybe, number, record, text, texts, word } from "./sourced.ts";

export const Health = Type.Object(
  {
    status: word("What its health check says; none where the engine runs no health check", [
      ...["none", "starting", "healthy", "unhealthy"],
    ]),
    by: maybe(word("Who runs the check: the engine, or a timer of systemd", ["engine", "timer"])),
    failingStreak: maybe(number("How many checks in a row have failed")),
    lastOutput: maybe(text("What the last check printed")),
    found: maybe(
      text(
        "What a failed check that prints nothing has found, by its command: no process x has a connection to port 5672",
      ),
    ),
    lastExit: maybe(number("The code that the last check ended with: 0 where it passed")),
    unusable: maybe(flag("The check itself cannot be run: its command is not there, or the shell cannot read it")),
    interval: maybe(number("Seconds from one check to the next, as it was defined")),
    secondsBehind: maybe(
      number(
        "How much older its last check is than the newest of the node's other containers; 0 for the newest itself",
      ),
    ),
  },
  { title: "Health" },
);
export type Health = Static<typeof Health>;

export const Commands = Type.Object(
  {
    start: command("Starts it again, by whoever manages it"),
    stop: command("Stops it so that it stays down, by whoever manages it"),
    restart: command("Restarts it, by whoever manages it"),
    status: command("Shows what whoever manages it knows of it"),
    recreate: command("Has it made anew from its image and start-up configuration"),
    logs: command("Shows the end of its output"),
    config: command("Shows the configuration that it is given, as it stands on the host"),
    inspect: command("Shows all that the engine knows of it"),
    unpause: command("Lets its frozen processes go on"),
    checkHealth: command("Runs its health check by hand"),
    remove: command("Takes it away, for ever"),
    alike: command("Lists the containers that were made under the same name"),
  },
  { title: "Commands" },
);
export type Commands = Static<typeof Commands>;

export const Container = record("Container", "container", {
  name: text("Its bare name: nova_compute"),
  component: maybe(text("What it runs, by the catalogue of services: nova-compute")),
  service: maybe(text("The service that this is a part of: nova")),
  helper: flag("An agent has started it for one network or router, and it may outlive that"),
  beside: flag("A tool of its own has deployed it beside OpenStack: Ceph's"),
  engine: engine("Which engine has it"),
  id: text("Its id, 12 hexadecimal digits"),
  owner: text("root, or the user whose own podman it is of"),
  state: maybe(
    word("Its state, whatever the engine calls it", [
      ...["created", "running", "paused", "restarting", "removing", "exited", "dead"],
    ]),
  ),
  running: maybe(flag("Its state is running")),
  exitCode: maybe(number("The code that it ended with; only where it has ended")),
  exitMeaning: maybe(text("What that code says in general: ended by SIGKILL; empty where it says nothing")),
  expectedExit: maybe(flag("It is a one-shot, and has ended with a code that its start-up configuration allows")),
  lifecycle: maybe(
    word(
      "service: is to run all the time; one-shot: is to do its work and end; leftover: another one runs in its place",
      ["service", "one-shot", "leftover"],
    ),
  ),
  lifecycleSource: maybe(text("What the lifecycle was decided from")),
  manager: maybe(
    word("Who starts and restarts it", ["paunch", "tripleo_ansible", "systemd", "pacemaker", "kolla-ansible"]),
  ),
  health: maybe(Health),
  healthcheckDefined: maybe(flag("Its start-up configuration gives it a health check")),
  error: maybe(text("The engine's own words on why it could not start it; empty where it could")),
  lastWords: maybe(texts("The last lines of its own logs that say that something went wrong, the latest last")),
  oomKilled: maybe(flag("The kernel killed a process of it for want of memory")),
  restartCount: maybe(number("How often the engine restarted it since it was last started by hand")),
  restartPolicy: maybe(text("always, unless-stopped, on-failure or no; empty under podman")),
  secondsRunning: maybe(number("Since it was last started, at the time of the capture")),
  upAtMost: maybe(number("Since it was last started, at most: where inspect does not tell, as ps rounds it")),
  madeAtLeast: maybe(number("Since it was made, at least: where inspect does not tell, as ps rounds it")),
  startedAlone: maybe(
    flag("It was started in the last minutes before the capture, most other services of its node long before"),
  ),
  restless: flag("It does not run well since its last start, or not long enough to tell: it ends again and again"),
  secondsEnded: maybe(number("Since it ended, at the time of the capture")),
  secondsSinceEnd: maybe(
    number("Since it last ended, at the time of the capture, also where it was started again since"),
  ),
  secondsSinceCreated: maybe(number("Since it was made, at the time of the capture; a restart makes none anew")),
  image: maybe(text("The image that it was made from, as it was referred to")),
  imageId: maybe(text("The id of that image, 12 hexadecimal digits")),
  currentImageId: maybe(text("The id that the same reference has on the node now")),
  configVolumes: maybe(texts("The configuration volumes that it copies when it starts")),
  configHash: maybe(text("Its TRIPLEO_CONFIG_HASH")),
  label: maybe(text("The name that its manager gave it, its label container_name; empty where it has none")),
  twins: maybe(texts("Other containers of this engine that run under the same label container_name")),
  role: maybe(text("The role that it was made for: Controller; empty where its label managed_by tells none")),
  usualRole: maybe(text("The role that most of the node's containers were made for; empty where they tell none")),
  unmanaged: maybe(
    flag(
      "Nothing that manages containers made it, no start-up configuration or release has it, and others here are managed",
    ),
  ),
  logDriver: maybe(text("Where its output goes: journald, k8s-file, json-file, none")),
  configGeneration: flag("It is one that generates configuration: docker-puppet-VOLUME, container-puppet-VOLUME"),
  commands: Commands,
});
export type Container = Static<typeof Container>;
