import type { YamlPath } from "../diagnostics/diagnostic.js";
import { limitedSuggest, type Suggest } from "../diagnostics/suggest/suggest.js";
import type { CheckedDocument, PartialDocument } from "../language/document.js";
import type { Imports } from "../language/imports.js";
import { valueAt } from "../language/mapping.js";
import type {
  AcceptedChange,
  EventModel,
  FieldType,
  GroupModel,
  MetadataField,
  NamedType,
  ReservedNames,
  RetiredEvent,
  StreamModel,
} from "../model/model.js";
import type { IdSuffix } from "../model/names.js";
import { idSuffixOf } from "./id-suffix.js";
import type { Reporter } from "./reporter.js";
import { type Scope, scopesOf } from "./scope.js";
import { type Collected, TypeReader } from "./type-reader.js";

/** A type with the scope of the document that declares it. */
export interface DeclaredType extends NamedType {
  readonly scope: Scope;
}

/**
 * Parts of a schema that are not known, because something in them is wrong and reported. Checks say nothing
 * about them, so that one mistake is one message.
 */
export interface Unknowns {
  /** The event types whose id fields are not all known. */
  readonly ids: Set<string>;
  /** The groups whose id fields are not all known. */
  readonly groups: Set<string>;
  /** The fields that were reported as misspelt ids: the keys of their paths, see `pathKey`. */
  readonly fields: Set<string>;
  /** The event types that were reported to have the id of a stream inside a field. */
  readonly nestedIds: Set<string>;
  /** The unions that were reported. */
  readonly unions: Set<FieldType>;
  /** Whether some event type may be in more lookups or streams than are known. */
  lookups: boolean;
}

/** Whether the lookups and streams of all event types are known. */
export function areLookupsKnown({ unknown, isTooLarge }: Analysis): boolean {
  return !isTooLarge && !unknown.lookups && unknown.ids.size === 0;
}

/** The meaning of a document, to which each pass of `build` adds a part. */
export interface Analysis {
  readonly document: PartialDocument;
  /** Reports on the document. */
  readonly report: Reporter;
  readonly suggest: Suggest;
  /** The value at a path as the document has it, whether it is broken or not. */
  readonly valueAt: (path: YamlPath) => unknown;
  /** The document and its imports, imported ones first, each with the scope of its types. */
  readonly scopes: ReadonlyMap<CheckedDocument, Scope>;
  /** Reads the types of the document itself. */
  readonly reader: TypeReader;
  readonly collected: Collected;
  readonly idSuffix: IdSuffix;
  readonly unknown: Unknowns;
  /** All types, also imported ones that are not used. */
  declaredTypes: readonly DeclaredType[];
  /** The document's own types, and the imported ones that it uses. */
  types: readonly DeclaredType[];
  groups: readonly GroupModel[];
  events: readonly EventModel[];
  metadata: readonly MetadataField[];
  streams: readonly StreamModel[];
  retired: readonly RetiredEvent[];
  reserved: readonly ReservedNames[];
  accepted: readonly AcceptedChange[];
  /** The event types that are stored nowhere or too often. */
  readonly badlyStored: Set<string>;
  /** Whether the schema has more parts than a module can have. */
  isTooLarge: boolean;
}

/** The analysis of a document with its imports, before any pass. */
export function newAnalysis(root: CheckedDocument, imports: Imports): Analysis {
  const suggest = limitedSuggest();
  const scopes = scopesOf([...imports.documents, root], imports, suggest);
  const scope = scopes.get(root) as Scope;
  const collected: Collected = { values: [], unions: [], unknownTypes: [], usedTypes: new Set() };
  const idSuffix = idSuffixOf(root.document);
  return {
    document: root.document,
    report: scope.report,
    suggest,
    valueAt: (path) => valueAt(root.root.value, path),
    scopes,
    reader: new TypeReader(scope, collected),
    collected,
    idSuffix,
    unknown: {
      ids: new Set(),
      groups: new Set(),
      fields: new Set(),
      nestedIds: new Set(),
      unions: new Set(),
      lookups: false,
    },
    declaredTypes: [],
    types: [],
    groups: [],
    events: [],
    metadata: [],
    streams: [],
    retired: [],
    reserved: [],
    accepted: [],
    badlyStored: new Set(),
    isTooLarge: false,
  };
}
