import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const THEMES = ["light", "dark"] as const;
/** A desk at four times its size, a phone, a tablet, a desk. */
export const WIDTHS = [320, 360, 768, 1280];

/** Why there is no browser to test in; undefined where there is one. */
export const noBrowser = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

const CONTEXTS = {
  plain: {},
  scriptless: { javaScriptEnabled: false },
  /** Axe is a script, which the report's own policy forbids; this one looks away. */
  lenient: { bypassCSP: true },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;
type ContextName = keyof typeof CONTEXTS;

/** What a page said on its console or in dialogs, and what it asked for. */
interface Heard {
  readonly said: string[];
  readonly asked: string[];
  /** What of that the page's policy stopped. */
  readonly stopped: string[];
}

export interface Browsing {
  /** Writes a page to a file, and gives its address. */
  readonly write: (name: string, text: string) => Promise<string>;
  /** Opens an address, with its page closed afterwards. */
  readonly on: <T>(url: string, use: (page: Page, heard: Heard) => Promise<T>, context?: ContextName) => Promise<T>;
}

/** A real browser for the tests of a `describe`, closed with all that it wrote when they have ended. */
export function useBrowser(): Browsing {
  let directory = "";
  let browser: Browser | undefined;
  const contexts = new Map<ContextName, BrowserContext>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "sospect-report-"));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });

  afterAll(async () => {
    await browser?.close();
    if (directory !== "") await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  async function contextOf(name: ContextName): Promise<BrowserContext> {
    if (browser === undefined) throw new Error("the browser is opened before all tests");
    const context =
      contexts.get(name) ?? (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...CONTEXTS[name] }));
    contexts.set(name, context);
    return context;
  }

  return {
    async write(name, text) {
      const path = join(directory, `${name}.html`);
      await writeFile(path, text);
      return pathToFileURL(path).href;
    },
    async on(url, use, context = "plain") {
      const page = await (await contextOf(context)).newPage();
      const heard = listenTo(page);
      try {
        await page.goto(url, { waitUntil: "load" });
        return await use(page, heard);
      } finally {
        await page.close();
      }
    },
  };
}

function listenTo(page: Page): Heard {
  const heard: Heard = { said: [], asked: [], stopped: [] };
  page.on("console", (message) => heard.said.push(message.text()));
  page.on("pageerror", (error) => heard.said.push(error.message));
  page.on("dialog", (dialog) => {
    heard.said.push(dialog.message());
    dialog.dismiss().catch(() => {});
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "csp") heard.stopped.push(request.url());
  });
  page.on("request", (request) => heard.asked.push(request.url()));
  return heard;
}

/** Opens all that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
}

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
}

/** What axe has against a page of the lenient context, and the rules that it passed. */
export async function judgedByAxe(page: Page): Promise<{ violations: string[]; passes: string[] }> {
  await page.addScriptTag({ content: await readFile(AXE, "utf8") });
  const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
  return {
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`),
    passes: passes.map(({ id }) => id),
  };
}
