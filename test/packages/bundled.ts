import { EventValidationError } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { createClockEventClient } from "./events.generated.js";

/** What a handler does with a generated client, once it is in a bundle: says what is saved, and what is refused. */
export async function handler(): Promise<void> {
  const client = createClockEventClient(new MemoryTable(), "events") as never as {
    saveEvent(event: object): Promise<{ data: object }>;
  };
  const good = {
    clock_id: "01JA8B7K770W4XABTR20SSW99B",
    at: "2026-01-31T12:00:00Z",
    mail: "ada@example.com",
    site: "https://example.com/",
    day: "2026-01-31",
    trace: "f81d4fae-7dec-41d0-a765-00a0c91e6bf6",
    code: "A-1",
    step: 19.99,
    tags: ["a", "b"],
    state: { kind: "off" },
  };
  const { data } = await client.saveEvent({ type: "SET", data: good });
  console.log(Object.keys(data).length, "fields");
  const bad = Object.fromEntries(Object.keys(good).map((name) => [name, "no"]));
  const data2 = { ...bad, step: 0.005, tags: ["a", "a"], state: { kind: "gone" } };
  await client.saveEvent({ type: "SET", data: data2 }).catch((error: unknown) => {
    if (!(error instanceof EventValidationError)) throw error;
    console.log(error.issues.map(({ path, rule }) => `${path.join(".")} ${rule}`).join("\n"));
  });
}
