import type { Diagnostic, Location, YamlPath } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { keyLocationAt, type Located, locationAt } from "../../language/located.js";
import { isMapping } from "../../language/mapping.js";
import { locationOf, type SourceFile } from "../../language/source-file.js";
import { conflictMarker } from "../../language/yaml/illegal-text.js";
import { parseYaml } from "../../language/yaml/parse.js";
import { ENTRY_SECTIONS, SECTIONS } from "./parts.js";
import { LOCK_VERSION } from "./write.js";

/** The releases of a schema, as its lock has them. */
export interface Lock {
  readonly source: SourceFile;
  readonly root: Located;
  /** At least one; the first is release 1. */
  readonly releases: readonly Release[];
  readonly newest: Release;
}

export interface Release {
  readonly number: number;
  /** See `shapesOf`. */
  readonly shapes: string;
  /** The parts that changed since the release before, by their sections. */
  readonly changes: ReadonlyMap<string, Located>;
  /** The location of its number. */
  readonly location: Location;
}

/**
 * Reads a lock. All of it must be as `addRelease` writes it: the first mistake is the result. Whether the schemas of
 * the releases are right is not checked.
 *
 * @param release The command that adds a release, for the help.
 */
export function readLock(
  source: SourceFile,
  release: string,
): { readonly lock: Lock } | { readonly problem: Diagnostic } {
  const { file } = source;
  const conflict = conflictMarker(source.text);
  if (conflict !== null) {
    const location = locationOf(source, conflict.index, conflict.index + conflict[0].length);
    return { problem: newDiagnostic("lock-conflict", { file, location }, { release }) };
  }
  const { root, diagnostics } = parseYaml(source);
  const mistake = diagnostics[0];
  if (mistake !== undefined || root === undefined) {
    const reason = clause(mistake?.message ?? "It is not YAML.");
    const { location, path } = mistake ?? {};
    return {
      problem: newDiagnostic("lock-invalid", { file, location, path: path ?? [] }, { reason }),
    };
  }
  try {
    const releases = releasesOf(root, file, release);
    return { lock: { source, root, releases, newest: releases.at(-1) as Release } };
  } catch (error) {
    if (error instanceof LockError) return { problem: error.diagnostic };
    throw error;
  }
}

/**
 * The shapes of the newest release in the text of a lock, found without parsing it. `undefined` for a text that is not as
 * `addRelease` writes it.
 */
export function newestShapesIn(text: string): string | undefined {
  if (conflictMarker(text) !== null) return undefined;
  const found = text.slice(text.lastIndexOf("\n  - release: ") + 1);
  return /^ {2}- release: \d+\r?\n {4}shapes: "?(\w+)"?\r?\n/.exec(found)?.[1];
}

/** Ends the reading of a lock with its one diagnostic. */
class LockError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

function releasesOf(root: Located, file: string, command: string): Release[] {
  const fail = (path: YamlPath, reason: string, help?: string): never => {
    const at = { file, location: keyLocationAt(root, path), path };
    throw new LockError(newDiagnostic("lock-invalid", at, { reason, help }));
  };
  if (!isMapping(root.value)) return fail([], "it has no list of releases");
  const { version } = root.value;
  if (version !== LOCK_VERSION) {
    const isNewer = typeof version === "number" && version > LOCK_VERSION;
    if (!isNewer) return fail(["version"], `its version must be ${LOCK_VERSION}`);
    const help = "Update ddb-pattern-gen to the version that the others in the project use.";
    return fail(["version"], `a newer ddb-pattern-gen wrote it, in format ${version}`, help);
  }
  checkKeys(["version", "releases"], root, [], fail);
  const list = root.children?.get("releases");
  if (!Array.isArray(list?.value)) return fail(["releases"], "it has no list of releases");
  if (list.value.length === 0) return fail(["releases"], "its list of releases is empty");
  return Array.from(list.children?.values() ?? [], (release, index) => {
    const path = ["releases", index];
    if (!isMapping(release.value)) return fail(path, "a release must be a mapping");
    const number = index + 1;
    if (release.value.release !== number) {
      const given = release.value.release;
      const isRepeated = typeof given === "number" && given < number;
      const about = { number: JSON.stringify(given) ?? "none", expected: number, isRepeated };
      const at = { file, location: locationAt(root, [...path, "release"]), path };
      throw new LockError(newDiagnostic("lock-order", at, { ...about, release: command }));
    }
    const { shapes } = release.value;
    if (typeof shapes !== "string") return fail([...path, "shapes"], "a release must have shapes");
    checkKeys(["release", "shapes", ...SECTIONS], root, path, fail);
    const changes = new Map(
      SECTIONS.flatMap((section) => {
        const part = release.children?.get(section);
        if (part === undefined) return [];
        if (ENTRY_SECTIONS.includes(section) && !isMapping(part.value)) {
          return fail([...path, section], `"${section}" must be a mapping`);
        }
        return [[section, part] as const];
      }),
    );
    return { number, shapes, changes, location: locationAt(root, [...path, "release"]) };
  });
}

function checkKeys(
  known: readonly string[],
  root: Located,
  path: YamlPath,
  fail: (path: YamlPath, reason: string) => never,
): void {
  const part = path.reduce<Located | undefined>((at, step) => at?.children?.get(step), root);
  for (const key of part?.children?.keys() ?? []) {
    if (typeof key === "string" && known.includes(key)) continue;
    fail([...path, key], `"${key}" is no part of a release`);
  }
}

/** A sentence as a part of another one. */
function clause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}
