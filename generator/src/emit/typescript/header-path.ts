/** What would end the line of a header, hide in it or turn it round; and what would be read as such a sign. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\s$|%(?=[0-9a-f]{4})/gu;

/** A path as a header names it: itself, with each unsafe sign as a % and the four digits of its code units. */
export function encodePath(path: string): string {
  return path.replace(UNSAFE, (sign) =>
    Array.from({ length: sign.length }, (_, index) => {
      const unit = sign.charCodeAt(index).toString(16).padStart(4, "0");
      return `%${unit}`;
    }).join(""),
  );
}

/** The inverse of `encodePath`. */
export function decodePath(encoded: string): string {
  return encoded.replace(/%([0-9a-f]{4})/g, (_, unit) =>
    String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
