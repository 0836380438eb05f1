import type { CatalogueSources } from "./load.ts";
import { type Placed, type Remark, theirs } from "./placed.ts";

/** Which texts of ours are not said in Chinese. A title of proper names alone, such as Open vSwitch, is the same in both. */
export function chineseRemarks(sources: CatalogueSources): Remark[] {
  return [
    ...sources.services.flatMap(({ yaml, data }) =>
      data.zh?.about === undefined ? [{ yaml, at: ["about"], message: lacks("about") }] : [],
    ),
    ...theirs(sources).flatMap(componentRemarks),
    ...sources.capabilities.flatMap(({ yaml, data }) =>
      Object.entries(data.capabilities).flatMap(([id, { zh }]) =>
        zh === undefined ? [{ yaml, at: ["capabilities", id, "title"], message: lacks("title") }] : [],
      ),
    ),
  ];
}

function componentRemarks({ component, remark }: Placed): Remark[] {
  const { title, zh, needs = [] } = component;
  return [
    ...(zh?.loss === undefined ? [remark(["loss"], lacks("loss"))] : []),
    ...(zh?.title === undefined && /\s[a-z]{2,}(\s|$)/.test(title) ? [remark(["title"], lacks("title"))] : []),
    ...needs.flatMap((need, index) =>
      typeof need !== "string" && need.for !== undefined && need.zh === undefined
        ? [remark(["needs", index, "for"], lacks("for"))]
        : [],
    ),
  ];
}

function lacks(key: string): string {
  return `'${key}' is not said in Chinese: add it to 'zh'`;
}
