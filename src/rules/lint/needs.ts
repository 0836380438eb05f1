import type { ASTNode } from "@marcbachmann/cel-js";
import { families } from "../../model/types.ts";
import { isMacro, modelTypeOf, pathOf, walk } from "../ast.ts";
import type { Rule } from "../rule.ts";
import type { Remark } from "./remark.ts";

/**
 * The lists that are filled from families of other names, any of which a rule may need; a list that is named like its
 * family speaks for itself.
 */
const FAMILIES_OF: Readonly<Record<string, readonly string[]>> = {
  requiredImages: ["containers"],
  settings: ["configuration"],
  configUses: ["containers"],
  generatedFiles: ["configuration"],
  registryImages: ["registry"],
  repositories: ["containers"],
  units: ["units", "failed-units"],
  disks: ["disks", "inodes"],
  labAnswers: ["lab-records"],
  execs: ["events"],
  generatedOptions: ["configuration"],
};

/** A list that is looked through without need of its facts is empty, and so in order, where they are not in the bundle. */
export function needProblems(rule: Rule): Remark[] {
  const told = new Set<string>();
  return (["each", "where", "when"] as const).flatMap((key): Remark[] => {
    const ast = rule[key]?.ast;
    if (ast === undefined) return [];
    return [...listsIn(ast), ...slowLists(rule, ast)].flatMap((remark) => {
      const { of = [], message, offset } = remark;
      if (of.some((family) => rule.needs.some((need) => need === family) || told.has(family))) return [];
      for (const family of of) told.add(family);
      return [{ at: [key], message, offset }];
    });
  });
}

interface Found {
  /** The families of facts that it is filled from. */
  readonly of?: readonly string[];
  readonly message: string;
  readonly offset: number;
}

function listsIn(ast: ASTNode): Found[] {
  const found: Found[] = [];
  walk(ast, (node) => {
    if (node.op !== ".") return;
    const [around, name] = node.args;
    const owner = modelTypeOf(around)?.title;
    const of = FAMILIES_OF[name] ?? families.filter((known) => known === name);
    const [family] = of;
    if (family === undefined || (owner !== "Node" && owner !== "Deployment")) return;
    const message = `it reads ${pathOf(node) ?? name}, which is empty where the bundle has no ${family}: add '${family}' to needs`;
    found.push({ of, message, offset: node.range.start });
  });
  return found;
}

/** Looking at each of a list through the whole of it again takes the square of its length. */
function slowLists(rule: Rule, ast: ASTNode): Found[] {
  const subjects = rule.each === undefined ? undefined : pathOf(rule.each.ast);
  const found: Found[] = [];
  walk(ast, (node) => {
    if (node.op !== "rcall" || !isMacro(node) || subjects === undefined || pathOf(node.args[1]) !== subjects) return;
    const message = `for each subject all of ${subjects} is looked through again, which takes the square of its length: leave 'each' out and ask ${subjects}.exists(…) once, or have the model tell it`;
    found.push({ message, offset: node.range.start });
  });
  return found;
}
