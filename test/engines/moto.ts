import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Engine } from "./engine.js";
import { installPython } from "./python-environment.js";
import { startServer } from "./server-process.js";

const REQUIREMENTS = fileURLToPath(new URL("moto/requirements.txt", import.meta.url));
const SERVER = fileURLToPath(new URL("moto/server.py", import.meta.url));

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
  const version = /^moto==(\S+)/m.exec(await readFile(REQUIREMENTS, "utf8"))?.[1];
  return installPython(`moto-${version}`, REQUIREMENTS);
}
