import type { TreeMap } from "./yaml/tree.js";

/** What an importer has made of a source. */
export interface Imported {
  readonly schema: TreeMap;
  /** Lines of comment at the beginning of the schema. */
  readonly heading: readonly string[];
  /** Why there may be no event types: continues "The file cannot be imported:". */
  readonly reasonForNone: string;
  readonly helpForNone: string;
}

/** Why a source cannot be imported at all. */
export class ImportError extends Error {
  readonly help: string;
  /** The file that it is about, if that is not the source itself. */
  readonly file: string | undefined;

  constructor(reason: string, help: string, file?: string) {
    super(reason);
    this.help = help;
    this.file = file;
  }
}
