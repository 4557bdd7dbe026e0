import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CompilerVersion, STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { emitBody, ROOT, temporaryPackage } from "../emit/support.js";

/**
 * The instantiations that one event type may cost the compiler: its declarations, and one save and one query of it.
 * Fewer for a save are possible, in quadratic time: decision 22.
 */
const MAX_OF_MODULE = 6;
const MAX_OF_CALLS = 27;

function schemaOf(count: number): string {
  const events = Array.from(
    { length: count },
    (_, index) =>
      `  EVENT_${index}: { data: { store_id: string, product_id: string, price: number, "note_${index}?": string } }`,
  );
  const types = Array.from({ length: 5 }, (_, index) => `EVENT_${index}`).join(", ");
  const stream = `  product: { by: product_id, events: [${types}] }`;
  const metadata = "metadata: { actor: string }";
  return [
    "version: 1",
    "name: Big",
    "partition: store_id",
    metadata,
    "events:",
    ...events,
    "streams:",
    stream,
  ].join("\n");
}

/** A program with one save and one query of each of so many event types. */
function programOf(count: number): string {
  const calls = Array.from(
    { length: count },
    (_, index) => `
  await big.saveEvent({ type: E.EVENT_${index}, data: { store_id: "s", product_id: "p", price: ${index}, note_${index}: "x" } });
  const event${index} = await big.getLatestEvent({ eventType: E.EVENT_${index}, partitionId: "s", modelKey: "product_id", modelId: "p" });
  sum += event${index}?.data.price ?? 0;`,
  );
  return `import { type BigEventClient, BigEventTypes as E } from "./events.generated.js";
export async function run(big: BigEventClient): Promise<number> {
  let sum = 0;
  void big; void E;${calls.join("")}
  return sum;
}
`;
}

/** The instantiations of a module of so many event types, and of calls of so many of them. */
async function instantiations(version: CompilerVersion, types: number, calls: number) {
  const folder = temporaryPackage({ type: "module" });
  mkdirSync(join(folder, "fixture"));
  cpSync(join(ROOT, "test/emit/fixture"), join(folder, "fixture"), { recursive: true });
  writeFileSync(join(folder, "events.generated.ts"), await emitBody(schemaOf(types), "native"));
  writeFileSync(join(folder, "program.ts"), programOf(calls));
  const options = {
    ...STRICT_FLAGS,
    module: "nodenext",
    noEmit: true,
    paths: { "@aws-sdk/*": ["./fixture/*.d.ts"] },
  };
  const files = ["program.ts"];
  const { output, isSuccess } = await tsc(version, folder, options, files, "--extendedDiagnostics");
  expect(isSuccess, output).toBe(true);
  return Number(/^Instantiations:\s+(\d+)$/m.exec(output)?.[1]);
}

const [FEW, MANY] = [200, 400];

// The union of all events must never be searched for one: that would cost a thousand instantiations a call.
test("an event type costs the compiler as much however many there are, and that is little", {
  timeout: 240_000,
}, async () => {
  const none = [await instantiations("5.9", FEW, 0), await instantiations("5.9", MANY, 0)];
  const all = [await instantiations("5.9", FEW, FEW), await instantiations("5.9", MANY, MANY)];
  const eachOf = ([few = 0, many = 0]: readonly number[]) => (many - few) / (MANY - FEW);
  const module = eachOf(none);
  const calls = eachOf(all) - module;
  console.info(`instantiations an event type: ${module} of the module, ${calls} of its calls`);
  expect(none[0]).toBeGreaterThan(0);
  expect(module).toBeLessThanOrEqual(MAX_OF_MODULE);
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThanOrEqual(MAX_OF_CALLS);
});
