import { inputDigests } from "../../inputs.ts";
import { visibleLine } from "../../visible.ts";
import { inputWords } from "../../words/inputs.ts";
import type { Page } from "../page.ts";

/** What became of each input; folded where nothing was left out. */
export function inputsView({ result, language }: Page) {
  const { shown, rest } = inputDigests(result, language);
  return {
    words: inputWords[language],
    inputs: shown.map(({ path, read, lost, passedBy }) => ({
      path: visibleLine(path),
      read: visibleLine(read),
      lost: lost.map(visibleLine),
      passedBy: visibleLine(passedBy),
    })),
    rest,
  };
}
