import { commandLineFiles } from "./planted/command-lines.ts";
import { containerFiles } from "./planted/containers.ts";
import { jsonFiles } from "./planted/json.ts";
import { keyFiles } from "./planted/keys.ts";
import { kindFiles } from "./planted/kinds.ts";
import { labelFiles } from "./planted/labels.ts";
import { logFiles } from "./planted/logs.ts";
import { nastyFiles } from "./planted/nasty.ts";
import { osloFiles } from "./planted/oslo.ts";
import { serviceFiles } from "./planted/services.ts";
import { sharedFiles } from "./planted/shared.ts";
import { urlFiles } from "./planted/urls.ts";
import { yamlFiles } from "./planted/yaml.ts";
import type { PlantedFile } from "./planted-file.ts";

/** Files of a node in which secrets stand, in every form known; the same at each run. */
export function secretFiles(): PlantedFile[] {
  return [
    ...containerFiles(),
    ...labelFiles(),
    ...commandLineFiles(),
    ...urlFiles(),
    ...osloFiles(),
    ...yamlFiles(),
    ...jsonFiles(),
    ...serviceFiles(),
    ...keyFiles(),
    ...logFiles(),
    ...nastyFiles(),
    ...sharedFiles(),
    ...kindFiles(),
  ];
}
