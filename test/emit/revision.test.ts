import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EMIT_REVISION } from "../../generator/src/emit/typescript/revision.js";
import { EXAMPLES, emitBody, ROOT, readRepositoryFile, schemaOf } from "./support.js";

const RECORD = "test/emit/revision.json";
const SCHEMAS = [...EXAMPLES.map(schemaOf), "test/emit/kitchen-sink.yaml"];

interface Recorded {
  readonly revision: number;
  /** What each schema became under the revision. */
  readonly schemas: Readonly<Record<string, { readonly schema: string; readonly module: string }>>;
}

function digest(...texts: readonly string[]): string {
  return createHash("sha256").update(texts.join("\0")).digest("hex");
}

async function emitted(): Promise<Recorded> {
  const schemas = SCHEMAS.map(async (path) => {
    const yaml = readRepositoryFile(path);
    const module = digest(await emitBody(yaml, "native"), await emitBody(yaml, "erasable"));
    return [path, { schema: digest(yaml), module }] as const;
  });
  return { revision: EMIT_REVISION, schemas: Object.fromEntries(await Promise.all(schemas)) };
}

/**
 * Committed clients are current for as long as the revision stays, whatever the emitter has become. So
 * what it emits is recorded: the same schema may become another module only under a later revision.
 */
test("the emitter's revision grows whenever what it emits changes", async () => {
  const recorded = JSON.parse(readRepositoryFile(RECORD)) as Recorded;
  const now = await emitted();
  const changed = SCHEMAS.filter((path) => {
    const [before, after] = [recorded.schemas[path], now.schemas[path]];
    return before?.schema === after?.schema && before?.module !== after?.module;
  });
  expect(
    EMIT_REVISION > recorded.revision ? [] : changed,
    "These schemas give other modules than before. Raise EMIT_REVISION in generator/src/emit/typescript/revision.ts, " +
      "run `npm run generate`, and record it with `npx vitest run test/emit/revision.test.ts -u`",
  ).toEqual([]);
  await expect(`${JSON.stringify(now, undefined, 2)}\n`).toMatchFileSnapshot(join(ROOT, RECORD));
});
