import { join } from "node:path";
import { expect, test } from "vitest";
import { EXAMPLES, emitFile, ROOT, readRepositoryFile, schemaOf } from "./support.js";

const SCHEMAS = [...EXAMPLES.map(schemaOf), "test/fixtures/shop/shop.yaml"];

// The whole file, header and seal too: where these hold, `ddb-pattern-gen --check` finds nothing.
test.for(SCHEMAS)("the committed client of %s is what the generator emits", async (schema) => {
  const emitted = await emitFile(schema, readRepositoryFile(schema), "native");
  const committed = join(ROOT, schema.replace(/yaml$/, "generated.ts"));
  await expect(emitted).toMatchFileSnapshot(committed);
});
