import { expect, test } from "vitest";
import type { Captured } from "../../../src/model/bundle/captured.ts";
import { withTrueTimes } from "../../../src/model/bundle/true-times.ts";
import { captured } from "../../support/captured.ts";

const CAPTURED = Date.UTC(2026, 10, 24, 4) / 1000;
const DATE = { "sos_commands/date/date": "Tue Nov 24 04:00:00 UTC 2026\n" };
const LOGS = ["a", "b", "c"].map((name) => `var/log/containers/nova/${name}.log`);
const times = ({ facts }: Captured) => facts.flatMap((fact) => (fact.kind === "file" ? [fact.mtime] : []));
const bundle = (...mtimes: readonly number[]) =>
  captured({ ...DATE, ...Object.fromEntries(mtimes.map((mtime, at) => [LOGS[at], { text: "x\n", mtime }])) });

test("times of files that differ stay", () => {
  const given = bundle(CAPTURED - 60, CAPTURED - 60, CAPTURED - 90);
  expect(withTrueTimes(given)).toBe(given);
});

test("a time behind the capture is none, and noted once", () => {
  const { facts, summary } = withTrueTimes(bundle(CAPTURED + 3 * 86_400, CAPTURED - 90, CAPTURED + 9 * 86_400));
  expect(times({ facts, summary })).toEqual([undefined, (CAPTURED - 90) * 1000, undefined]);
  expect(summary.notes).toMatchObject([{ code: "odd-time", path: LOGS[0], lossy: false }]);
});

test("where all files are of one second their times prove nothing", () => {
  const { facts, summary } = withTrueTimes(bundle(CAPTURED - 60, CAPTURED - 60.2, CAPTURED - 60));
  expect(times({ facts, summary }).filter((time) => time !== undefined)).toHaveLength(3);
  const alike = withTrueTimes(bundle(CAPTURED - 60, CAPTURED - 59.8, CAPTURED - 60));
  expect(times(alike)).toEqual([undefined, undefined, undefined]);
  expect(alike.summary.notes).toMatchObject([{ code: "odd-time", message: expect.stringContaining("one second") }]);
});

test("two files may well be of one second", () => {
  const given = bundle(CAPTURED - 60, CAPTURED - 60);
  expect(withTrueTimes(given)).toBe(given);
});
