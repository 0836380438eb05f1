import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { hashOf, styleNamed } from "../report/html/assets.ts";

interface Assets {
  readonly template: Handlebars.TemplateDelegate;
  readonly style: string;
  /** What the policy of the page allows: this style, and nothing else. */
  readonly styleHash: string;
}

let loaded: Assets | undefined;

/** The template and style of the page of a class, read on first use. */
export function assets(): Assets {
  loaded ??= load();
  return loaded;
}

function load(): Assets {
  const read = (name: string) => readFileSync(new URL(`html/${name}`, import.meta.url), "utf8");
  const style = styleNamed("colors") + read("class.css");
  return {
    template: Handlebars.create().compile(read("class.hbs"), { strict: true }),
    style,
    styleHash: hashOf(style),
  };
}
