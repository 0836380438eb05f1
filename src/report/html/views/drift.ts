import type { DriftRow, NodeSurvey, Sited } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { driftWords, pageWords } from "../../words/pages.ts";
import type { Page } from "../page.ts";
import { durationText } from "./time.ts";

/** The settings that are not alike, node by node; `undefined` where there is no survey. */
export function driftView(page: Page) {
  const { survey, anchors, language } = page;
  if (survey === undefined) return undefined;
  return {
    words: driftWords[language],
    nodes: survey.nodes
      .filter(({ drift, changedFiles = [] }) => drift.length + changedFiles.length > 0)
      .map((node) => ({
        name: visibleLine(node.name),
        caption: visibleLine(driftWords[language].caption(node.name)),
        rows: node.drift.map((row) => rowView(row, (name) => anchors.container(node.name, name), language)),
        diffs: diffsOf(node.drift, language),
        changed: changedView(node, language),
        more: node.moreDrift > 0 ? driftWords[language].more(node.moreDrift) : "",
      })),
  };
}

function rowView(row: DriftRow, anchorOf: (container: string) => string | undefined, language: Page["language"]) {
  const { inside } = row;
  const words = driftWords[language];
  const cell = (column: keyof typeof words.columns, value: Sited | undefined) => ({
    column: words.columns[column],
    ...sitedView(value, words),
    container: "",
    anchor: "",
  });
  return {
    file: visibleLine(row.file),
    setting: settingText(row),
    kind: words.kinds[row.kind],
    masked: row.masked,
    cells: [
      cell("etc", row.etc),
      cell("generated", row.generated),
      {
        ...cell("inside", inside),
        container: visibleLine(inside?.container ?? ""),
        anchor: inside === undefined ? "" : (anchorOf(inside.container) ?? ""),
      },
    ],
  };
}

function sitedView(sited: Sited | undefined, words: (typeof driftWords)["en"]) {
  if (sited === undefined) return { value: words.notThere, set: false, place: "" };
  const place = visibleLine(sited.line === undefined ? sited.file : `${sited.file}:${sited.line}`);
  return sited.value === undefined
    ? { value: words.notSet, set: false, place }
    : { value: visibleLine(sited.value), set: true, place };
}

/** The same by file and section, as what would have to be changed: what is in force with +, what is not with -. */
function diffsOf(rows: readonly DriftRow[], language: Page["language"]) {
  const distinct = (texts: readonly string[]) => [...new Set(texts)];
  return distinct(rows.map(({ file }) => file)).map((file) => {
    const own = rows.filter((row) => row.file === file);
    const sections = distinct(own.map(({ section }) => section));
    return {
      title: visibleLine(driftWords[language].diff(file)),
      lines: sections.flatMap((section) => [
        ...(section === "" ? [] : [{ sign: " ", look: "section", text: visibleLine(`[${section}]`) }]),
        ...own.filter((row) => row.section === section).flatMap((row) => diffLines(row, driftWords[language].masked)),
      ]),
    };
  });
}

function diffLines(row: DriftRow, masked: string) {
  const sides: readonly (readonly ["-" | "+", Sited | undefined])[] = [
    ["-", row.kind === "no-effect" || row.kind === "differs" ? row.etc : row.inside],
    ["+", row.generated],
  ];
  const lines = sides.flatMap(([sign, sited]) =>
    sited?.value === undefined
      ? []
      : [{ sign, look: sign === "+" ? "plus" : "minus", text: visibleLine(`${row.key} = ${sited.value}`) }],
  );
  return row.masked ? [...lines, { sign: "#", look: "section", text: masked }] : lines;
}

function settingText({ section, key }: DriftRow): string {
  return visibleLine(section === "" ? key : `[${section}] ${key}`);
}

function changedView({ changedFiles = [] }: NodeSurvey, language: Page["language"]): string[] {
  const words = driftWords[language];
  return changedFiles.map(({ file, kind, secondsAfter, container = "" }) => {
    const after = durationText(secondsAfter * 1000, pageWords[language]);
    return visibleLine(kind === "by-hand" ? words.byHand(file, after) : words.afterStart(file, container, after));
  });
}
