import { type Context, createContext, Script } from "node:vm";

let script: Script | undefined;
let context: Context & { run?: (() => unknown) | undefined } = {};

/** How much longer than alone a function may take on a machine that has other things to do. */
const MAX_SHARE = 10;

/**
 * The same in milliseconds of the processor, for what is run a second time where the machine was busy for most of
 * the first.
 */
export function withinProcessorTime<Result>(
  ms: number,
  run: () => Result,
): { readonly result: Result } | undefined {
  const since = process.cpuUsage();
  const first = withinTime(ms, run);
  if (first !== undefined) return first;
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000 < ms / 2 ? withinTime(ms * MAX_SHARE, run) : undefined;
}

/**
 * What the function returns, or `undefined` if it takes longer than so many milliseconds. A regular
 * expression that backtracks for ever is ended, too; nothing else in one thread can do that.
 *
 * The function must leave nothing half changed that is used afterwards.
 */
export function withinTime<Result>(
  ms: number,
  run: () => Result,
): { readonly result: Result } | undefined {
  if (script === undefined) {
    script = new Script("run()");
    context = createContext({});
  }
  context.run = run;
  try {
    return { result: script.runInContext(context, { timeout: ms }) as Result };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    context.run = undefined;
  }
}
