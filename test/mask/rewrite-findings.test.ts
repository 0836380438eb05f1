import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { Outcome } from "../../src/rules/outcome.ts";
import { inspect } from "../support/captured.ts";
import { REAL_DATA } from "../support/real-data.ts";
import { bundleOf, rewritten } from "./rewritten.ts";

const bundles = fileURLToPath(new URL("../../bundles", import.meta.url));
const archives = join(REAL_DATA, "archives");

/** What is found in a bundle, whatever its secrets are called. */
async function judged(path: string) {
  const analysis = await analyze([path]);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.problems));
  expect(analysis.unreadable).toEqual([]);
  const { verdict, findings, outcomes } = analysis.result;
  const text = JSON.stringify({ verdict, findings, outcomes }).replace(/masked-[0-9a-f-]*\d+/g, "TOKEN");
  return JSON.parse(text) as Pick<typeof analysis.result, "verdict" | "findings" | "outcomes">;
}

const isPacked = (name: string) => /\.(gz|xz|bz2)$/.test(name);

const keyOf = ({ rule, node, subject }: Outcome) => JSON.stringify([rule, node, subject?.kind, subject?.name]);

/** Rules that say of a compressed log that it was not read. */
const rulesOpen = (outcomes: readonly Outcome[]) =>
  new Set(outcomes.flatMap(({ rule, reason = "" }) => (/\.(gz|xz|bz2)\b/.test(reason) ? [rule] : [])));

const samples = readdirSync(bundles).filter((name) => name.endsWith(".tgz"));

describe("findings and outcomes are the same before and after masking", () => {
  it.each(samples)("in the sample bundle %s", async (name) => {
    const source = join(bundles, name);
    expect(await judged((await rewritten(source)).path)).toEqual(await judged(source));
  });

  const real = existsSync(archives) ? readdirSync(archives) : [];
  if (real.length === 0) it.skip(`real archives are absent (${archives}): nothing compared`, () => undefined);
  it.each(real)("in %s, but for what its compressed logs tell, which masking leaves out", async (name) => {
    const source = join(archives, name);
    const [masked, before] = [await judged((await rewritten(source)).path), await judged(source)];
    expect(masked.findings).toEqual(before.findings.filter(({ subject }) => !isPacked(subject.name)));
    const outcomeOf = new Map(masked.outcomes.map((one) => [keyOf(one), one.outcome]));
    const others = before.outcomes.filter(
      (one) => outcomeOf.get(keyOf(one)) !== one.outcome && !isPacked(one.subject?.name ?? ""),
    );
    const open = others.filter((one) => rulesOpen(masked.outcomes).has(one.rule));
    expect(others.map(keyOf)).toEqual(open.map(keyOf));
    expect(masked.verdict).toBe(before.verdict);
  });
});

const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;
const VOLUME = "var/lib/config-data/puppet-generated/nova";
const URL_OF = (password: string) =>
  `rabbit://guest:${password}@ctl.internalapi:5672,guest:${password}@ctl2:5672/?ssl=0`;

/** A running container beside what /etc and the generated configuration say, /etc having been edited last. */
function nodeWith(etc: string, generated: string): string {
  return bundleOf({
    "sos_commands/docker/containers/docker_inspect_all": inspect({
      name: "/nova_api",
      startedAt: "2026-11-23T09:01:00Z",
      environment: ["TRIPLEO_CONFIG_HASH=0123456789abcdef0123456789abcdef", "DB_PASSWORD=Sup3rS3cret"],
      labels: { config_data: '{"environment": {"RABBIT_PASSWORD": "Sup3rS3cret"}, "user": "nova"}' },
      volumes: [`/${VOLUME}`],
    }),
    "etc/nova/nova.conf": { text: etc, mtime: NINE + 600 },
    [`${VOLUME}/etc/nova/nova.conf`]: { text: generated, mtime: NINE },
    [`${VOLUME}.md5sum`]: { text: "0123456789abcdef0123456789abcdef  -\n", mtime: NINE },
  });
}

