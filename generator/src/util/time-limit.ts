import { type Context, createContext, Script } from "node:vm";

let script: Script | undefined;
let context: Context & { run?: (() => unknown) | undefined } = {};

/** How many times as long it may take on the clock, where other programs have the processor. */
const MAX_WAIT = 10;

/** What had less of the processor than this part of its time gets another try. */
const FAIR_SHARE = 0.5;

/**
 * What the function returns, or `undefined` if it takes the processor longer than so many milliseconds. A
 * regular expression that backtracks for ever is ended, too; nothing else in one thread can do that.
 *
 * Where the time has passed while other programs ran, the function is called again: it must leave nothing
 * half changed that is used afterwards.
 */
export function withinTime<Result>(
  ms: number,
  run: () => Result,
): { readonly result: Result } | undefined {
  const start = performance.now();
  for (let timeout = ms; ; ) {
    const since = process.cpuUsage();
    const done = withinClock(timeout, run);
    if (done !== undefined) return done;
    const { user, system } = process.cpuUsage(since);
    const used = (user + system) / 1000;
    const left = ms * MAX_WAIT - (performance.now() - start);
    if (used >= ms * FAIR_SHARE || left < 1) return undefined;
    timeout = Math.min(left, (timeout * ms) / Math.max(used, 1));
  }
}

function withinClock<Result>(
  ms: number,
  run: () => Result,
): { readonly result: Result } | undefined {
  if (script === undefined) {
    script = new Script("run()");
    context = createContext({});
  }
  context.run = run;
  try {
    return { result: script.runInContext(context, { timeout: Math.ceil(ms) }) as Result };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    context.run = undefined;
  }
}
