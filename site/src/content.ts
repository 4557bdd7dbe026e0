import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeApi } from "./api.ts";
import { findPages } from "./pages.ts";
import { CONTENT, ROOT } from "./paths.ts";

/** Gathers what VitePress reads in one folder: the pages of the repository, unchanged, their images, and the API reference. */
export async function writeContent(): Promise<void> {
  rmSync(CONTENT, { recursive: true, force: true });
  for (const [file, page] of findPages()) {
    const path = join(CONTENT, page);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(ROOT, file), path);
  }
  // The README links to them as it does in the repository, and the other pages from their folders.
  for (const folder of ["images", join("docs", "images")]) {
    cpSync(join(ROOT, "docs", "images"), join(CONTENT, folder), { recursive: true });
  }
  await writeApi();
}
