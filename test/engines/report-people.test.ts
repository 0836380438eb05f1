import { beforeAll, describe, expect, it } from "vitest";
import { largeReport } from "../../scripts/large/index.js";
import html from "../../src/report/html/html.ts";
import { explained } from "../report/samples.ts";
import { surveyFor } from "../report/surveys.ts";
import { noBrowser, overflow, useBrowser } from "./browser.ts";

const TITLE = "the report as people read it, in a real browser";

describe.skipIf(noBrowser)(`${TITLE}${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  let small = "";
  let large = "";

  beforeAll(async () => {
    small = await browser.write("small", html.render(explained, { survey: surveyFor(explained) }));
    const { result, ...options } = largeReport(11, 50);
    large = await browser.write("large", html.render(result, options));
  });

  describe("without script", () => {
    it("shows all findings, and offers nothing that needs a script", async () => {
      await browser.on(
        small,
        async (page) => {
          expect(await page.locator("article.finding > .own > h4").count()).toBe(explained.findings.length);
          for (const heading of await page.locator("article.finding > .own > h4").all()) {
            expect(await heading.isVisible()).toBe(true);
          }
          expect(await page.locator("button:visible, form:visible, input:visible, select:visible").count()).toBe(0);
        },
        "scriptless",
      );
    });

    it("unfolds why, remedy and evidence by a click, and the page of a container", async () => {
      await browser.on(
        small,
        async (page) => {
          const finding = page.locator("#finding-3 > .own");
          await finding.locator("> details > summary").click();
          expect(await finding.locator("pre.command").first().isVisible()).toBe(true);
          await page.locator(".pages > details > summary").first().click();
          await page.locator("#node-0 > details > summary").first().click();
          expect(await page.locator("#container-0-0").isVisible()).toBe(true);
        },
        "scriptless",
      );
    });

    it.each([
      ["small", () => small, 3 * 14],
      ["large", () => large, 11 * 50],
    ] as const)("draws the pictures, and has the page of every container: %s", async (_, url, containers) => {
      await browser.on(
        url(),
        async (page) => {
          expect(await page.locator("svg.chart").isVisible()).toBe(true);
          expect(await page.locator(".timeline .legend").isVisible()).toBe(true);
          expect(await page.locator(".matrix td a").count()).toBeGreaterThan(0);
          expect(await page.locator("[id^=container-]").count()).toBe(containers);
        },
        "scriptless",
      );
    });
  });

  it("has its headings in order, one of the first level, and each part named", async () => {
    await browser.on(small, async (page) => {
      const levels = await page.evaluate<number[]>(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]))",
      );
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
      for (const landmark of ["header", "nav", "main", "footer"]) {
        expect(await page.locator(`body > ${landmark}`).count(), landmark).toBe(1);
      }
      expect(await page.locator("main section:not([aria-labelledby])").count()).toBe(0);
    });
  });

  it("shows where the focus is, at every stop of the keyboard", async () => {
    await browser.on(small, async (page) => {
      for (let stop = 0; stop < 40; stop++) {
        await page.keyboard.press("Tab");
        const outline = await page.evaluate<string>(
          "(({ outlineStyle, outlineWidth }) => outlineStyle + ' ' + outlineWidth)(getComputedStyle(document.activeElement))",
        );
        expect(outline, `stop ${stop}`).not.toMatch(/^none|^\S+ 0px/);
      }
    });
  });

  it("lets what is gone to by the keyboard not hide below the navigation", async () => {
    await browser.on(`${small}#findings`, async (page) => {
      const top = await page.locator("#findings").evaluate((element) => element.getBoundingClientRect().top);
      const bottom = await page.locator("nav").evaluate((element) => element.getBoundingClientRect().bottom);
      expect(top).toBeGreaterThanOrEqual(bottom);
    });
  });

  it("prints findings with what they fold, and of the containers' pages those that are open", async () => {
    await browser.on(small, async (page) => {
      await page.locator(".pages > details > summary").first().click();
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("#finding-3 > .own pre.command").first().isVisible()).toBe(true);
      expect(await page.locator("#node-0").isVisible()).toBe(true);
      expect(await page.locator("#node-1").isVisible()).toBe(false);
      expect(await page.locator("body > nav, form.filter, button.copy").filter({ visible: true }).count()).toBe(0);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    });
  });

  describe("where it is large", () => {
    it("reads a page when it is opened, and when a link leads into it", async () => {
      await browser.on(large, async (page, { said }) => {
        expect(await page.locator("#container-3-7").count()).toBe(0);
        await page.evaluate("location.hash = '#container-3-7'");
        await page.locator("#container-3-7").waitFor();
        expect(await page.locator("#container-3-7 pre.command button").count()).toBe(1);
        expect(await page.locator("#container-4-7").count()).toBe(0);
        await page.locator(".pages > details > summary").nth(4).click();
        await page.locator("#container-4-7").waitFor({ state: "attached" });
        expect(said).toEqual([]);
      });
    });

    it("opens at the page of a container that its address names", async () => {
      await browser.on(`${large}#container-10-49`, async (page) => {
        await page.locator("#container-10-49").waitFor();
        await expect
          .poll(() => page.locator("#container-10-49").evaluate((element) => element.getBoundingClientRect().top))
          .toBeLessThan(900);
      });
    });

    it("goes to each part from the navigation", async () => {
      await browser.on(large, async (page) => {
        for (const link of await page.locator("body > nav a").all()) {
          const id = (await link.getAttribute("href"))?.slice(1) ?? "";
          await link.click();
          await expect
            .poll(() =>
              page.locator(`[id="${id}"]`).evaluate((element) => Math.round(element.getBoundingClientRect().top)),
            )
            .toBeLessThan(900);
          expect(
            await page.locator(`[id="${id}"]`).evaluate((element) => element.getBoundingClientRect().top),
          ).toBeGreaterThan(0);
        }
      });
    });

    it("never scrolls sideways", async () => {
      await browser.on(large, async (page) => {
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    });
  });
});
