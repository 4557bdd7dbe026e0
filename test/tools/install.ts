/**
 * Installs the packages of this folder, the Python tools and the browser of its tests. Exits with 3, and prints why,
 * where that is impossible on this machine.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What no run of the tests has to fail for: this machine lacks the tool. */
const UNAVAILABLE = 3;

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const steps = [installPackages, installBrowser];
for (const step of steps) {
  const problem = step();
  if (problem === undefined) continue;
  console.error(problem);
  process.exitCode = UNAVAILABLE;
  break;
}

function installPackages(): string | undefined {
  const lock = readFileSync(join(FOLDER, "package-lock.json"), "utf8");
  const installed = join(FOLDER, "node_modules", ".installed-lock.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === lock) return undefined;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    stdio: "inherit",
  });
  if (status !== 0) return "npm cannot install the packages of test/tools.";
  writeFileSync(installed, lock);
  return undefined;
}

function installBrowser(): string | undefined {
  if (spawnSync("chromium", ["--version"]).status === 0) return undefined;
  const reason = "Chromium is not on the PATH";
  if (process.getuid?.() !== 0) return `${reason}: on Debian, run \`apt-get install chromium\`.`;
  const options = {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const;
  const packages = ["chromium", "fonts-dejavu-core"];
  spawnSync("apt-get", ["update", "-qq"], options);
  const { status } = spawnSync(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", ...packages],
    options,
  );
  return status === 0 ? undefined : `${reason}, and apt-get cannot install it.`;
}
