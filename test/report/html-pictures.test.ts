import { describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { endOf, groupsOf } from "../../src/report/html/views/marks.ts";
import { ticksOf, windowOf } from "../../src/report/html/views/scale.ts";
import type { ErrorRate, EventKind, NodeEvent, NodeSurvey, Survey } from "../../src/survey/types.ts";
import { broken } from "./samples.ts";
import { surveyFor } from "./surveys.ts";

const END = Date.UTC(2026, 0, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const survey = surveyFor(broken);

/** The report's section of a name, of the sample with its first node changed. */
function sectionOf(
  name: string,
  change: (node: NodeSurvey) => Partial<NodeSurvey> = () => ({}),
  from = survey,
): string {
  const nodes = from.nodes.map((node, index) => (index === 0 ? { ...node, ...change(node) } : node));
  const page = html.render(broken, { survey: { ...from, nodes } });
  return new RegExp(`<section aria-labelledby="${name}"[^]*?</section>`).exec(page)?.[0] ?? "";
}

function eventAt(at: number, kind: EventKind = "started", rest: Partial<NodeEvent> = {}): NodeEvent {
  return { at, kind, subject: `one_${at}`, text: "", ...rest };
}

describe("the window of the timeline", () => {
  it.each([
    ["minutes where all is of the last minutes", [MINUTE, 4 * MINUTE], 5 * MINUTE],
    ["a day where events reach that far", [HOUR, 10 * HOUR, 20 * HOUR], DAY],
    [
      "no longer for one container that is a year old",
      [...Array.from({ length: 20 }, () => HOUR / 2), 365 * DAY],
      HOUR,
    ],
    ["short where nothing happened", [], 2 * MINUTE],
  ])("is %s", (_, ages, length) => {
    const times = ages.map((age) => END - age);
    expect(windowOf(times, END)).toEqual({ from: END - length, to: END });
  });

  it.each([
    ["with the capture", [END], [END - HOUR], END],
    ["with what came soon after it", [END], [END + HOUR], END + HOUR],
    ["with the capture, whatever a wrong clock says", [END], [END + 400 * DAY], END],
    ["with the last event where no capture is known", [], [END - DAY, END], END],
  ])("ends %s", (_, captures, times, end) => {
    expect(endOf(captures, times)).toBe(end);
  });

  it.each([
    ["hours", 6 * HOUR, ["06:00", "07:00", "08:00", "09:00", "10:00", "11:00", "12:00"]],
    ["days by their date", 4 * DAY, ["12:00", "12-29", "12:00", "12-30", "12:00", "12-31", "12:00", "01-01", "12:00"]],
  ])("has marks at round times: %s", (_, length, texts) => {
    expect(ticksOf({ from: END - length, to: END }).map(({ text }) => text)).toEqual(texts);
  });
});

describe("events in one place", () => {
  it.each([
    ["starts within a few minutes are one mark", [eventAt(0), eventAt(MINUTE), eventAt(2 * MINUTE)], [3]],
    ["starts that are far apart are two", [eventAt(0), eventAt(HOUR)], [1, 1]],
    ["a start and an exit are two", [eventAt(0), eventAt(0, "exited")], [1, 1]],
    ["exits of one moment are one", [eventAt(0, "exited"), eventAt(1000, "exited")], [2]],
    ["exits that follow each other stay apart", [eventAt(0, "exited"), eventAt(MINUTE, "exited")], [1, 1]],
    ["a time of another clock stays apart", [eventAt(0), eventAt(0, "started", { uncertain: true })], [1, 1]],
    ["what lasts stays apart", [eventAt(0, "log", { until: HOUR }), eventAt(1, "log", { until: HOUR })], [1, 1]],
  ])("%s", (_, events, counts) => {
    expect(groupsOf(events, 10 * MINUTE).map((group) => group.events.length)).toEqual(counts);
  });

  it("are one mark with their count and names", () => {
    const events = Array.from({ length: 20 }, (_, index) => eventAt(END - MINUTE * 30 + index));
    const section = sectionOf("timeline", () => ({ events }));
    expect(section).toMatch(/start: 20: one_\d+, (one_\d+, )+…<\/title>/);
    expect(section).toContain('<text class="count" x="7" dy="-3">20</text>');
  });
});

describe("the timeline", () => {
  it("has a lane for each node, and every kind with a shape and a word", () => {
    const section = sectionOf("timeline");
    expect(section.match(/<g class="lane">/g)).toHaveLength(survey.nodes.length);
    for (const word of ["start", "exit", "burst of errors", "capture"]) expect(section).toContain(`</svg> ${word}`);
  });

  it("says which times are not certain, and what is outside the picture", () => {
    const section = sectionOf("timeline", ({ events }) => ({
      events: [...events, eventAt(END - 400 * DAY, "exited"), eventAt(END + 400 * DAY, "exited")],
    }));
    expect(section).toContain("it may be hours off");
    expect(section).toMatch(/\d+ events? came before that/);
    expect(section).toContain("1 event is timed more than a day after the capture");
    expect(section).toContain(`data-to="${END}"`);
  });

  it("says that there are no times where there are none", () => {
    const none = { ...survey, nodes: survey.nodes.map((node) => ({ ...node, events: [] })) };
    expect(sectionOf("timeline", undefined, none)).toContain("The bundles tell no times.");
  });
});

describe("the services by node", () => {
  it("lead to the container, with a word beside the shape, and have what is not well first", () => {
    const section = sectionOf("matrix");
    expect(section).toMatch(/<a href="#container-0-\d+" class="c-failed">■/);
    expect(section).toMatch(/<span class="unseen">failed/);
    expect(section.indexOf("c-failed")).toBeLessThan(section.lastIndexOf("c-healthy"));
  });

  it("are not known, rather than not there, on a node whose containers were not captured", () => {
    const section = sectionOf("matrix", () => ({ containers: [], listed: false, missing: [] }));
    expect(section).toContain("The bundle does not list all containers of controller0, so that");
    expect(section).toContain(
      '<span class="c-unknown" aria-hidden="true">?</span><span class="unseen">not known</span>',
    );
  });

  it("have the replicas of pacemaker's bundles in one row", () => {
    const [one] = survey.nodes[0]?.containers ?? [];
    const containers = (number: number) =>
      one === undefined ? [] : [{ ...one, name: `galera-bundle-docker-${number}` }];
    const nodes = survey.nodes.map((node, index) => ({ ...node, missing: [], containers: containers(index) }));
    const section = sectionOf("matrix", undefined, { ...survey, nodes });
    expect(section.match(/<th scope="row">galera-bundle<\/th>/g)).toHaveLength(1);
    expect(section).not.toContain("bundle-docker");
  });
});

describe("the errors by service", () => {
  const rate = (service: string, count: number, rest: Partial<ErrorRate> = {}): ErrorRate => ({
    ...{ service, from: END - HOUR, step: 30 * MINUTE, counts: [0, count], errors: count, warnings: 0 },
    ...rest,
  });
  const onlyFirst = (errorRates: readonly ErrorRate[], problem?: string): Survey => ({
    ...survey,
    nodes: survey.nodes.map((node, index) => ({
      ...node,
      errorRates: index === 0 ? errorRates : [],
      ...(index === 0 && problem !== undefined ? { problem } : {}),
    })),
  });

  it("have one scale, so that a few errors do not look as bad as many", () => {
    const section = sectionOf("rates", undefined, onlyFirst([rate("nova", 120), rate("heat", 30)]));
    const heights = [...section.matchAll(/<rect [^>]*height="(\d+)"/g)].map(([, height]) => Number(height));
    expect(heights).toEqual([48, 12]);
    expect(section).toContain("up to 4 errors a minute");
    expect(section).toContain("30 errors, 0 warnings; at most 30, at 2026-01-01 11:30:00 UTC");
  });

  it("tell of a clock whose zone is not known", () => {
    const section = sectionOf("rates", undefined, onlyFirst([rate("nova", 1, { uncertain: true })]));
    expect(section).toContain("whose zone is not known");
  });

  it("are not none where the logs could not be read or were not captured", () => {
    const section = sectionOf("rates", undefined, onlyFirst([], "no such file"));
    expect(section).toContain("The logs of controller0 could not be read for this");
    expect(section).toContain("a log that was not captured proves nothing");
  });
});

describe("the images", () => {
  const imageOf = (tags: readonly string[], used: readonly string[], registry: "served" | "absent" | "unknown") => ({
    ...survey,
    images: [
      {
        ...{ name: "rhosp13/openstack-x", required: tags.map((tag) => ({ tag, by: ["x"] })) },
        registry: { state: registry, tags: [] },
        nodes: survey.nodes.map(() => ({ state: "used" as const, tags: used })),
      },
    ],
  });

  it.each([
    ["as required", ["1"], ["1"], "served", "1 image that is as required everywhere"],
    [
      "not as required but open where the registry is not known",
      ["1"],
      ["1"],
      "unknown",
      "1 image of which not everything",
    ],
    [
      "in order with pacemaker's own tag beside theirs",
      ["pcmklatest"],
      ["1", "pcmklatest"],
      "served",
      "1 image that is as",
    ],
    ["marked where they have several tags", ["1"], ["2"], "served", '<span class="mark">several tags</span>'],
    [
      "marked where the registry does not serve them",
      ["1"],
      ["1"],
      "absent",
      '<td class="i-missing">✕ does not serve it',
    ],
  ] as const)("are %s", (_, tags, used, registry, told) => {
    const section = sectionOf("images", undefined, imageOf(tags, used, registry));
    expect(section).toContain(told);
    expect(section.includes("as required everywhere")).toBe(told.includes("that is as"));
  });
});

describe("what containers use", () => {
  it("is shown with the heaviest first, each leading to its page", () => {
    const section = sectionOf("usage");
    const first = /<a href="#container-0-\d+">[^<]+<\/a><\/th><td>([\d.]*) %.*?<\/td><td>([\d.]*) %/.exec(section);
    const heaviest = Math.max(
      ...(survey.nodes[0]?.containers ?? []).flatMap(({ usage }) => [
        usage?.memoryPercent ?? 0,
        usage?.cpuPercent ?? 0,
      ]),
    );
    expect(Math.max(Number(first?.[1]), Number(first?.[2]))).toBe(heaviest);
  });

  it("is not captured where no node tells it, or one does not, with what to collect", () => {
    const without = ({ containers }: NodeSurvey) => ({
      containers: containers.map(({ usage: _, ...container }) => container),
    });
    expect(sectionOf("usage", without)).toContain("Not captured on controller0; collect:");
    const none = { ...survey, nodes: survey.nodes.map((node) => ({ ...node, ...without(node) })) };
    expect(sectionOf("usage", undefined, none)).toContain("What containers use was not captured; collect:");
  });
});
