import { createHash } from "node:crypto";

/** What tells contents apart in a generated name: it changes with the content, and with nothing around it. */
export function shortDigest(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
