import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { emitBody, temporaryPackage } from "../emit/support.js";

const EVENT_TYPES = 1_000;
const CALLS = 20;

/** Queries and saves, each of other types, as the programs of a team with a large schema are full of. */
function program(calls: number): string {
  const lines = Array.from({ length: calls }, (_, index) => {
    const [type, other] = [`BigEventTypes.EVENT_${index}`, `BigEventTypes.EVENT_${index + 100}`];
    return `
  await big.saveEvent({ type: ${type}, data: { tenant_id: "t", thing_id: "x", amount: 1 } });
  await big.getLatestEvent({ eventType: ${type}, partitionId: "t" });
  await big.getEventStream({ eventTypes: [${type}, ${other}], partitionId: "t", modelKey: "thing_id", modelId: "x" });`;
  });
  return `import { type BigEventClient, BigEventTypes } from "./events.generated.js";
export async function run(big: BigEventClient): Promise<void> {
  void big; void BigEventTypes;${lines.join("")}
}
`;
}

// The union of all events must never be searched for one: that costs a thousand instantiations a call.
test(`at ${EVENT_TYPES} event types, a call costs the compiler little`, async () => {
  const events = Array.from(
    { length: EVENT_TYPES },
    (_, index) => `  EVENT_${index}: { data: { tenant_id: ulid, thing_id: ulid, amount: number } }`,
  );
  const schema = ["version: 1", "name: Big", "partition: tenant_id", "events:", ...events];
  const folder = temporaryPackage({ type: "module" });
  writeFileSync(join(folder, "events.generated.ts"), await emitBody(schema.join("\n"), "native"));

  const instantiations = async (calls: number) => {
    const file = `program${calls}.ts`;
    writeFileSync(join(folder, file), program(calls));
    const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
    const { output, isSuccess } = await tsc("7", folder, options, [file], "--extendedDiagnostics");
    expect(isSuccess, output).toBe(true);
    return Number(/^Instantiations:\s+(\d+)$/m.exec(output)?.[1]);
  };
  // Measured: 3,530 for the module, 31 a call.
  const [none, all] = await Promise.all([instantiations(0), instantiations(CALLS)]);
  expect(none).toBeGreaterThan(0);
  expect((all - none) / (3 * CALLS)).toBeLessThan(300);
  expect(none).toBeLessThan(20 * EVENT_TYPES);
}, 120_000);
