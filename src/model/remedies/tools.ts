import { Catalogue } from "../../catalogue/catalogue.ts";
import type { LineFile, SaysFile } from "../../catalogue/schema.ts";
import type { Tool as ToolRow } from "../../catalogue/types.ts";
import { shellWord } from "../../shell.ts";
import type { Tool } from "../types.ts";

/** The tool that made the containers, and what bears on what it is told to do. */
export interface AtHand {
  /** The names of containers that are there, where these are listed. */
  readonly containers?: ReadonlySet<string>;
  /** Its id. */
  readonly tool?: string;
  readonly engine: "docker" | "podman";
  /** Pacemaker runs the database and the message bus. */
  readonly pacemaker: boolean;
  readonly release?: string;
  /** The one node that it is about; left out where it is about several. */
  readonly host?: string;
  readonly undercloud?: boolean;
}

const NONE = new Catalogue({ services: [], capabilities: [], tools: [] });

/** What a remedy says of the tool at hand, in one language. */
export function toolTexts(at: AtHand, language: "en" | "zh", catalogue: Catalogue = NONE): Tool {
  const { otherwise } = catalogue.general;
  const tool = at.tool === undefined ? undefined : catalogue.tool(at.tool);
  const say = (what: keyof SaysFile): string =>
    (tool?.says?.[what] ?? otherwise.says[what] ?? [])
      .filter((line) => isSaid(line, at))
      .map(({ en, zh = en }) => (language === "zh" ? zh : en).replaceAll("HOST", shellWord(at.host ?? "")))
      .join("\n");
  return {
    ...{ tripleo: false, kolla: false, edpm: false, pacemaker: at.pacemaker, ...blockOf(tool) },
    logs: tool?.logs?.[0] ?? otherwise.logs,
    config: tool?.config?.[0] ?? otherwise.config,
    definitions: tool?.definitions ?? otherwise.definitions,
    ...{ deploy: say("deploy"), change: say("change"), images: say("images"), status: say("status") },
  };
}

function blockOf(tool: ToolRow | undefined): Readonly<Record<string, true>> {
  return tool?.block === undefined ? {} : { [tool.block]: true };
}

function isSaid({ where, from, until }: LineFile, at: AtHand): boolean {
  return (where === undefined || PLACES[where](at)) && isOfRelease({ from, until }, at.release);
}

const PLACES: Readonly<Record<NonNullable<LineFile["where"]>, (at: AtHand) => boolean>> = {
  undercloud: ({ undercloud }) => undercloud === true,
  overcloud: ({ undercloud }) => undercloud !== true,
  "one-host": ({ host }) => host !== undefined,
  "several-hosts": ({ host }) => host === undefined,
  pacemaker: ({ pacemaker }) => pacemaker,
};

/** All of it is said where the release is not known. */
function isOfRelease(
  {
    from = 0,
    until = Number.POSITIVE_INFINITY,
  }: { readonly from?: number | undefined; readonly until?: number | undefined },
  release: string | undefined,
): boolean {
  const number = Number(release);
  return Number.isNaN(number) || (number >= from && number <= until);
}
