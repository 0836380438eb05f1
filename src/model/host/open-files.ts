import { holds, TOKENS } from "../../parse/bundle/masks.ts";
import type { ConfigFileFact, ConfigTextFact } from "../../parse/facts.ts";
import { type Captured, factsOf } from "../bundle/captured.ts";
import { modesAreKept, OWN_FILE, octal } from "../config/config-permissions.ts";
import type { OpenFile } from "../types.ts";

const GENERATED = /^(var\/lib\/config-data\/puppet-generated\/[^/]+\/etc|etc\/kolla)\//;
/** Other names may be those of values that masking takes for a secret. */
const OF_SECRETS = /pass|pwd|secret|auth|:\/\//i;

/** Files of the generated configuration that hold a secret, beside the main file of each service, and whether all may read them. */
export function openFilesOf(captured: Captured): OpenFile[] {
  if (!modesAreKept(captured)) return [];
  const contents = new Map(
    [...factsOf(captured, "config-file"), ...factsOf(captured, "config-text")].map((fact) => [fact.file, fact]),
  );
  return factsOf(captured, "file").flatMap(({ file, mode, uid, gid }): OpenFile[] => {
    const content = contents.get(file);
    if (mode === undefined || content === undefined || !GENERATED.test(file) || OWN_FILE.test(file)) return [];
    const line = isRewritten(content) ? undefined : secretLine(content);
    if (line === undefined) return [];
    const owner = `${uid ?? "?"}:${gid ?? "?"}`;
    return [
      {
        subject: { kind: "config", name: `/${file}` },
        file: `/${file}`,
        ...{ mode: octal(mode), owner, worldReadable: (mode & 0o004) !== 0 },
        evidence: { worldReadable: { file, ...line } },
        lacks: {},
      },
    ];
  });
}

/** A scrubber writes files anew, with what mode it likes. */
function isRewritten(content: ConfigFileFact | ConfigTextFact): boolean {
  return content.kind === "config-file" ? content.scrubbed : content.lines.some(({ text }) => /\*{6,}/.test(text));
}

function secretLine(content: ConfigFileFact | ConfigTextFact): { line: number; text: string } | undefined {
  const lines =
    content.kind === "config-text"
      ? content.lines
      : content.settings.map(({ key, values, lines }) => ({
          line: lines[0] ?? 1,
          text: `${key} = ${values.join(", ")}`,
        }));
  const found = lines.find(({ text }) => holds(text, TOKENS) && OF_SECRETS.test(text));
  return found && { line: found.line, text: found.text.trim() };
}
