import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import type { TableName } from "../../tables/connect.js";
import { shellPath, shellWord } from "../../workspace/targets.js";

/** A command line on a schema and a table, for people to copy. */
export function tableCommand(
  command: string,
  file: string,
  { table, endpoint }: TableName,
  ...options: readonly string[]
): string {
  const words = ["npx ddb-pattern-gen", command, shellPath(file), "--table", shellWord(table)];
  if (endpoint !== undefined) words.push("--endpoint", shellWord(endpoint));
  return [...words, ...options].join(" ");
}

/** The sentence that says how to add the copies that stored events lack. */
export function reindexAdvice(file: string, table: TableName, { events }: Descriptor): string {
  const previous = Object.values(events).flatMap((event) => Object.values(event.previous ?? {}));
  return previous.some(({ upcast }) => upcast === true)
    ? `To add them, run, with the module that exports your upcasters: ${tableCommand("reindex", file, table, "--upcasters upcasters.mjs")}`
    : `To add them, run: ${tableCommand("reindex", file, table)}`;
}
