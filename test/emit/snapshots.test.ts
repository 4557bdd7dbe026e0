import { join } from "node:path";
import { expect, test } from "vitest";
import { EXAMPLES, emitExample, ROOT } from "./support.js";

// The whole file, header and seal too: where these hold, `ddb-pattern-gen --check` finds nothing.
test.for(EXAMPLES)(
  "the committed client of the example %s is what the generator emits",
  async (example) => {
    const committed = join(ROOT, "schemas-example", example, "events.generated.ts");
    await expect(await emitExample(example, "native")).toMatchFileSnapshot(committed);
  },
);
