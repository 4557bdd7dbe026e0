import { posix } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { suggest } from "../diagnostics/suggest/suggest.js";
import type { ImportReader } from "../language/imports.js";
import { MAX_FILE_BYTES, type SourceFile, sourceFile } from "../language/source-file.js";
import { checkSource } from "./arguments.js";

/** A schema that can be analyzed, or the reason why not. */
export type Opened =
  | { readonly source: SourceFile; readonly imports: ImportReader }
  | { readonly problem: Diagnostic };

/**
 * A caller's source, as the command would have read it from files.
 *
 * @throws TypeError for anything but a schema as text.
 */
export function openSource(caller: string, argument: unknown): Opened {
  const { text, file, files } = checkSource(caller, argument);
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
    return { problem: newDiagnostic("file-too-large", { file }, { limit: MAX_FILE_BYTES }) };
  }
  // No file in UTF-8 can hold half of a surrogate pair.
  if (!isWellFormed(text)) return { problem: newDiagnostic("not-utf8", { file }, {}) };
  return { source: sourceFile(file, withoutMark(text)), imports: importsFrom(files, file) };
}

/** Imports texts instead of files. */
function importsFrom(files: Readonly<Record<string, string>>, root: string): ImportReader {
  const paths = new Map(Object.keys(files).map((path) => [posix.normalize(path), path]));
  return {
    rootId: posix.normalize(root),
    find: (from, path) => {
      const folder = posix.dirname(from);
      const id = posix.join(folder, path);
      if (paths.has(id) && !posix.isAbsolute(path)) return { id, file: id };
      const others = Array.from(paths.keys(), (other) => `./${posix.relative(folder, other)}`);
      const suggestion = suggest(path, others);
      return { problem: "import-unreadable", reason: "there is no such file", suggestion };
    },
    read: ({ id, file }) => {
      const text = files[paths.get(id) ?? ""] ?? "";
      if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
        const reason = `it has more than ${MAX_FILE_BYTES} bytes`;
        return { problem: "import-unreadable", reason };
      }
      if (!isWellFormed(text)) return { problem: "import-unreadable", reason: "it is not UTF-8" };
      return sourceFile(file, withoutMark(text));
    },
  };
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Readers of files drop a byte order mark, too. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}
