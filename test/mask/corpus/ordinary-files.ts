import { commandTexts } from "./ordinary/commands.ts";
import { containerTexts } from "./ordinary/containers.ts";
import { doubtfulTexts } from "./ordinary/doubtful.ts";
import { flowTexts } from "./ordinary/flows.ts";
import { logTexts } from "./ordinary/logs.ts";
import { pipelineFiles } from "./ordinary/pipelines.ts";
import { proseTexts } from "./ordinary/prose.ts";
import { publicKeyTexts } from "./ordinary/public-keys.ts";
import { serviceTexts } from "./ordinary/services.ts";
import { settingFiles } from "./ordinary/settings.ts";
import { templateTexts } from "./ordinary/templates.ts";
import type { OrdinaryFile } from "./ordinary-file.ts";

/** Files of a node in which nothing is a secret, though much looks like one; the same at each run. */
export function ordinaryFiles(): OrdinaryFile[] {
  return [
    ...settingFiles(),
    ...pipelineFiles(),
    ...containerTexts(),
    ...logTexts(),
    ...serviceTexts(),
    ...publicKeyTexts(),
    ...commandTexts(),
    ...templateTexts(),
    ...proseTexts(),
    ...flowTexts(),
  ];
}

/** Files in which nothing is a secret either, but of which a masker may take a word for one: better that than to leak. */
export function doubtfulFiles(): OrdinaryFile[] {
  return doubtfulTexts();
}
