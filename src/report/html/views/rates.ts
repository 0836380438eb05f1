import type { ErrorRate } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { pictureWords } from "../../words/pictures.ts";
import type { Page } from "../page.ts";
import { utc } from "./time.ts";

const WIDTH = 300;
const HEIGHT = 48;
const MOST_SHOWN = 12;

/** How many errors services wrote, by time, those with most first; `undefined` where there is no survey. */
export function ratesView({ survey, language }: Page) {
  if (survey === undefined) return undefined;
  const words = pictureWords[language].rates;
  const rates = survey.nodes
    .flatMap(({ name, errorRates }) => errorRates.map((rate) => ({ node: name, rate })))
    .sort((one, other) => other.rate.errors - one.rate.errors);
  // One scale for all, errors in a minute, or a service with one error looks as bad as one with thousands.
  const highest = rates.reduce((most, { rate }) => Math.max(most, mostOf(rate) / rate.step), 0);
  const charts = rates.map(({ node, rate }) => {
    const most = mostOf(rate);
    const peak = rate.counts.indexOf(most);
    return {
      title: visibleLine(`${rate.service} · ${node}`),
      caption: words.caption(rate.errors, rate.warnings),
      scale: words.scale(Math.round(rate.step / 60_000)),
      peak: peak < 0 ? "" : words.peak(most, utc(rate.from + peak * rate.step)),
      from: utc(rate.from).slice(5, 16),
      to: utc(rate.from + rate.counts.length * rate.step).slice(5, 16),
      uncertain: rate.uncertain === true ? words.uncertain : "",
      bars: barsOf(rate, highest * rate.step),
    };
  });
  const unread = survey.nodes.flatMap(({ name, problem }) => (problem === undefined ? [] : [name]));
  return {
    words,
    scaleText: words.sameScale(Math.round(highest * 60_000 * 10) / 10),
    unread: unread.length === 0 ? "" : visibleLine(words.unread(unread.join(", "))),
    ...{ width: WIDTH, height: HEIGHT },
    charts: charts.slice(0, MOST_SHOWN),
    more: charts.slice(MOST_SHOWN),
    moreText: words.more(charts.length - MOST_SHOWN),
  };
}

function mostOf({ counts }: ErrorRate): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

/** Bars as high as their part of the most; what is not zero can be seen. */
function barsOf({ counts }: ErrorRate, most: number) {
  const width = WIDTH / counts.length;
  return counts.flatMap((count, index) => {
    if (count === 0) return [];
    const height = Math.max(2, Math.round((count / most) * HEIGHT));
    return [{ x: round(index * width), y: HEIGHT - height, width: round(Math.max(1, width - 0.5)), height }];
  });
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
