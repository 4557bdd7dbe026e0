/**
 * Installs the packages of this folder and of the site, the Python tools and the browser of its tests. Exits with 3, and prints why,
 * where that is impossible on this machine.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installLocked } from "../../site/install.ts";
import { EngineUnavailableError } from "../engines/engine.ts";
import { installPythonTools } from "./python/tools.ts";

/** What no run of the tests has to fail for: this machine lacks the tool. */
const UNAVAILABLE = 3;

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const steps = [
  () => installLocked(FOLDER),
  () => installLocked(join(FOLDER, "../../site")),
  installPython,
  installBrowser,
];
for (const step of steps) {
  const problem = await step();
  if (problem === undefined) continue;
  console.error(problem);
  process.exitCode = UNAVAILABLE;
  break;
}

async function installPython(): Promise<string | undefined> {
  try {
    await installPythonTools();
    return undefined;
  } catch (error) {
    if (error instanceof EngineUnavailableError) return error.message;
    throw error;
  }
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
