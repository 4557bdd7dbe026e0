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
