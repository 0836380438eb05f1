import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchLines } from "../../src/cli/collect-lines.ts";

/** A terminal that keeps what is written to it until that is taken. */
function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, rows: 24, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  return { stream, take: () => written.splice(0).join("") };
}

const [a, b] = ["a", "b"].map((host) => ({ label: host, host })) as [
  { label: string; host: string },
  { label: string; host: string },
];

it("shows a line for each node that is collected from, redrawn in place, and keeps those that are done", async () => {
  const { stream, take } = terminal(true);
  const lines = watchLines(stream);
  lines.started(a);
  lines.started(b);
  lines.progress(a, "asking docker");
  lines.received(b, 1_234_567);
  await sleep(400);
  expect(take()).toBe("\r\x1b[J\x1b[?7la: asking docker\nb: receiving, 1.2 MB\n\x1b[?7h");
  lines.ended({ target: a, ms: 4100, ok: true, path: "/out/a.tgz", bytes: 1_200_000 });
  expect(take()).toBe("\x1b[2A\r\x1b[Ja: /out/a.tgz (1.2 MB, 4.1 s)\n\x1b[?7lb: receiving, 1.2 MB\n\x1b[?7h");
  lines.ended({ target: b, ms: 1, ok: false, reason: "gone" });
  expect(take()).toBe("\x1b[1A\r\x1b[Jb: failed: gone\n\x1b[?7l\x1b[?7h");
});

it("shows on a pipe only how each node ended", async () => {
  const { stream, take } = terminal(false);
  const lines = watchLines(stream);
  lines.started(a);
  lines.progress(a, "asking docker");
  await sleep(400);
  expect(take()).toBe("");
  lines.ended({ target: a, ms: 1, ok: false, reason: "gone" });
  expect(take()).toBe("a: failed: gone\n");
});

it("lets no text of a node act on the terminal", async () => {
  const { stream, take } = terminal(true);
  const lines = watchLines(stream);
  lines.progress(a, "\x1b[31mred\u202e\r\x07");
  await sleep(400);
  expect(take()).toContain("a: ^[[31mredU+202E^M^G\n");
});
