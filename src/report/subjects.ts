import { type Fold, membersOf } from "./folds.ts";
import { placeText } from "./nodes.ts";
import { digestWords } from "./words/digest.ts";
import type { Language } from "./words/language.ts";

const MOST_NAMES = 6;

/** What a fold is about, node by node: `controller0: nova_api, keystone; compute0: iscsid`, of many the first few. */
export function subjectsText(fold: Fold, language: Language, most = MOST_NAMES): string {
  const { colon, separator, semicolon, andMore } = digestWords[language];
  const members = membersOf(fold);
  const places = new Map<string, string[]>();
  for (const finding of members.slice(0, most)) {
    const place = placeText(finding, language);
    places.set(place, [...(places.get(place) ?? []), finding.subject.name]);
  }
  const told = [...places].map(([place, names]) => place + colon + [...new Set(names)].join(separator)).join(semicolon);
  return members.length > most ? told + andMore(members.length - most) : told;
}
