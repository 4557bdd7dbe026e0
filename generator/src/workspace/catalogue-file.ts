import { readFileSync, statSync } from "node:fs";
import { isCatalogue } from "../catalogue/marks.js";
import { codeOf, NOT_REGULAR, systemError, systemReason } from "./system-errors.js";
import { MAX_MODULE_BYTES } from "./targets.js";

/** The file in the place of a catalogue. */
export type CatalogueFile =
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Written by hand, or by another tool. */
  | { readonly kind: "foreign" }
  | { readonly kind: "catalogue"; readonly text: string };

/** Reads the file in the place of a catalogue, with the line breaks that catalogues have. Never waits for a pipe. */
export function readCatalogueFile(path: string): CatalogueFile {
  let text: string;
  try {
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) throw systemError(NOT_REGULAR);
    if (found.size > MAX_MODULE_BYTES) throw systemError("EFBIG");
    text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  } catch (error) {
    // ENOTDIR: a part of the path is a file, so no file is below it.
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return { kind: "missing" };
    return { kind: "unreadable", reason: systemReason(error) };
  }
  if (text.trim() === "") return { kind: "missing" };
  if (!isCatalogue(text)) return { kind: "foreign" };
  return { kind: "catalogue", text };
}
