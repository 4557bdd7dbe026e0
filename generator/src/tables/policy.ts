import type { MaintenancePolicies } from "ddb-pattern-runtime/maintenance";
import type { Packages } from "./runtime.js";

/** The IAM policy with the least permissions for a task on a table, as JSON. */
export function policyText(
  task: keyof MaintenancePolicies,
  table: string,
  { maintenance }: Packages,
): string {
  // A policy may leave Region and account open, and a name does not say them.
  const arn = table.startsWith("arn:") ? table : `arn:aws:dynamodb:*:*:table/${table}`;
  return `${JSON.stringify(maintenance.maintenancePolicies(arn)[task], null, 2)}\n`;
}
