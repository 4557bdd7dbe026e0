import { problemOf } from "../../tables/table-problem.js";
import type { ColorChoice } from "../../terminal/color.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import type { Call } from "../command.js";
import { reloader } from "../generate/run-watch.js";
import { type Watching, watchModules } from "../generate/watch.js";
import type { GenerateRequest } from "../generate.js";
import { createTables, type Place, type TablesRequest, tablesOf } from "./tables.js";

/** Generates after each change, and creates the tables that the config names meanwhile. */
export async function follow(
  request: TablesRequest & { readonly color: ColorChoice },
  tables: readonly string[],
  place: Place,
  { reload, until }: { readonly reload: Call["reload"]; readonly until: Promise<ExitCode> },
  terminal: Terminal,
): Promise<ExitCode> {
  const { table, color } = request;
  const { stderr, cwd } = terminal;
  const existing = new Set(tables);
  const generating = generateRequest(request);
  const reloadCall = reloader(generating, reload);
  const reloadAll: Watching["reload"] = async () => {
    const now = await reloadCall();
    if ("kind" in now) return now;
    const { files, config } = now;
    for (const name of await tablesOf({ files, config, table }, cwd)) {
      if (existing.has(name)) continue;
      try {
        await createTables([name], files[0] ?? ".", place, cwd);
        existing.add(name);
        stderr.write(`table      ${name} at ${place.endpoint}\n`);
      } catch (error) {
        const reporting = { format: "text", color, isQuiet: false } as const;
        report([problemOf(error, files[0] ?? ".")], new Map(), reporting, terminal);
      }
    }
    return now;
  };
  return watchModules(generating, { reload: reloadAll, until }, terminal);
}

function generateRequest({
  files,
  config,
  color,
}: TablesRequest & { readonly color: ColorChoice }): GenerateRequest {
  return {
    files,
    config,
    mode: "write",
    out: undefined,
    enumStyle: undefined,
    isForced: false,
    format: "text",
    color,
    isQuiet: false,
  };
}
