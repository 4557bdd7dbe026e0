import type { Finding, Place } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";

/** The name of a schema, and its location. */
export interface SchemaName {
  readonly file: string;
  readonly name: string;
  /** `undefined` if the module is current, so that the schema was not read. */
  readonly place: Place | undefined;
}

/** Reports schemas of one run that have the same name: a program could not import both modules. */
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
