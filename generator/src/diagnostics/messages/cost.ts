import { error } from "./message.js";

/** The command `cost`. */
export const cost = {
  "over-budget": error(
    (p: {
      schema: string;
      event: string;
      now: { typical: number; most: number };
      allowed: { typical: number; most: number } | undefined;
      budget: string;
    }) => ({
      message:
        p.allowed === undefined
          ? `${p.budget} does not list ${p.event} of ${p.schema}, which costs ${unitsOf(p.now)}.`
          : `A save of ${p.event} of ${p.schema} costs ${unitsOf(p.now)}, and ${p.budget} allows ${unitsOf(p.allowed)}.`,
      help: "Remove unused lookups, streams or ids, or accept the cost with --write-budget.",
    }),
  ),
  "cost-file-unreadable": error((p: { name: string; reason: string; help: string }) => ({
    message: `${p.name} ${p.reason}.`,
    help: p.help,
  })),
};

/** `4 write units`, or `4 to 12 write units`. */
function unitsOf({ typical, most }: { typical: number; most: number }): string {
  const range = typical === most ? `${typical}` : `${typical} to ${most}`;
  return `${range} write unit${range === "1" ? "" : "s"}`;
}
