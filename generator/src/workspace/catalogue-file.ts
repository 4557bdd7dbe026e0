import { isCatalogue } from "../catalogue/marks.js";
import { readOutputFile } from "./output-file.js";

/** The file in the place of a catalogue. */
export type CatalogueFile =
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Written by hand, or by another tool. */
  | { readonly kind: "foreign" }
  | { readonly kind: "catalogue"; readonly text: string };

/** Reads the file in the place of a catalogue, with the line breaks that catalogues have. Never waits for a pipe. */
export function readCatalogueFile(path: string): CatalogueFile {
  const file = readOutputFile(path);
  if (file.kind !== "file") return file;
  const text = file.text.replaceAll("\r\n", "\n");
  if (text.trim() === "") return { kind: "missing" };
  if (!isCatalogue(text)) return { kind: "foreign" };
  return { kind: "catalogue", text };
}
