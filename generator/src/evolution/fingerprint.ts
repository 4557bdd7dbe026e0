import { createHash } from "node:crypto";
import type { Found } from "./finding.js";

/** Rule, path, old and new value as 16 hexadecimal digits: the same where only the wording differs. */
export function fingerprint(rule: string, { path, old = null, new: next = null }: Found): string {
  const text = JSON.stringify([rule, path, old, next]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
