import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EngineUnavailableError } from "./engine.js";

const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));

/** The tools of the tests require it. */
const OLDEST_PYTHON = [3, 10] as const;

/**
 * The Python of a virtual environment with the packages of a file, which pins them with their hashes. Installed on first use,
 * into `.cache`.
 *
 * @throws EngineUnavailableError where Python is missing or PyPI does not answer.
 */
export async function installPython(name: string, requirementsFile: string): Promise<string> {
  const requirements = await readFile(requirementsFile, "utf8");
  const digest = createHash("sha256").update(requirements).digest("hex").slice(0, 8);
  const folder = join(CACHE, `${name}-${digest}`);
  // Missing, too, where it links to a Python that was removed since.
  if (existsSync(pythonOf(folder))) return pythonOf(folder);

  const python = await findPython(name);
  process.stderr.write(`Installing ${name} from PyPI…\n`);
  const partial = `${folder}.${process.pid}`;
  try {
    await mkdir(CACHE, { recursive: true });
    await createEnvironment(python, partial);
    await installRequirements(name, pythonOf(partial), requirementsFile);
    await moveInto(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return pythonOf(folder);
}

function pythonOf(environment: string): string {
  const isWindows = process.platform === "win32";
  return join(environment, ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"]));
}

async function findPython(tool: string): Promise<string> {
  const [major, minor] = OLDEST_PYTHON;
  const found: string[] = [];
  for (const name of ["python3", "python"]) {
    const script = "import sys; print(*sys.version_info[:2])";
    const { isDone, output } = await run(name, ["-c", script]);
    if (!isDone) continue;
    const [itsMajor = 0, itsMinor = 0] = output.split(" ").map(Number);
    if (itsMajor > major || (itsMajor === major && itsMinor >= minor)) return name;
    found.push(`${name} is ${itsMajor}.${itsMinor}`);
  }
  throw unavailable(
    `${tool} requires Python ${major}.${minor} or newer`,
    found.join(", ") || "python3 is not on the PATH",
  );
}

async function createEnvironment(python: string, folder: string): Promise<void> {
  const { isDone, output } = await run(python, ["-m", "venv", folder]);
  if (isDone) return;
  throw unavailable(
    "Python cannot create a virtual environment; on Debian and Ubuntu, install python3-venv",
    output,
  );
}

async function installRequirements(
  tool: string,
  python: string,
  requirementsFile: string,
): Promise<void> {
  const { isDone, output } = await run(python, [
    ...["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"],
    ...["--require-hashes", "--only-binary=:all:", "--retries=2", "--timeout=20"],
    ...["--requirement", requirementsFile],
  ]);
  if (isDone) return;
  if (/do not match the hashes/i.test(output)) throw new Error(output);
  throw unavailable(`pip cannot install ${tool}; it needs PyPI`, output);
}

/** Renames, so that an environment that exists is complete. */
async function moveInto(partial: string, folder: string): Promise<void> {
  if (!existsSync(pythonOf(folder))) await rm(folder, { recursive: true, force: true });
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(pythonOf(folder))) throw error;
  }
}

interface Outcome {
  readonly isDone: boolean;
  readonly output: string;
}

async function run(program: string, argv: readonly string[]): Promise<Outcome> {
  try {
    const { stdout } = await promisify(execFile)(program, argv);
    return { isDone: true, output: stdout.trim() };
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & Partial<Streams>;
    return { isDone: false, output: `${stdout}${stderr}`.trim() || message };
  }
}

interface Streams {
  readonly stdout: string;
  readonly stderr: string;
}

function unavailable(problem: string, details: string): EngineUnavailableError {
  const shown = details.split("\n").slice(-6).join("\n  ");
  return new EngineUnavailableError(`${problem}:\n  ${shown}`);
}
