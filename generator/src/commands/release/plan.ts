import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { historyOf } from "../../evolution/lock/history.js";
import { nextRelease } from "../../evolution/lock/release.js";
import type { NewRelease } from "../../evolution/lock/write.js";
import { releasedPart } from "../../evolution/released.js";
import type { FoundLock } from "../../workspace/lock-file.js";
import { changesBetween } from "../breaking/findings.js";
import { currentVersion } from "../current-version.js";
import type { ReadSchema } from "../read-schemas.js";

/** What to do for one schema. */
export type Plan =
  | { readonly kind: "say"; readonly words: string }
  | { readonly kind: "report"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "write"; readonly release: NewRelease; readonly found: FoundLock };

/** Decides what to do. A schema with breaking changes is not released: they would stay in the lock for good. */
export function planOf({ file, analyzed }: ReadSchema, found: FoundLock): Plan {
  const { model, documents, diagnostics } = analyzed;
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) return { kind: "report", diagnostics: errors };
  const current = currentVersion(file, analyzed);
  if (model === undefined || current === undefined) return say(`${file}: has only types`);
  const { lock, path, problem } = found;
  if (problem !== undefined) return { kind: "report", diagnostics: [problem] };
  if (releasedPart(model).events.length === 0) {
    return say(`${file}: all event types are drafts, so there is nothing to release`);
  }
  const history = lock === undefined ? { versions: [] } : historyOf(lock);
  if ("problem" in history) return { kind: "report", diagnostics: [history.problem] };
  const { versions } = history;
  const release = nextRelease({ model, documents }, lock);
  if (release === undefined) {
    return say(`${path}: nothing has changed since ${versions.at(-1)?.name}`);
  }
  const breaking = versions.length === 0 ? [] : changesBetween(versions, current).filter(isError);
  if (breaking.length > 0) return { kind: "report", diagnostics: breaking };
  return { kind: "write", release, found };
}

function say(words: string): Plan {
  return { kind: "say", words };
}
