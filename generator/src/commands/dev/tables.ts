import { withPackages } from "../../tables/connect.js";
import { TableProblem } from "../../tables/table-problem.js";
import { expandFiles } from "../../workspace/expand-files.js";
import { type AppliedConfig, settingsOf } from "../apply-config.js";

const DEFAULT_TABLE = "events";

/** What the tables follow from. */
export interface TablesRequest {
  readonly files: readonly string[];
  readonly config: AppliedConfig | undefined;
  /** The only table, whatever the config says. */
  readonly table: string | undefined;
}

/** The names of the tables, each once. */
export async function tablesOf(
  { files, config, table }: TablesRequest,
  cwd: string,
): Promise<string[]> {
  if (table !== undefined) return [table];
  const schemas = await expandFiles(files, cwd);
  const names = schemas.map((file) => settingsOf(config, file, cwd).table ?? DEFAULT_TABLE);
  return [...new Set(names)];
}

/** A local engine, and whether this command has started it. */
export interface Place {
  readonly endpoint: string;
  readonly isOwn: boolean;
}

/**
 * Creates the tables that do not exist.
 *
 * @param signal Ends the calls of an engine that does not answer; then some tables may be missing.
 * @throws TableProblem
 */
export async function createTables(
  names: readonly string[],
  schema: string,
  { endpoint, isOwn }: Place,
  cwd: string,
  signal?: AbortSignal,
): Promise<void> {
  await withPackages(schema, cwd, async ({ runtime, sdk }) => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new sdk.DynamoDBClient({ endpoint, region: "local", credentials });
    client.middlewareStack.add(
      (next) => (args) => {
        signal?.throwIfAborted();
        return next(args);
      },
      // Inside the middleware that tries again.
      { step: "finalizeRequest", priority: "low", name: "interrupt" },
    );
    const end = () => client.destroy();
    signal?.addEventListener("abort", end);
    try {
      for (const name of names) {
        // Consumers follow the change stream. A table of another engine may have been created without one.
        await runtime.createEventTable(client, name, isOwn ? { stream: true } : {});
      }
    } catch (error) {
      if (signal?.aborted === true) return;
      const { name, message } = error as Error;
      throw new TableProblem(`The tables cannot be created at ${endpoint}: ${name}: ${message}`);
    } finally {
      signal?.removeEventListener("abort", end);
      client.destroy();
    }
  });
}
