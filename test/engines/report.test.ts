import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { samples } from "../report/samples.ts";

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
const THEMES = ["light", "dark"] as const;
const WIDTHS = [360, 768, 1280];

const looks = samples.flatMap(([name]) => THEMES.map((theme) => ({ name, theme })));
const noBrowser = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

describe.skipIf(noBrowser)(`the HTML report in a real browser${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  let directory = "";
  let context: BrowserContext;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "sospect-report-"));
    context = await open("profile");
    for (const [name, result] of samples) {
      await writeFile(pathOf(name), html.render(result, { generatedAt: "2026-01-01T00:00:00Z" }));
    }
  });

  afterAll(async () => {
    await context?.close();
    if (directory !== "") await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  const pathOf = (name: string) => join(directory, `${name}.html`);
  const open = (profile: string, more: { bypassCSP?: boolean } = {}) =>
    chromium.launchPersistentContext(join(directory, profile), {
      executablePath: CHROMIUM,
      args: ARGS,
      viewport: { width: 1280, height: 900 },
      ...more,
    });

  async function withPage<T>(use: (page: Page) => Promise<T>, from = context): Promise<T> {
    const page = await from.newPage();
    try {
      return await use(page);
    } finally {
      await page.close();
    }
  }

  const visit = (page: Page, name: string) => page.goto(pathToFileURL(pathOf(name)).href, { waitUntil: "load" });

  it.each(samples)("loads nothing but itself, runs nothing and says nothing on the console: %s", async (name) => {
    await withPage(async (page) => {
      const said: string[] = [];
      const asked: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(error.message));
      page.on("dialog", (dialog) => said.push(dialog.message()));
      page.on("request", (request) => asked.push(request.url()));
      await visit(page, name);
      for (const summary of await page.locator("summary").all()) await summary.click();
      await page.waitForTimeout(200);
      expect(said).toEqual([]);
      expect(asked).toEqual([pathToFileURL(pathOf(name)).href]);
      expect(await page.evaluate("typeof window.hit")).toBe("undefined");
    });
  });

  it.each(looks)(
    "never scrolls sideways, from a phone to a desk, folded open or not: $name, $theme",
    async ({ name, theme }) => {
      await withPage(async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        await visit(page, name);
        for (const opened of [false, true]) {
          if (opened) for (const summary of await page.locator("summary").all()) await summary.click();
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 800 });
            const needed = await page.evaluate("document.documentElement.scrollWidth");
            expect(needed, `${width} wide, ${opened ? "open" : "closed"}`).toBeLessThanOrEqual(width);
          }
        }
      });
    },
  );

  it.each(samples)("keeps rules and nodes readable in the table on a phone: %s", async (name) => {
    await withPage(async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await visit(page, name);
      await page.locator("section[aria-labelledby=coverage] summary").click();
      for (const cell of await page.locator(".scroll tbody tr:first-child > :nth-child(-n + 2)").all()) {
        expect((await cell.boundingBox())?.width).toBeGreaterThan(100);
      }
    });
  });

  it("is dark for who wants it dark, but never on paper", async () => {
    await withPage(async (page) => {
      await visit(page, "broken");
      const colors = [];
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        colors.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      }
      expect(colors).toEqual(["rgb(255, 255, 255)", "rgb(20, 23, 27)"]);
      await page.emulateMedia({ colorScheme: "dark", media: "print" });
      expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(27, 31, 36)");
    });
  });

  it("leads from a count to the findings by keyboard alone", async () => {
    await withPage(async (page) => {
      await visit(page, "broken");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(page.url()).toMatch(/#severity-critical$/);
      const top = await page.locator("#severity-critical").evaluate((element) => element.getBoundingClientRect().top);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(900);
    });
  });

  it.each(samples)("prints: %s", async (name) => {
    await withPage(async (page) => {
      await visit(page, name);
      const pdf = await page.pdf({ format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    });
  });

  it("prints what is folded on the screen as well", async () => {
    await withPage(async (page) => {
      await visit(page, "half-missing");
      const table = page.getByRole("table");
      expect(await table.isVisible()).toBe(false);
      await page.emulateMedia({ media: "print" });
      expect(await table.isVisible()).toBe(true);
    });
  });

  /** Axe is a script, which the report's own policy forbids; this one context looks away. */
  describe("judged by axe", () => {
    let lenient: BrowserContext;
    let axe = "";
    beforeAll(async () => {
      axe = await readFile(AXE, "utf8");
      lenient = await open("lenient", { bypassCSP: true });
    });
    afterAll(async () => {
      await lenient?.close();
    });

    it.each(looks)("violates no rule of accessibility: $name, $theme", async ({ name, theme }) => {
      await withPage(async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        await visit(page, name);
        for (const summary of await page.locator("summary").all()) await summary.click();
        await page.addScriptTag({ content: axe });
        const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`),
        ).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain("color-contrast");
      }, lenient);
    });
  });
});
