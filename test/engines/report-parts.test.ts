import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { broken } from "../report/samples.ts";
import { surveyFor } from "../report/surveys.ts";
import { judgedByAxe, noBrowser, overflow, THEMES, unfold, useBrowser, WIDTHS } from "./browser.ts";

const TITLE = "the tables of the report in a real browser";

const zoom = (page: Page, name: string) => page.locator(`form.kinds button[name=${name}]`).click();

describe.skipIf(noBrowser)(`${TITLE}${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  const survey = surveyFor(broken);
  let english = "";
  let chinese = "";

  beforeAll(async () => {
    english = await browser.write("en", html.render(broken, { survey }));
    chinese = await browser.write("zh", html.render(broken, { survey, language: "zh" }));
  });

  it("leads from a cell of the matrix to the page of its container", async () => {
    await browser.on(english, async (page) => {
      const cell = page.locator(".matrix tbody tr", { hasText: "heat_engine" }).first().locator("td a").first();
      const target = (await cell.getAttribute("href")) ?? "";
      expect(target).toMatch(/^#container-0-/);
      await cell.click();
      await page.locator(target).waitFor();
      expect(await page.locator(target).textContent()).toContain("openstack-heat-engine");
    });
  });

  it("filters the table of what was checked by words and by what was not decided", async () => {
    await browser.on(english, async (page) => {
      await page.locator("section[aria-labelledby=coverage] > details > summary").first().click();
      const rows = page.locator("table.coverage tbody tr").filter({ visible: true });
      const all = await rows.count();
      await page.locator("form.rules input[name=q]").fill("clock");
      expect(await rows.locator("th").allTextContents()).toEqual([expect.stringContaining("clock-off")]);
      await page.locator("form.rules input[name=q]").fill("");
      expect(await rows.count()).toBe(all);
      await page.locator("form.rules input[name=open]").check();
      expect(await rows.count()).toBe(1);
    });
  });

  it("opens a rule that an address names, in the folded table", async () => {
    await browser.on(`${english}#rule-clock-off`, async (page) => {
      await page.locator("#rule-clock-off").waitFor();
      expect(await page.locator("#rule-clock-off").isVisible()).toBe(true);
    });
  });

  it("shows settings that drift side by side, on a phone one below the other, each named", async () => {
    await browser.on(english, async (page) => {
      const cell = page.locator("table.drift td").first();
      const next = page.locator("table.drift td").nth(1);
      const tops = async () => [(await cell.boundingBox())?.y ?? 0, (await next.boundingBox())?.y ?? 0] as const;
      const [wide, beside] = await tops();
      expect(wide).toBe(beside);
      await page.setViewportSize({ width: 360, height: 800 });
      const [narrow, below] = await tops();
      expect(below).toBeGreaterThan(narrow);
      expect(
        await page.evaluate("getComputedStyle(document.querySelector('table.drift td'), '::before').content"),
      ).toContain("/etc");
    });
  });

  describe("in Chinese", () => {
    it("is marked as Chinese, and filters and zooms as in English", async () => {
      await browser.on(chinese, async (page, { said }) => {
        expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
        await page.locator("form.filter input[name=q]").fill("heat");
        expect(await page.locator("output").textContent()).toMatch(/^显示 \d+ 项，共 20 项$/);
        await zoom(page, "in");
        expect(said).toEqual([]);
      });
    });

    it.each(THEMES)("fits every screen, and violates no rule of accessibility: %s", async (theme) => {
      await browser.on(
        chinese,
        async (page) => {
          await page.emulateMedia({ colorScheme: theme });
          await unfold(page);
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 800 });
            expect(await overflow(page), `${width} wide`).toBeLessThanOrEqual(0);
          }
          expect((await judgedByAxe(page)).violations).toEqual([]);
        },
        "lenient",
      );
    });
  });
});
