import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs a package that is not a workspace, as its lock file says, unless it is installed already. Its packages run
 * no scripts.
 *
 * @returns Why it could not be installed; `undefined` if it is.
 */
export function installLocked(folder: string): string | undefined {
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const installed = join(folder, "node_modules", ".installed-lock.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === lock) return undefined;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) return `npm cannot install the packages of ${folder}.`;
  writeFileSync(installed, lock);
  return undefined;
}
