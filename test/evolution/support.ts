import { analyze } from "../../generator/src/analyze.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { historyOf } from "../../generator/src/evolution/lock/history.js";
import { type Lock, readLock } from "../../generator/src/evolution/lock/read.js";
import { firstRelease, nextRelease } from "../../generator/src/evolution/lock/release.js";
import type { ReleasableSchema } from "../../generator/src/evolution/lock/schema-parts.js";
import { addRelease } from "../../generator/src/evolution/lock/write.js";
import type { SchemaVersion } from "../../generator/src/evolution/version.js";
import type { ImportReader } from "../../generator/src/language/imports.js";
import { sourceFile } from "../../generator/src/language/source-file.js";

/** A schema that can be released. */
export async function schemaOf(text: string, reader?: ImportReader): Promise<ReleasableSchema> {
  const { model, documents, diagnostics } = await analyze(sourceFile("events.yaml", text), reader);
  const wrong = diagnostics.find(isError);
  if (wrong !== undefined) throw new Error(`${wrong.code}: ${wrong.message}`);
  if (model === undefined) throw new Error("a file of types cannot be released");
  return { model, documents };
}

/** A lock, or an error with the code and the words of its diagnostic. */
export function lockOf(text: string): Lock {
  const read = readLock(sourceFile("events.lock.yaml", text), "npx ddb-pattern-gen release");
  if ("problem" in read) throw new Error(`${read.problem.code}: ${read.problem.message}`);
  return read.lock;
}

export function versionsOf(lock: Lock): readonly SchemaVersion[] {
  const history = historyOf(lock);
  if ("problem" in history) throw new Error(`${history.problem.code}: ${history.problem.message}`);
  return history.versions;
}

/** The text of a lock after one more release; the same text if the schema has not changed. */
export function released(lock: string | undefined, schema: ReleasableSchema): string {
  const next = lock === undefined ? firstRelease(schema) : nextRelease(schema, lockOf(lock));
  if (next === undefined) return lock ?? "";
  return addRelease(lock, "events.yaml", next);
}
