import type { Facts } from "./facts.js";

/** Where the parts of a project are. */
export interface Layout {
  /**
   * "new": init makes the whole project, which has no tsconfig.json; "existing": it adds a folder to one; "set-up": the
   * project has a config, and so no example is added.
   */
  readonly kind: "new" | "existing" | "set-up";
  /** The folder of the module. */
  readonly out: string;
  /** The paths of the example; `undefined` where its schema is not used. */
  readonly example: { readonly program: string; readonly test: string } | undefined;
}

/** The layout for what is there. */
export function layoutOf({
  tsconfig,
  hasSrc,
  configuredOut,
  read,
}: Pick<Facts, "tsconfig" | "hasSrc" | "configuredOut" | "read">): Layout {
  if (configuredOut !== undefined)
    return { kind: "set-up", out: configuredOut, example: undefined };
  const kind = tsconfig === undefined ? "new" : "existing";
  // With a schema of the user's, the names in the example would be wrong.
  if (read(SCHEMA_PATH) !== undefined) return { kind, out: ".", example: undefined };
  const out = kind === "new" ? "src" : hasSrc ? "src/events" : "events";
  const program = `${out}/${kind === "new" ? "main" : "example"}.ts`;
  return { kind, out, example: { program, test: `${out}/events.test.ts` } };
}

/** The schema of the config that init writes. */
export const SCHEMA_PATH = "events.yaml";
