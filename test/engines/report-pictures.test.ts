import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { broken } from "../report/samples.ts";
import { surveyFor } from "../report/surveys.ts";
import { noBrowser, useBrowser } from "./browser.ts";

const CHART = "svg.chart";
const TICKS = `[...document.querySelectorAll("${CHART} .ticks text")].map((text) => text.textContent).join(" ")`;

/** How many marks of a kind can be seen. */
function seen(page: Page, kind: string): Promise<number> {
  return page.evaluate<number>(
    `[...document.querySelectorAll("${CHART} .lane .e-${kind}")].filter((mark) => mark.getAttribute("visibility") !== "hidden").length`,
  );
}

describe.skipIf(noBrowser)(`the pictures in a real browser${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  let url = "";

  beforeAll(async () => {
    url = await browser.write("pictures", html.render(broken, { survey: surveyFor(broken) }));
  });

  it("hide kinds of events that are not wanted, and show them again", async () => {
    await browser.on(url, async (page, { said }) => {
      const before = await seen(page, "started");
      expect(before).toBeGreaterThan(0);
      await page.uncheck("form.kinds [name=started]");
      expect(await seen(page, "started")).toBe(0);
      expect(await seen(page, "captured")).toBeGreaterThan(0);
      await page.check("form.kinds [name=started]");
      expect(await seen(page, "started")).toBe(before);
      expect(said).toEqual([]);
    });
  });

  it.each([
    ["buttons", (page: Page) => page.click("form.kinds [name=in]")],
    ["the keyboard", (page: Page) => page.locator(`.scroll:has(> ${CHART})`).press("+")],
    [
      "the wheel with Ctrl",
      async (page: Page) => {
        // What is scrolled past is laid out only then, and moves the picture away: the second time it is there.
        await page.hover(CHART);
        await page.waitForTimeout(300);
        await page.hover(CHART);
        await page.keyboard.down("Control");
        await page.mouse.wheel(0, -400);
        await page.keyboard.up("Control");
      },
    ],
    [
      "dragging",
      async (page: Page) => {
        // Hovering waits until the picture stands still: what is scrolled past is laid out only then.
        await page.hover(CHART, { position: { x: 300, y: 30 } });
        const { x = 0, y = 0, width = 0 } = (await page.locator(CHART).boundingBox()) ?? {};
        await page.mouse.move(x + width * 0.3, y + 30);
        await page.mouse.down();
        await page.mouse.move(x + width * 0.5, y + 30);
        await page.mouse.up();
      },
    ],
  ])("zoom by %s", async (_, zoom) => {
    await browser.on(url, async (page, { said }) => {
      const before = await page.evaluate<string>(TICKS);
      await zoom(page);
      await expect.poll(() => page.evaluate<string>(TICKS)).not.toBe(before);
      expect(said).toEqual([]);
    });
  });

  it("show all of the time, and what happened last on a phone", async () => {
    await browser.on(url, async (page) => {
      await page.setViewportSize({ width: 360, height: 800 });
      await page.reload();
      const scrolled = `document.querySelector("${CHART}").parentElement.scrollLeft`;
      expect(await page.evaluate<number>(scrolled)).toBeGreaterThan(0);
      const created = await seen(page, "created");
      await page.click("form.kinds [name=all]");
      expect(await seen(page, "created")).toBeGreaterThanOrEqual(created);
    });
  });

  it("show only the services that are not well where that is wanted, each leading to its container", async () => {
    await browser.on(url, async (page) => {
      const rows = page.locator(".matrix tbody tr:visible");
      const all = await rows.count();
      await page.check("form.only [name=bad]");
      expect(await rows.count()).toBeLessThan(all);
      await page.click(".matrix td a >> nth=0");
      const target = new URL(page.url()).hash;
      expect(target).toMatch(/^#(container-\d+-\d+|node-\d+)$/);
      await expect.poll(() => page.locator(target).isVisible()).toBe(true);
    });
  });

  it("can be read without a script", async () => {
    await browser.on(
      url,
      async (page) => {
        expect(await seen(page, "captured")).toBeGreaterThan(0);
        expect(await page.locator(".timeline .legend").isVisible()).toBe(true);
        expect(await page.locator("form.kinds").isVisible()).toBe(false);
        expect(await page.locator(".matrix td a").count()).toBeGreaterThan(0);
      },
      "scriptless",
    );
  });
});
