import { resolve } from "node:path";
import { readRegularFile, statOf } from "../../workspace/regular-file.js";
import { systemReason } from "../../workspace/system-errors.js";
import { shellWord } from "../../workspace/targets.js";
import { writeAtomically } from "../../workspace/write-file.js";

/** Names of variables → values. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The environment by which the AWS SDK finds a local engine, which takes any Region and any credentials. Change streams
 * are a service of their own: `getEndpointUrlConfig` of `@smithy/core` makes the name of a variable of the id of a
 * service, which is "DynamoDB" or "DynamoDB Streams".
 */
export function environmentOf(endpoint: string): Variables {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

/** The environment as commands of a shell, or as one line of JSON. */
export function environmentText(
  environment: Variables,
  tables: readonly string[],
  format: "text" | "json",
): string {
  if (format === "json") return `${JSON.stringify({ environment, tables })}\n`;
  return lines(environment, "export ");
}

/** The first line of a file that may be written again. */
const HEADER = "# Written by ddb-pattern-gen dev.\n";

const MAX_BYTES = 64 * 1024;

/**
 * Writes a file for `node --env-file`. Returns the reason if it cannot be written. A file that this command has not
 * written is left alone.
 */
export async function writeEnvironment(
  file: string,
  cwd: string,
  environment: Variables,
): Promise<string | undefined> {
  const path = resolve(cwd, file);
  if (statOf(path) !== undefined) {
    const before = readRegularFile(path, MAX_BYTES)?.toString() ?? "";
    if (!before.startsWith(HEADER)) {
      return `${file} was not written by this command, so it is left unchanged. Name another file with --write-env.`;
    }
  }
  try {
    await writeAtomically(path, HEADER + lines(environment, ""));
    return undefined;
  } catch (error) {
    return `${file} cannot be written: ${systemReason(error)}.`;
  }
}

function lines(environment: Variables, before: string): string {
  return Object.entries(environment)
    .map(([name, value]) => `${before}${name}=${shellWord(value)}\n`)
    .join("");
}
