import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Language } from "../language.ts";
import type { Told } from "./told.ts";

/** What a thing is called in a law's sentence: its container, component, node or subject, as it is called on the node. */
export function nameOf({ container, component, fault }: Told): string {
  return container ?? component ?? fault.finding.subject.name;
}

/** What a component is called: its id, which is what people type. */
export function capabilityName(id: string, catalogue: Catalogue, language: Language): string {
  const capability = catalogue.capability(id);
  return (language === "zh" ? capability?.zh?.title : undefined) ?? capability?.title ?? id;
}