const drift = (result: Awaited<ReturnType<typeof judged>>) =>
  result.outcomes.flatMap(({ rule, subject, outcome }) =>
    rule === "config-edit-without-effect" && subject ? [`${subject.name.split("] ")[1]} ${outcome}`] : [],
  );

describe("secrets in the settings that rules compare", () => {
  it.each([
    [
      "a password that differs",
      "[neutron]\npassword = Sup3rS3cret\n",
      "[neutron]\npassword = 0therS3cret\n",
      "password fault",
    ],
    [
      "a password that is equal",
      "[neutron]\npassword = Sup3rS3cret\n",
      "[neutron]\npassword=Sup3rS3cret\n",
      "password ok",
    ],
    [
      "a password in quotes in one of them",
      "[neutron]\npassword = 'Sup3rS3cret'\n",
      "[neutron]\npassword=Sup3rS3cret\n",
      "password ok",
    ],
    [
      "a password that is not set in the other",
      "[neutron]\npassword = Sup3rS3cret\n",
      "[neutron]\nx = y\n",
      "password fault",
    ],
    [
      "a URL whose password differs",
      `[DEFAULT]\ntransport_url = ${URL_OF("Sup3rS3cret")}\n`,
      `[DEFAULT]\ntransport_url = ${URL_OF("0ther")}\n`,
      "transport_url fault",
    ],
    [
      "a URL that is equal",
      `[DEFAULT]\ntransport_url=${URL_OF("Sup3rS3cret")}\n`,
      `[DEFAULT]\ntransport_url = ${URL_OF("Sup3rS3cret")}\n`,
      "transport_url ok",
    ],
    [
      "a URL whose host differs",
      `[DEFAULT]\ntransport_url=rabbit://g:Sup3rS3cret@a:1\n`,
      `[DEFAULT]\ntransport_url=rabbit://g:Sup3rS3cret@b:1\n`,
      "transport_url fault",
    ],
    ["an empty password", "[neutron]\npassword =\n", "[neutron]\npassword =\n", "password ok"],
    [
      "an empty password in one of them",
      "[neutron]\npassword =\n",
      "[neutron]\npassword = Sup3rS3cret\n",
      "password fault",
    ],
    ["a key that repeats", "[a]\ntoken = Sup3rS3cret\ntoken = another1\n", "[a]\ntoken = Sup3rS3cret\n", "token fault"],
    [
      "a key that goes on in another line",
      "[a]\nsecret = Sup3rS3cret\n  more\n",
      "[a]\nsecret = Sup3rS3cret\n  more\n",
      "secret ok",
    ],
    [
      "what sos has masked",
      "[neutron]\npassword = *********\n",
      "[neutron]\npassword = *********\n",
      "password unknown",
    ],
    [
      "lines of Windows",
      "[neutron]\r\npassword = Sup3rS3cret\r\n",
      "[neutron]\npassword = Sup3rS3cret\n",
      "password ok",
    ],
  ])("are judged alike: %s", async (_, etc, generated, expected) => {
    const source = nodeWith(etc, generated);
    const masked = await rewritten(source);
    const before = await judged(source);
    expect(drift(before)).toContain(expected);
    expect(await judged(masked.path)).toEqual(before);
    for (const { text } of masked.files) expect(text).not.toMatch(/Sup3rS3cret|0ther/);
  });

  it("and that the manifest says masked changes nothing", async () => {
    const manifest = {
      schemaVersion: 1,
      tool: { name: "sospect-collect", version: "0.1.0" },
      host: "node0",
      masked: false,
    };
    const text = JSON.stringify({ ...manifest, started: "2026-11-23T10:00:00Z", captures: [] });
    const files = {
      "etc/nova/nova.conf": "[a]\npassword = Sup3rS3cret\n",
      [`${VOLUME}/etc/nova/nova.conf`]: "[a]\npassword = x\n",
    };
    const source = bundleOf({ "manifest.json": text, ...files });
    const masked = await rewritten(source);
    expect(masked.text("manifest.json")).toContain('"masked":true');
    expect(await judged(masked.path)).toEqual(await judged(source));
  });
});
