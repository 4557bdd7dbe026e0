import { hash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { decodeUtf8, MAX_FILE_BYTES, sourceFile } from "../language/source-file.js";
import { readPackageFile } from "../project/package-file.js";
import { cacheFolder } from "../workspace/cache.js";
import { readRegularFile, statOf } from "../workspace/regular-file.js";
import { systemReason } from "../workspace/system-errors.js";
import type { ProjectConfig } from "./project-config.js";

/** A config that was read, or the reason why it cannot be used. */
export type LoadedConfig = {
  /** As messages name it: from the working folder. */
  readonly file: string;
  /** `undefined` if the file cannot be read. */
  readonly text: string | undefined;
} & (
  | { readonly config: ProjectConfig }
  | { readonly config?: undefined; readonly diagnostics: readonly Diagnostic[] }
);

/**
 * Reads a config. One that has not changed since it was last parsed comes from the cache, because the parser takes
 * longer to load than all else that a build without changes does.
 */
export async function loadConfig(path: string, cwd: string): Promise<LoadedConfig> {
  const file = relative(cwd, path);
  const bytes = readRegularFile(path, MAX_FILE_BYTES);
  if (bytes === undefined) return { file, text: undefined, diagnostics: [unreadable(path, file)] };
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return { file, text, diagnostics: [newDiagnostic("not-utf8", { file }, {})] };
  }
  const entry = cacheEntry(path, file, bytes);
  const cached = entry === undefined ? undefined : readEntry(entry);
  if (cached !== undefined) return { file, text, config: cached };
  const { parseConfig } = await import("./parse-config.js");
  const parsed = parseConfig(sourceFile(file, text));
  if ("config" in parsed && entry !== undefined) {
    const { writeAtomically } = await import("../workspace/write-file.js");
    // Without a cache, the next run parses again.
    await writeAtomically(entry, JSON.stringify(parsed.config)).catch(() => undefined);
  }
  return { file, text, ...parsed };
}

function unreadable(path: string, file: string): Diagnostic {
  const found = statOf(path);
  if (found !== undefined && found.size > MAX_FILE_BYTES) {
    return newDiagnostic("file-too-large", { file }, { limit: MAX_FILE_BYTES });
  }
  const code = found === undefined ? "ENOENT" : found.isDirectory() ? "EISDIR" : "EACCES";
  const reason = systemReason(Object.assign(new Error(code), { code }));
  return newDiagnostic("file-unreadable", { file }, { reason, help: undefined });
}

/** Changes with the config, with its name in messages, and with this package. */
function cacheEntry(path: string, file: string, bytes: Uint8Array): string | undefined {
  const folder = cacheFolder(dirname(path));
  if (folder === undefined) return undefined;
  const recipe = [readPackageFile("package.json"), file, hash("sha256", bytes)].join("\0");
  return join(folder, `config-${hash("sha256", recipe).slice(0, 32)}.json`);
}

/** Only this package writes entries, so one that is JSON is right. */
function readEntry(path: string): ProjectConfig | undefined {
  try {
    const bytes = readRegularFile(path, MAX_FILE_BYTES);
    return bytes === undefined ? undefined : JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
