import type { Diagnostic, Location } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";

/** The name of a schema, and its location. */
export interface SchemaName {
  readonly file: string;
  readonly name: string;
  /** `undefined` if the module is current, so that the schema was not read. */
  readonly location: Location | undefined;
}

/** Reports schemas of one run that have the same name: a program could not import both modules. */
export function nameClashes(schemas: readonly SchemaName[]): Diagnostic[] {
  const owners = new Map<string, SchemaName>();
  return schemas.flatMap((schema) => {
    const { file, name, location } = schema;
    const first = owners.get(name);
    if (first === undefined) {
      owners.set(name, schema);
      return [];
    }
    const related =
      first.location === undefined
        ? []
        : [{ location: first.location, message: "the first is here" }];
    const at = { file, location, path: ["name"], related };
    return [newDiagnostic("duplicate-schema-name", at, { name, other: first.file })];
  });
}
