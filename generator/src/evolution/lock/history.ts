import { build } from "../../analysis/build.js";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { NOTHING_IMPORTED } from "../../language/load.js";
import type { Located } from "../../language/located.js";
import { checkStructure } from "../../language/structure/check.js";
import { recover } from "../../language/structure/recover.js";
import type { Model } from "../../model/model.js";
import { locateIn, type SchemaVersion } from "../version.js";
import { ENTRY_SECTIONS, type Parts, SECTIONS } from "./parts.js";
import type { Lock, Release } from "./read.js";
import { shapesOf } from "./shapes.js";

/** The schema of each release, oldest first; or what is wrong with the first that is wrong. */
export function historyOf(
  lock: Lock,
): { readonly versions: readonly SchemaVersion[] } | { readonly problem: Diagnostic } {
  const versions: SchemaVersion[] = [];
  for (const { number, shapes, location, root } of rootsOf(lock)) {
    const built = modelOf(root, lock);
    if ("mistake" in built) {
      const { message, location, path } = built.mistake;
      const reason = `the schema of release ${number} has a mistake: ${message.replace(/\.$/, "")}`;
      const at = { file: lock.source.file, location, path };
      return { problem: newDiagnostic("lock-invalid", at, { reason }) };
    }
    if (shapesOf(built.model) !== shapes) {
      const at = { file: lock.source.file, location, path: ["releases", number - 1] };
      const reason = `the schema of release ${number} is not the one that was released`;
      return { problem: newDiagnostic("lock-invalid", at, { reason }) };
    }
    const locate: SchemaVersion["locate"] = (path) => locateIn(root, path);
    versions.push({ name: `release ${number}`, model: built.model, locate });
  }
  return { versions };
}

/** The parts of the newest release. */
export function newestParts(lock: Lock): Parts {
  const roots = rootsOf(lock);
  const value = roots.at(-1)?.root.value as Parts;
  const parts = SECTIONS.map((section) => [section, value[section]] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** The document of each release: the parts that it changed, and the others from the releases before. */
function rootsOf(lock: Lock): (Release & { readonly root: Located })[] {
  const sections = new Map<string, Located>();
  const version = lock.root.children?.get("version") as Located;
  return lock.releases.map((release) => {
    for (const [section, change] of release.changes) {
      const hasEntries = ENTRY_SECTIONS.includes(section);
      const part = hasEntries ? withEntries(sections.get(section), change) : change;
      const isGone = hasEntries ? part.children?.size === 0 : part.value === null;
      if (isGone) sections.delete(section);
      else sections.set(section, part);
    }
    const root = mappingOf([["version", version], ...sections], release.location);
    return { ...release, root };
  });
}

/** A section after the changes of a release: an entry that is `null` is gone. */
function withEntries(before: Located | undefined, change: Located): Located {
  const entries = new Map<string | number, Located>(before?.children);
  for (const [name, entry] of change.children ?? []) {
    if (entry.value === null) entries.delete(name);
    else entries.set(name, entry);
  }
  return mappingOf([...entries], change.keyLocation ?? change.location);
}

function mappingOf(
  entries: readonly (readonly [string | number, Located])[],
  location: Located["location"],
): Located {
  const members = entries.map(([name, { value }]) => [name, value] as const);
  return {
    value: Object.fromEntries(members),
    location,
    keyLocation: location,
    children: new Map(entries),
  };
}

function modelOf(
  root: Located,
  { source }: Lock,
): { readonly model: Model } | { readonly mistake: Diagnostic } {
  const [mistake] = checkStructure(source.file, root).diagnostics;
  if (mistake !== undefined) return { mistake };
  const document = recover(root.value, []);
  if (document === undefined) throw new Error("a mapping without broken parts is a document");
  const { model, diagnostics } = build({ document, root, source }, NOTHING_IMPORTED);
  const wrong = diagnostics.find(isError);
  return wrong === undefined ? { model } : { mistake: wrong };
}
