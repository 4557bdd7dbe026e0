import { createHash } from "node:crypto";

/** A digest of a stored value, which equal values share and others do not. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalText(value)).digest("base64");
}

/** A text of a stored value: with its types, and with the members of maps and sets in one order. */
function canonicalText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString("base64")}`;
  if (value instanceof Set) return `s[${[...value].map(canonicalText).sort().join()}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`,
    );
    return `{${members.sort().join()}}`;
  }
  // Integers are numbers or bigints, depending on their size.
  return String(value);
}

/** A 64-bit hash as two integers. */
export function hash64(text: string): readonly [number, number] {
  const bytes = createHash("sha256").update(text).digest();
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
}
