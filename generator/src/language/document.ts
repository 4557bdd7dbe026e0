import type { Finding } from "../diagnostics/diagnostic.js";
import type { Located } from "./located.js";
import type { SourceFile } from "./source-file.js";

/** The document as YAML says it, once its structure is checked against events.schema.json. */
export interface SchemaDocument {
  readonly version: 1;
  /** Missing, as the event types are, in a file that has only types. */
  readonly name?: string;
  readonly description?: string;
  readonly partition?: string;
  readonly lookups?: readonly LookupKind[];
  readonly metadata?: Readonly<Record<string, RawField>>;
  readonly imports?: readonly string[];
  readonly types?: Readonly<Record<string, RawType>>;
  readonly events?: Readonly<Record<string, RawEvent>>;
  readonly streams?: Readonly<Record<string, RawStream>>;
  /** Codes of warnings → why they are not to be given. */
  readonly allow?: Readonly<Record<string, string>>;
}

export type LookupKind = "type" | "partition" | "partition-entity" | "entity";

export interface RawEvent {
  readonly description?: string;
  readonly deprecated?: string;
  readonly lookups?: readonly LookupKind[];
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

/** A field of `data` or of `metadata`. */
export type RawField = string | ((RawLongType | RawUnionType) & RawFieldOptions);

export interface RawFieldOptions {
  readonly default?: Json;
  readonly pii?: boolean;
  readonly lookup?: false;
  readonly entity?: string;
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

export type Literal = string | number | boolean;

/** What YAML's core schema can say, but for what is not finite. */
export type Json = Literal | null | readonly Json[] | { readonly [name: string]: Json };

/** A document whose structure is legal, with the places of its parts. */
export interface CheckedDocument {
  readonly document: SchemaDocument;
  readonly root: Located;
  readonly source: SourceFile;
  /** Types, event types and streams whose own structure is wrong; see `salvage`. */
  readonly missing: ReadonlySet<string>;
  /** What is wrong with the structure. */
  readonly findings: readonly Finding[];
}
