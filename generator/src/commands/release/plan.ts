import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { historyOf } from "../../evolution/lock/history.js";
import { firstRelease, nextRelease } from "../../evolution/lock/release.js";
import type { NewRelease } from "../../evolution/lock/write.js";
import { releasedPart } from "../../evolution/released.js";
import type { Model } from "../../model/model.js";
import type { FoundLock } from "../../workspace/lock-file.js";
import { changesBetween } from "../breaking/findings.js";
import { currentVersion } from "../current-version.js";
import type { ReadSchema } from "../read-schemas.js";

/** What to do for one schema. */
export type Plan =
  | { readonly kind: "nothing"; readonly words: string }
  | { readonly kind: "report"; readonly diagnostics: readonly Diagnostic[] }
  | Released
  | Write;

/** The newest release of the lock is the schema. */
export interface Released {
  readonly kind: "released";
  readonly words: string;
  readonly release: Pick<NewRelease, "number" | "shapes">;
  readonly model: Model;
}

/** The lock lacks a release. */
export interface Write {
  readonly kind: "write";
  readonly release: NewRelease;
  readonly found: FoundLock;
  readonly model: Model;
}

/** Decides what to do. A schema with breaking changes is not released: they would stay in the lock for good. */
export function planOf({ file, analyzed }: ReadSchema, found: FoundLock): Plan {
  const { model, documents, diagnostics } = analyzed;
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) return { kind: "report", diagnostics: errors };
  const current = currentVersion(file, analyzed);
  if (model === undefined || current === undefined) return nothing(`${file}: has only types`);
  const { lock, path, problem } = found;
  if (problem !== undefined) return { kind: "report", diagnostics: [problem] };
  if (releasedPart(model).events.length === 0) {
    return nothing(`${file}: all event types are drafts, so there is nothing to release`);
  }
  const schema = { model, documents };
  if (lock === undefined) return { kind: "write", release: firstRelease(schema), found, model };
  const history = historyOf(lock);
  if ("problem" in history) return { kind: "report", diagnostics: [history.problem] };
  const release = nextRelease(schema, lock);
  if (release === undefined) {
    const words = `${path}: nothing has changed since release ${lock.newest.number}`;
    return { kind: "released", words, release: lock.newest, model };
  }
  const breaking = changesBetween(history.versions, current).filter(isError);
  if (breaking.length > 0) return { kind: "report", diagnostics: breaking };
  return { kind: "write", release, found, model };
}

function nothing(words: string): Plan {
  return { kind: "nothing", words };
}
