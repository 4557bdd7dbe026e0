import type { Finding } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";
import type { CheckedDocument } from "./document.js";
import { itemPath, placeAt } from "./located.js";
import { MAX_FILE_BYTES, type SourceFile } from "./source-file.js";

/** A file that `imports:` names, before anything of it is read. */
export interface FoundImport {
  /** One for each file, by whatever way it is named. */
  readonly id: string;
  /** As findings name it. */
  readonly file: string;
}

/** Why a file is not to be had. */
export type ImportProblem =
  | { readonly problem: "import-path"; readonly reason: string }
  | {
      readonly problem: "import-unreadable";
      readonly reason: string;
      /** The path that was most likely meant. */
      readonly suggestion?: string | undefined;
    };

/** Reads what a file imports: the command's only way to a file that it was not given. */
export interface ImportReader {
  /** The identity of the file that is being generated. */
  readonly rootId: string;
  /** Reads nothing yet: what is known already, or too much, need not be read. */
  find(fromId: string, path: string): FoundImport | ImportProblem;
  read(found: FoundImport): SourceFile | ImportProblem;
}

const NO_FILES = {
  problem: "import-path",
  reason: "there are no files to import here",
} as const;

/** For sources that stand alone. */
export const NO_IMPORTS: ImportReader = {
  rootId: "",
  find: () => NO_FILES,
  read: () => NO_FILES,
};

/** More than any store needs; a chain of files that never ends is stopped by it. */
export const MAX_IMPORTS = 100;

type LoadOne = (source: SourceFile) => {
  readonly checked: CheckedDocument | undefined;
  readonly findings: readonly Finding[];
};

export interface Imports {
  /** Every imported file once, those that another one needs before it. */
  readonly documents: readonly CheckedDocument[];
  /** The texts of all files that were read, whether they could be used or not. */
  readonly sources: readonly SourceFile[];
  readonly findings: readonly Finding[];
  /** The documents whose types one of them can use: its own, and those of what it imports, and so on. */
  scopeOf(document: CheckedDocument): ReadonlySet<CheckedDocument>;
}

/** All files that a document imports, directly or not. */
export function loadImports(
  root: CheckedDocument,
  reader: ImportReader,
  loadOne: LoadOne,
): Imports {
  const loader = new ImportLoader(reader, loadOne);
  loader.follow(root, [{ id: reader.rootId, file: root.source.file }]);
  return loader;
}

type At = Parameters<typeof finding>[1];

function problemOf(problem: ImportProblem, path: string, at: At): Finding {
  const { reason } = problem;
  if (problem.problem === "import-path") return finding("import-path", at, { path, reason });
  return finding("import-unreadable", at, { path, reason, suggestion: problem.suggestion });
}

class ImportLoader implements Imports {
  readonly documents: CheckedDocument[] = [];
  readonly sources: SourceFile[] = [];
  readonly findings: Finding[] = [];
  /** File → its document; `undefined` for one that is not to be used. */
  readonly #byId = new Map<string, CheckedDocument | undefined>();
  /** Document → the files that it names. */
  readonly #imports = new Map<CheckedDocument, string[]>();
  /** Of all files that were read. */
  #characters = 0;
  /** Whether a limit was reached: nothing more is followed. */
  #isFull = false;
  readonly #reader: ImportReader;
  readonly #loadOne: LoadOne;

  constructor(reader: ImportReader, loadOne: LoadOne) {
    this.#reader = reader;
    this.#loadOne = loadOne;
  }

  scopeOf(document: CheckedDocument): ReadonlySet<CheckedDocument> {
    const scope = new Set([document]);
    // A set is walked in the order of insertion, what is added on the way included.
    for (const member of scope) {
      for (const id of this.#imports.get(member) ?? []) {
        const imported = this.#byId.get(id);
        if (imported !== undefined) scope.add(imported);
      }
    }
    return scope;
  }

  /** `way` leads from the root to the document, both included. */
  follow(document: CheckedDocument, way: readonly FoundImport[]): void {
    const ids: string[] = [];
    this.#imports.set(document, ids);
    const { id: ownId, file } = way.at(-1) as FoundImport;
    document.document.imports?.forEach((path) => {
      if (this.#isFull) return;
      const yamlPath = itemPath(document.root, ["imports"], path);
      const at = { file, place: placeAt(document.root, yamlPath), path: yamlPath };
      const found = this.#reader.find(ownId, path);
      if ("problem" in found) {
        this.findings.push(problemOf(found, path, at));
        return;
      }
      const start = way.findIndex((step) => step.id === found.id);
      if (start !== -1) {
        const files = [...way.slice(start), found].map((step) => step.file);
        this.findings.push(finding("import-cycle", at, { files }));
        return;
      }
      ids.push(found.id);
      if (this.#byId.has(found.id)) return;
      this.#byId.set(found.id, undefined);
      if (this.#isOver(this.#byId.size, MAX_IMPORTS, "files", at)) return;
      const source = this.#reader.read(found);
      if ("problem" in source) {
        this.findings.push(problemOf(source, path, at));
        return;
      }
      this.#characters += source.text.length;
      if (this.#isOver(this.#characters, MAX_FILE_BYTES, "characters", at)) return;
      this.#load(source, [...way, found], at);
    });
  }

  #isOver(count: number, most: number, what: string, at: At): boolean {
    if (count <= most) return false;
    this.#isFull = true;
    this.findings.push(finding("too-many-imports", at, { limit: `${most} ${what}` }));
    return true;
  }

  #load(source: SourceFile, way: readonly FoundImport[], at: At): void {
    this.sources.push(source);
    const { checked, findings } = this.#loadOne(source);
    for (const found of findings) this.findings.push(found);
    if (checked === undefined) return;
    this.#byId.set((way.at(-1) as FoundImport).id, checked);
    this.follow(checked, way);
    if (checked.document.types === undefined && checked.document.imports === undefined) {
      this.findings.push(finding("import-without-types", at, { file: source.file }));
    }
    this.documents.push(checked);
  }
}
