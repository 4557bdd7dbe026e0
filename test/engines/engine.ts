import { startDynoxide } from "./dynoxide.js";
import { startMoto } from "./moto.js";

export type EngineName = "dynoxide" | "moto" | "endpoint";

/** A DynamoDB-compatible engine that answers at an endpoint of this machine. */
export interface Engine {
  readonly name: EngineName;
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The engine cannot run on this machine; the message says why, and what to do. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
}

const ENGINES: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  dynoxide: startDynoxide,
  moto: startMoto,
  endpoint: useEndpoint,
};

/**
 * The engine that `DDB_PATTERN_ENGINE` names; by default Dynoxide, or the endpoint that
 * `DDB_PATTERN_ENDPOINT` gives.
 *
 * @throws EngineUnavailableError where it cannot run.
 */
export async function startEngine(): Promise<Engine> {
  const { DDB_PATTERN_ENGINE, DDB_PATTERN_ENDPOINT } = process.env;
  const name = DDB_PATTERN_ENGINE ?? (DDB_PATTERN_ENDPOINT ? "endpoint" : "dynoxide");
  if (isEngineName(name)) return ENGINES[name]();
  throw new EngineUnavailableError(
    `DDB_PATTERN_ENGINE is "${name}"; it can be ${Object.keys(ENGINES).join(", ")}.`,
  );
}

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(ENGINES, name);
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
