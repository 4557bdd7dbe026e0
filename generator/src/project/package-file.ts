import { readFileSync } from "node:fs";

const PACKAGE = new URL("../../", import.meta.url);

/**
 * The text of a file of this package, by its path from the package's folder.
 *
 * @throws the system's error for a file that the installation lacks.
 */
export function readPackageFile(path: string): string {
  return readFileSync(new URL(path, PACKAGE), "utf8");
}
