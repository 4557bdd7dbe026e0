import type { TestProject } from "vitest/node";
import { type EngineName, startEngine } from "./engines/engine.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the engine that the whole run shares; each test makes its own tables. */
    readonly endpoint: string;
    readonly engineName: EngineName;
  }
}

/** One engine for the whole run; it is stopped also when tests fail. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  project.provide("endpoint", engine.endpoint);
  project.provide("engineName", engine.name);
  return () => engine.stop();
}
