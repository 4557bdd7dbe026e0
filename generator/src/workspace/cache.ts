import { hash } from "node:crypto";
import { join, resolve } from "node:path";
import { upwards } from "./folders.js";
import { generatorId, observeDependencies } from "./generator-id.js";
import { type Observation, type Observer, stillHolds } from "./observations.js";
import { isRegularFile, readRegularFile, statOf } from "./regular-file.js";
import { MAX_MODULE_BYTES, type Target } from "./targets.js";

/** One module of a command line, with its options. Each recipe has its own entry in the cache. */
export interface Recipe {
  readonly cwd: string;
  /** Has the options. */
  readonly target: Target;
}

/** The cached facts about a module that is current. */
export interface Current {
  /** The `name` of the schema; `null` for a file of types without a name. */
  readonly name: string | null;
  /** Whether the file has only types, and so no module. */
  readonly hasOnlyTypes: boolean;
}

interface Entry extends Current {
  readonly generator: string;
  /** Digests of the files. */
  readonly schema: string;
  readonly module: string | null;
  /** The state of all other files that the module depends on: imports, tsconfigs, packages. */
  readonly seen: readonly Observation[];
}

/** A module that is current now: just generated, or equal to the generated text. */
export interface Outcome {
  readonly name: string | undefined;
  readonly schema: Uint8Array;
  /** The text of the module; `undefined` for a file that has only types. */
  readonly module: string | undefined;
  readonly observer: Observer;
}

/**
 * Remembers which modules are current, outside of the files of the repository: in
 * `node_modules/.cache/ddb-pattern-gen` of the nearest package that has a `node_modules`. Without such a
 * package, the cache stays empty. No state of the cache is an error: an entry that cannot be read is no
 * entry, and an entry that cannot be written is left out.
 */
export class Cache {
  readonly #folder: string | undefined;
  readonly #held = new Map<string, boolean>();
  #generator: string | undefined;
  #dependencies: readonly Observation[] | undefined;

  constructor(cwd: string) {
    this.#folder = cacheFolder(cwd);
  }

  /** The entry of a recipe, if the module and all files that it depends on are unchanged. */
  find(recipe: Recipe): Current | undefined {
    try {
      const entry = this.#read(recipe);
      return entry !== undefined && this.#isCurrent(entry, recipe) ? entry : undefined;
    } catch {
      // Other code wrote the entry, or something damaged it.
      return undefined;
    }
  }

  /** Remembers that a module is current. Never fails. */
  async store(recipe: Recipe, { name, schema, module, observer }: Outcome): Promise<void> {
    const path = this.#path(recipe);
    if (path === undefined) return;
    this.#dependencies ??= observeDependencies();
    const entry: Entry = {
      generator: this.#generatorId(),
      name: name ?? null,
      hasOnlyTypes: module === undefined,
      schema: hash("sha256", schema),
      module: module === undefined ? null : hash("sha256", module),
      seen: [...observer.observations, ...this.#dependencies],
    };
    const { writeAtomically } = await import("./write-file.js");
    await writeAtomically(path, JSON.stringify(entry)).catch(() => undefined);
  }

  #read(recipe: Recipe): Entry | undefined {
    const path = this.#path(recipe);
    const bytes = path === undefined ? undefined : readRegularFile(path, MAX_ENTRY_BYTES);
    return bytes === undefined ? undefined : JSON.parse(bytes.toString());
  }

  #isCurrent(entry: Entry, { cwd, target: { input, output } }: Recipe): boolean {
    return (
      entry.generator === this.#generatorId() &&
      entry.schema === digestOf(resolve(cwd, input)) &&
      entry.hasOnlyTypes === (entry.module === null) &&
      (entry.hasOnlyTypes || entry.module === digestOf(resolve(cwd, output))) &&
      entry.seen.every((observation) => this.#holds(observation))
    );
  }

  /** The modules of one run depend on mostly the same files. */
  #holds(observation: Observation): boolean {
    const key = JSON.stringify(observation);
    const known = this.#held.get(key) ?? stillHolds(observation);
    this.#held.set(key, known);
    return known;
  }

  #generatorId(): string {
    this.#generator ??= generatorId();
    return this.#generator;
  }

  #path({ cwd, target }: Recipe): string | undefined {
    const { input, output, source, command, enumStyle } = target;
    const recipe = JSON.stringify([cwd, input, output, source, command, enumStyle]);
    const name = hash("sha256", recipe).slice(0, 32);
    return this.#folder === undefined ? undefined : join(this.#folder, `${name}.json`);
  }
}

/** Enough for the largest number of imports. */
const MAX_ENTRY_BYTES = 1024 * 1024;

function digestOf(path: string): string | undefined {
  const bytes = readRegularFile(path, MAX_MODULE_BYTES);
  return bytes === undefined ? undefined : hash("sha256", bytes);
}

/** The folder of the cache for a working folder; `undefined` without a package that has a `node_modules`. */
export function cacheFolder(cwd: string): string | undefined {
  for (const folder of upwards(cwd)) {
    const modules = join(folder, "node_modules");
    if (isRegularFile(join(folder, "package.json")) && statOf(modules)?.isDirectory()) {
      return join(modules, ".cache", "ddb-pattern-gen");
    }
  }
  return undefined;
}
