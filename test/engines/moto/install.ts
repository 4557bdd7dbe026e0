// Installs moto into the cache. Exits with 3 where that is impossible on this machine.
import { EngineUnavailableError } from "../engine.js";
import { installMoto } from "../moto.js";

try {
  await installMoto();
} catch (error) {
  if (!(error instanceof EngineUnavailableError)) throw error;
  console.error(error.message);
  process.exitCode = 3;
}
