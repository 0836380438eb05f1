import type { Format } from "../format.ts";
import { assets } from "./assets.ts";
import { viewOf } from "./view.ts";

/** One file that opens anywhere: no network, no script but its own, everything from the bundle escaped. */
const html: Format = {
  name: "html",
  surveys: true,
  render(result, { generatedAt = "", language = "en", survey, rules = [] }) {
    const { template, ...look } = assets();
    const generated = generatedAt.replace(/^([\d-]+)T([\d:]+)(?:\.\d+)?Z$/, "$1 $2 UTC");
    return template({ ...viewOf({ result, survey, rules, language }), ...look, generatedAt, generated });
  },
};
export default html;
