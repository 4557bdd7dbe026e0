import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { BROKEN, type CheckedDocument } from "./document.js";
import { MAX_FILE_BYTES, MAX_IMPORTS } from "./limits.js";
import { locationAt } from "./located.js";
import type { SourceFile } from "./source-file.js";

/** A file that `imports:` names, before anything of it is read. */
export interface FoundImport {
  /** The same for all paths that lead to one file. */
  readonly id: string;
  /** The name of the file in diagnostics. */
  readonly file: string;
}

/** Why a file cannot be imported. */
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

/** For sources without files beside them. */
export const NO_IMPORTS: ImportReader = {
  rootId: "",
  find: () => NO_FILES,
  read: () => NO_FILES,
};

/** A file as a document, and the mistakes in it. */
export interface LoadedOne {
  /** The document, of which parts may be broken; `undefined` where too little is left to check. */
  readonly checked: CheckedDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type LoadOne = (source: SourceFile) => LoadedOne;

export interface Imports {
  /** Every imported file once, each after the files that it imports. */
  readonly documents: readonly CheckedDocument[];
  /** The texts of all files that were read, whether they could be used or not. */
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether all types are known that any file imports: a file that could not be read may have any. */
  readonly isComplete: boolean;
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

type At = Parameters<typeof newDiagnostic>[1];

function problemOf(problem: ImportProblem, path: string, at: At): Diagnostic {
  const { reason } = problem;
  if (problem.problem === "import-path") return newDiagnostic("import-path", at, { path, reason });
  return newDiagnostic("import-unreadable", at, { path, reason, suggestion: problem.suggestion });
}

class ImportLoader implements Imports {
  readonly documents: CheckedDocument[] = [];
  readonly sources: SourceFile[] = [];
  readonly diagnostics: Diagnostic[] = [];
  isComplete = true;
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
    // A set is walked in the order of insertion, what is added on the chain included.
    for (const member of scope) {
      for (const id of this.#imports.get(member) ?? []) {
        const imported = this.#byId.get(id);
        if (imported !== undefined) scope.add(imported);
      }
    }
    return scope;
  }

  /** `chain` leads from the root to the document, both included. */
  follow(document: CheckedDocument, chain: readonly FoundImport[]): void {
    const ids: string[] = [];
    this.#imports.set(document, ids);
    const { imports = [] } = document.document;
    if (imports === BROKEN) {
      this.isComplete = false;
      return;
    }
    imports.forEach((path, index) => {
      const id = path === BROKEN ? undefined : this.#followOne(document, path, index, chain);
      if (id === undefined) this.isComplete = false;
      else ids.push(id);
    });
  }

  /** The id of an imported file; `undefined` for one that is not to be used. */
  #followOne(
    document: CheckedDocument,
    path: string,
    index: number,
    chain: readonly FoundImport[],
  ): string | undefined {
    if (this.#isFull) return undefined;
    const { id: ownId, file } = chain.at(-1) as FoundImport;
    const yamlPath = ["imports", index];
    const at = { file, location: locationAt(document.root, yamlPath), path: yamlPath };
    const found = this.#reader.find(ownId, path);
    if ("problem" in found) return this.#report(problemOf(found, path, at));
    const start = chain.findIndex((step) => step.id === found.id);
    if (start !== -1) {
      const files = [...chain.slice(start), found].map((step) => step.file);
      return this.#report(newDiagnostic("import-cycle", at, { files }));
    }
    if (this.#byId.has(found.id)) return found.id;
    this.#byId.set(found.id, undefined);
    if (this.#isOver(this.#byId.size, MAX_IMPORTS, "files", at)) return undefined;
    const source = this.#reader.read(found);
    if ("problem" in source) return this.#report(problemOf(source, path, at));
    this.#characters += source.text.length;
    if (this.#isOver(this.#characters, MAX_FILE_BYTES, "characters", at)) return undefined;
    this.#load(source, [...chain, found], at);
    return found.id;
  }

  #report(found: Diagnostic): undefined {
    this.diagnostics.push(found);
  }

  #isOver(count: number, most: number, what: string, at: At): boolean {
    if (count <= most) return false;
    this.#isFull = true;
    this.#report(newDiagnostic("too-many-imports", at, { limit: `${most} ${what}` }));
    return true;
  }

  #load(source: SourceFile, chain: readonly FoundImport[], at: At): void {
    this.sources.push(source);
    const { checked, diagnostics } = this.#loadOne(source);
    for (const found of diagnostics) this.#report(found);
    if (checked === undefined) {
      this.isComplete = false;
      return;
    }
    this.#byId.set((chain.at(-1) as FoundImport).id, checked);
    this.follow(checked, chain);
    if (checked.document.types === undefined && checked.document.imports === undefined) {
      this.#report(newDiagnostic("import-without-types", at, { file: source.file }));
    }
    this.documents.push(checked);
  }
}
