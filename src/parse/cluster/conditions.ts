import type { Parser } from "../facts.ts";
import { present } from "../present.ts";
import { at, itemsAt, type Json, stringAt } from "../syntax/json-tree.ts";
import { quoting, type Source } from "../syntax/text.ts";
import { readYamlTree } from "../syntax/yaml-tree.ts";
import type { ConditionFact } from "./pod-facts.ts";
import { namespaceOf } from "./pod-list.ts";

const RESOURCES = "{openstackcontrolplanes,openstackdataplanenodesets,openstackdataplanedeployments}";

/** What the resources of a control plane say of themselves, one resource in a file or several as a list. */
const conditions: Parser = {
  artefact: "conditions of a control plane",
  paths: [
    `namespaces/*/crs/${RESOURCES}.*/*.yaml`,
    `namespaces/*/*.openstack.org/${RESOURCES}/*.yaml`,
    `namespaces/*/*.openstack.org/${RESOURCES}.yaml`,
  ],
  parse(source) {
    // A text that ends early may lack what a condition says below.
    const tree = source.loss === undefined ? readYamlTree(source.text) : undefined;
    if (tree === undefined) return [];
    const items = at(tree, "items");
    const resources = items?.kind === "array" ? items.items : [tree];
    return resources.flatMap((one) => conditionsOf(one, namespaceOf(source.file), quoting(source)));
  },
};
export default conditions;

function conditionsOf(resource: Json, namespace: string, quoted: (line: number) => Source): ConditionFact[] {
  const [kind, name] = [stringAt(resource, "kind"), stringAt(resource, "metadata", "name")];
  if (kind === undefined || name === undefined) return [];
  return itemsAt(resource, "status", "conditions").flatMap((one) => {
    const [type, status] = [stringAt(one, "type"), stringAt(one, "status")];
    if (type === undefined || status === undefined) return [];
    const line = at(one, "message")?.line ?? at(one, "type")?.line ?? one.line;
    return [
      {
        ...{ kind: "condition" as const, resource: kind, name, namespace, type, status, source: quoted(line) },
        ...present({
          message: stringAt(one, "message"),
        }),
      },
    ];
  });
}
