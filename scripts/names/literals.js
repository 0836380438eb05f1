import { SyntaxKind as Kind, LanguageVariant } from "typescript/unstable/ast";
import { createScanner } from "typescript/unstable/ast/scanner";

/** After these a slash divides; after all else it starts a regular expression. */
const OPERANDS = new Set([
  ...[Kind.Identifier, Kind.NumericLiteral, Kind.StringLiteral, Kind.NoSubstitutionTemplateLiteral, Kind.TemplateTail],
  ...[Kind.RegularExpressionLiteral, Kind.CloseParenToken, Kind.CloseBracketToken, Kind.CloseBraceToken],
]);

const TEXTS = new Set([
  ...[Kind.StringLiteral, Kind.RegularExpressionLiteral, Kind.NoSubstitutionTemplateLiteral],
  ...[Kind.TemplateHead, Kind.TemplateMiddle, Kind.TemplateTail],
]);

/**
 * The texts of TypeScript source that are data: strings, templates and regular expressions, with their lines. Comments
 * and the names of modules are none.
 */
export function literalsIn(source) {
  const scanner = createScanner(true, LanguageVariant.Standard, source);
  const found = [];
  const braces = [];
  let previous = Kind.Unknown;
  for (let token = scanner.scan(); token !== Kind.EndOfFile; token = scanner.scan()) {
    if ((token === Kind.SlashToken || token === Kind.SlashEqualsToken) && !OPERANDS.has(previous))
      token = scanner.reScanSlashToken();
    if (token === Kind.OpenBraceToken) braces.push("block");
    if (token === Kind.TemplateHead) braces.push("template");
    if (token === Kind.CloseBraceToken) {
      if (braces.pop() === "template") {
        token = scanner.reScanTemplateToken(false);
        if (token === Kind.TemplateMiddle) braces.push("template");
      }
    }
    if (TEXTS.has(token) && previous !== Kind.FromKeyword && previous !== Kind.ImportKeyword) {
      const before = source.slice(0, scanner.getTokenStart());
      found.push({ line: before.split("\n").length, text: scanner.getTokenText() });
    }
    previous = token;
  }
  return found;
}
