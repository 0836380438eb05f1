import { describe, expect, it } from "vitest";
import { factsOf, fromSosreport, ofKind, only, realDataIsHere, whereRealDataIs } from "../support.ts";

const DOCKER = "sos_commands/docker/docker_events_--since_24h";
const PODMAN = "sos_commands/podman/podman_events_--since_24h";
const ID = "a7c5e924f2313d6e4e455388ce4a4e28c7cc485ff6889d2ec3dc303dd511d9ad";

function happened(text: string, file = DOCKER): string[] {
  return ofKind(factsOf(file, text), "container-event").map(({ id, action, at, health, exitCode }) =>
    [id.slice(0, 4), action, new Date(at).toISOString(), health ?? exitCode ?? ""].join(" ").trim(),
  );
}

describe("events", () => {
  it("of docker tell of starts, ends and health, and pass others by", () => {
    const text = [
      `2026-11-23T13:30:28.209290074Z container start ${ID} (config_data={"a": "(b)"}, name=nova_compute)`,
      `2026-11-23T13:30:29.2Z container exec_create: sh -c /openstack/healthcheck ${ID} (name=nova_compute)`,
      `2026-11-23T13:30:30.2Z container health_status: unhealthy ${ID} (image=x, name=nova_compute)`,
      `2026-11-23T14:30:31.2+01:00 container kill ${ID} (image=x, name=nova_compute, signal=15)`,
      `2026-11-23T13:30:32.2Z container die ${ID} (exitCode=137, image=x, name=nova_compute)`,
      `2026-11-23T13:30:32.3Z container oom ${ID} (image=x, name=nova_compute)`,
      "2026-11-23T13:30:33.2Z image tag sha256:1f8a88f2000b (name=x:latest)",
      `2026-11-23T13:30:34.2Z network disconnect ${ID} (container=${ID}, name=host, type=host)`,
    ].join("\n");
    expect(happened(text)).toEqual([
      "a7c5 start 2026-11-23T13:30:28.209Z",
      "a7c5 health 2026-11-23T13:30:30.200Z unhealthy",
      "a7c5 kill 2026-11-23T13:30:31.200Z",
      "a7c5 die 2026-11-23T13:30:32.200Z 137",
      "a7c5 oom 2026-11-23T13:30:32.300Z",
    ]);
    expect(only(factsOf(DOCKER, text), "listing")).toMatchObject({ of: "events", engine: "docker", state: "whole" });
    expect(only(factsOf(DOCKER, text), "event-span").from).toBe(Date.UTC(2026, 10, 23, 13, 30, 28, 209));
  });

  it("of podman bear Go's time and other words", () => {
    const text = [
      `2026-03-02 10:33:42.312377447 -0600 CST container died ${ID} (image=x, name=nova_api, PODMAN_SYSTEMD_UNIT=a)`,
      `2026-03-02 16:33:43.5 +0000 UTC container health_status ${ID} (image=x, name=nova_api, health_status=healthy)`,
      `2026-03-02 16:33:44.5 +0000 UTC m=+0.1 container exec_died ${ID} (image=x, name=nova_api)`,
    ].join("\n");
    expect(happened(text, PODMAN)).toEqual([
      "a7c5 die 2026-03-02T16:33:42.312Z",
      "a7c5 health 2026-03-02T16:33:43.500Z healthy",
    ]);
  });

  it("may be none at all, which is no error", () => {
    expect(only(factsOf(DOCKER, ""), "listing").state).toBe("whole");
    expect(ofKind(factsOf(DOCKER, ""), "event-span")).toEqual([]);
  });

  it("are not in a file that holds an error", () => {
    const [fact, ...others] = factsOf(DOCKER, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n");
    expect(fact).toMatchObject({ kind: "listing", of: "events", state: "failed" });
    expect(others).toEqual([]);
  });

  it("that a loss cut short lack the last line", () => {
    const line = `2026-11-23T13:30:32.2Z container die ${ID} (exitCode=1, name=x)`;
    const facts = factsOf(DOCKER, `${line}\n${line}`, { loss: "cut" });
    expect(ofKind(facts, "container-event")).toHaveLength(1);
    expect(only(facts, "listing").state).toBe("cut");
  });

  it.skipIf(!realDataIsHere)(`of a real node are read${whereRealDataIs}`, () => {
    for (const [file, text] of fromSosreport("docker_events*")) {
      const facts = factsOf(file, text);
      expect(only(facts, "listing").state).toBe("whole");
      expect(ofKind(facts, "container-event").length).toBe(
        text.split("\n").filter((line) => / container (start|die|kill|stop|restart|oom|health_status)\b/.test(line))
          .length,
      );
    }
  });
});
