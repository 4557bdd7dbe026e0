import type { Json } from "../../language/document.js";
import type { DeclaredValue } from "../type-reader.js";

/** Whether a value can be stored. Reports one that a table would change or refuse. */
export function checkStorable({ report, path, value }: DeclaredValue): boolean {
  const reason = unstorableReason(value);
  if (reason !== undefined) report.atValue("value-mismatch", path, { reason });
  return reason === undefined;
}

/** Names that a stored value cannot have; see the runtime's `storable.ts`. */
const ILLEGAL_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", ""]);

/** Why no table would give the value back as it is; the runtime refuses such values, too. */
function unstorableReason(value: Json): string | undefined {
  if (typeof value === "string") {
    return /\p{Surrogate}/u.test(value) ? "it contains half of a surrogate pair" : undefined;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "it is not finite";
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return "it is beyond ±(2^53 - 1)";
    return value !== 0 && Math.abs(value) < 1e-130
      ? "it is too close to 0 to be stored"
      : undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && ILLEGAL_NAMES.has(name)) {
      return `a member cannot be named "${name}"`;
    }
    const reason = unstorableReason(member as Json);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
