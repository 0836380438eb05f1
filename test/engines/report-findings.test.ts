import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import { explained } from "../report/samples.ts";
import { surveyFor } from "../report/surveys.ts";
import { judgedByAxe, noBrowser, overflow, THEMES, useBrowser, WIDTHS } from "./browser.ts";

const TITLE = "the findings in a real browser";

/** The numbers of the findings that can be seen, without those that are only the place of others. */
async function shown(page: Page): Promise<number[]> {
  const ids = await page.evaluate<string[]>(
    `[...document.querySelectorAll("article.finding > .own:not(.context)")]
      .filter((own) => own.closest("[hidden]") === null).map((own) => own.parentElement.id)`,
  );
  return ids.map((id) => Number(id.replace("finding-", ""))).sort((one, other) => one - other);
}

const headings = (page: Page) => page.locator(".regrouped > section:not([hidden]) > h3").allTextContents();
const search = (page: Page) => page.locator("input[name=q]").first();
const choose = (page: Page, name: string, value: string) => page.locator(`select[name=${name}]`).selectOption(value);
const hash = (page: Page) => page.evaluate<string>("location.hash");
const settled = (page: Page, wanted: string) => expect.poll(() => hash(page), { timeout: 10_000 }).toBe(wanted);
/** Waits until a condition holds in the page, whose policy forbids the browser's own way to wait. */
const until = (page: Page, condition: string) =>
  expect.poll(() => page.evaluate(condition), { timeout: 10_000 }).toBe(true);

/** What of the sample a filter is to show, found another way: by the result itself. */
function numbersOf(wanted: (finding: (typeof explained.findings)[number]) => boolean): number[] {
  return explained.findings.flatMap((finding, index) => (wanted(finding) ? [index + 1] : []));
}
const all = numbersOf(() => true);

