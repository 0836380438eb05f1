import { beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { samples } from "../report/samples.ts";
import { surveyFor } from "../report/surveys.ts";
import { judgedByAxe, noBrowser, overflow, THEMES, unfold, useBrowser, WIDTHS } from "./browser.ts";

const looks = samples.flatMap(([name]) => THEMES.map((theme) => ({ name, theme })));

describe.skipIf(noBrowser)(`the HTML report in a real browser${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  const urls = new Map<string, string>();
  const urlOf = (name: string) => urls.get(name) ?? "";

  beforeAll(async () => {
    for (const [name, result] of samples) {
      const page = html.render(result, { generatedAt: "2026-01-01T00:00:00Z", survey: surveyFor(result) });
      urls.set(name, await browser.write(name, page));
    }
  });

  it.each(samples)("loads nothing but itself, runs nothing and says nothing on the console: %s", async (name) => {
    await browser.on(urlOf(name), async (page, { said, asked }) => {
      for (const summary of await page.locator("summary").all()) if (await summary.isVisible()) await summary.click();
      await page.waitForTimeout(200);
      expect(said).toEqual([]);
      expect(asked).toEqual([urlOf(name)]);
      expect(await page.evaluate("typeof window.hit")).toBe("undefined");
    });
  });

  it.each(looks)(
    "never scrolls sideways, from a phone to a desk, folded open or not: $name, $theme",
    async ({ name, theme }) => {
      await browser.on(urlOf(name), async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        for (const opened of [false, true]) {
          if (opened) await unfold(page);
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 800 });
            expect(await overflow(page), `${width} wide, ${opened ? "open" : "closed"}`).toBeLessThanOrEqual(0);
          }
        }
      });
    },
  );

  it.each(samples)("keeps rules readable in the table on a phone: %s", async (name) => {
    await browser.on(urlOf(name), async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await page.locator("section[aria-labelledby=coverage] summary").first().click();
      const table = page.locator("section[aria-labelledby=coverage] .scroll").first();
      for (const cell of await table.locator("tbody tr:first-child > :first-child").all()) {
        expect((await cell.boundingBox())?.width).toBeGreaterThan(100);
      }
    });
  });

  it("is dark for who wants it dark, but never on paper", async () => {
    await browser.on(urlOf("broken"), async (page) => {
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
    await browser.on(urlOf("broken"), async (page) => {
      // The first stop is the link that skips what stands before the content.
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe("#mend");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(page.url()).toMatch(/#severity-critical$/);
      const top = await page.locator("#severity-critical").evaluate((element) => element.getBoundingClientRect().top);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(900);
    });
  });

  it.each(samples)("prints: %s", async (name) => {
    await browser.on(urlOf(name), async (page) => {
      const pdf = await page.pdf({ format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    });
  });

  it.each(looks)("violates no rule of accessibility: $name, $theme", async ({ name, theme }) => {
    await browser.on(
      urlOf(name),
      async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        await unfold(page);
        const { violations, passes } = await judgedByAxe(page);
        expect(violations).toEqual([]);
        expect(passes).toContain("color-contrast");
      },
      "lenient",
    );
  });
});
