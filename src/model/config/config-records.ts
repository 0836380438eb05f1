import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { StartupFact } from "../../parse/facts.ts";
import type { Captured } from "../bundle/captured.ts";
import type { Seen } from "../containers/neighbours.ts";
import { openFilesOf } from "../host/open-files.ts";
import { configCopiesOf } from "./config-copies.ts";
import { configPermissionsOf, logFoldersOf } from "./config-permissions.ts";
import { kollaContainersOf } from "./config-places.ts";
import { configUsesOf, generatedFilesOf } from "./generated-config.ts";
import { generatedOptionsOf } from "./generated-options.ts";
import { configMountsOf, configSourcesOf, configStartsOf, kollaConfigsOf } from "./kolla.ts";
import { optionsViewOf } from "./options-view.ts";
import {
  bindAddressesOf,
  configMistakesOf,
  debugUsesOf,
  repeatedOptionsOf,
  serviceFilesOf,
  tunnelAgentsOf,
  workerOptionsOf,
} from "./service-options.ts";
import { mountedPlaces, settingsOf } from "./settings.ts";

/** All that the model tells of a node's configuration: where it is set, who copies it, and whether it agrees. */
export function configRecordsOf(
  captured: Captured,
  seen: Seen,
  { startup, catalogue }: { readonly startup: readonly StartupFact[]; readonly catalogue: Catalogue },
) {
  const users = kollaContainersOf(captured, seen);
  const configCopies = configCopiesOf(captured, users, catalogue);
  const files = serviceFilesOf(captured, seen, catalogue);
  const configUses = configUsesOf(captured, seen, { copies: configCopies, catalogue });
  return {
    settings: settingsOf(captured, mountedPlaces(seen), { uses: configUses, catalogue }),
    configUses,
    generatedFiles: generatedFilesOf(captured, catalogue),
    configCopies,
    generatedOptions: generatedOptionsOf(captured),
    kollaConfigs: kollaConfigsOf(captured, seen, users),
    configSources: configSourcesOf(captured, users),
    configMounts: configMountsOf(seen, startup),
    configStarts: configStartsOf(seen, startup),
    configPermissions: configPermissionsOf(captured, catalogue),
    openFiles: openFilesOf(captured),
    logFolders: logFoldersOf(captured, seen, catalogue),
    configMistakes: configMistakesOf(files),
    repeatedOptions: repeatedOptionsOf(files),
    debugUses: debugUsesOf(captured, files),
    workerOptions: workerOptionsOf(files, catalogue),
    bindAddresses: bindAddressesOf(captured, files, { containers: seen, catalogue }),
    tunnelAgents: tunnelAgentsOf(captured, files, { containers: seen, catalogue }),
    options: optionsViewOf(files, catalogue),
  };
}
