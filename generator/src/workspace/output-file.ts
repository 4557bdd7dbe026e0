import { readFileSync, statSync } from "node:fs";
import { codeOf, NOT_REGULAR, systemError, systemReason } from "./system-errors.js";
import { MAX_MODULE_BYTES } from "./targets.js";

/** The file in the place of an output. */
export type OutputFile =
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "file"; readonly text: string };

/** Reads the file in the place of an output. Never waits for a pipe. */
export function readOutputFile(path: string): OutputFile {
  try {
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) throw systemError(NOT_REGULAR);
    if (found.size > MAX_MODULE_BYTES) throw systemError("EFBIG");
    return { kind: "file", text: readFileSync(path, "utf8") };
  } catch (error) {
    // ENOTDIR: a part of the path is a file, so no file is below it.
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return { kind: "missing" };
    return { kind: "unreadable", reason: systemReason(error) };
  }
}
