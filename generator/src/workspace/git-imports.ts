import { posix } from "node:path";
import type { ImportProblem, ImportReader } from "../language/imports.js";
import { decodeUtf8, sourceFile } from "../language/source-file.js";
import { type Revision, readAtRevision } from "./git.js";
import { illegalReason } from "./import-reader.js";

/** Reads what a schema imported at a commit. `path` is that of the schema in its repository. */
export function revisionImportReader(revision: Revision, path: string): ImportReader {
  return {
    rootId: path,
    find: (fromPath, imported) => {
      const illegal = illegalReason(imported);
      if (illegal !== undefined) return { problem: "import-path", reason: illegal };
      const id = posix.join(posix.dirname(fromPath), imported);
      if (id.startsWith("../")) {
        return { problem: "import-path", reason: "it is outside of the repository" };
      }
      return { id, file: nameAtRevision(revision, id) };
    },
    read: ({ id, file }) => {
      const read = readAtRevision(revision, id);
      if (read === undefined) return unreadable("there is no such file");
      if ("problem" in read) return unreadable(read.problem);
      const text = decodeUtf8(read.bytes);
      return text === undefined ? unreadable("it is not UTF-8") : sourceFile(file, text);
    },
  };
}

/** The name of a file at a commit, as `git show` takes it: "main:events.yaml". */
export function nameAtRevision({ ref }: Revision, path: string): string {
  return `${ref}:${path}`;
}

function unreadable(reason: string): ImportProblem {
  return { problem: "import-unreadable", reason };
}
