import type { IdSuffix } from "../model/names.js";
import type { Json, Literal } from "../util/json.js";
import type { Located } from "./located.js";
import type { SourceFile } from "./source-file.js";

/** The document as YAML says it, once its structure is checked against events.schema.json. */
export interface SchemaDocument {
  readonly version: 1;
  /** Missing, as the event types are, in a file that has only types. */
  readonly name?: string;
  readonly description?: string;
  readonly id_suffix?: IdSuffix;
  readonly partition?: string;
  readonly lookups?: readonly LookupKind[];
  readonly metadata?: Readonly<Record<string, RawMetadataField>>;
  readonly imports?: readonly string[];
  readonly types?: Readonly<Record<string, RawType>>;
  readonly groups?: Readonly<Record<string, Readonly<Record<string, RawField>>>>;
  readonly events?: Readonly<Record<string, RawEvent>>;
  readonly streams?: Readonly<Record<string, RawStream>>;
  /** Event types that are no longer saved → the reason. */
  readonly retired?: Readonly<Record<string, RawRetired>>;
  /** Event types, groups and types → names of their former fields or properties. */
  readonly reserved?: Readonly<Record<string, readonly string[]>>;
  /** Codes of warnings → why they are not to be given. */
  readonly allow?: Readonly<Record<string, string>>;
  /** Rules of `breaking` → paths of findings → why they are accepted. */
  readonly accept?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type RawRetired = string | { readonly wire: string; readonly reason: string };

export type LookupKind = "type" | "partition" | "partition-entity" | "entity";

export interface RawEvent extends RawShape {
  readonly deprecated?: string;
  readonly stability?: "draft" | "stable";
  /** What is stored as the event's type; by default its name. */
  readonly wire?: string;
  /** What events of this type were stored as before. */
  readonly aliases?: readonly string[];
  readonly lookups?: readonly LookupKind[];
  readonly version?: number;
  /** The data of each earlier version. */
  readonly previous?: Readonly<Record<string, RawShape>>;
}

/** The data of one version of an event type. */
export interface RawShape {
  readonly description?: string;
  /** The groups whose fields come before those of `data`. */
  readonly include?: readonly string[];
  readonly data: Readonly<Record<string, RawField>>;
  readonly additionalProperties?: boolean;
}

export interface RawStream {
  readonly description?: string;
  readonly by: string;
  readonly across_partitions?: boolean;
  readonly materialized?: boolean;
  readonly consistent?: boolean;
  readonly events: readonly string[];
}

/** The shorthand or the long form of a type. */
export type RawType = string | RawLongType | RawUnionType;

/** A field of `data` or of a group. */
export type RawField = string | ((RawLongType | RawUnionType) & RawFieldOptions);

/** A field of `metadata`. */
export type RawMetadataField =
  | string
  | (Omit<RawLongType, "required"> & RawMetadataOptions)
  | (RawUnionType & RawMetadataOptions);

export interface RawMetadataOptions {
  readonly pii?: boolean;
  /** `true`: every event has it. A list: the required properties of an object. */
  readonly required?: true | readonly string[];
}

export interface RawFieldOptions {
  readonly default?: Json;
  readonly pii?: boolean;
  readonly lookup?: false;
  readonly entity?: string;
  /** The names that stored events may have it under. */
  readonly aliases?: readonly string[];
}

export interface RawDocumentation {
  readonly description?: string;
  readonly deprecated?: string;
  readonly examples?: readonly Json[];
}

export interface RawUnionType extends RawDocumentation {
  readonly type?: undefined;
  readonly oneOf: readonly RawType[];
  readonly discriminator: { readonly propertyName: string };
  readonly nullable?: boolean;
}

export interface RawLongType extends RawDocumentation {
  readonly type: string;
  readonly enum?: readonly Literal[];
  readonly const?: Literal;
  readonly items?: RawType;
  readonly properties?: Readonly<Record<string, RawType>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | RawType;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

export type { Json, Literal };

/** Stands where the structure of a part is wrong: the part's name is known, and nothing else of it. */
export const BROKEN: unique symbol = Symbol("broken");

/** A part of a document, or the sign that it is broken. */
export type OrBroken<Part> = Part | typeof BROKEN;

export type Entries<Entry> = Readonly<Record<string, OrBroken<Entry>>>;

/** A document of which parts may be broken; see `recover`. */
export interface PartialDocument {
  readonly name?: OrBroken<string>;
  readonly description?: OrBroken<string>;
  readonly partition?: OrBroken<string>;
  readonly lookups?: OrBroken<readonly LookupKind[]>;
  readonly id_suffix?: OrBroken<IdSuffix>;
  readonly metadata?: OrBroken<Entries<RawMetadataField>>;
  readonly imports?: OrBroken<readonly OrBroken<string>[]>;
  readonly types?: Entries<RawType>;
  readonly groups?: OrBroken<Entries<Entries<RawField>>>;
  readonly events?: Entries<PartialEvent>;
  readonly streams?: OrBroken<Entries<PartialStream>>;
  readonly retired?: OrBroken<Entries<RawRetired>>;
  readonly reserved?: OrBroken<Entries<readonly string[]>>;
  readonly allow?: OrBroken<Readonly<Record<string, string>>>;
  readonly accept?: OrBroken<Entries<Readonly<Record<string, string>>>>;
}

export interface PartialEvent extends Omit<RawEvent, "data" | "include" | "previous"> {
  readonly include?: readonly OrBroken<string>[];
  readonly data: Entries<RawField>;
  readonly previous?: Entries<PartialShape>;
}

/** A version of an event type; see {@link PartialDocument}. */
export interface PartialShape extends Omit<RawShape, "data" | "include"> {
  readonly include?: readonly OrBroken<string>[];
  readonly data: Entries<RawField>;
}

export interface PartialStream extends Omit<RawStream, "by" | "events"> {
  readonly by: OrBroken<string>;
  readonly events: readonly OrBroken<string>[];
}

/** A document whose structure was checked, with the places of its parts. */
export interface CheckedDocument {
  readonly document: PartialDocument;
  readonly root: Located;
  readonly source: SourceFile;
}
