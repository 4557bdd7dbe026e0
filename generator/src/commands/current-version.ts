import type { Analyzed } from "../analyze.js";
import { type SchemaVersion, versionOf } from "../evolution/version.js";

/** A schema of the command line as a version; `undefined` for one with errors, and for a file of types. */
export function currentVersion(
  file: string,
  { model, documents }: Analyzed,
): SchemaVersion | undefined {
  const [own, ...imported] = documents;
  if (model === undefined || own === undefined) return undefined;
  return versionOf(file, model, [own, ...imported]);
}
