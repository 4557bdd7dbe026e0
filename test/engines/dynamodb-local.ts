import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Engine, EngineUnavailableError } from "./engine.js";
import { startServer } from "./server-process.js";

const POM = fileURLToPath(new URL("dynamodb-local/pom.xml", import.meta.url));
const CACHE = fileURLToPath(new URL("../../.cache/", import.meta.url));
const MAIN_CLASS = "software.amazon.dynamodb.services.local.main.ServerRunner";

/** AWS's own DynamoDB Local, in memory; fetched by Maven once, and kept in `.cache`. */
export async function startDynamoDBLocal(): Promise<Engine> {
  const libraries = await fetchLibraries();
  return startServer({
    name: "dynamodb-local",
    program: "java",
    argumentsFor: (port) => [
      `-Djava.library.path=${libraries}`,
      "-cp",
      join(libraries, "*"),
      MAIN_CLASS,
      "-inMemory",
      "-disableTelemetry",
      "-port",
      String(port),
    ],
  });
}

/** The folder that holds DynamoDB Local and what it needs; fetched where it is not there yet. */
export async function fetchLibraries(): Promise<string> {
  const version = /<artifactId>DynamoDBLocal<\/artifactId>\s*<version>(.+?)</.exec(
    readFileSync(POM, "utf8"),
  )?.[1];
  const folder = join(CACHE, `dynamodb-local-${version}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`Fetching DynamoDB Local ${version} with Maven…\n`);
  const partial = `${folder}.${process.pid}`;
  const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${partial}`];
  try {
    await promisify(execFile)("mvn", ["-q", "-B", "-f", POM, ...goal]);
    // A folder that is there is whole, also after an interrupted fetch.
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw new EngineUnavailableError(
      "DynamoDB Local cannot be fetched; it takes Java 17, Maven, and Maven Central. " +
        `Maven said: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    );
  }
  return folder;
}
