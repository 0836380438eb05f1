import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import html from "../../src/report/html/html.ts";
import type { Finding, Outcome } from "../../src/rules/outcome.ts";
import { broken, explained, halfMissing, healthy, hostile, samples } from "./samples.ts";
import { surveyFor } from "./surveys.ts";

const GENERATED_AT = "2026-01-01T00:00:00Z";
const pages = samples.flatMap(([name, result]) => [
  { name, page: html.render(result, { generatedAt: GENERATED_AT }) },
  {
    name: `${name}, with a survey, in Chinese`,
    page: html.render(result, { generatedAt: GENERATED_AT, survey: surveyFor(result), language: "zh" }),
  },
]);
const pageOf = (wanted: string) => pages.find(({ name }) => name === wanted)?.page ?? "";

/** Elements of HTML that have no end. */
const VOID = new Set(["meta", "link", "img", "br", "hr", "input"]);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z0-9-]+(?:="[^"<>]*")?)*)(\/?)>/g;
const STYLE = /<style>([\s\S]*?)<\/style>/;
const SCRIPT = /<script>([\s\S]*?)<\/script>/;

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The elements of a page; throws where it is not well formed. */
function elementsOf(page: string): Element[] {
  const body = page
    .replace("<!doctype html>", "")
    .replace(STYLE, "<style></style>")
    .replace(SCRIPT, "<script></script>");
  const elements: Element[] = [];
  const open: string[] = [];
  for (const [, end, name = "", attributes = "", empty] of body.matchAll(TAG)) {
    if (end === "/") {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> ends <${last}>`);
      continue;
    }
    elements.push({
      name,
      attributes: new Map(
        [...attributes.matchAll(/ ([a-zA-Z0-9-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
      ),
    });
    if (!VOID.has(name) && empty !== "/") open.push(name);
  }
  if (open.length > 0) throw new Error(`never ended: ${open.join(", ")}`);
  const rest = body.replace(TAG, "");
  if (/[<>]/.test(rest)) throw new Error(`stray: ${/.{0,40}[<>].{0,40}/.exec(rest)?.[0]}`);
  return elements;
}

/** As many open checks, each for a reason of its own. */
function manyReasons(count: number): Outcome[] {
  return Array.from({ length: count }, (_, index) => ({
    rule: `rule-${index % 60}`,
    node: "compute0",
    outcome: "unknown",
    reason: `reason ${index}`,
  }));
}

const [nodeTemplate] = broken.nodes;
const [findingTemplate] = broken.findings;
if (nodeTemplate === undefined || findingTemplate === undefined) throw new Error("the sample is empty");

const valuesOf = (page: string, key: string) => elementsOf(page).flatMap(({ attributes }) => attributes.get(key) ?? []);

describe("the HTML report", () => {
  it.each(pages)("is a well-formed document: $name", ({ page }) => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="(en|zh-CN)">/);
    expect(elementsOf(page).map(({ name }) => name)).toEqual(expect.arrayContaining(["title", "main", "h1", "footer"]));
  });

  it.each(pages)("is made of our own elements alone: $name", ({ page }) => {
    const ours = new Set(
      [
        "html head meta title style body header h1 time p span ul ol li b a main nav section h2 h3 h4 dl dt dd details",
        "summary article pre table caption thead tr th tbody td code div footer mark",
        "form label input select option output button svg g line rect path text script figure figcaption sup",
      ].flatMap((names) => names.split(" ")),
    );
    expect(elementsOf(page).filter(({ name }) => !ours.has(name))).toEqual([]);
  });

  it.each(pages)("loads nothing, and runs no script but its own: $name", ({ page }) => {
    expect(page).not.toMatch(/<img|<link|<iframe|@import|url\(/i);
    expect(page.match(/<script/gi)).toHaveLength(1);
    const keys = elementsOf(page).flatMap(({ attributes }) => [...attributes.keys()]);
    expect(keys.filter((key) => key.startsWith("on") || key === "src" || key === "style")).toEqual([]);
    expect(valuesOf(page, "href").filter((target) => !target.startsWith("#"))).toEqual([]);
  });

  it("has the same script whatever the bundles hold", () => {
    expect(new Set(pages.map(({ page }) => SCRIPT.exec(page)?.[1])).size).toBe(1);
  });

  it.each(pages)("allows by its policy nothing but its own style and script: $name", ({ page }) => {
    const style = STYLE.exec(page)?.[1] ?? "";
    const script = SCRIPT.exec(page)?.[1] ?? "";
    expect(style).toContain("body {");
    expect(script).toContain("addEventListener");
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(valuesOf(page, "content")).toContain(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
  });

  it.each(pages)("has each id once, and a target for each link and label: $name", ({ page }) => {
    const ids = valuesOf(page, "id");
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of valuesOf(page, "href")) expect(ids).toContain(target.slice(1));
    for (const label of valuesOf(page, "aria-labelledby")) expect(ids).toContain(label);
  });

  it.each(pages)("holds no character that a browser would obey: $name", ({ page }) => {
    expect(page.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff]/u);
  });

  it("shows hostile text as text, and evaluates none of it", () => {
    const page = pageOf("hostile");
    expect(page).toContain("&lt;script&gt;window.hit=1&lt;/script&gt;");
    expect(page).toContain("{{constructor}} {{{constructor.constructor}}}");
    expect(page).toContain("^[[31mred^[[0m");
    expect(page).toContain("U+202Egnp.exe");
  });

  it("shows every finding with severity, node, subject, evidence, remedy and rule", () => {
    const page = pageOf("broken");
    expect(valuesOf(page, "id").filter((id) => id.startsWith("finding-"))).toHaveLength(20);
    expect(page).toContain(
      '<p class="where"><b>deployment</b> 172.25.249.200:8787/rhosp13/openstack-neutron-server:13.0-73</p>',
    );
    expect(page).toContain("<b>(3 times)</b>");
    expect(page).toContain(
      'Rule <a href="#rule-image-absent-in-registry"><code>image-absent-in-registry</code></a>, on an image',
    );
    expect(page).toContain(`<time datetime="${GENERATED_AT}">2026-01-01 00:00:00 UTC</time>`);
  });

  it("gathers findings under a heading for each severity, the worst first", () => {
    const headings = [...pageOf("broken").matchAll(/<h3 id="severity-[a-z]+">([^<]*)</g)].map(([, text]) => text);
    expect(headings).toEqual(["2 critical", "8 errors", "6 warnings", "4 info"]);
    expect(pageOf("healthy")).not.toContain('id="severity-');
  });

  it("shows what follows from a finding inside it, with all that it has", () => {
    const page = pageOf("explained");
    expect(valuesOf(page, "id").filter((id) => id.startsWith("finding-"))).toHaveLength(explained.findings.length);
    const nested = [...page.matchAll(/<article class="finding [a-z]+" id="(finding-\d+)"|<\/article>/g)];
    let depth = 0;
    const below = nested.filter(([tag]) => (tag.startsWith("</") ? depth-- < 0 : depth++ > 0));
    expect(below).toHaveLength(6);
    const [, findings = ""] = page.split('<h2 id="findings">');
    expect(findings.match(/<p class="label">Fix, on /g)).toHaveLength(explained.findings.length - 1);
    expect(page).toContain("So also, and to be looked at again when this is mended: 6 findings");
    expect(page).toMatch(
      /<h3 id="severity-warning">1 warning<\/h3>\s*<p class="soft">1 of them is shown above, under what/,
    );
  });

  it("shows what is accepted apart, and what changed since the baseline", () => {
    const page = pageOf("explained");
    expect(page).toContain('<a href="#accepted"><b>1</b> accepted</a>');
    const [, apart = ""] = page.split('<h3 id="accepted">Accepted, and not counted</h3>');
    expect(apart).toContain(
      '<p class="soft">accepted until 2027-01-31 by operations: no iSCSI is used on this node</p>',
    );
    expect(apart).toContain("<summary>Settings: 30 changes, and 4 more that are left out</summary>");
    expect(pageOf("broken")).not.toMatch(/id="(accepted|baseline)"/);
  });

  it("shows each command of a remedy to be copied by itself, what looks apart, with all that is said of it", () => {
    expect(pageOf("broken").replace(/\n+/g, "\n")).toContain(
      '<p class="label">Look, on controller0</p>\n<pre class="command"><code>sudo docker logs --tail 50 nova_compute</code></pre>\n' +
        '<p class="label">Fix, on controller0</p>\n<p class="note">when the cause is mended, so that it does not come back at the ' +
        'next start of the node or of the engine itself:</p>\n<pre class="command"><code>sudo docker start nova_compute</code></pre>',
    );
  });

  it("tells findings of one rule under one heading, and each by itself below it", () => {
    const findings = ["a", "b", "c"].map((name) => ({
      ...findingTemplate,
      subject: { kind: "container" as const, name },
    }));
    const page = html.render({ ...broken, findings }, {});
    const [, fold = ""] = page.split('<div class="fold critical">');
    expect(fold).toContain('<h4>A service has exited <span class="mark">3 findings on 1 node</span></h4>');
    expect(fold.match(/<article class="finding/g)).toHaveLength(3);
    expect(page.match(/<p class="root">/g)).toHaveLength(1);
  });

  it("says by which law a finding follows from its cause", () => {
    const because = "glance_api needs messages, which rabbitmq provides";
    const findings = explained.findings.map((finding) => ({
      ...finding,
      ...(finding.causes && { causes: finding.causes.map((cause) => ({ ...cause, because })) }),
    }));
    expect(html.render({ ...explained, findings }, {})).toContain(`<p class="because">Because ${because}.</p>`);
  });

  it("names every critical and error on the first screen", () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...findingTemplate,
      ...{ rule: `rule-${index}`, severity: "error" as const },
    }));
    const page = html.render({ ...broken, findings: many }, {});
    expect(page.match(/<p class="root">/g)).toHaveLength(40);
  });

  it("leads from the count of a severity to its findings", () => {
    expect(pageOf("broken")).toContain('<li class="error"><a href="#severity-error"><b>8</b> errors</a></li>');
    expect(valuesOf(pageOf("healthy"), "href").filter((target) => /severity|finding-/.test(target))).toEqual([]);
  });

  it.each([
    ["Fault", broken],
    ["OK", healthy],
    ["Unknown", halfMissing],
    ["Fault", hostile],
  ])("says the verdict first: %s", (word, result) => {
    const page = html.render(result, {});
    expect(/<p class="verdict"><span class="word [a-z]+">([^<]*)</.exec(page)?.[1]).toBe(word);
    expect(page).toMatch(new RegExp(`<title>${result.verdict}: `));
  });

  it("never says OK of what is unknown", () => {
    expect(pageOf("half-missing")).not.toMatch(/\bOK\b/);
  });

  it("folds hundreds of open checks into one entry for each reason, with what to collect", () => {
    const page = pageOf("half-missing");
    expect(page.match(/<div class="undecided">/g)).toHaveLength(8);
    expect(page).toContain("leaves open 72 checks of");
    expect(page).toContain("collect: <b>sos report --enable-plugins docker,podman");
  });

  it("folds reasons beyond the twenty that leave most open, and loses none", () => {
    const page = html.render({ ...halfMissing, outcomes: manyReasons(5_000) }, {});
    const [before = "", after = ""] = page.split("<details><summary>4980 more reasons</summary>");
    expect(before.match(/<div class="undecided">/g)).toHaveLength(20);
    expect(after.match(/<div class="undecided">/g)).toHaveLength(4_980);
  });

  it("folds evidence beyond eight lines, and loses none", () => {
    const evidence = Array.from({ length: 30 }, (_, index) => ({ file: "var/log/x", line: index + 1, text: "text" }));
    const page = html.render(
      { ...broken, findings: broken.findings.slice(0, 1).map((one) => ({ ...one, evidence })) },
      {},
    );
    const [before = "", after = ""] = page.split("<details><summary>22 more lines of evidence</summary>");
    // One of them is the line that decides, on the first screen.
    expect(before.match(/<span class="place">/g)).toHaveLength(1 + 8);
    expect(after.match(/<span class="place">/g)).toHaveLength(22);
  });

  it("holds 500 findings and 5000 outcomes, well formed and within a second", () => {
    const findings = broken.findings.flatMap((finding) => Array<Finding>(25).fill(finding));
    const start = performance.now();
    const page = html.render({ ...broken, findings, outcomes: manyReasons(5_000) }, {});
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(new Set(valuesOf(page, "id").filter((id) => id.startsWith("finding-"))).size).toBe(500);
  });

  it("calls a node without containers one where none was seen, since it cannot tell that there are none", () => {
    expect(pageOf("half-missing")).toContain("<dt>Containers</dt><dd>none seen</dd>");
  });

  it("says of each node what is known to be deployed on it", () => {
    const nodes = healthy.nodes.map((node) => ({ ...node, product: "tripleo", release: "13", role: "Controller" }));
    expect(html.render({ ...healthy, nodes }, { generatedAt: GENERATED_AT })).toContain("<dd>OSP 13 Controller</dd>");
    expect(pageOf("healthy")).toContain("<dt>Deployed</dt><dd>not known</dd>");
  });

  it.each([
    [broken.findings.filter(({ severity }) => severity === "warning"), "ok", 5, ""],
    [[], "ok", 0, "Nothing has to be mended."],
    [[], "unknown", 0, "Nothing was found that has to be mended. What was not decided may hide something."],
  ] as const)(
    "names what to mend first, be it slight, and calls nothing mended that is not decided",
    (findings, verdict, roots, text) => {
      const page = html.render({ ...healthy, verdict, findings }, {});
      const [, mend = ""] = /<section aria-labelledby="mend">([\s\S]*?)<\/section>/.exec(page) ?? [];
      expect(mend.match(/<p class="root">/g) ?? []).toHaveLength(roots);
      expect(/<p>(Nothing [^<]*)<\/p>/.exec(mend)?.[1] ?? "").toBe(text);
    },
  );

  it("shows on the first screen no half of a command, and no more of a message than helps", () => {
    const long = { ...findingTemplate, message: "m".repeat(2_000), remedy: `sudo true ${"c".repeat(2_000)}` };
    const [, mend = ""] = html.render({ ...broken, findings: [long] }, {}).split('<h2 id="mend">');
    const [first = "", rest = ""] = mend.split('<h2 id="nodes">');
    expect(first).toContain(`${"m".repeat(400)}…`);
    expect(first).not.toContain("ccc");
    expect(rest).toContain("m".repeat(2_000));
    expect(rest).toContain("c".repeat(2_000));
  });

  it("folds the cards of nodes beyond twelve, those with the least findings, and loses none", () => {
    const names = Array.from({ length: 20 }, (_, index) => `compute${index}`);
    const nodes = names.map((name) => ({ ...nodeTemplate, name }));
    const findings = names.slice(8).map((node, index) => ({
      ...findingTemplate,
      ...{ node, severity: index < 4 ? ("warning" as const) : ("error" as const) },
    }));
    const [, cards = ""] = html.render({ ...broken, nodes, findings }, {}).split('<h2 id="nodes">');
    const [before = "", after = ""] = cards.split("<summary>8 more nodes, with less found on them</summary>");
    const namesIn = (part: string) => [...part.matchAll(/<h3>(compute\d+)<\/h3>/g)].map(([, name]) => name);
    expect(namesIn(before)).toEqual(names.slice(8));
    expect(namesIn(after)).toEqual(names.slice(0, 8));
  });

  it("says how many rules were checked on how many nodes", () => {
    expect(pageOf("healthy")).toContain("<summary>6 rules on 3 nodes: how each ended</summary>");
    // What concerns the deployment as a whole is no node more.
    expect(pageOf("broken")).toContain("<summary>8 rules on 3 nodes: ");
  });

  it("lets a text that looks escaped stay what it is", () => {
    const page = html.render({ ...broken, findings: [{ ...findingTemplate, message: "a=b &#x3D; `c`" }] }, {});
    expect(page).toContain("a=b &amp;#x3D; `c`");
  });

  it("stays small: 20 findings without a survey take less than 100 KB", () => {
    expect(Buffer.byteLength(pageOf("broken")) / 1024).toBeLessThan(100);
  });
});
