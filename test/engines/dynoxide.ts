import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Engine, EngineUnavailableError } from "./engine.js";
import { startServer } from "./server-process.js";

/** Dynoxide: one native process, in memory. */
export async function startDynoxide(): Promise<Engine> {
  return startServer({
    name: "dynoxide",
    program: findBinary(),
    argumentsFor: (port) => ["serve", "--host", "127.0.0.1", "--port", String(port)],
  });
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch {
    throw new EngineUnavailableError(
      [
        `The embedded engine is not installed: there is no package ${name}.`,
        "Any of these gives an engine:",
        "  - npm i -D dynoxide",
        "  - AWS's DynamoDB Local, with Java 17 and Maven: DDB_PATTERN_ENGINE=dynamodb-local",
        "  - any DynamoDB-compatible endpoint: DDB_PATTERN_ENDPOINT=http://localhost:8000",
      ].join("\n"),
    );
  }
}
