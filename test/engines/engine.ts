import { startDynamoDBLocal } from "./dynamodb-local.js";
import { startDynoxide } from "./dynoxide.js";

/** A DynamoDB-compatible engine that answers at an endpoint of this machine. */
export interface Engine {
  readonly name: string;
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** No engine can be had here; the message says how to get one. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
}

const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = {
  dynoxide: startDynoxide,
  "dynamodb-local": startDynamoDBLocal,
  endpoint: useEndpoint,
};

/**
 * The engine that `DDB_PATTERN_ENGINE` names; by default Dynoxide, or the endpoint that
 * `DDB_PATTERN_ENDPOINT` gives.
 *
 * @throws EngineUnavailableError where it cannot be had.
 */
export async function startEngine(): Promise<Engine> {
  const { DDB_PATTERN_ENGINE, DDB_PATTERN_ENDPOINT } = process.env;
  const name = DDB_PATTERN_ENGINE ?? (DDB_PATTERN_ENDPOINT ? "endpoint" : "dynoxide");
  const start = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
  if (start === undefined) {
    throw new EngineUnavailableError(
      `DDB_PATTERN_ENGINE is "${name}"; it can be ${Object.keys(ENGINES).join(", ")}.`,
    );
  }
  return start();
}

async function useEndpoint(): Promise<Engine> {
  const endpoint = process.env.DDB_PATTERN_ENDPOINT;
  if (!endpoint) {
    throw new EngineUnavailableError(
      "DDB_PATTERN_ENDPOINT must give the engine's address, as http://localhost:8000.",
    );
  }
  return { name: "endpoint", endpoint, stop: async () => {} };
}
