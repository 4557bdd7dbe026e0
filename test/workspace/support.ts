import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Files, STORE, temporaryFolder } from "../cli/support.js";

/** A package with a `node_modules`, so that what was generated is remembered; with a schema. */
export function cachingPackage(files: Files = {}): string {
  const cwd = temporaryFolder({ "package.json": "{}", "events.yaml": STORE, ...files });
  mkdirSync(join(cwd, "node_modules"), { recursive: true });
  return cwd;
}

/** The paths of the entries in a package's cache. */
export function cacheEntries(cwd: string): string[] {
  const folder = join(cwd, "node_modules/.cache/ddb-pattern-gen");
  return readdirSync(folder).map((name) => join(folder, name));
}
