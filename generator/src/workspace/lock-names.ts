import { basename, dirname, join } from "node:path";

/** Whether a path has the name of a lock, and so is no schema. */
export function isLockPath(path: string): boolean {
  return /\.lock\.ya?ml$/i.test(path);
}

/** The path of a schema's lock: beside the schema, `events.lock.yaml` for `events.yaml`. */
export function lockPathOf(schema: string): string {
  return join(dirname(schema), `${basename(schema).replace(/\.ya?ml$/i, "")}.lock.yaml`);
}

/** The path of the schema that has this lock. */
export function schemaPathOf(lock: string): string {
  return lock.replace(/\.lock(\.ya?ml)$/i, "$1");
}

/** The name of the config of a project. */
export const CONFIG_FILE = "ddb-pattern-gen.config.yaml";

/** Whether a path has the name of the config, and so is no schema. */
export function isConfigPath(path: string): boolean {
  return basename(path) === CONFIG_FILE;
}
