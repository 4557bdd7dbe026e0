import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EMIT_REVISION } from "../../generator/src/emit/revision.js";
import { EXAMPLES, emitBody, ROOT, readRepositoryFile, schemaOf } from "./support.js";

const SCHEMAS = [...EXAMPLES.map(schemaOf), "test/emit/kitchen-sink.yaml"];

/**
 * Committed clients are current for as long as the revision stays, whatever the emitter has become. So
 * the revision is recorded with what it stands for: another digest under the same revision is refused.
 */
test("the emitter's revision grows whenever what it emits changes", async () => {
  const hash = createHash("sha256");
  for (const schema of SCHEMAS) {
    for (const style of ["native", "erasable"] as const) {
      hash.update(emitBody(readRepositoryFile(schema), style));
    }
  }
  const digest = hash.digest("hex");
  const recorded = JSON.parse(readRepositoryFile("test/emit/revision.json"));
  expect(
    digest === recorded.digest || EMIT_REVISION > recorded.revision,
    `Modules changed under revision ${EMIT_REVISION}. Raise EMIT_REVISION in generator/src/emit/revision.ts; ` +
      "then record it with `npx vitest run test/emit/revision.test.ts -u`, and run `npm run generate`.",
  ).toBe(true);
  const current = `${JSON.stringify({ revision: EMIT_REVISION, digest }, undefined, 2)}\n`;
  await expect(current).toMatchFileSnapshot(join(ROOT, "test/emit/revision.json"));
});
