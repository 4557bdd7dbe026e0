import type { Ajv } from "ajv";

/**
 * Compiles the schemas of these ids, each by itself. Left alone, ajv compiles what a schema refers to within
 * that schema, and what that refers to within it, until the stack ends. What it takes to be under way already,
 * it leaves for later.
 */
export function compileEach(ajv: Ajv, ids: readonly string[]): void {
  const { schemas, _compilations: underWay } = ajv;
  const open = ids.flatMap((id) => schemas[id] ?? []);
  for (const schema of open) underWay.add(schema);
  for (const id of ids) {
    const schema = schemas[id];
    if (schema !== undefined) underWay.delete(schema);
    ajv.getSchema(id);
  }
}
