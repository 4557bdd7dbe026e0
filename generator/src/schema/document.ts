import type { Located } from "./located.js";
import type { SourceFile } from "./source-file.js";

/** The document as YAML says it, once its structure is checked against events.schema.json. */
export interface SchemaDocument {
  readonly version: 1;
  readonly name: string;
  readonly description?: string;
  readonly partition?: string;
  readonly lookups?: readonly LookupKind[];
  readonly types?: Readonly<Record<string, RawType>>;
  readonly events: Readonly<Record<string, RawEvent>>;
  readonly streams?: Readonly<Record<string, RawStream>>;
}

export type LookupKind = "type" | "partition" | "partition-entity" | "entity";

export interface RawEvent {
  readonly description?: string;
  readonly deprecated?: string;
  readonly lookups?: readonly LookupKind[];
  readonly data: Readonly<Record<string, RawField>>;
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
export type RawType = string | RawLongType;

export type RawField =
  | string
  | (RawLongType & { readonly lookup?: false; readonly entity?: string });

export interface RawLongType {
  readonly type: string;
  readonly enum?: readonly Literal[];
  readonly const?: Literal;
  readonly items?: RawType;
  readonly properties?: Readonly<Record<string, RawType>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: RawType;
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
  readonly description?: string;
  readonly deprecated?: string;
}

export type Literal = string | number | boolean;

/** A document whose structure is legal, with the places of its parts. */
export interface CheckedDocument {
  readonly document: SchemaDocument;
  readonly root: Located;
  readonly source: SourceFile;
  /** Types, event types and streams whose own structure is wrong; see `salvage`. */
  readonly missing: ReadonlySet<string>;
}