describe.skipIf(noBrowser)(`${TITLE}${noBrowser ? ` (skipped: ${noBrowser})` : ""}`, () => {
  const browser = useBrowser();
  let url = "";
  beforeAll(async () => {
    url = await browser.write("explained", html.render(explained, { survey: surveyFor(explained) }));
  });

  it("shows all at first, and says how many", async () => {
    await browser.on(url, async (page) => {
      expect(await shown(page)).toEqual(all);
      expect(await page.locator("output").textContent()).toBe("9 of 9 findings");
      expect(await page.locator("output").getAttribute("aria-live")).toBeNull();
    });
  });

  it.each([
    ["severity", "warning", numbersOf(({ severity }) => severity === "warning")],
    ["node", "compute1", numbersOf(({ node }) => node === "compute1")],
    ["node", "deployment", numbersOf(({ node }) => node === "deployment")],
    ["kind", "container", all],
    ["state", "new", numbersOf(({ change, accepted }) => accepted === undefined && change === "new")],
    ["state", "accepted", numbersOf(({ accepted }) => accepted !== undefined)],
    ["state", "not-decided-before", numbersOf(({ change }) => change === "not-decided-before")],
  ] as const)("filters by %s: %s", async (name, value, wanted) => {
    await browser.on(url, async (page) => {
      await choose(page, name, value);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await shown(page)).toEqual(wanted);
      expect(await page.locator("output").textContent()).toBe(`${wanted.length} of 9 findings`);
      expect(await hash(page)).toBe(`#findings?${name}=${value}`);
    });
  });

  it("searches as one types, every word in all that a finding says, and keeps the causes of what matches in sight", async () => {
    await browser.on(url, async (page) => {
      await search(page).pressSequentially("CINDER exited");
      const wanted = numbersOf(({ message }) => message.includes("cinder"));
      expect(await shown(page)).toEqual(wanted);
      const cause = page.locator("#finding-1 > .own");
      expect(await cause.locator("h4").isVisible()).toBe(true);
      expect(await cause.locator("> details").isVisible()).toBe(false);
      await settled(page, "#findings?q=CINDER+exited");
    });
  });

  it.each([
    [
      "a file of its evidence",
      "docker_ps_-a",
      numbersOf(({ evidence }) => evidence[0]?.file.includes("docker_ps") ?? false),
    ],
    ["a command of its remedy", '"docker start iscsid"', numbersOf(({ remedy }) => remedy.includes("start iscsid"))],
    ["its rule", "rule-3", numbersOf(({ rule }) => rule === "rule-3")],
    ["why it was accepted", "no iSCSI is used", numbersOf(({ accepted }) => accepted !== undefined)],
    ["the words of the page itself", "lines around it", []],
  ])("finds by %s", async (_, text, wanted) => {
    await browser.on(url, async (page) => {
      await search(page).fill(text);
      expect(await shown(page)).toEqual(wanted);
    });
  });

  it("says so when nothing matches, with a way back", async () => {
    await browser.on(url, async (page) => {
      await search(page).fill("no such thing");
      expect(await shown(page)).toEqual([]);
      expect(await page.locator("p.nothing").isVisible()).toBe(true);
      await page.locator("button[type=reset]").click();
      expect(await shown(page)).toEqual(all);
      expect(await page.locator("p.nothing").isVisible()).toBe(false);
      expect(await hash(page)).toBe("#findings");
    });
  });

  it("groups by severity from the worst on, by node and by service, and back as it was", async () => {
    await browser.on(url, async (page) => {
      const before = await page.locator(".grouped").innerHTML();
      await choose(page, "group", "severity");
      expect(await headings(page)).toEqual(["errors (8)", "warnings (1)"]);
      await choose(page, "group", "node");
      expect(await headings(page)).toEqual(["compute0 (2)", "compute1 (3)", "controller0 (3)", "deployment (1)"]);
      await choose(page, "group", "service");
      expect(await headings(page)).toEqual([
        "cinder (1)",
        "glance (3)",
        "heat (2)",
        "iscsid (1)",
        "keystone (1)",
        "nova (1)",
      ]);
      expect(await shown(page)).toEqual(all);
      await search(page).fill("heat");
      expect(await headings(page)).toEqual(["heat (2)"]);
      await search(page).fill("");
      await choose(page, "group", "cause");
      expect(await page.locator(".grouped").innerHTML()).toBe(before);
    });
  });

  it("opens as the address says, and goes back and forward", async () => {
    await browser.on(`${url}#findings?group=node&node=compute1&q=glance`, async (page) => {
      const wanted = numbersOf(({ node, message }) => node === "compute1" && message.includes("glance"));
      expect(await shown(page)).toEqual(wanted);
      expect(await headings(page)).toEqual([`compute1 (${wanted.length})`]);
      expect(await search(page).inputValue()).toBe("glance");
      await choose(page, "node", "");
      await search(page).fill("cinder");
      await settled(page, "#findings?q=cinder&group=node");
      await page.goBack();
      expect(await shown(page)).toEqual(wanted);
      await page.goForward();
      expect(await search(page).inputValue()).toBe("cinder");
      expect(await headings(page)).toEqual(["compute1 (1)"]);
    });
  });

  it.each(["#findings?severity=none&group=nonsense&node=%3Cscript%3E&q=", "#findings?", "#findings?%E0%A4%A"])(
    "shows all where the address names what is not there: %s",
    async (address) => {
      await browser.on(url + address, async (page, { said }) => {
        expect(await shown(page)).toEqual(all);
        expect(said).toEqual([]);
      });
    },
  );

  it.each(["#no-such-thing", "#%E0%A4%A", "#", "#findings/../x"])(
    "bears an address that leads nowhere: %s",
    async (address) => {
      await browser.on(url + address, async (page, { said }) => {
        expect(await shown(page)).toEqual(all);
        expect(said).toEqual([]);
      });
    },
  );

  it("opens a finding that an address leads to, whatever the filter hides", async () => {
    await browser.on(`${url}#finding-4`, async (page) => {
      await until(page, "document.querySelector('#finding-4 > .own > details').open");
      await choose(page, "severity", "warning");
      await page.evaluate("location.hash = '#finding-2'");
      await until(page, "document.querySelector('#finding-2 > .own > details').open");
      expect(await shown(page)).toEqual(all);
      expect(await hash(page)).toBe("#finding-2");
      const top = await page.locator("#finding-2").evaluate((element) => element.getBoundingClientRect().top);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(900);
    });
  });

  it("opens what a link leads into again, though the address stays", async () => {
    await browser.on(url, async (page) => {
      const link = page.locator(".roots a").first();
      const details = page.locator("#finding-1 > .own > details");
      for (const step of ["first", "again"]) {
        await link.click();
        await until(page, "document.querySelector('#finding-1 > .own > details').open");
        expect(await details.getAttribute("open"), step).not.toBeNull();
        await details.locator("summary").first().click();
        expect(await details.getAttribute("open"), step).toBeNull();
      }
    });
  });

  it("opens the page of a container, folded in that of its node", async () => {
    await browser.on(`${url}#container-1-2`, async (page) => {
      await until(page, "document.querySelector('#container-1-2').getClientRects().length > 0");
      expect(await page.locator("#container-1-2").isVisible()).toBe(true);
    });
  });

  it("is searched from the keyboard: a slash goes to the search, Escape empties it", async () => {
    await browser.on(url, async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("iscsid/x");
      expect(await search(page).inputValue()).toBe("iscsid/x");
      expect(await shown(page)).toEqual([]);
      await page.keyboard.press("Escape");
      expect(await search(page).inputValue()).toBe("");
      expect(await shown(page)).toEqual(all);
      expect(await hash(page)).toBe("#findings");
    });
  });

  it("copies a command to the clipboard, without the button's own word", async () => {
    await browser.on(url, async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const block = page.locator("#mend pre.command, section[aria-labelledby=mend] pre.command").first();
      await block.locator("button").click();
      await until(page, "document.querySelector('.copy').textContent === 'Copied'");
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await block.locator("code").textContent());
    });
  });

  it("offers to copy what is folded once it is open", async () => {
    await browser.on(url, async (page) => {
      const block = page.locator("#finding-2 > .own pre.command");
      expect(await block.locator("button").count()).toBe(0);
      await page.locator("#finding-2 > .own > details > summary").click();
      await block.locator("button").first().waitFor();
      expect(await block.locator("button").count()).toBe(await block.count());
    });
  });

  it.each(THEMES)("violates no rule of accessibility when filtered and grouped: %s", async (theme) => {
    for (const state of ["#findings?q=cinder", "#findings?group=service", "#findings?q=nothing+at+all"]) {
      await browser.on(
        url + state,
        async (page) => {
          await page.emulateMedia({ colorScheme: theme });
          expect((await judgedByAxe(page)).violations, state).toEqual([]);
        },
        "lenient",
      );
    }
  });

  it("never scrolls sideways when filtered and grouped", async () => {
    await browser.on(`${url}#findings?group=service`, async (page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect(await overflow(page), `${width} wide`).toBeLessThanOrEqual(0);
      }
    });
  });
});
