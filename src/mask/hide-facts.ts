import type { ConfigFileFact, ConfigTextFact, ContainerDetailsFact, Fact, Setting } from "../parse/facts.ts";
import type { LogHitFact } from "../parse/logs/log-facts.ts";
import type { BundleFacts } from "../parse/read-facts.ts";
import { mapTexts } from "./map-texts.ts";
import { maskValue, maskWhole } from "./mask-value.ts";
import type { Masker } from "./masker.ts";

/**
 * What was read of bundles, without secrets: all that is judged, graded or shown of them is made of this, so that no text can
 * hold one. Equal secrets have equal tokens, in all of these bundles; so values can be compared as before. What was found
 * to be secret anywhere is then hidden everywhere.
 */
export function withoutSecrets<Of extends BundleFacts>(bundles: readonly Of[], masker: Masker): Of[] {
  const masked = bundles.map(({ facts }) => facts.map((fact) => maskFact(fact, masker)));
  return bundles.map((bundle, index) => ({
    ...bundle,
    facts: (masked[index] ?? []).map((fact) => mapTexts(fact, masker.known)),
    summary: {
      ...bundle.summary,
      root: masker.known(bundle.summary.root),
      notes: mapTexts(bundle.summary.notes, (text) => masker.known(masker.text(text))),
    },
  }));
}

/** A fact without the secrets that it shows itself: by the names of its values, or by what stands around them. */
function maskFact(fact: Fact, masker: Masker): Fact {
  switch (fact.kind) {
    case "config-file":
      return maskConfigFile(fact, masker);
    case "config-text":
      return maskConfigText(fact, masker);
    case "container-details":
      return maskDetails(fact, masker);
    case "log-hit":
      return maskHit(fact, masker);
    default:
      return mapTexts(fact, masker.text);
  }
}

function maskConfigFile(fact: ConfigFileFact, masker: Masker): ConfigFileFact {
  const { settings, mistakes, ...rest } = fact;
  const inKey = keyLines(settings);
  return {
    ...mapTexts(rest, masker.text),
    settings: settings.map((setting) => maskSetting(setting, masker, inKey)),
    ...(mistakes === undefined
      ? {}
      : {
          mistakes: mistakes.map(({ problem, source }) => ({
            problem,
            source: { ...source, text: maskStray(source.text, masker) },
          })),
        }),
  };
}

/** A value that goes on in further lines is masked as it stands in its file, where those are indented. */
function maskSetting(setting: Setting, masker: Masker, inKey: ReadonlySet<Setting>): Setting {
  if (inKey.has(setting)) return { ...setting, key: maskWhole(masker, setting.key), values: [] };
  const { key, values } = setting;
  return {
    ...setting,
    section: masker.text(setting.section),
    key: masker.text(key),
    values: values.map((value) => maskValue(masker, key, value.replaceAll("\n", "\n  ")).replaceAll("\n  ", "\n")),
  };
}

/** The lines of a private key that stands in a file of settings: each is read as a key without a value. */
function keyLines(settings: readonly Setting[]): ReadonlySet<Setting> {
  const within = new Set<Setting>();
  let isWithin = false;
  const inOrder = [...settings].sort((one, other) => (one.lines[0] ?? 0) - (other.lines[0] ?? 0));
  for (const setting of inOrder) {
    if (/-----END [A-Z0-9 ]*PRIVATE KEY/.test(setting.key)) isWithin = false;
    else if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(setting.key)) isWithin = true;
    else if (isWithin) within.add(setting);
  }
  return within;
}

/** A line that stands where none may: a long word alone may be part of a key. */
function maskStray(text: string, masker: Masker): string {
  return /^[A-Za-z0-9+/=_-]{24,}$/.test(text) ? maskWhole(masker, text) : masker.text(text);
}

/** A secret may show by the lines before. */
function maskConfigText(fact: ConfigTextFact, masker: Masker): ConfigTextFact {
  masker.startFile(fact.file);
  const lines = fact.lines.map(({ line, text }) => ({ line, text: masker.line(text) }));
  masker.startFile("");
  return { ...fact, file: masker.text(fact.file), lines };
}

function maskDetails(fact: ContainerDetailsFact, masker: Masker): ContainerDetailsFact {
  const { labels, environment, ...rest } = fact;
  return {
    ...mapTexts(rest, masker.text),
    ...(labels === undefined ? {} : { labels: maskNamed(labels, masker) }),
    ...(environment === undefined ? {} : { environment: maskNamed(environment, masker) }),
  };
}

function maskNamed(values: Readonly<Record<string, string>>, masker: Masker): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [masker.text(name), maskValue(masker, name, value, "=")]),
  );
}

/** What a pattern took out of a line is part of a secret where the line that was masked does not hold it any more. */
function maskHit(fact: LogHitFact, masker: Masker): LogHitFact {
  const { groups: found, ...rest } = fact;
  const masked = { ...mapTexts(rest, masker.text), groups: maskNamed(found, masker) };
  const [before, after] = [fact.last.text, masked.last.text];
  const groups = Object.entries(masked.groups).map(([name, value]) => {
    const wasThere = fact.last.text.includes(fact.groups[name] ?? "");
    return [name, before === after || !wasThere || after.includes(value) ? value : maskWhole(masker, value)] as const;
  });
  return { ...masked, groups: Object.fromEntries(groups) };
}
