import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { historyOf } from "../../evolution/lock/history.js";
import { descriptorOf } from "../../tables/descriptor.js";
import type { FoundLock } from "../../workspace/lock-file.js";
import type { TableSchema } from "../tables/read-schema.js";

/**
 * All versions of a schema of which events may be stored: the releases in its lock, and the schema itself, whose drafts
 * are in no release.
 */
export function releasedDescriptors(
  { descriptor }: TableSchema,
  { lock, problem }: FoundLock,
): { readonly descriptors: readonly Descriptor[] } | { readonly problem: Diagnostic } {
  if (problem !== undefined) return { problem };
  if (lock === undefined) return { descriptors: [descriptor] };
  const history = historyOf(lock);
  if ("problem" in history) return history;
  return { descriptors: [...history.versions.map(({ model }) => descriptorOf(model)), descriptor] };
}
