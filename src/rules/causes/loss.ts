import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Component } from "../../catalogue/types.ts";
import type { Language } from "../language.ts";
import type { Instances } from "./instances.ts";
import type { Told } from "./told.ts";

/**
 * What users lose by what a finding tells: of a component that serves its node alone, where it is down there; of one that
 * others may stand in for, where none of them works, and in doubt where not all of them may be seen.
 */
export function lossBy(
  told: Told | undefined,
  { catalogue, instances }: { readonly catalogue: Catalogue; readonly instances: Instances },
  language: Language,
): string | undefined {
  if (told === undefined || told.oneShot || (told.state !== "down" && told.state !== "restarting")) return undefined;
  const component = catalogue.component(told.component ?? "");
  if (component === undefined) return undefined;
  const loss = (language === "zh" ? component.zh?.loss : undefined) ?? component.loss;
  if (told.whole || servesItsNode(component, catalogue)) return loss;
  if (!instances.isLost(component.id, told.cloud)) return undefined;
  if (instances.areAllSeen(component.id, told.cloud)) return loss;
  return language === "zh" ? `若别处没有运行，则${loss}` : `unless it runs elsewhere, ${loss}`;
}

/** What it provides holds on its node, or its loss is one of its node: nobody elsewhere can stand in for it. */
function servesItsNode({ provides, loss }: Component, catalogue: Catalogue): boolean {
  if (/\b(?:of|on|to|through) this node\b/.test(loss)) return true;
  const scopes = provides.map((id) => catalogue.capability(id)?.scope);
  return scopes.length > 0 && scopes.every((scope) => scope === "node");
}
