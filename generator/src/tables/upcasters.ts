import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import { statOf } from "../workspace/regular-file.js";
import { TableProblem } from "./table-problem.js";

/** The `upcasters` of a client, by stored type and version. */
export type Upcasters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The export of a module with the upcasters. */
const EXPORT = "upcasters";

/**
 * Loads the upcasters from a module of the user's. What its functions are is left to the runtime to check.
 *
 * @throws TableProblem
 */
export async function loadUpcasters(file: string, cwd: string): Promise<Upcasters> {
  const path = resolve(cwd, file);
  const help = `Name a module that exports the upcasters of the client: export const ${EXPORT} = { … }.`;
  const fail = (reason: string) => new TableProblem(reason, help, "upcasters-unusable");
  if (statOf(path) === undefined) throw fail(`The file ${file} does not exist.`);
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = await import(/* @vite-ignore */ pathToFileURL(path).href);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
      throw fail(`Node ${process.version} loads no ${extname(path)} file, as ${file} is one.`);
    }
    throw fail(`${file} cannot be loaded: ${message}`);
  }
  const found = exports[EXPORT];
  if (typeof found === "object" && found !== null) return found as Upcasters;
  throw fail(`${file} does not export "${EXPORT}".`);
}

/** Upcasters with a function for every step that requires one. */
export interface CompleteUpcasters {
  readonly upcasters: Upcasters;
  /**
   * Call it after events were read.
   *
   * @throws TableProblem if one of them had to be converted by a function that was not given.
   */
  check(): void;
}

/** Adds what is missing: tables that have no event of an earlier version need no functions. */
export function completeUpcasters(
  { events }: Descriptor,
  given: Upcasters = {},
): CompleteUpcasters {
  const missing = Object.entries(events).flatMap(([type, { previous = {} }]) =>
    Object.entries(previous)
      .filter(([version, { upcast }]) => upcast === true && given[type]?.[version] === undefined)
      .map(([version]) => ({ type, version })),
  );
  let isNeeded = false;
  const added: Record<string, Record<string, unknown>> = {};
  for (const { type, version } of missing) {
    added[type] ??= { ...given[type] };
    added[type][version] = () => {
      isNeeded = true;
      throw new Error("there is no such function");
    };
  }
  return {
    upcasters: { ...given, ...added },
    check() {
      if (!isNeeded) return;
      const steps = missing.map(({ type, version }) => `${type} from version ${version}`);
      throw new TableProblem(
        `Stored events must be converted to newer versions, and functions for that are missing: ${steps.join(", ")}.`,
        "Name the module that exports the upcasters of the client: --upcasters <file>.",
        "upcasters-unusable",
      );
    },
  };
}
