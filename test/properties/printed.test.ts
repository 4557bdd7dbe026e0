import fc from "fast-check";
import { expect, test } from "vitest";
import { legalSchema } from "./emit-schemas.js";
import { mistakesIn, printings } from "./printed.js";
import { schemaWithValues } from "./schema-values.js";

test("no string of a legal schema is a mistake of YAML, however a program writes it", () => {
  fc.assert(
    fc.property(fc.oneof(legalSchema, schemaWithValues), (document) => {
      expect(printings(document).flatMap(mistakesIn)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
