import { type OpenQuestion, openQuestions } from "../../digest.ts";
import { visibleLine } from "../../visible.ts";
import { undecidedWords } from "../../words/findings.ts";
import type { Page } from "../page.ts";

/** What is beyond these is folded. */
const MOST_QUESTIONS = 20;

/** All that could not be decided, by reason, with what to collect. */
export function undecidedView({ result, language }: Page) {
  const words = undecidedWords[language];
  const questions = openQuestions(result, language).map(questionView(language));
  return {
    questions: questions.slice(0, MOST_QUESTIONS),
    more: questions.slice(MOST_QUESTIONS),
    moreText: words.more(questions.length - MOST_QUESTIONS),
    words,
  };
}

function questionView(language: Page["language"]) {
  return ({ reason, collect = "", nodes, rules, count }: OpenQuestion) => ({
    reason: visibleLine(reason),
    collect: visibleLine(collect),
    open: visibleLine(undecidedWords[language].open(nodes.join(", "), count, rules.join(", "))),
  });
}
