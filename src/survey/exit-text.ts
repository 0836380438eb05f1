import { exitMeaning } from "../model/containers/exit-meaning.ts";

/** What a container ended with, for people: exit code 137, ended by SIGKILL. */
export function exitText(code: number | undefined): string {
  if (code === undefined) return "";
  const meaning = exitMeaning(code);
  return `exit code ${code}${meaning === "" ? "" : `, ${meaning}`}`;
}
