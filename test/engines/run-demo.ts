import { type Engine, EngineUnavailableError, startEngine } from "./engine.js";

/** Runs a demo on an engine of its own, or says how to get an engine. */
export async function runDemo(demo: (engine: Engine) => Promise<void>): Promise<void> {
  let engine: Engine | undefined;
  try {
    engine = await startEngine();
    await demo(engine);
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await engine?.stop();
  }
}
