import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import type { Format } from "../format.ts";
import { viewOf } from "./view.ts";

/** One file that opens anywhere: no script, no network, everything from the bundle escaped. */
const html: Format = {
  name: "html",
  render(result, { generatedAt = "" }) {
    const { template, ...look } = assets();
    const generated = generatedAt.replace(/^([\d-]+)T([\d:]+)(?:\.\d+)?Z$/, "$1 $2 UTC");
    return template({ ...viewOf(result), ...look, generatedAt, generated });
  },
};
export default html;

interface Assets {
  readonly template: Handlebars.TemplateDelegate;
  readonly style: string;
  /** What the policy of the page allows: this style and nothing else. */
  readonly styleHash: string;
}

let loaded: Assets | undefined;

/** Read on first use: other formats do without them. */
function assets(): Assets {
  loaded ??= loadAssets();
  return loaded;
}

function loadAssets(): Assets {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  const style = read("report.css");
  return {
    template: Handlebars.compile(read("report.hbs"), { strict: true }),
    style,
    styleHash: `sha256-${createHash("sha256").update(style).digest("base64")}`,
  };
}
