import { type Static, Type } from "typebox";
import { flag, maybe, number, record, text, texts, word } from "./sourced.ts";

export const Health = Type.Object(
  {
    status: word("What its health check says; none where the engine runs no health check", [
      ...["none", "starting", "healthy", "unhealthy"],
    ]),
    failingStreak: maybe(number("How many checks in a row have failed")),
    lastOutput: maybe(text("What the last check printed")),
  },
  { title: "Health" },
);
export type Health = Static<typeof Health>;

export const Commands = Type.Object(
  {
    start: text("Starts it again, by whoever manages it"),
    restart: text("Restarts it, by whoever manages it"),
    recreate: text("Has it made anew from its image and start-up configuration"),
    logs: text("Shows the end of its output"),
    inspect: text("Shows all that the engine knows of it"),
    unpause: text("Lets its frozen processes go on"),
    checkHealth: text("Runs its health check by hand"),
  },
  { title: "Commands" },
);
export type Commands = Static<typeof Commands>;

export const Container = record("Container", "container", {
  name: text("Its bare name: nova_compute"),
  engine: word("Which engine has it", ["docker", "podman"]),
  state: maybe(
    word("Its state, whatever the engine calls it", [
      ...["created", "running", "paused", "restarting", "removing", "exited", "dead"],
    ]),
  ),
  running: maybe(flag("Its state is running")),
  exitCode: maybe(number("The code that it ended with; only where it has ended")),
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
  error: maybe(text("The engine's own words on why it could not start it; empty where it could")),
  oomKilled: maybe(flag("The kernel killed a process of it for want of memory")),
  restartCount: maybe(number("How often the engine restarted it since it was last started by hand")),
  restartPolicy: maybe(text("always, unless-stopped, on-failure or no; empty under podman")),
  secondsRunning: maybe(number("Since it was last started, at the time of the capture")),
  secondsEnded: maybe(number("Since it ended, at the time of the capture")),
  image: maybe(text("The image that it was made from, as it was referred to")),
  imageId: maybe(text("The id of that image, 12 hexadecimal digits")),
  currentImageId: maybe(text("The id that the same reference has on the node now")),
  configVolumes: maybe(texts("The configuration volumes that it copies when it starts")),
  configHash: maybe(text("Its TRIPLEO_CONFIG_HASH")),
  configGeneration: flag("It is one that generates configuration: docker-puppet-VOLUME, container-puppet-VOLUME"),
  commands: Commands,
});
export type Container = Static<typeof Container>;
