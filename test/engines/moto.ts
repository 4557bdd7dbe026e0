import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Engine, EngineUnavailableError } from "./engine.js";
import { startServer } from "./server-process.js";

const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL("moto/requirements.txt", import.meta.url));
const SERVER = fileURLToPath(new URL("moto/server.py", import.meta.url));

/** moto requires it. */
const OLDEST_PYTHON = [3, 10] as const;

/** moto, an implementation of DynamoDB in Python, in memory. Installed on first use, into `.cache`. */
export async function startMoto(): Promise<Engine> {
  const python = await installMoto();
  return startServer({
    name: "moto",
    program: python,
    argumentsFor: (port) => [SERVER, String(port)],
  });
}

/**
 * The Python of a virtual environment with moto.
 *
 * @throws EngineUnavailableError where Python is missing or PyPI does not answer.
 */
export async function installMoto(): Promise<string> {
  const requirements = await readFile(REQUIREMENTS, "utf8");
  const version = /^moto==(\S+)/m.exec(requirements)?.[1];
  const digest = createHash("sha256").update(requirements).digest("hex").slice(0, 8);
  const folder = join(CACHE, `moto-${version}-${digest}`);
  // Missing, too, where it links to a Python that was removed since.
  if (existsSync(pythonOf(folder))) return pythonOf(folder);

  const python = await findPython();
  process.stderr.write(`Installing moto ${version} from PyPI…\n`);
  const partial = `${folder}.${process.pid}`;
  try {
    await mkdir(CACHE, { recursive: true });
    await createEnvironment(python, partial);
    await installRequirements(pythonOf(partial));
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

async function findPython(): Promise<string> {
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
    `moto requires Python ${major}.${minor} or newer`,
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

async function installRequirements(python: string): Promise<void> {
  const { isDone, output } = await run(python, [
    ...["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"],
    ...["--require-hashes", "--only-binary=:all:", "--retries=2", "--timeout=20"],
    ...["--requirement", REQUIREMENTS],
  ]);
  if (isDone) return;
  if (/do not match the hashes/i.test(output)) throw new Error(output);
  throw unavailable("pip cannot install moto; it needs PyPI", output);
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
