import { describe, expect, it } from "vitest";
import { splitReference } from "../../../src/parse/images/image-reference.ts";
import { decode } from "../../../src/parse/syntax/decode.ts";
import { isPrompt, quote, wholeLines } from "../../../src/parse/syntax/text.ts";
import { readTime } from "../../../src/parse/syntax/time.ts";
import { factsOf, table } from "../support.ts";

const swap = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

const PS = table(
  [
    ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"],
    [
      "1a2b3c4d5e6f",
      "nova-api:13.0",
      '"dumb-init --single-…"',
      "2 hours ago",
      "Up 2 hours (unhealthy)",
      "",
      "nova_api",
    ],
    ["2a2b3c4d5e6f", "nova-api:13.0", '"true"', "2 hours ago", "Exited (0) 2 hours ago", "", "nova_api_db_sync"],
  ],
  3,
);
const IMAGES = table(
  [
    ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"],
    ["172.25.249.200:8787/rhosp13/openstack-nova-api", "13.0", "1f8a88f2000b", "2 days ago", "1.2 GB"],
  ],
  3,
);
const INSPECT = JSON.stringify(
  [{ Id: "1a", Name: "/nova", State: { Status: "running" }, Config: { Labels: { a: "…" } } }],
  null,
  4,
);
const VERSION = "Client:\n Version: 1.13.1\n\nServer:\n Version: 1.13.2\n";
const SETTINGS = "[DEFAULT]\ndebug = True # …\n[api]\nworkers = 4\n";

describe("bytes", () => {
  it.each([
    ["sos_commands/docker/docker_ps_-a", PS],
    ["sos_commands/docker/docker_images", IMAGES],
    ["sos_commands/docker/containers/docker_inspect_1a", `${INSPECT}\n`],
    ["sos_commands/docker/docker_version", VERSION],
    ["etc/nova/nova.conf", SETTINGS],
  ])("of %s tell the same in every encoding", (file, text) => {
    const expected = factsOf(file, text);
    expect(expected.length).toBeGreaterThan(0);
    const crlf = text.replaceAll("\n", "\r\n");
    for (const each of [text, crlf]) {
      for (const bytes of [
        Buffer.from(each),
        Buffer.from(`\ufeff${each}`),
        utf16(each),
        utf16(`\ufeff${each}`),
        swap(utf16(each)),
        swap(utf16(`\ufeff${each}`)),
      ]) {
        expect(decode(bytes)).toBe(text);
        expect(factsOf(file, decode(bytes))).toEqual(expected);
      }
    }
  });

  it.each([
    ["sos_commands/docker/docker_ps_-a", PS],
    ["sos_commands/docker/docker_images", IMAGES],
    ["sos_commands/docker/containers/docker_inspect_1a", `${INSPECT}\n`],
  ])("of %s tell the same below a prompt, one line further down", (file, text) => {
    const below = (facts: unknown): unknown =>
      JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
        key === "line" && typeof value === "number" ? value + 1 : value,
      );
    const prompted = factsOf(file, `[root@controller0 ~]# docker ps -a\n${text}`);
    expect(prompted).toEqual(below(factsOf(file, text)));
  });

  it("that are no UTF-8 are Latin-1", () => {
    expect(decode(Buffer.from("caf\xe9\n", "latin1"))).toBe("café\n");
  });

  it("that end inside a character are UTF-8 all the same", () => {
    const bytes = Buffer.from("“…” and …");
    for (const lost of [1, 2]) expect(decode(bytes.subarray(0, bytes.length - lost))).toMatch(/^“…” and /);
  });

  it("may hold the replacement character", () => {
    expect(decode(Buffer.from("a \ufffd …"))).toBe("a \ufffd …");
  });

  it("lose what clears a terminal", () => {
    expect(decode(Buffer.from("\x1b[2J\x1b[HCONTAINER ID   NAME\n"))).toBe("CONTAINER ID   NAME\n");
  });

  it("may be none", () => {
    expect(decode(Buffer.alloc(0))).toBe("");
  });
});

describe("a line", () => {
  it.each([
    ["[root@controller0 ~]# docker ps -a", true],
    ["[stack@director ~]$", true],
    ["(overcloud) [stack@director ~]$ docker ps", true],
    ["root@compute0:~# docker ps", true],
    ["ubuntu@ubuntu1404:/var/lib$ docker ps", true],
    ["$ docker ps", true],
    ["# docker ps", true],
    ["PS E:\\> docker ps -a", true],
    ["[", false],
    ['[{"Id": "a"}]', false],
    ['1a2b3c4d5e6f   nginx@sha256:ab   "top"', false],
    ["", false],
  ])("%j is a prompt: %s", (line, prompt) => {
    expect(isPrompt(line)).toBe(prompt);
  });

  it("is quoted without its indentation, and shortened", () => {
    expect(quote("   a b  ")).toBe("a b");
    expect(quote("x".repeat(500))).toBe(`${"x".repeat(400)} …`);
  });

  it("counts as whole where nothing was lost, or behind its end", () => {
    expect(wholeLines({ file: "x", text: "a\nb" })).toBe("a\nb");
    expect(wholeLines({ file: "x", text: "a\nb", loss: "cut short" })).toBe("a\n");
    expect(wholeLines({ file: "x", text: "a", loss: "cut short" })).toBe("");
  });
});

describe("a time", () => {
  it.each([
    ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00.123Z"],
    ["2026-03-01T10:00:00.5+02:00", "2026-03-01T08:00:00.500Z"],
    ["2026-03-01T10:00:00-0500", "2026-03-01T15:00:00.000Z"],
    ["2024-01-15 10:30:45.123 -0500 EST", "2024-01-15T15:30:45.123Z"],
    ["2024-01-15 10:30:45 +0000 UTC", "2024-01-15T10:30:45.000Z"],
    ["2019-08-21 10:38:34.753548542 +0000 UTC m=+0.1", "2019-08-21T10:38:34.753Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(readTime(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it.each([
    "0001-01-01T00:00:00Z",
    "0001-01-01 00:00:00 +0000 UTC",
    "",
    "2 hours ago",
    "2026-13-41T10:00:00Z",
    "2013-05-07T14:51:42+02:01360",
    "*********",
    undefined,
  ])("%j is none", (text) => {
    expect(readTime(text)).toBeUndefined();
  });
});

describe("a reference to an image", () => {
  it.each([
    ["nginx", { repository: "nginx" }],
    ["nginx:1.2", { repository: "nginx", tag: "1.2" }],
    [
      "172.25.249.200:8787/rhosp13/openstack-nova-api",
      { repository: "172.25.249.200:8787/rhosp13/openstack-nova-api" },
    ],
    ["172.25.249.200:8787/rhosp13/nova:13.0", { repository: "172.25.249.200:8787/rhosp13/nova", tag: "13.0" }],
    ["host:5000/a@sha256:bc", { repository: "host:5000/a", digest: "sha256:bc" }],
    ["host:5000/a:1@sha256:bc", { repository: "host:5000/a", tag: "1", digest: "sha256:bc" }],
  ])("%s has its parts", (reference, parts) => {
    expect(splitReference(reference)).toEqual(parts);
  });
});
