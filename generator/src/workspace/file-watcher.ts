import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { statOf } from "./regular-file.js";
import { codeOf, systemError } from "./system-errors.js";

/** The files whose changes matter. All paths are absolute. */
export interface Watched {
  /** Files, whether or not they exist. */
  readonly files: Iterable<string>;
  /** Folders of which each file matters whose name `isRelevant` accepts. */
  readonly folders: Iterable<string>;
}

interface FolderWatch {
  readonly watcher: FSWatcher;
  /** Tells a folder from another one that has replaced it. */
  readonly identity: string;
  names: ReadonlySet<string>;
  isWhole: boolean;
}

/**
 * Calls back when files may have changed. Watches their folders, because editors replace files; a folder that does not
 * exist yet is watched in the nearest one above it. Nothing polls.
 */
export class FileWatcher {
  readonly #onChange: () => void;
  readonly #isRelevant: (name: string) => boolean;
  readonly #folders = new Map<string, FolderWatch>();

  constructor(onChange: () => void, isRelevant: (name: string) => boolean) {
    this.#onChange = onChange;
    this.#isRelevant = isRelevant;
  }

  /**
   * Watches these files instead of those before. Returns whether a folder is watched anew, so that changes just before
   * may have been missed.
   *
   * @throws the system's error if it watches no more folders: its code is `ENOSPC` or `EMFILE`.
   */
  update({ files, folders }: Watched): boolean {
    const wanted = new Map<string, { names: Set<string>; isWhole: boolean }>();
    const want = (path: string) => {
      const known = wanted.get(path) ?? { names: new Set(), isWhole: false };
      wanted.set(path, known);
      return known;
    };
    for (const file of files) {
      const [folder, name] = nearestFolder(dirname(file), basename(file));
      want(folder).names.add(name);
    }
    for (const path of folders) {
      const [folder, name] = nearestFolder(path, "");
      const known = want(folder);
      if (name === "") known.isWhole = true;
      else known.names.add(name);
    }
    for (const path of this.#folders.keys()) if (!wanted.has(path)) this.#end(path);
    let isNew = false;
    for (const [path, { names, isWhole }] of wanted) {
      const before = this.#folders.get(path);
      if (before !== undefined && before.identity === identityOf(path)) {
        before.names = names;
        before.isWhole = isWhole;
        continue;
      }
      this.#end(path);
      isNew = this.#begin(path, names, isWhole) || isNew;
    }
    return isNew;
  }

  close(): void {
    for (const path of [...this.#folders.keys()]) this.#end(path);
  }

  #begin(path: string, names: ReadonlySet<string>, isWhole: boolean): boolean {
    const identity = identityOf(path);
    // It is gone since it was looked up: the next update watches the one above.
    if (identity === undefined) return true;
    let watcher: FSWatcher;
    try {
      watcher = watch(path, { persistent: true });
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOENT") return true;
      throw systemError(code ?? "EIO");
    }
    watcher.on("change", (_, name) => this.#changed(path, name === null ? null : String(name)));
    // Windows reports a watched folder that is deleted as an error.
    watcher.on("error", () => {
      this.#end(path);
      this.#onChange();
    });
    this.#folders.set(path, { watcher, identity, names, isWhole });
    return true;
  }

  #changed(path: string, name: string | null): void {
    const folder = this.#folders.get(path);
    if (folder === undefined) return;
    const matters =
      // The system does not say which file, or it is the folder itself.
      name === null ||
      name === basename(path) ||
      folder.names.has(name) ||
      (folder.isWhole && this.#isRelevant(name));
    if (matters) this.#onChange();
  }

  #end(path: string): void {
    this.#folders.get(path)?.watcher.close();
    this.#folders.delete(path);
  }
}

/** The nearest folder that exists, and the name in it that leads to the file. */
function nearestFolder(folder: string, name: string): [folder: string, name: string] {
  let [current, next] = [folder, name];
  while (statOf(current)?.isDirectory() !== true && current !== dirname(current)) {
    [current, next] = [dirname(current), basename(current)];
  }
  return [current, next];
}

function identityOf(path: string): string | undefined {
  const found = statOf(path);
  return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}
