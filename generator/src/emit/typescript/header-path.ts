import { escapeUnits } from "../../util/code-units.js";

/** Characters that end the line, hide in it or reverse it; and a percent sign that would be decoded. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\s$|%(?=[0-9a-f]{4})/gu;

/** A path as the header writes it: each unsafe character is a % and the four digits of its code unit. */
export function encodePath(path: string): string {
  return path.replace(UNSAFE, (sign) => escapeUnits(sign, "%"));
}

/** The inverse of `encodePath`. */
export function decodePath(encoded: string): string {
  return encoded.replace(/%([0-9a-f]{4})/g, (_, unit) =>
    String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
