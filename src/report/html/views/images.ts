import type { ImageOnNode, ImageRow } from "../../../survey/types.ts";
import { visibleLine } from "../../visible.ts";
import { pictureWords } from "../../words/pictures.ts";
import type { Page } from "../page.ts";

const SIGNS: Readonly<Record<ImageOnNode["state"], string>> = {
  used: "●",
  present: "○",
  missing: "✕",
  none: "",
  unknown: "?",
};
const SERVED: Readonly<Record<ImageRow["registry"]["state"], string>> = { served: "●", absent: "✕", unknown: "?" };

/** Pacemaker's own name for the image that its bundles run, beside the tag that the image has. */
const PACEMAKER_TAG = "pcmklatest";

/** Which images are required, served and there; those that are not as required first. `undefined` without a survey. */
export function imagesView({ survey, language }: Page) {
  if (survey === undefined) return undefined;
  const words = pictureWords[language].images;
  const rows = survey.images.map((row) => rowView(row, words));
  const [odd, open, fine] = (["odd", "open", "fine"] as const).map((state) =>
    rows.filter((row) => row.state === state),
  );
  return {
    words,
    any: rows.length > 0,
    nodes: survey.nodes.map(({ name }) => visibleLine(name)),
    odd: odd ?? [],
    open: open ?? [],
    openText: words.open(open?.length ?? 0),
    fine: fine ?? [],
    fineText: words.rest(fine?.length ?? 0),
  };
}

type ImageWords = (typeof pictureWords)["en"]["images"];

function rowView({ name, required, registry, nodes }: ImageRow, words: ImageWords) {
  const wanted = required.map(({ tag }) => tag);
  const used = nodes.flatMap((node) => (node.state === "used" ? node.tags : []));
  const tags = new Set([...wanted, ...used].filter((tag) => tag !== PACEMAKER_TAG));
  const several = tags.size > 1;
  const states = [registry.state, ...nodes.map(({ state }) => state)];
  const odd = several || states.includes("absent") || states.includes("missing");
  return {
    name: visibleLine(name),
    state: odd ? "odd" : states.includes("unknown") ? "open" : "fine",
    several: several ? words.several : "",
    required: required.map(({ tag, by }) =>
      visibleLine(`${tag}${by.length > 3 ? ` (${by.length})` : ` (${by.join(", ")})`}`),
    ),
    registry: {
      look: registry.state === "absent" ? "missing" : registry.state,
      sign: SERVED[registry.state],
      text: words.registry[registry.state],
      tags: visibleLine(shortList(registry.tags)),
    },
    nodes: nodes.map(({ state, tags: own }) => ({
      look: state,
      sign: SIGNS[state],
      text: words.states[state],
      tags: visibleLine(shortList(own)),
    })),
  };
}

/** A registry may serve hundreds of tags of one image. */
function shortList(tags: readonly string[]): string {
  return tags.length <= 3 ? tags.join(", ") : `${tags.slice(0, 3).join(", ")}, … (${tags.length})`;
}
