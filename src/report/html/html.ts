import type { Format } from "../format.ts";
import { anchorsOf } from "./anchors.ts";
import { assets } from "./assets.ts";
import { viewOf } from "./view.ts";

/** One file that opens anywhere: no network, no script but its own, everything from the bundle escaped. */
const html: Format = {
  name: "html",
  file: "html",
  surveys: true,
  render(result, { generatedAt = "", language = "en", survey, rules = [] }) {
    const { template, ...look } = assets();
    const generated = generatedAt.replace(/^([\d-]+)T([\d:]+)(?:\.\d+)?Z$/, "$1 $2 UTC");
    const page = template({
      ...viewOf({ result, survey, anchors: anchorsOf(survey), rules, language }),
      ...look,
      generatedAt,
      generated,
    });
    // Handlebars escapes for attributes without quotes as well, of which there are none: environments are full of such signs.
    return page.replaceAll("&#x3D;", "=").replaceAll("&#x60;", "`");
  },
};
export default html;
