import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { historyOf } from "../../evolution/lock/history.js";
import type { SchemaVersion } from "../../evolution/version.js";
import { type SourceFile, sourceFile } from "../../language/source-file.js";
import type { FoundLock } from "../../workspace/lock-file.js";

/** The older versions of one schema. */
export type Older =
  /** Oldest first; at least one. */
  | {
      readonly kind: "versions";
      readonly versions: readonly SchemaVersion[];
      readonly sources: readonly SourceFile[];
      /** What is wrong with stored events besides. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  /** There is no older version. */
  | { readonly kind: "nothing"; readonly reason: string }
  | {
      readonly kind: "problem";
      readonly diagnostic: Diagnostic;
      readonly sources: readonly SourceFile[];
    };

/** A schema without errors. */
export interface CurrentSchema {
  /** Its path, as the command line gives it. */
  readonly file: string;
  readonly version: SchemaVersion;
}

/** Finds the older versions of a schema. */
export type Baseline = (schema: CurrentSchema) => Promise<Older>;

/** The releases in a lock. */
export function releasesIn({ path, lock, problem, text }: FoundLock): Older {
  const sources = text === undefined ? [] : [sourceFile(path, text)];
  if (problem !== undefined) return { kind: "problem", diagnostic: problem, sources };
  if (lock === undefined) return { kind: "nothing", reason: `${path} does not exist` };
  const history = historyOf(lock);
  return "problem" in history
    ? { kind: "problem", diagnostic: history.problem, sources }
    : { kind: "versions", versions: history.versions, sources };
}
