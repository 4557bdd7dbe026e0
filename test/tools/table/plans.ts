import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { run, temporaryFolder } from "../../cli/support.js";

const ORDERS = readFileSync(
  fileURLToPath(new URL("../../../schemas-example/orders/events.yaml", import.meta.url)),
  "utf8",
);

/** A stored type with the placeholders and the quotes of all formats. */
export const HOSTILE_TYPE: string = [
  "it's $" + "{Token[AWS.1]} $$" + "{x} %{if y}",
  "{{resolve:ssm:name}} $(touch z) `z` #{a}",
].join(" ");

const HOSTILE = `version: 1
name: Hostile
lookups: [entity]
events:
  ODD: { wire: ${JSON.stringify(HOSTILE_TYPE)}, data: { thing_id: ulid } }
`;

export type Tool = "cloudformation" | "cdk" | "terraform" | "aws-cli";

/** Command lines whose outputs differ in all that they can differ in. */
export const PLANS = {
  least: ["--table", "events", "--encryption", "aws-owned"],
  table: ["--table", "my.events_2"],
  hostile: ["hostile.yaml", "--table", "events", "--consumer", "odd=ODD"],
  all: [
    ...["orders.yaml", "--table", "events", "--projections", "events-views"],
    ...["--consumer", "shipping=ORDER_PAID,order", "--consumer", "order-views"],
  ],
} as const;

/** What `table` prints. */
export async function printed(plan: keyof typeof PLANS, tool: Tool): Promise<string> {
  const folders: (() => void)[] = [];
  const cwd = temporaryFolder({ "orders.yaml": ORDERS, "hostile.yaml": HOSTILE }, (remove) =>
    folders.push(remove as () => void),
  );
  const { exit, stdout, stderr } = await run(["table", ...PLANS[plan], "--to", tool], cwd);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  for (const remove of folders) remove();
  return stdout;
}

/** The event types of a pattern of an event source mapping. */
export function typesIn(pattern: string): readonly string[] {
  return JSON.parse(pattern).dynamodb.NewImage.type.S;
}
