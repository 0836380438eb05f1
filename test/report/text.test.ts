import { describe, expect, it } from "vitest";
import text from "../../src/report/text/text.ts";
import { columnsOf, cut, wrap } from "../../src/report/text/wrap.ts";
import { broken, explained, halfMissing, healthy, hostile, samples } from "./samples.ts";

const WIDTHS = [60, 80, 140, 200];
const everySampleAtEveryWidth = samples.flatMap(([name, result]) =>
  WIDTHS.flatMap((columns) => [false, true].map((verbose) => ({ name, result, columns, verbose }))),
);
const SGR = /\u001b\[[\d;]*m/g;
/** Any control character but a line end, and what turns or hides text. */
const OBEYED = /[\p{Cc}\u2028-\u202e\u2060-\u206f\u200b\u200e\u200f\ufeff]/u;
const SINGLE_WORD = /^ *(?:(?:[?!#]|collect:|leaves open:|CRITICAL|ERROR|WARNING|INFO) +)?\S+$/;
const COMMAND = /^ {2}(?:look|fix|查看|修复) *\$ /;

const linesOf = (report: string) => report.trimEnd().split("\n");

describe("the text report", () => {
  it.each(everySampleAtEveryWidth)(
    "holds no control character without colour: $name at $columns, all of it: $verbose",
    ({ result, columns, verbose }) => {
      for (const line of linesOf(text.render(result, { columns, verbose }))) expect(line).not.toMatch(OBEYED);
    },
  );

  it.each(everySampleAtEveryWidth)(
    "holds with colour only our own looks: $name at $columns, all of it: $verbose",
    ({ result, columns, verbose }) => {
      const colored = text.render(result, { columns, verbose, color: true });
      for (const line of linesOf(colored.replace(/\u001b\[(?:0|[12]|3[1-6]|1;3[1-6])m/g, ""))) {
        expect(line).not.toMatch(OBEYED);
      }
    },
  );

  it.each(everySampleAtEveryWidth)(
    "breaks the same lines with colour and without: $name at $columns, all of it: $verbose",
    ({ result, columns, verbose }) => {
      const colored = text.render(result, { columns, verbose, color: true });
      expect(colored.replace(SGR, "")).toBe(text.render(result, { columns, verbose }));
    },
  );

  it.each(everySampleAtEveryWidth)(
    "is no wider than the terminal, but for single words and commands: $name at $columns, all of it: $verbose",
    ({ result, columns, verbose }) => {
      const wide = linesOf(text.render(result, { columns, verbose })).filter((line) => columnsOf(line) > columns);
      for (const line of wide) expect(SINGLE_WORD.test(line) || COMMAND.test(line), line.slice(0, 200)).toBe(true);
    },
  );

  it.each([
    ["FAULT", broken],
    ["OK", healthy],
    ["UNKNOWN", halfMissing],
  ] as const)("begins with the verdict: %s", (word, result) => {
    expect(text.render(result, {})).toMatch(new RegExp(`^${word}  \\S`));
  });

  it("never says OK of what is unknown", () => {
    expect(text.render(halfMissing, {})).not.toMatch(/\bOK\b/);
  });

  it("folds hundreds of open checks into one entry for each reason, with what to collect", () => {
    const report = text.render(halfMissing, { columns: 200, verbose: true });
    const questions = linesOf(report).filter((line) => line.startsWith("  ? "));
    expect(questions).toHaveLength(8);
    expect(questions[0]).toBe("  ? compute0, compute1, controller0: no list of containers was found");
    expect(report).toContain("    collect: sos report --enable-plugins docker,podman --plugin-option docker.all=on\n");
    expect(report).toContain(
      "    leaves open: container-unhealthy, image-tag-moved, one-shot-failed, service-exited (72 checks)\n",
    );
    expect(linesOf(report).length).toBeLessThan(100);
  });

  it("keeps a command to collect with on one line", () => {
    const outcomes = [
      {
        rule: "r",
        node: "n",
        outcome: "unknown" as const,
        reason: `none; collect: ${"as root ".repeat(7)}'docker ps -a --no-trunc'`,
      },
    ];
    expect(linesOf(text.render({ ...halfMissing, outcomes }, { columns: 80, verbose: true }))).toContain(
      "      'docker ps -a --no-trunc'",
    );
  });

  it("does not say of a node where no container was seen that it has none", () => {
    expect(text.render(halfMissing, { verbose: true })).toContain(
      "  compute0: no container seen, engine unknown, sosreport bundles/compute0.tgz\n",
    );
  });

  it("says of a node what is known to be deployed on it", () => {
    const nodes = healthy.nodes.map((node) => ({ ...node, product: "tripleo", release: "13", role: "Controller" }));
    expect(text.render({ ...healthy, nodes }, { verbose: true })).toContain(
      "  controller0: OSP 13 Controller, 24 containers, docker",
    );
  });

  it("says of ok what it rests on", () => {
    expect(text.render(healthy, {})).toMatch(
      /^OK {2}Nothing wrong found on 3 nodes: the state of every container is known, and /,
    );
  });

  it("names how many reasons and notes it leaves out", () => {
    const outcomes = Array.from({ length: 12 }, (_, index) => ({
      rule: "clock-off",
      node: "compute0",
      outcome: "unknown" as const,
      reason: `reason ${index}`,
    }));
    const report = text.render({ ...halfMissing, outcomes }, { verbose: true });
    expect(report).toContain("  … and 2 more reasons; see the other formats");
    expect(report).toContain("    … and 4 more notes");
  });

  it("shows of a finding its title, node, count, evidence and remedy, what looks apart from what changes", () => {
    const alone = { ...broken, findings: broken.findings.slice(3, 4) };
    const report = linesOf(text.render(alone, { columns: 80, verbose: true }));
    const at = report.findIndex((line) => line.includes("[config-hash-differs]"));
    expect(report.slice(at, at + 10)).toEqual([
      "ERROR  A container was made for another configuration  [config-hash-differs]",
      "  controller0: heat_engine is a service and has exited (137); that it is a",
      "    service follows from its start-up configuration in",
      "    var/lib/tripleo-config/docker-container-startup-config-step_3.json (3 times)",
      "    sos_commands/docker/docker_ps_-a_--no-trunc:6  8976d5141d9c…",
      '      172.25.249.200:8787/rhosp13/openstack-iscsid:13.0-73 "kolla_start" 8 …',
      "  look $ sudo docker logs --tail 50 heat_engine",
      "  # when the cause is mended, so that it does not come back at the next start of",
      "  # the node or of the engine itself:",
      "  fix  $ sudo docker start heat_engine",
    ]);
  });

  it("tells findings of one rule under one heading, with the first in full and that the others are alike", () => {
    const [first] = broken.findings;
    if (first === undefined) throw new Error("the sample is empty");
    const named = (name: string) => ({
      ...first,
      subject: { kind: "container" as const, name },
      message: `${name} is gone`,
      remedy: `sudo docker start ${name}`,
    });
    const report = linesOf(
      text.render({ ...broken, findings: ["a", "b", "c", "d", "e", "f"].map(named) }, { columns: 80 }),
    );
    const at = report.findIndex((line) => line.startsWith("CRITICAL"));
    expect(report.slice(at + 1, at + 10)).toEqual([
      "  controller0: a is gone",
      "    sos_commands/docker/docker_ps_-a_--no-trunc:6  8976d5141d9c…",
      '      172.25.249.200:8787/rhosp13/openstack-iscsid:13.0-73 "kolla_start" 8 …',
      "  controller0: b is gone",
      "  controller0: c is gone",
      "  controller0: d is gone",
      "  … and 2 more",
      "  fix  $ sudo docker start a",
      "  # the other 5 likewise, each by its own name: --verbose",
    ]);
  });

  it("names every critical and error, and fits a screen where there are few", () => {
    const report = text.render(broken, { columns: 80 });
    for (const { rule, severity } of broken.findings)
      if (severity === "critical" || severity === "error") expect(report).toContain(`[${rule}]`);
    expect(linesOf(report).length).toBeLessThanOrEqual(60);
    const many = broken.findings.flatMap((finding) =>
      Array.from({ length: 20 }, (_, index) => ({ ...finding, rule: `${finding.rule}-${index}` })),
    );
    const all = text.render({ ...broken, findings: many }, { columns: 80 });
    for (const { rule, severity } of many)
      if (severity === "critical" || severity === "error") expect(all).toContain(`[${rule}]`);
  });

  it("ends with the answer", () => {
    expect(linesOf(text.render(broken, { columns: 100 })).slice(-3)).toEqual([
      "FAULT  2 critical, 8 errors, 6 warnings, 4 info",
      "       Fix first: A service has exited (controller0: nova_compute)",
      "Everything, with evidence and commands: --verbose, or the HTML report.",
    ]);
  });

  it("shows what follows from a finding under it, in short, without remedy, and by which law", () => {
    const because = "glance_api needs messages, which rabbitmq provides";
    const findings = explained.findings.map((finding) =>
      finding.rule === "messaging-unreachable"
        ? { ...finding, causes: (finding.causes ?? []).map((cause) => ({ ...cause, because })) }
        : finding,
    );
    for (const verbose of [false, true]) {
      const report = linesOf(text.render({ ...explained, findings }, { columns: 80, verbose }));
      const at = report.indexOf("  consequences (recheck after the fix):");
      const shown = report.slice(at, at + 12).filter((line) => !line.includes("is a service and has exited"));
      expect(shown.slice(0, 5)).toEqual([
        "  consequences (recheck after the fix):",
        "    ERROR  A one-shot failed: deployment: glance_api [messaging-unreachable]",
        `      because ${because}`,
        "    consequences (recheck after the fix):",
        "      WARNING  A service has exited: compute1: cinder_api [rule-2] (not decided",
      ]);
    }
    const report = text.render(explained, { verbose: true });
    for (const { rule } of explained.findings) expect(report, rule).toContain(`[${rule}]`);
  });

  it("shows what is accepted apart, with reason and day", () => {
    const report = text.render(explained, { columns: 120, verbose: true });
    expect(report).toContain(
      "\nAccepted, and not counted\n  ERROR  A tag means another image now: compute0: keystone [rule-1] (accepted until 2027-01-31)\n",
    );
    expect(report).toContain("\n    accepted until 2027-01-31 by operations: no iSCSI is used on this node\n");
    expect(report).toMatch(/ checks: \d+ faults \(.*1 accepted\)/);
  });

  it("shows what changed since the baseline, and how much of it is left out", () => {
    const report = linesOf(text.render(explained, { columns: 120, verbose: true }));
    const at = report.indexOf("Since the baseline");
    expect(report.slice(at + 1, at + 16)).toEqual([
      "  4 new, 1 gone, 3 unchanged, 1 not decided before, 1 not decided now; 38 other changes",
      "  controller0: compared with old/controller0.tgz of 2026-01-01 10:00:00 UTC",
      "  ! compute0: no earlier bundle of it was given, so that nothing of it is compared",
      "  gone:",
      "    ERROR  controller0: heat_engine [config-hash-differs]",
      "  found before, not decided now:",
      "    WARNING  controller0: keystone [image-tag-moved]",
      "  containers:",
      "    controller0: keystone is new",
      "    controller0: keystone is gone",
      "    controller0: keystone was made anew: aaaaaaaaaaaa → bbbbbbbbbbbb",
      "    controller0: keystone was started again: aaaaaaaaaaaa → bbbbbbbbbbbb",
      "  settings:",
      "    controller0: /var/lib/config-data/nova.conf [DEFAULT] key_0: 60 → 600",
      "    controller0: /var/lib/config-data/nova.conf [DEFAULT] key_1: 60 → 600",
    ]);
    expect(report).toContain("    … and 14 more");
  });

  it("keeps a message from posing as a line of the report", () => {
    const [finding] = broken.findings;
    if (finding === undefined) throw new Error("the sample has no finding");
    const forged = { ...broken, findings: [{ ...finding, message: "a\n\nOK  Nothing wrong found\r\nCRITICAL  x" }] };
    const report = linesOf(text.render(forged, {}));
    expect(report.filter((line) => /^(?:OK|CRITICAL) /.test(line))).toHaveLength(1);
  });

  it("stays short for hostile words without blanks, except that commands are whole", () => {
    const long = linesOf(text.render(hostile, { columns: 80, verbose: true })).filter((line) => line.length > 3000);
    expect(long.every((line) => COMMAND.test(line) || SINGLE_WORD.test(line))).toBe(true);
  });

  it.each([
    ["en", "312 known messages looked for in 41 logs, none seen"],
    ["zh", "在 41 个日志中查找了 312 种已知报错，均未见到"],
  ] as const)("says how much was looked for in logs in vain: %s", (language, line) => {
    const result = { ...healthy, notSeen: { messages: 312, logs: 41 } };
    expect(linesOf(text.render(result, { language, verbose: true }))).toContain(line);
  });

  it("counts all checks where all is wanted", () => {
    expect(linesOf(text.render(healthy, { verbose: true }))).toContain(
      "93 checks: 0 faults (none), 90 ok, 0 not seen, 0 unknown, 3 not applicable, 0 broken",
    );
  });
});

describe("the text report in Chinese", () => {
  it.each(everySampleAtEveryWidth)(
    "is no wider than the terminal, but for single words and commands: $name at $columns, all of it: $verbose",
    ({ result, columns, verbose }) => {
      const report = linesOf(text.render(result, { columns, verbose, language: "zh" }));
      for (const line of report) expect(line).not.toMatch(OBEYED);
      const wide = report.filter((line) => columnsOf(line) > columns);
      for (const line of wide)
        expect(/^[^ ]*(?: +\S+){0,2}$/.test(line) || COMMAND.test(line), line.slice(0, 200)).toBe(true);
    },
  );

  it("says nothing of its own in English", () => {
    const chinese = samples.map(([, result]) => text.render(result, { language: "zh", verbose: true })).join("\n");
    const english =
      /(?<=\n|^)(?:Not decided|Bundles|Accepted|Since the baseline|FAULT|ERROR|UNKNOWN)|so also|leaves open|collect:|more (?:reason|note)/;
    expect(chinese).not.toMatch(english);
    for (const word of [
      "有故障",
      "无法判定",
      "采集包",
      "已接受，不计入结论",
      "与基线相比",
      "由此引起（修复后请重新检查）：",
    ])
      expect(chinese).toContain(word);
  });
});

describe("wrapping", () => {
  it.each([
    ["breaks at blanks", "aa bb cc", 5, {}, ["aa bb", "cc"]],
    ["counts what stands before a line", "aa bb cc", 7, { first: "1234 ", rest: "  " }, ["1234 aa", "  bb cc"]],
    ["leaves colours out of the count", "aa bb", 7, { first: "\u001b[31m?\u001b[0m " }, ["\u001b[31m?\u001b[0m aa bb"]],
    ["lets a long word stand alone", "a bbbbbbbb c", 4, {}, ["a", "bbbbbbbb", "c"]],
    ["counts wide characters twice", "漢字 漢字", 8, {}, ["漢字", "漢字"]],
    ["keeps a quoted command whole", "run 'a b', or c", 7, { wholeQuotes: true }, ["run", "'a b',", "or c"]],
    ["breaks a quoted command that no line has room for", "'aa bb cc'", 6, { wholeQuotes: true }, ["'aa bb", "cc'"]],
    ["takes no apostrophe for a quote", "a's b c's", 5, { wholeQuotes: true }, ["a's b", "c's"]],
    ["breaks what is quoted as any text otherwise", "x 'a b'", 4, {}, ["x 'a", "b'"]],
    ["gives one empty line for nothing", "", 8, { first: "  " }, ["  "]],
  ])("%s", (_, words, width, shape, lines) => {
    expect(wrap(words, width, shape)).toEqual(lines);
  });

  it.each([
    ["between characters", "这是一个没有空格的很长的句子", 12, ["这是一个没有", "空格的很长的", "句子"]],
    ["not before what closes", "这是一个没有空格，的很长的句子", 16, ["这是一个没有空", "格，的很长的句子"]],
    ["not within a path in it", "它在文件（/etc/nova/nova.conf）中", 20, ["它在文件", "（/etc/nova/nova.conf）", "中"]],
  ])("breaks Chinese %s", (_, words, width, lines) => {
    expect(wrap(words, width, {})).toEqual(lines);
  });

  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["漢字漢字", 6, "漢字…"],
    ["😀😀😀", 4, "😀…"],
  ])("cuts %s to %i columns without halving a character", (whole, width, short) => {
    expect(cut(whole, width)).toBe(short);
  });
});
