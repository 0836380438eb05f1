import { describe, expect, it } from "vitest";
import { readStamp, timeText, yearBefore } from "../../../src/parse/logs/log-time.ts";

const AT = Date.UTC(2026, 10, 24, 3, 52, 53);

describe("the time stamp of a line", () => {
  it.each([
    ["oslo", "2026-11-24 03:52:53.123 7 INFO nova [-] x", "local", 123],
    ["ansible", "2026-11-24 03:52:53,123 p=1 u=root | x", "local", 123],
    ["docker logs -t", "2026-11-24T03:52:53.123456789Z x", "utc", 123],
    ["docker logs -t without trailing zeros", "2026-11-24T03:52:53.1Z x", "utc", 100],
    ["podman's k8s-file", "2026-11-24T04:52:53.123456789+01:00 stdout F x", "utc", 123],
    ["Open vSwitch", "2026-11-24T03:52:53.123Z|00012|reconnect|WARN|x", "utc", 123],
    ["ceph", "2026-11-24T03:52:53.123+0000 7f6fa1d2ad80  0 x", "utc", 123],
    ["older ceph", "2026-11-24 03:52:53.123456 7f6fa1d2ad80  0 x", "local", 123],
    ["ceph-volume", "[2026-11-24 03:52:53,123][ceph_volume.main][INFO  ] x", "local", 123],
    ["libvirt", "2026-11-24 03:52:53.123+0000: 1234: error : x", "utc", 123],
    ["mariadb", "2026-11-24  3:52:53 140591048414976 [Note] x", "local", 0],
    ["old mysqld", "261124  3:52:53 [Note] x", "local", 0],
    ["syslog", "Nov 24 03:52:53 controller0 haproxy[1]: x", "local", 0],
    ["syslog with a year", "Nov 24 2026 03:52:53 controller0 x", "local", 0],
    ["pacemaker", "Nov 24 03:52:53.123 controller0 pacemakerd [1] (x) x", "local", 123],
    ["Apache", "[Tue Nov 24 03:52:53.123456 2026] [core:error] x", "local", 123],
    ["dmesg -T", "[Tue Nov 24 03:52:53 2026] x", "local", 0],
    ["access log", '10.0.0.1 - - [24/Nov/2026:03:52:53 +0000] "GET / HTTP/1.1" 200', "utc", 0],
    ["old RabbitMQ", "=ERROR REPORT==== 24-Nov-2026::03:52:53 ===", "local", 0],
    ["RabbitMQ", "2026-11-24 03:52:53.123 [error] <0.1.0> x", "local", 123],
    ["redis", "1:M 24 Nov 2026 03:52:53.123 * x", "local", 123],
    ["audit", "type=AVC msg=audit(1795492373.123:45): avc:  denied", "utc", 123],
    ["ausearch", "time->Tue Nov 24 03:52:53 2026", "local", 0],
  ] as const)("is read in the form of %s", (_, line, zone, milliseconds) => {
    expect(readStamp(line, 2026)?.time).toMatchObject({ zone, at: AT + milliseconds });
  });

  it("of dmesg counts from the boot", () => {
    expect(readStamp("[63667.161082] bcache: x", 2026)?.time).toMatchObject({ zone: "boot", at: 63_667_161 });
  });

  it.each([
    ["no stamp", "Traceback (most recent call last):"],
    ["a day that no month has", "2026-02-31 03:52:53.123 7 INFO x"],
    ["a day that no month of that year has", "2026-02-29 03:52:53.123 7 INFO x"],
    ["an hour that no day has", "2026-11-24 25:52:53.123 7 INFO x"],
    ["a month that no year has", "Foo 24 03:52:53 controller0 x"],
    ["a stamp further on", "x 2026-11-24 03:52:53.123"],
    ["nothing", ""],
  ])("is not made up from %s", (_, line) => {
    expect(readStamp(line, 2026)).toBeUndefined();
  });

  it.each([
    ["a zone", "2026-11-24 03:52:53.123 +01:00 x", { at: AT + 123 - 3_600_000, zone: "utc" }],
    ["a leap second", "2026-11-24 03:52:60.123 7 x", { at: AT + 7123, zone: "local" }],
    ["the day of a leap year", "2024-02-29 03:52:53.123 7 x", { at: Date.UTC(2024, 1, 29, 3, 52, 53, 123) }],
    ["nothing behind it", "2026-11-24 03:52:53.123 ", { at: AT + 123, zone: "local" }],
  ])("of oslo is read with %s", (_, line, time) => {
    expect(readStamp(line, 2026)?.time).toMatchObject(time);
  });

  it.each(["2026-11-24 03:5x:53.123 7 x", "2026-11-24 03:52:53.1x3 7 x", "20x6-11-24 03:52:53.123 7 x"])(
    "is read no further than its digits: %s",
    (line) => {
      expect(readStamp(line, 2026)?.time.at).toBe(line.includes("1x3") ? AT + 100 : undefined);
    },
  );

  it("says where it ends, so that what follows can be told apart", () => {
    const line = "2026-11-24T03:52:53.12Z Traceback";
    expect(line.slice(readStamp(line, 2026)?.end)).toBe(" Traceback");
  });

  it.each([
    ["2026-11-24 03:52:53.123 x", "2026-11-24 03:52:53"],
    ["2026-11-24T04:52:53.123+01:00 x", "2026-11-24 03:52:53Z"],
    ["Nov  4 03:52:53 x", "Nov 04 03:52:53"],
    ["[12345.678901] x", "12345 s after the boot"],
  ])("%s is shown as %s", (line, text) => {
    const stamp = readStamp(line, 2026);
    expect(stamp && timeText(stamp.time)).toBe(text);
  });

  it("without a year is of the year before where it lies behind the end of the log", () => {
    const end = readStamp("Jan  2 03:00:00 x", 2026)?.time;
    const december = readStamp("Dec 31 23:00:00 x", 2026);
    expect(december?.time.yearless).toBe(true);
    expect(new Date(yearBefore(december?.time.at ?? 0, end)).getUTCFullYear()).toBe(2025);
    expect(yearBefore(end?.at ?? 0, end)).toBe(end?.at);
  });
});
