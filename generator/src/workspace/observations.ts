import { hash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { MAX_FILE_BYTES } from "../language/limits.js";
import { isRegularFile, readRegularFile, realPath } from "./regular-file.js";

/** The questions about a path. `null` is the answer for a path that leads to nothing. */
const LOOKS = {
  /** Is it a regular file? */
  file: (path: string) => (isRegularFile(path) ? "yes" : null),
  /** Where do its links lead? */
  link: (path: string) => realPath(path) ?? null,
  /** Which content does it have? The answer is a digest. */
  content: (path: string) => contentDigest(readRegularFile(path, MAX_FILE_BYTES)),
  /** Which file does Node find? The path is a folder, a NUL, and the name to resolve from there. */
  resolved: (path: string) => resolveAsNode(...splitRequest(path)) ?? null,
} as const;

/** The state of a path at one time, so that a later run can compare. */
export interface Observation {
  readonly look: keyof typeof LOOKS;
  readonly path: string;
  readonly saw: string | null;
}

/** Looks at files, and records their state. */
export class Observer {
  readonly #seen = new Map<string, Observation>();

  /** All that was recorded so far, each once. */
  get observations(): readonly Observation[] {
    return [...this.#seen.values()];
  }

  isFile(path: string): boolean {
    return this.#record("file", path, LOOKS.file(path)) !== null;
  }

  realPath(path: string): string | undefined {
    return this.#record("link", path, LOOKS.link(path)) ?? undefined;
  }

  /** The bytes of a regular file that is no larger than a schema may be; `undefined` for everything else. */
  read(path: string): Buffer | undefined {
    const bytes = readRegularFile(path, MAX_FILE_BYTES);
    this.#record("content", path, contentDigest(bytes));
    return bytes;
  }

  /** The file that Node finds for the name of a package, or of a file in it, from this folder. */
  resolve(name: string, folder: string): string | undefined {
    const path = `${folder}\0${name}`;
    return this.#record("resolved", path, LOOKS.resolved(path)) ?? undefined;
  }

  #record(look: Observation["look"], path: string, saw: string | null): string | null {
    this.#seen.set(`${look} ${path}`, { look, path, saw });
    return saw;
  }
}

/** Whether the path is still in the same state. */
export function stillHolds({ look, path, saw }: Observation): boolean {
  return LOOKS[look](path) === saw;
}

function splitRequest(path: string): [name: string, folder: string] {
  const [folder = "", name = ""] = path.split("\0");
  return [name, folder];
}

function resolveAsNode(name: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, "tsconfig.json")).resolve(name);
  } catch {
    return undefined;
  }
}

function contentDigest(bytes: Buffer | undefined): string | null {
  return bytes === undefined ? null : hash("sha256", bytes);
}
