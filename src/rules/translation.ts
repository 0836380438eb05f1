import type { ExpressionError } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Finding } from "./outcome.ts";
import type { RuleFile } from "./schema.ts";

/** What a rule says to people in another language; a text that is left out is said in English. */
export interface Translation {
  readonly title?: string;
  readonly message?: Message;
  readonly why?: string;
  readonly remedy?: Message;
}

interface Compiler {
  readonly compile: (key: "message" | "remedy", text: string) => Message | readonly ExpressionError[];
  readonly report: (key: "message" | "remedy", error: ExpressionError) => void;
}

/** The Chinese of a rule, checked like the English; nothing where the rule has none. */
export function compileTranslation({ zh }: RuleFile, { compile, report }: Compiler): Translation | undefined {
  if (zh === undefined) return undefined;
  const template = (key: "message" | "remedy"): { readonly [Key in typeof key]?: Message } => {
    const text = zh[key];
    const compiled = text === undefined ? [] : compile(key, text);
    if (!Array.isArray(compiled)) return { [key]: compiled as Message };
    for (const error of compiled) report(key, error);
    return {};
  };
  const { title, why } = zh;
  return {
    ...{ ...(title === undefined ? {} : { title }), ...(why === undefined ? {} : { why }) },
    ...{ ...template("message"), ...template("remedy") },
  };
}

/** A finding with the texts of its rule in Chinese, as far as it has them; of a remedy at least what it asks of the tool. */
export function inChinese(
  finding: Finding,
  { translation = {}, remedy }: { readonly translation?: Translation; readonly remedy: Message },
  variables: Readonly<Record<string, unknown>>,
): Finding {
  const { title, message, why } = translation;
  return {
    ...finding,
    ...(title === undefined ? {} : { title }),
    ...(message && { message: message.render(variables) }),
    ...(why === undefined ? {} : { why }),
    remedy: (translation.remedy ?? remedy).render(variables),
  };
}
