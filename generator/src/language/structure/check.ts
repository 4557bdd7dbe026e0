import type { ErrorObject } from "ajv";
import validate from "../../../generated/structure.js";
import type { Diagnostic, YamlPath } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { spellings } from "../../diagnostics/suggest/suggest.js";
import { pathOfPointer } from "../../util/json-pointer.js";
import { formMistakesIn, type PlacedMistake } from "../corrections/forms.js";
import { allowedIn, createKeyCorrector } from "../corrections/keys.js";
import { shapes } from "../corrections/shapes.js";
import { keyLocationAt, type Located, locate, locationAt } from "../located.js";
import { isMapping, type Mapping } from "../mapping.js";
import { type DocumentContext, diagnose } from "./diagnose.js";
import { brokenPart } from "./recover.js";

/** The mistakes in the structure of a document. */
export interface StructureMistakes {
  /** Each mistake once. */
  readonly diagnostics: readonly Diagnostic[];
  /** The parts that they break; see `recover`. */
  readonly broken: readonly YamlPath[];
}

/**
 * Checks a document against the language's JSON Schema: the one that editors use too, compiled by the build.
 */
export function checkStructure(file: string, root: Located): StructureMistakes {
  if (validate(root.value)) return { diagnostics: [], broken: [] };
  const corrections = createKeyCorrector();
  const document = isMapping(root.value) ? root.value : {};
  const context = { file, root, document, corrections, shapeOf: shapes(corrections) };
  const formMistakeAt = formMistakesIn(document);
  const broken: YamlPath[] = [];
  const diagnostics = (validate.errors ?? []).flatMap((error) => {
    const path = pathOfPointer(error.instancePath, root.value);
    for (const part of brokenBy(error, path, context)) broken.push(part);
    // Where a help goes, and the order in which they are read: see "Where a change goes" in CONTRIBUTING.md.
    const placed = formMistakeAt(path, keyOf(error));
    if (placed?.mistake.breaksPart === true) broken.push(brokenPart(placed.part));
    if (placed !== undefined) return formDiagnostic(placed, context);
    return diagnose(error, path, context) ?? [];
  });
  return { diagnostics: withoutCascades(diagnostics), broken };
}

/** The key of the mapping at an error's path that the error is about. */
function keyOf({ keyword, params, propertyName }: ErrorObject): string | undefined {
  return keyword === "additionalProperties" ? String(params.additionalProperty) : propertyName;
}

function formDiagnostic(
  { part, mistake }: PlacedMistake,
  { file, root }: DocumentContext,
): Diagnostic {
  const path = [...part, ...mistake.at];
  const location = (mistake.isAtKey ? keyLocationAt : locationAt)(root, path);
  // The code and its parameters are of one kind, which TypeScript does not see of a union.
  return newDiagnostic<typeof mistake.code>(
    mistake.code,
    { file, path, location },
    mistake.parameters,
  );
}

/** The parts that an error breaks. */
function brokenBy(
  error: ErrorObject,
  path: YamlPath,
  { root, corrections }: DocumentContext,
): YamlPath[] {
  const { keyword, params, propertyName } = error;
  // These repeat the errors below them.
  if (keyword === "if" || keyword === "propertyNames") return [];
  if (propertyName !== undefined) {
    if (path.length > 1) return [brokenPart([...path, propertyName])];
    // Other parts may use the name that the entry should have.
    const { children } = locate(root, path);
    const others = spellings(propertyName).filter((name) => children?.has(name) !== true);
    return [propertyName, ...others].map((name) => [...path, name]);
  }
  if (keyword === "uniqueItems") {
    return [brokenPart([...path, Math.max(Number(params.i), Number(params.j))])];
  }
  if (keyword === "required" && (path.length === 0 || path[0] === "streams")) {
    const missing = [...path, String(params.missingProperty)];
    return [path.length === 0 ? missing : brokenPart(missing)];
  }
  if (keyword !== "additionalProperties") return [brokenPart(path)];
  const key = String(params.additionalProperty);
  const mapping = error.data as Mapping;
  const correction = corrections(mapping, allowedIn(error.parentSchema)).get(key);
  if (path.length > 0) {
    // An unknown warning: which one is allowed is not known.
    return path[0] === "allow" ? [path] : [brokenPart([...path, key])];
  }
  // A misspelt section is broken, unless it is there as well.
  return correction === undefined || Object.hasOwn(mapping, correction) ? [] : [[correction]];
}

/** The sections whose entries have names that the language has rules for. */
const NAMED: ReadonlySet<unknown> = new Set(["types", "groups", "events", "streams"]);

/** The diagnostics without those that follow from others: one mistake can break several rules. */
function withoutCascades(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const reported = new Set<string>();
  const isMisnamed = ({ code, path: [section, ...rest] }: Diagnostic) =>
    code === "invalid-name" && rest.length === 1 && NAMED.has(section);
  const entry = ({ path }: Diagnostic) => JSON.stringify(path.slice(0, 2));
  const misnamed = new Set(diagnostics.filter(isMisnamed).map(entry));
  return diagnostics.filter((diagnostic) => {
    const { code, path, location, message } = diagnostic;
    // An entry without a legal name may be in the wrong section, where other rules hold.
    if (misnamed.has(entry(diagnostic)) && !isMisnamed(diagnostic)) return false;
    // A key and its value differ in their locations.
    const key = JSON.stringify([path, code === "missing-key" ? message : location?.start]);
    return !reported.has(key) && reported.add(key);
  });
}
