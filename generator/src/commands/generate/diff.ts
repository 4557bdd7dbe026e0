import { createTwoFilesPatch } from "diff";
import { printable } from "../../diagnostics/render/printable.js";
import type { Difference } from "./verdict.js";

/** A difference that takes longer to find is too long to read. */
const DIFF_MS = 1000;

/** The difference between two texts of one file, in the unified format, safe for a terminal. */
export function diffText(output: string, { existing, wanted }: Difference): string {
  const name = output.replaceAll("\\", "/");
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    existing,
    wanted,
    undefined,
    undefined,
    { context: 3, timeout: DIFF_MS },
  );
  if (patch === undefined) return `${printable(name)} differs too much to print the difference.\n`;
  return patch.replace(/^=+\n/, "").split("\n").map(printableLine).join("\n");
}

/** `printable` replaces tabs. */
function printableLine(line: string): string {
  return line.split("\t").map(printable).join("\t");
}
