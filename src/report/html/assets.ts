import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

/** The templates of the report's parts, each in parts/NAME.hbs. */
const PARTS = [
  ...["summary", "navigation", "mend", "nodes", "node", "undecided", "question"],
  ...["findings", "fold", "finding", "steps", "details", "evidence"],
  ...["matrix", "timeline", "rates", "rate", "images", "image-table", "usage", "usage-table"],
  ...["drift", "baseline", "pages", "container", "links", "coverage", "inputs"],
];

/** Styles, each in style/NAME.css, in the order in which they apply. */
const STYLES = ["colors", "base", "findings", "pictures", "pages"];

/** What runs in the browser, each in client/NAME.js, in the order in which it runs; the report is whole without it. */
const SCRIPTS = ["frame", "findings", "pictures", "pages"];

export interface Assets {
  readonly template: Handlebars.TemplateDelegate;
  readonly style: string;
  readonly script: string;
  /** What the policy of the page allows: this style and this script, and nothing else. */
  readonly styleHash: string;
  readonly scriptHash: string;
}

let loaded: Assets | undefined;

/** Read on first use: other formats do without them. */
export function assets(): Assets {
  loaded ??= loadAssets();
  return loaded;
}

function loadAssets(): Assets {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  const handlebars = Handlebars.create();
  for (const part of PARTS) handlebars.registerPartial(part, read(`parts/${part}.hbs`));
  const style = STYLES.map(styleNamed).join("");
  const script = SCRIPTS.map((name) => `{\n${read(`client/${name}.js`)}}\n`).join("");
  return {
    template: handlebars.compile(read("report.hbs"), { strict: true }),
    style,
    script,
    styleHash: hashOf(style),
    scriptHash: hashOf(script),
  };
}

/** One of the report's styles; `colors` is for every page that the program makes. */
export function styleNamed(name: string): string {
  return readFileSync(new URL(`style/${name}.css`, import.meta.url), "utf8");
}

/** What a page's policy allows a style or script by. */
export function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
