import type { Finding, Place } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";

/** What a schema calls itself, and where; a module that is current is not read, so it has no place. */
export interface SchemaName {
  readonly file: string;
  readonly name: string;
  readonly place: Place | undefined;
}

/** Two schemas of one run that have one name: whoever imports both modules could not tell them apart. */
export function nameClashes(schemas: readonly SchemaName[]): Finding[] {
  const owners = new Map<string, SchemaName>();
  return schemas.flatMap((schema) => {
    const { file, name, place } = schema;
    const first = owners.get(name);
    if (first === undefined) {
      owners.set(name, schema);
      return [];
    }
    const related =
      first.place === undefined ? [] : [{ place: first.place, message: "the first is here" }];
    const at = { file, place, path: ["name"], related };
    return [finding("duplicate-schema-name", at, { name, other: first.file })];
  });
}

const FACTORY = /^export function create([A-Z][A-Za-z0-9]*)EventClient\(/m;

/** The name that a generated module was made under. */
export function nameOfModule(module: string): string | undefined {
  return FACTORY.exec(module)?.[1];
}
