import { inLanguages } from "./language.ts";

/** What stands around the parts of the HTML report. */
export const frameWords = inLanguages(
  {
    reportOf: "report of",
    madeBy: "Made by",
    offline: "This file needs no network, and runs no script but its own.",
  },
  {
    reportOf: "报告时间",
    madeBy: "生成工具：",
    offline: "本文件无需网络，除自身脚本外不运行任何脚本。",
  },
);
