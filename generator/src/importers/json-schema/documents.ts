import { dirname, resolve, sep } from "node:path";
import { type Document, isNode, parseDocument, visit } from "yaml";
import type { Json } from "../../util/json.js";
import { ImportError } from "../imported.js";
import { isObject, type JsonObject, memberOf, textMember } from "./json-object.js";

/** Reads a file; `undefined` if there is none, or if it is too large or no UTF-8. */
export type ReadText = (path: string) => string | undefined;

/** Where a schema is: references in it are relative to this. */
export interface Base {
  /** The absolute path of the file. */
  readonly file: string;
  /** What "#" means: the document, or a schema in it that has an `$id`. */
  readonly root: Json;
  /** The URI of the root, if it has one. */
  readonly uri: string | undefined;
}

/** A value and where it is. */
export interface Located {
  readonly value: Json;
  readonly base: Base;
  /** The same for two references to one value. */
  readonly identity: string;
  /** The last step of the reference, for a name. */
  readonly name: string;
}

/** Files that references of one document can lead to. */
const MAX_FILES = 1_000;

/** The documents of an import. References lead to local files at or below one of its folders, and never to the network. */
export class Documents {
  readonly #readText: ReadText;
  readonly #folders: readonly string[];
  readonly #bases = new Map<string, Base | undefined>();
  /** URI → where it is declared with `$id`. */
  readonly #byUri = new Map<string, Located>();

  constructor(readText: ReadText, folders: readonly string[]) {
    this.#readText = readText;
    this.#folders = folders;
  }

  /**
   * A document, by its absolute path; `undefined` if it cannot be read.
   *
   * @throws ImportError if its text is neither JSON nor YAML.
   */
  open(file: string): Base | undefined {
    if (this.#bases.has(file)) return this.#bases.get(file);
    const text = this.#bases.size < MAX_FILES ? this.#readText(file) : undefined;
    const base = text === undefined ? undefined : this.#parsed(file, text);
    this.#bases.set(file, base);
    if (base !== undefined) this.#index(base);
    return base;
  }

  #parsed(file: string, text: string): Base {
    const root = parseText(file, text);
    return { file, root, uri: textMember(root, "$id") ?? textMember(root, "id") };
  }

  /** Remembers each schema with an `$id`, one level after the other: documents can be deep. */
  #index(base: Base): void {
    let level: { readonly value: Json; readonly base: Base }[] = [{ value: base.root, base }];
    while (level.length > 0) {
      const next: typeof level = [];
      for (const { value, base: outer } of level) {
        const own = isObject(value) && value !== outer.root ? textMember(value, "$id") : undefined;
        const uri = own === undefined ? undefined : uriOf(own, outer.uri);
        const inner = uri === undefined ? outer : { file: outer.file, root: value, uri };
        if (inner.uri !== undefined && inner.root === value) {
          const name = inner.uri.split("/").at(-1) ?? "";
          this.#byUri.set(inner.uri, { value, base: inner, identity: inner.uri, name });
        }
        for (const member of childrenOf(value)) next.push({ value: member, base: inner });
      }
      level = next;
    }
  }

  /** What a reference leads to; `undefined` if that is nothing here. */
  resolve(reference: string, base: Base): Located | undefined {
    const [path = "", fragment = ""] = splitOnce(reference, "#");
    const target = path === "" ? base : this.#document(path, base);
    if (target === undefined) return undefined;
    const steps = stepsOf(fragment);
    let value: Json | undefined = target.root;
    for (const step of steps ?? []) {
      value = Array.isArray(value) ? value[Number(step)] : memberOf(value, step);
    }
    if (steps === undefined || value === undefined) return undefined;
    const identity = `${target.uri ?? target.file}#${steps.join("/")}`;
    const file = target.file.split(/[\\/]/).at(-1) ?? "";
    const name = steps.at(-1) ?? target.uri?.split(/[/:]/).at(-1) ?? file;
    return {
      value,
      base: target,
      identity,
      name: name.replace(/\.(?:schema\.)?(?:json|ya?ml)$/, ""),
    };
  }

  #document(path: string, base: Base): Base | undefined {
    const uri = uriOf(path, base.uri);
    const known = uri === undefined ? undefined : this.#byUri.get(uri);
    if (known !== undefined) return known.base;
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return undefined;
    const file = resolve(dirname(base.file), decodePath(path));
    const isInside = this.#folders.some((folder) => file.startsWith(folder + sep));
    return isInside ? this.open(file) : undefined;
  }
}

function childrenOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

/** The steps of a JSON pointer in a fragment; `undefined` for an anchor. */
function stepsOf(fragment: string): readonly string[] | undefined {
  if (fragment === "") return [];
  const pointer = decodePath(fragment);
  if (!pointer.startsWith("/")) return undefined;
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function uriOf(reference: string, base: string | undefined): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

function parseText(file: string, text: string): Json {
  try {
    // JSON is YAML, but its own parser is a hundred times faster.
    if (/^\s*[{[]/.test(text)) return JSON.parse(text);
  } catch {
    // A mapping of YAML can begin with a brace, too.
  }
  try {
    const document = parseDocument(text);
    const [wrong] = document.errors;
    if (wrong !== undefined) throw wrong;
    if (holdsItself(document)) {
      throw new ImportError(
        "an alias in it leads to a part that it is in",
        "Replace the alias by a $ref.",
        file,
      );
    }
    return document.toJS({ maxAliasCount: 100 }) as JsonObject;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (error instanceof RangeError) {
      throw new ImportError("it nests too deeply", "Give a document with fewer levels.", file);
    }
    const reason = error instanceof Error ? error.message.split("\n")[0] : "";
    throw new ImportError(
      `it is neither JSON nor YAML: ${(reason ?? "").replace(/[.:]\s*$/, "")}`,
      "Check this part of the file, and import it again.",
      file,
    );
  }
}

/** Whether an alias leads to a part that it is in, so that the values of the document have no end. */
function holdsItself(document: Document): boolean {
  let isFound = false;
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (!path.some((outer) => isNode(outer) && outer === target)) return undefined;
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}
